// Goal: what was used is on one bill exactly, whatever comes late, twice or between two lines of a run. Method: real central, record and book; sums worked out by hand; a transaction that is lost after the book was told.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import { usagePeriod } from '../../../shared/domain/usage.ts'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { recompute } from '../../support/second-evaluator.ts'
import * as b from '../engines/builders.ts'
import { bookOf, send, usageBody, usageDeskOf } from '../usage/support/usage-builders.ts'
import { registrationOf } from './support/builders.ts'
import { PLANS, activationOf, publishPlans } from './support/billed-orders.ts'
import { centralForTest, valueOf } from './support/start-central.ts'
import type { StartedCentral } from './support/start-central.ts'

const NOON = Date.UTC(2026, 10, 10, 19)
const HOUR = 3_600_000
const MINUTES = { id: 'minutes', label: 'Minutes beyond 300', amountMicro: 20_000, currency: 'USD', ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits: 300, rounding: b.CENT }, taxCategory: 'telecom' } as const
const VOICE = b.addOn('voice', { name: 'Voice', prices: [b.monthly('month', '9.00'), MINUTES], settlementRule: { id: 'voice', version: 1, legs: [{ kind: 'share', providerId: asId('kestrel'), priceId: 'minutes', partsPerMillion: 650_000 }] } })
const CATALOG = { ...PLANS, offerings: [...PLANS.offerings, VOICE] }
const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }

/** A customer with a line and voice since noon of 10 November; KSK-1 at Kestrel. */
async function withVoice(wrap?: (store: CentralStore) => CentralStore): Promise<StartedCentral> {
  const started = await centralForTest(wrap)
  started.setNow(NOON)
  await publishPlans(started, CATALOG)
  valueOf(await started.send('customer.register', { customerId: 'c1', registration: registrationOf('c1'), billCycleDay: 1 }))
  const input = activationOf({ orderId: 'o1', customerId: 'c1', takenAt: NOON, offeringIds: ['fast', 'voice'], billCycleDay: 1 }, NOON, CATALOG)
  valueOf(await started.send('billing.activate', { ...input, services: input.services.map((service) => (service.offeringId === 'voice' ? { ...service, providerId: 'kestrel', localCustomerId: 'KSK-1' } : service)) }))
  return started
}
const call = (eventId: string, minutes: number, at = NOON + HOUR) => usageBody({ eventId, quantity: minutes, startDate: new Date(at).toISOString() }, { relatedParty: [{ id: 'KSK-1', role: 'localCustomer' }] })
const bring = (started: StartedCentral, calls: readonly unknown[], now = NOON + 20 * 24 * HOUR) => send(usageDeskOf(started, { now }), calls, { providerId: 'kestrel', now })
const run = async (started: StartedCentral, upTo: string) => valueOf(await started.send('billing.run', { upTo, limit: 100 }, { actor: SYSTEM }))
const billsOf = async (started: StartedCentral): Promise<readonly Bill[]> => (await started.feed()).flatMap((item) => (item.kind === 'bill' ? [item.bill] : []))
const usedLines = async (started: StartedCentral) => (await billsOf(started)).flatMap((bill) => bill.lines.filter((line) => line.group === 'usage'))
const proof = (started: StartedCentral, upTo: string) => started.ask('billing.completeness', { upTo })

describe('usage on a bill', () => {
  it('is billed after its month, with the customer’s sum and every party’s part from the same events', async () => {
    const started = await withVoice()
    // 412 minutes: 300 are included, 112 at two cents.
    expect((await bring(started, [call('a', 200), call('b', 111.5), call('c', 100)])).map(({ status }) => status)).toEqual(['rated', 'rated', 'rated'])
    await run(started, '2026-11-30')
    expect(await usedLines(started)).toEqual([])
    await run(started, '2026-12-01')
    const [line, ...more] = await usedLines(started)
    expect(more).toEqual([])
    expect(line).toMatchObject({ orderId: 'o1', offeringName: 'Voice', providerId: 'kestrel', periodFrom: '2026-11-01', periodTo: '2026-12-01', usage: { units: 412, unit: 'minute', events: 3 }, charge: { amountMicro: 2_240_000, label: 'Minutes beyond 300' } })
    expect(line?.charge.postings.find(({ party }) => party.kind === 'provider')).toMatchObject({ party: { providerId: 'kestrel' }, amountMicro: 1_456_000 })
    expect(line && recompute(line.charge)).toMatchObject({ amountMicro: 2_240_000n, problems: [] })
    expect(line && recheckCharge(line.charge)).toBe(true)
    const book = await bookOf(started)
    const [sum] = book.ratedSums((await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId ?? '')
    // What each event was rated at comes to what the bill asks for.
    expect(sum).toMatchObject({ events: 3, amountMicro: 2_240_000 })
    expect(book.totals()).toMatchObject({ rated: 0, billed: 3 })
  })

  it('stands on no bill a second time, and says billed to who sends it again', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    await run(started, '2026-12-01')
    await run(started, '2026-12-01')
    await run(started, '2027-02-01')
    expect(await usedLines(started)).toHaveLength(1)
    expect(await bring(started, [call('a', 400)])).toMatchObject([{ status: 'billed', repeated: true }])
  })

  it('is shown where nothing is charged: what was included was used', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 12)])
    await run(started, '2026-12-01')
    expect(await usedLines(started)).toMatchObject([{ usage: { units: 12, events: 1 }, charge: { amountMicro: 0, taxMicro: 0, postings: [] } }])
  })

  it('that comes after its bill is a line of the next one; both together are the price of the whole month', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 299)])
    await run(started, '2026-12-01')
    await bring(started, [call('late', 113)], NOON + 25 * 24 * HOUR)
    expect(await proof(started, '2026-12-01')).toMatchObject({ missing: [{ dueOn: '2026-12-01' }] })
    await run(started, '2027-01-01')
    const lines = await usedLines(started)
    expect(lines.map(({ usage, charge }) => [usage?.units, charge.amountMicro])).toEqual([[299, 0], [113, 2_240_000]])
    expect(lines[1]?.charge.derivation.find((step) => step.kind === 'usage')).toMatchObject({ priorUnits: 299, totalUnits: 412 })
    expect(new Set(lines.map(({ id }) => id)).size).toBe(2)
    expect(await proof(started, '2027-01-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('is missing in the proof of completeness until it is billed', async () => {
    const started = await withVoice()
    await bring(started, [call('a', 400)])
    const service = (await started.ask('billing.services', { customerId: 'c1' })).services.find(({ offeringId }) => offeringId === 'voice')?.billingServiceId
    expect((await proof(started, '2026-12-01')).missing.map(({ key }) => key)).toContain(`usage|${service}|minutes|${usagePeriod(NOON)}|0`)
    await run(started, '2026-12-01')
    expect(await proof(started, '2026-12-01')).toMatchObject({ missing: [], doubled: [] })
  })

  it('is billed by the next run when the power fails between the book and the record', async () => {
    let isLost = false
    const started = await withVoice((store) => ({ ...store, write: (change) => store.write(async (tx) => { const answer = await change(tx); if (isLost) throw new Error('the power failed'); return answer }) }))
    await bring(started, [call('a', 400)])
    isLost = true
    await started.send('billing.run', { upTo: '2026-12-01', limit: 100 }, { actor: SYSTEM, key: 'lost' }).catch(() => null)
    isLost = false
    // Control: who asked the book would now find nothing to bill.
    expect((await bookOf(started)).totals()).toMatchObject({ rated: 0, billed: 1 })
    expect(await billsOf(started)).toEqual([])
    await run(started, '2026-12-01')
    expect(await usedLines(started)).toMatchObject([{ usage: { units: 400 }, charge: { amountMicro: 2_000_000 } }])
  })
})

describe('the charge of a period', () => {
  const units = fc.nat(2_000)
  const place = fc.constantFrom(1, 10_000, 50_000)
  it('is the same however the period is cut into lines, balances, and computes again from its derivation', () => {
    fc.assert(fc.property(fc.array(units, { minLength: 1, maxLength: 5 }), place, fc.constantFrom('half-even', 'half-up', 'up', 'down'), fc.nat(99_999), (cuts, placeMicro, mode, amountMicro) => {
      const price = { ...MINUTES, amountMicro, ratingGuideline: { ...MINUTES.ratingGuideline, rounding: { mode, placeMicro } } }
      const offering = { ...VOICE, prices: [price] }
      const lines = cuts.map((totalUnits, n) => postUsage({ id: `l${n}`, offering, price, priorUnits: cuts[n - 1] ?? 0, totalUnits }, [b.WY_TELECOM]))
      expect(postingsBalance(lines)).toBe(true)
      for (const line of lines) expect([recompute(line).problems, recheckCharge(line)]).toEqual([[], true])
      const whole = postUsage({ id: 'whole', offering, price, priorUnits: 0, totalUnits: cuts.at(-1) ?? 0 }, [b.WY_TELECOM])
      expect(lines.reduce((sum, line) => sum + line.amountMicro, 0)).toBe(whole.amountMicro)
    }), { numRuns: 500 })
  })
  it('that says another figure than its derivation is found', () => {
    const charge = postUsage({ id: 'l', offering: VOICE, price: MINUTES, priorUnits: 0, totalUnits: 400 }, [])
    const wrong = { ...charge, derivation: charge.derivation.map((step) => (step.kind === 'usage' ? { ...step, freeUnits: 299 } : step)) }
    expect(recheckCharge(wrong)).toBe(false)
    expect(recompute(wrong).problems).not.toEqual([])
  })
})
