// Goal: everything owed is on one bill exactly, a bill is never edited, and what differs from what was told waits. Method: real central and store, runs broken off and run again, and a store that forgets as the control.
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import { mayMoveBill } from '../../../shared/domain/bill.ts'
import { findImbalances, partySums } from '../../../shared/engines/settlement/balance.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { ADMIN, REP } from './support/builders.ts'
import { PLANS, publishPlans, sell } from './support/billed-orders.ts'
import type { SoldOrder } from './support/billed-orders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'
import type { StartedCentral } from './support/start-central.ts'

const NOON = Date.UTC(2026, 10, 10, 19)
const DAY = 86_400_000
const order = (n = 1, over: Partial<SoldOrder> = {}): SoldOrder => ({ orderId: `o${n}`, customerId: `c${n}`, takenAt: NOON, offeringIds: ['fast', 'stream'], billCycleDay: 1, ...over })
const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }
const run = async (started: StartedCentral, upTo: string, limit = 100) => valueOf(await started.send('billing.run', { upTo, limit }, { actor: SYSTEM }))
const billsOf = async (started: StartedCentral) => (await started.feed()).flatMap((item) => (item.kind === 'bill' ? [item.bill] : []))
const ready = async (orders: readonly SoldOrder[] = [order()], wrap?: (store: CentralStore) => CentralStore) => {
  const started = await centralForTest(wrap)
  started.setNow(NOON)
  await publishPlans(started)
  for (const one of orders) await sell(started, one)
  return started
}
const proof = (started: StartedCentral, upTo: string) => started.ask('billing.completeness', { upTo })

describe('a bill run', () => {
  it('makes one bill over all providers, equal to what was read out, and sends it', async () => {
    const started = await centralForTest()
    started.setNow(NOON)
    await publishPlans(started)
    const told = await sell(started, order())
    expect(await run(started, '2026-11-10')).toEqual({ customers: 1, broken: 0, bills: 1, held: 0, more: false })
    const [bill] = await billsOf(started)
    expect(bill).toMatchObject({ number: 'B-2026-11-000001', state: 'sent', revision: 1, periodFrom: '2026-11-10', periodTo: '2026-12-01', dueOn: '2026-11-30', totalMinor: told.totalMinor, holds: [] })
    expect(bill?.history.map(({ state }) => state)).toEqual(['new', 'validated', 'sent'])
    expect(new Set(bill?.lines.map((line) => line.providerName))).toEqual(new Set(['centurylink', 'kestrel']))
    expect(bill?.lines.map((line) => line.charge)).toEqual(told.charges)
  })

  it('bills nothing a second time, and the next cycle when it begins', async () => {
    const started = await ready()
    await run(started, '2026-11-10')
    expect(await run(started, '2026-11-30')).toMatchObject({ bills: 0 })
    expect(await run(started, '2026-12-01')).toMatchObject({ bills: 1 })
    expect(await run(started, '2026-12-01')).toMatchObject({ bills: 0 })
    const [, december] = await billsOf(started)
    // Made on 10 November for a day to come, as in practice: dated that day, and due twenty days after it.
    expect(december).toMatchObject({ periodFrom: '2026-12-01', periodTo: '2027-01-01', issuedOn: '2026-12-01', dueOn: '2026-12-21' })
    expect(december?.lines.map((line) => line.group)).toEqual(['recurring', 'recurring'])
  })

  it('makes a bill for each cycle that was slept through, the introductory price as long as it was promised', async () => {
    const started = await ready()
    await run(started, '2027-03-15')
    const bills = await billsOf(started)
    expect(new Set(bills.map((bill) => bill.issuedOn))).toEqual(new Set(['2027-03-15']))
    expect(bills.map((bill) => bill.periodFrom)).toEqual(['2026-11-10', '2026-12-01', '2027-01-01', '2027-02-01', '2027-03-01'])
    expect(bills.slice(1).map((bill) => bill.lines[0]?.charge.amountMicro)).toEqual([39_990_000, 39_990_000, 50_000_000, 50_000_000])
    expect(await proof(started, '2027-03-15')).toMatchObject({ missing: [], doubled: [], unfounded: [], due: 11, billedOnce: 11 })
  })

  it('puts two orders of one person on one bill from the first cycle they share', async () => {
    const started = await ready([order(1), order(2, { customerId: 'c1', offeringIds: ['slow'] })])
    await run(started, '2026-12-01')
    const bills = await billsOf(started)
    expect(bills.map((bill) => [bill.periodFrom, new Set(bill.lines.map((line) => line.orderId)).size])).toEqual([['2026-11-10', 2], ['2026-12-01', 2]])
  })

  it('is billed by the version that was priced, whatever was published since', async () => {
    const started = await ready()
    const dearer = { ...PLANS, version: 2, offerings: PLANS.offerings.map((one) => ({ ...one, version: 2, prices: one.prices.map((price) => ({ ...price, amountMicro: price.amountMicro * 2 })) })) }
    await publishPlans(started, dearer)
    await run(started, '2027-02-01')
    expect((await billsOf(started)).at(-1)?.lines[0]?.charge.amountMicro).toBe(50_000_000)
  })

  it('balances on every bill and over all of them, and each line computes again from its derivation', async () => {
    const started = await ready([order(1), order(2, { offeringIds: ['together', 'modem'] }), order(3, { offeringIds: ['fast', 'stream', 'modem'], billCycleDay: 17 })])
    await run(started, '2027-01-20')
    const lines = (await billsOf(started)).flatMap((bill) => bill.lines.map((line) => ({ id: line.id, block: bill.id, postings: line.charge.postings, charge: line.charge })))
    expect(findImbalances(lines)).toEqual([])
    expect([...partySums(lines).values()].reduce((sum, one) => sum + one, 0)).toBe(0)
    expect(lines.flatMap(({ charge }) => recompute(charge).problems)).toEqual([])
  })

  it('is refused a day to come outside a sandbox, a rep, and a day that is none', async () => {
    const started = await ready()
    expect(codeOf(await started.send('billing.run', { upTo: '2026-11-31', limit: 5 }, { actor: SYSTEM }))).toBe('input-invalid')
    expect(codeOf(await started.send('billing.run', { upTo: '2026-11-10', limit: 5 }, { actor: REP }))).toBe('not-permitted')
  })
})

describe('a run that is broken off', () => {
  /** Fails at the n-th write of a bill, as a crash would: the transaction is gone, what was committed stays. */
  const failingAt = (n: number) => {
    let left = n
    return (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, bills: { ...tx.bills, insert: async (bill, at) => { if (--left === 0) throw Object.assign(new Error('power lost'), { code: 'SQLITE_IOERR' }); await tx.bills.insert(bill, at) } } })) })
  }
  const orders = [1, 2, 3, 4].map((n) => order(n))

  it.each([1, 2, 3, 4])('at bill %d leaves nothing half, and the next run bills the rest once', async (n) => {
    const started = await ready(orders, failingAt(n))
    const broken = await started.send('billing.run', { upTo: '2026-11-10', limit: 100 }, { actor: SYSTEM })
    expect(codeOf(broken)).toBe('storage-busy')
    expect(await billsOf(started)).toEqual([])
    expect(await run(started, '2026-11-10')).toMatchObject({ bills: 4 })
    expect(await proof(started, '2026-11-10')).toMatchObject({ missing: [], doubled: [] })
  })

  it('names who waits while it is not finished', async () => {
    const started = await ready(orders)
    await run(started, '2026-11-10', 3)
    const { missing, billedOnce, due } = await proof(started, '2026-11-10')
    expect([due, billedOnce, new Set(missing.map((one) => one.customerId)), new Set(missing.map((one) => one.why))]).toEqual([12, 9, new Set(['c4']), new Set(['not-run'])])
  })

  // The control: a central that forgets what it billed bills twice, and the proof says so.
  it('is caught by the proof when it forgets what it billed', async () => {
    const forgetful = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, bills: { ...tx.bills, billed: async () => [], insert: (bill, at) => tx.bills.insert({ ...bill, lines: bill.lines.map((line) => ({ ...line, id: `${line.id} ${bill.id}` })) }, at), setDue: (id) => tx.bills.setDue(id, '') } })) })
    const started = await ready([order()], forgetful)
    await run(started, '2026-11-10')
    await run(started, '2026-11-10')
    expect((await proof(started, '2026-11-10')).doubled.length).toBe(3)
  })

  it('cannot keep one line on two bills even then: the store refuses', async () => {
    const forgetful = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, bills: { ...tx.bills, billed: async () => [], setDue: (id) => tx.bills.setDue(id, '') } })) })
    const started = await ready([order()], forgetful)
    await run(started, '2026-11-10')
    expect(await run(started, '2026-11-10')).toMatchObject({ bills: 0, broken: 1 })
    expect(await billsOf(started)).toHaveLength(1)
  })
})

describe('a customer who cannot be billed', () => {
  /** The n-th bill of a run is refused by a rule, as a derivation that does not come out would be. */
  const breaking = (customerId: string, isBroken: { now: boolean }) => (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, bills: { ...tx.bills, insert: async (bill, at) => {
    await tx.bills.insert(bill, at)
    if (isBroken.now && bill.customerId === customerId) throw new Error('a bill balances')
  } } })) })

  it.each([['c1'], ['c2'], ['c4']])('keeps nobody else from their bill: %s is named with the reason, and billed once it is mended', async (customerId) => {
    const isBroken = { now: true }
    const started = await ready([1, 2, 3, 4].map((n) => order(n)), breaking(customerId, isBroken))
    expect(await run(started, '2026-11-10')).toMatchObject({ customers: 4, bills: 3, broken: 1, more: false })
    const billed = await billsOf(started)
    expect(billed.map((bill) => bill.customerId)).not.toContain(customerId)
    // Nothing of the attempt is kept, not even its number.
    expect(billed.map(({ number }) => number)).toEqual(['B-2026-11-000001', 'B-2026-11-000002', 'B-2026-11-000003'])
    expect(await proof(started, '2026-11-10')).toMatchObject({ doubled: [], unfounded: [], broken: [{ customerId, problem: 'a bill balances', tries: 1 }] })
    expect(new Set((await proof(started, '2026-11-10')).missing.map((one) => `${one.customerId} ${one.why}`))).toEqual(new Set([`${customerId} a bill balances`]))
    // The same day they are not tried again: a run ends.
    expect(await run(started, '2026-11-10')).toMatchObject({ customers: 0 })
    expect(await run(started, '2026-11-11')).toMatchObject({ bills: 0, broken: 1 })
    expect((await proof(started, '2026-11-11')).broken).toMatchObject([{ tries: 2, since: NOON }])
    isBroken.now = false
    expect(await run(started, '2026-11-12')).toMatchObject({ bills: 1, broken: 0 })
    expect(await proof(started, '2026-11-12')).toMatchObject({ missing: [], doubled: [], broken: [] })
  })

  // The control: without a place to go back to, half a bill stays.
  it('would leave half a bill behind where nothing is taken back, and the proof says so', async () => {
    const isBroken = { now: true }
    const started = await ready([order(1), order(2)], (store) => breaking('c1', isBroken)({ ...store, write: (work) => store.write((tx) => work({ ...tx, attempt: (attempted) => attempted() })) }))
    await run(started, '2026-11-10')
    expect((await proof(started, '2026-11-10')).missing.map((one) => one.customerId)).not.toContain('c1')
    expect((await proof(started, '2026-11-10')).broken).toMatchObject([{ customerId: 'c1' }])
  })
})

describe('a first bill that is not what was read out', () => {
  it('waits when service began in a later cycle, and says from when to when and both sums', async () => {
    const started = await centralForTest()
    started.setNow(NOON + 25 * DAY)
    await publishPlans(started)
    const told = await sell(started, order(), NOON + 25 * DAY)
    expect(await run(started, '2026-12-05')).toMatchObject({ bills: 1, held: 1 })
    const [bill] = await billsOf(started)
    expect(bill).toMatchObject({ state: 'onHold', periodFrom: '2026-12-05' })
    expect(bill?.holds).toEqual([{ reason: 'activation-slipped', orderId: 'o1', toldMinor: told.totalMinor, billedMinor: bill?.totalMinor, toldFrom: '2026-11-10', toldTo: '2026-12-01', activatedOn: '2026-12-05' }])
  })

  it('is as told when service began later within the told cycle', async () => {
    const started = await centralForTest()
    started.setNow(NOON + 9 * DAY)
    await publishPlans(started)
    const told = await sell(started, order(), NOON + 9 * DAY)
    await run(started, '2026-11-19')
    expect((await billsOf(started)).map(({ state, totalMinor }) => [state, totalMinor])).toEqual([['sent', told.totalMinor]])
  })

  it('is sent as a new revision by a supervisor who looked at it, once', async () => {
    const started = await centralForTest()
    started.setNow(NOON + 25 * DAY)
    await publishPlans(started)
    await sell(started, order(), NOON + 25 * DAY)
    await run(started, '2026-12-05')
    const [held] = await billsOf(started)
    const release = () => started.send('billing.releaseBill', { billId: held?.id ?? '', because: 'the caller agreed' }, { actor: { ...ADMIN, role: 'supervisor' } })
    expect(codeOf(await started.send('billing.releaseBill', { billId: held?.id ?? '', because: 'x' }))).toBe('not-permitted')
    expect(valueOf(await release())).toEqual({ revision: 2 })
    expect(codeOf(await release())).toBe('bill-not-held')
    expect((await billsOf(started)).map(({ revision, state }) => [revision, state])).toEqual([[1, 'onHold'], [2, 'sent']])
  })

  it('moves between the states of the field only', () => {
    expect([mayMoveBill('sent', 'onHold'), mayMoveBill('settled', 'sent'), mayMoveBill('sent', 'partiallyPaid'), mayMoveBill('partiallyPaid', 'settled')]).toEqual([false, false, true, true])
  })
})

describe('a disputed line', () => {
  const SUPERVISOR = { ...ADMIN, role: 'supervisor' }
  const disputed = async () => {
    const started = await ready()
    await run(started, '2026-11-10')
    const [bill] = await billsOf(started) as [Bill]
    const line = bill.lines.find(({ group }) => group === 'recurring')!
    valueOf(await started.send('billing.dispute', { disputeId: 'd1', billId: bill.id, lineId: line.id, because: 'notUsed', note: '' }))
    return { started, bill, line }
  }

  it('that is accepted comes back whole on the next bill, every party giving back its part, and the bill it is about stays', async () => {
    const { started, bill, line } = await disputed()
    valueOf(await started.send('billing.answerDispute', { disputeId: 'd1', decision: 'accepted', creditMinor: 0, because: 'was out of order' }, { actor: SUPERVISOR }))
    await run(started, '2026-12-01')
    const [first, second] = await billsOf(started)
    expect(first).toEqual(bill)
    const credit = second?.lines.find(({ group }) => group === 'credit')
    expect(credit?.corrects).toEqual({ billId: bill.id, lineId: line.id, because: 'was out of order' })
    const both = partySums([{ id: 'a', block: 'a', postings: line.charge.postings }, { id: 'b', block: 'a', postings: credit?.charge.postings ?? [] }])
    expect(both).toEqual(new Map())
    expect(await proof(started, '2026-12-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('that is accepted in part gives back that sum, and still balances', async () => {
    const { started } = await disputed()
    valueOf(await started.send('billing.answerDispute', { disputeId: 'd1', decision: 'partly', creditMinor: 333, because: 'three days' }, { actor: SUPERVISOR }))
    await run(started, '2026-12-01')
    const credits = (await billsOf(started)).flatMap((one) => one.lines.filter(({ group }) => group === 'credit'))
    expect(credits.map(({ charge }) => charge.amountMicro + charge.taxMicro)).toEqual([-3_330_000])
    expect(findImbalances(credits.map(({ id, charge }) => ({ id, block: 'b', postings: charge.postings })))).toEqual([])
  })

  it('is answered once, by who may, and never with more than the line', async () => {
    const { started } = await disputed()
    const answer = (decision: 'accepted' | 'partly' | 'rejected', creditMinor: number, actor = SUPERVISOR) => started.send('billing.answerDispute', { disputeId: 'd1', decision, creditMinor, because: 'x' }, { actor })
    expect(codeOf(await answer('accepted', 0, REP))).toBe('not-permitted')
    expect(codeOf(await answer('partly', 999_999))).toBe('credit-too-large')
    expect(codeOf(await answer('partly', 0))).toBe('credit-too-large')
    expect(valueOf(await answer('rejected', 0))).toEqual({ creditNoteId: null })
    expect(codeOf(await answer('accepted', 0))).toBe('dispute-answered')
  })

  it('of a line that was disputed before gives back what is left of it, never the line twice', async () => {
    const { started, bill, line } = await disputed()
    const owed = line.charge.amountMicro + line.charge.taxMicro
    const again = async (disputeId: string) => valueOf(await started.send('billing.dispute', { disputeId, billId: bill.id, lineId: line.id, because: 'tooMuch', note: '' }))
    const answer = (disputeId: string, decision: 'accepted' | 'partly' | 'rejected', creditMinor = 0) => started.send('billing.answerDispute', { disputeId, decision, creditMinor, because: 'x' }, { actor: SUPERVISOR })
    valueOf(await answer('d1', 'partly', 333))
    await again('d2')
    expect(codeOf(await answer('d2', 'partly', owed / 10_000 - 332))).toBe('credit-too-large')
    valueOf(await answer('d2', 'accepted'))
    await again('d3')
    expect(codeOf(await answer('d3', 'accepted'))).toBe('credit-too-large')
    expect(valueOf(await answer('d3', 'rejected'))).toEqual({ creditNoteId: null })
    await run(started, '2026-12-01')
    const credits = (await billsOf(started)).flatMap((one) => one.lines.filter(({ group }) => group === 'credit'))
    expect(credits.map(({ charge }) => charge.amountMicro + charge.taxMicro)).toEqual([-3_330_000, 3_330_000 - owed])
  })

  it('of a bill or a line that is not there is refused', async () => {
    const { started, bill } = await disputed()
    const dispute = (billId: string, lineId: string) => started.send('billing.dispute', { disputeId: 'd2', billId, lineId, because: 'other', note: '' })
    expect(codeOf(await dispute('nothing', 'x'))).toBe('bill-unknown')
    expect(codeOf(await dispute(bill.id, 'x'))).toBe('bill-line-unknown')
    expect(codeOf(await started.send('billing.answerDispute', { disputeId: 'none', decision: 'accepted', creditMinor: 0, because: 'x' }, { actor: SUPERVISOR }))).toBe('dispute-unknown')
  })
})
