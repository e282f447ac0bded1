// Goal: whose services have all ended gets the last usage and credits on a bill, once, and nothing for cycles that never began. Method: real central and book; the proof beside it. Control: a central that makes no such bill.
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import { findImbalances } from '../../../shared/engines/settlement/balance.ts'
import { ADMIN } from './support/builders.ts'
import { DAY, HOUR, MINUTES, NOON, SYSTEM, billsOf, bring, call, proof, run, withVoice } from './support/voice.ts'
import type { StartedCentral } from './support/start-central.ts'
import { valueOf } from './support/start-central.ts'

/** Everything ends on 20 November; Kestrel metered 412 minutes before. Its last bill is due on 1 January: settled ten days after November. */
async function ended(wrap?: (store: CentralStore) => CentralStore): Promise<StartedCentral> {
  const started = await withVoice(wrap)
  await run(started, '2026-11-10')
  valueOf(await started.send('crosswalk.link', { customerId: 'c1', providerId: 'kestrel', localCustomerId: 'KSK-1', orderId: 'o1' }))
  await bring(started, [call('a', 412)], NOON + 9 * DAY)
  started.setNow(NOON + 10 * DAY)
  valueOf(await started.send('crosswalk.release', { customerId: 'c1', providerId: 'kestrel', orderId: 'o1' }))
  return started
}
/** As the host does: every day the run looks. */
const runDaily = async (started: StartedCentral, from: string, days: number) => {
  for (let n = 0; n < days; n++) await run(started, new Date(Date.parse(from) + n * DAY).toISOString().slice(0, 10))
}

describe('the last bill', () => {
  it('has the last usage after it settled, once, and no cycle that began after the end', async () => {
    const started = await ended()
    await runDaily(started, '2026-11-20', 130)
    const [first, last, ...more] = await billsOf(started)
    expect([first?.periodFrom, more]).toEqual(['2026-11-10', []])
    expect(last).toMatchObject({ state: 'sent', periodFrom: '2026-11-01', periodTo: '2026-12-01', told: [], holds: [] })
    expect(last?.history.map(({ state }) => state)).toEqual(['new', 'validated', 'sent'])
    expect(last?.lines.map((line) => [line.group, line.usage?.units, line.charge.amountMicro])).toEqual([['usage', 412, 2_240_000]])
    expect(findImbalances((last?.lines ?? []).map((line) => ({ id: line.id, block: 'bill', postings: line.charge.postings })))).toEqual([])
    expect(await proof(started, '2027-03-29')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('is not owed before usage has settled, and missing in the proof from its day on until it is made', async () => {
    const started = await ended()
    await runDaily(started, '2026-11-20', 20)
    expect(await billsOf(started)).toHaveLength(1)
    expect((await proof(started, '2026-12-31')).missing).toEqual([])
    expect((await proof(started, '2027-01-01')).missing).toMatchObject([{ customerId: 'c1', dueOn: '2027-01-01', why: 'not-run' }])
    await run(started, '2027-01-01')
    expect((await proof(started, '2027-01-01')).missing).toEqual([])
  })

  it('is followed by another for what comes after it', async () => {
    const started = await ended()
    await runDaily(started, '2026-11-20', 60)
    await bring(started, [call('late', 10, { at: NOON + 2 * HOUR })], NOON + 70 * DAY)
    await runDaily(started, '2027-01-20', 60)
    expect((await billsOf(started)).map((bill) => bill.lines.map(({ usage }) => usage?.units ?? 0).reduce((sum, units) => sum + units, 0))).toEqual([0, 412, 10])
    expect(await proof(started, '2027-03-20')).toMatchObject({ missing: [], doubled: [] })
  })

  it('gives back what a dispute brought, and the credit is named missing until then', async () => {
    const started = await ended()
    const [bill] = await billsOf(started)
    const line = bill?.lines.find(({ group }) => group === 'recurring')
    valueOf(await started.send('billing.dispute', { disputeId: 'd1', billId: bill?.id ?? '', lineId: line?.id ?? '', because: 'notUsed', note: '' }))
    const { creditNoteId } = valueOf(await started.send('billing.answerDispute', { disputeId: 'd1', decision: 'accepted', creditMinor: 0, because: 'was out of order' }, { actor: { ...ADMIN, role: 'supervisor' } }))
    expect((await proof(started, '2027-01-01')).missing.map(({ key }) => key)).toContain(`credit|${creditNoteId}`)
    await runDaily(started, '2026-11-20', 60)
    expect((await billsOf(started))[1]?.lines.map(({ group }) => group)).toEqual(['usage', 'credit'])
    expect(await proof(started, '2027-01-18')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('gives back and charges again what was corrected after it, on a bill of its own', async () => {
    const started = await ended()
    await runDaily(started, '2026-11-20', 60)
    valueOf(await started.send('usage.correctPrice', { offeringId: 'voice', offeringVersion: 1, priceId: 'minutes', fromPeriod: '2026-11', amountMicro: 10_000, ratingGuideline: MINUTES.ratingGuideline, because: 'One cent was agreed.' }, { actor: ADMIN }))
    while (valueOf(await started.send('usage.rerate', { limit: 10 }, { actor: SYSTEM })).more);
    await runDaily(started, '2027-01-20', 60)
    const [, last, corrected, ...more] = await billsOf(started)
    expect([last?.lines.length, more]).toEqual([1, []])
    expect(corrected?.lines.map((line) => [line.group, line.charge.amountMicro])).toEqual([['usage', 1_120_000], ['credit', -2_240_000]])
    expect(findImbalances((corrected?.lines ?? []).map((line) => ({ id: line.id, block: 'bill', postings: line.charge.postings })))).toEqual([])
    expect(await proof(started, '2027-03-20')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('waits for nobody who has another order that lives: their next cycle has it', async () => {
    const started = await ended()
    valueOf(await started.send('crosswalk.link', { customerId: 'c1', providerId: 'kestrel', localCustomerId: 'KSK-1', orderId: 'o1b' }))
    await runDaily(started, '2026-11-20', 12)
    expect((await billsOf(started)).map((bill) => [bill.periodFrom, bill.lines.some(({ group }) => group === 'usage')])).toEqual([['2026-11-10', false], ['2026-12-01', true]])
  })

  it('control: a central that makes no bill without a cycle is caught by the proof', async () => {
    const started = await ended((store) => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, bills: { ...tx.bills, insert: async (bill, at) => { if (bill.lines.some(({ group }) => group === 'recurring')) await tx.bills.insert(bill, at) } } })) }))
    await runDaily(started, '2026-11-20', 60)
    expect((await proof(started, '2027-01-18')).missing).toHaveLength(1)
  })
})
