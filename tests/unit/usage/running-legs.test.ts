// Goal: each event says what its providers receive of it, and what it says sums to the rule's answer for the whole month: in any order of any events, over a restart, after
// a price was corrected; and to what the bills of all customers divide. Method: rules of every kind by seed, sums worked out in whole fractions apart from the engine; real
// central. Controls: totals that begin at nothing after a restart, and totals of each customer for itself.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRunningLegs } from '../../../main/central/usage/running-legs.ts'
import type { UsageBook } from '../../../main/central/usage/ports.ts'
import type { Catalog, SettlementLeg, ShareTier } from '../../../shared/domain/catalog.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADMIN } from '../central/support/builders.ts'
import { valueOf } from '../central/support/start-central.ts'
import { CATALOG, HOUR, MINUTES, NOON, SYSTEM, VOICE, billsOf, bring, call, run, usedLines, withVoice } from '../central/support/voice.ts'
import { bookOf } from './support/usage-builders.ts'

const kestrel = { providerId: asId<'ProviderId'>('kestrel'), priceId: 'minutes' } as const
const TIERS: readonly ShareTier[] = [{ upToMicro: 1_000_000, partsPerMillion: 500_000 }, { upToMicro: 3_000_000, partsPerMillion: 333_333 }, { upToMicro: null, partsPerMillion: 100_001 }]
const RULES: Readonly<Record<string, readonly SettlementLeg[]>> = {
  'a share': [{ kind: 'share', ...kestrel, partsPerMillion: 650_000 }],
  'a share by tiers': [{ kind: 'graduatedShare', ...kestrel, tiers: TIERS }],
  'a share with a floor and a cap': [{ kind: 'share', ...kestrel, partsPerMillion: 100_000, floorMicro: 50_000, capMicro: 400_000 }],
  'a price for the minute': [{ kind: 'wholesaleUnit', ...kestrel, amountMicro: 12_345 }],
  'two providers': [{ kind: 'wholesaleUnit', ...kestrel, amountMicro: 7_000 }, { kind: 'share', providerId: asId('centurylink'), priceId: 'minutes', partsPerMillion: 250_000 }],
}
const withRule = (legs: readonly SettlementLeg[]): Catalog => ({ ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? { ...one, settlementRule: { id: 'voice', version: 1, legs } } : one)) })

/** What a rule gives of a month, in fractions of big integers: half to even, cents where it goes by the minute. */
function owedBy(legs: readonly SettlementLeg[], netMicro: number, units: number): number {
  const halfEven = (numerator: bigint, denominator: bigint): bigint => {
    const [quotient, twice] = [numerator / denominator, (numerator % denominator) * 2n]
    return twice > denominator || (twice === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient
  }
  const part = (leg: SettlementLeg): bigint => {
    if (leg.kind === 'wholesaleUnit') return halfEven(BigInt(leg.amountMicro) * BigInt(units), 10_000n) * 10_000n
    if (leg.kind === 'wholesale' || netMicro === 0) return 0n
    const weighted = leg.kind === 'share' ? BigInt(netMicro) * BigInt(leg.partsPerMillion) : leg.tiers.reduce((sum, tier, at) => {
      const [from, to] = [leg.tiers[at - 1]?.upToMicro ?? 0, Math.min(tier.upToMicro ?? netMicro, netMicro)]
      return sum + BigInt(Math.max(0, to - from)) * BigInt(tier.partsPerMillion)
    }, 0n)
    const [share, floor, cap] = [halfEven(weighted, 1_000_000n), BigInt(leg.floorMicro ?? 0), BigInt(leg.capMicro ?? Number.MAX_SAFE_INTEGER)]
    const least = share > floor ? share : floor
    return least < cap ? least : cap
  }
  return Number(legs.map(part).reduce((sum, one) => sum + one, 0n))
}
/** Each event is by a customer and of minutes; 300 of each customer's month are free, two cents for any other. */
type Call = { readonly customer: number; readonly minutes: number }
const monthOf = (calls: readonly Call[], customers: number) => {
  const minutes = Array.from({ length: customers }, (_, n) => calls.filter(({ customer }) => customer === n + 1).reduce((sum, one) => sum + one.minutes, 0))
  return { netMicro: minutes.reduce((sum, all) => sum + Math.max(0, all - 300) * 20_000, 0), units: minutes.reduce((sum, all) => sum + all, 0) }
}
const someCalls = fc.array(fc.record({ customer: fc.integer({ min: 1, max: 3 }), minutes: fc.integer({ min: 1, max: 400 }) }), { minLength: 1, maxLength: 30 })

describe('what the events of a month bring the providers', () => {
  it.each(Object.entries(RULES))('by %s is what the rule gives of the whole, however the month is cut into events', (_, legs) => {
    fc.assert(fc.property(someCalls, fc.nat(), (calls, stop) => {
      const offering = { ...VOICE, settlementRule: { id: 'voice', version: 1, legs } }
      const used = [0, 0, 0, 0]
      const take = (some: readonly Call[], book: Pick<UsageBook, 'ratedAcross'>): number => {
        const leg = createRunningLegs(book, { ...CATALOG, offerings: [offering] }).of(offering, MINUTES, '2026-11')
        return some.reduce((sum, { customer, minutes }) => {
          const before = used[customer] ?? 0
          used[customer] = before + minutes
          const charged = (all: number): number => Math.max(0, all - 300) * 20_000
          return sum + (leg?.take(charged(before + minutes) - charged(before), before * 60, minutes * 60) ?? Number.NaN)
        }, 0)
      }
      const cut = stop % calls.length
      const first = take(calls.slice(0, cut), { ratedAcross: () => ({ netMicro: 0, units: 0 }) })
      const rest = take(calls.slice(cut), { ratedAcross: () => monthOf(calls.slice(0, cut), 3) })
      const { netMicro, units } = monthOf(calls, 3)
      expect(first + rest).toBe(owedBy(legs, netMicro, units))
    }), { numRuns: 200 })
  })
})

const CALLS: readonly Call[] = [{ customer: 1, minutes: 350 }, { customer: 2, minutes: 320 }, { customer: 1, minutes: 70 }, { customer: 2, minutes: 45 }, { customer: 1, minutes: 13 }]
const NET = (133 + 65) * 20_000
const owedIn = (book: UsageBook, services: readonly string[]): number => services.flatMap((service) => book.ratedSums(service)).reduce((sum, { owedMicro }) => sum + owedMicro, 0)

describe('the book', () => {
  async function brought(legs: readonly SettlementLeg[], orders: readonly (readonly Call[])[]) {
    const started = await withVoice(undefined, { customers: 2, catalog: withRule(legs) })
    let nth = 0
    // Each is brought by a desk of its own: nothing is held over.
    for (const calls of orders) await bring(started, calls.map(({ customer, minutes }) => call(`e-${(nth += 1)}`, minutes, { customer, at: NOON + nth * HOUR })))
    const services = (await Promise.all([1, 2].map((n) => started.ask('billing.services', { customerId: `c${n}` })))).flatMap((one) => one.services.filter(({ offeringId }) => offeringId === 'voice').map(({ billingServiceId }) => billingServiceId))
    return { started, services, book: await bookOf(started) }
  }

  it.each(Object.entries(RULES))('keeps by %s of each event what sums to the bills’ parts, in any order and over restarts', async (_, legs) => {
    const wanted = owedBy(legs, NET, 350 + 320 + 70 + 45 + 13)
    for (const orders of [[CALLS], [CALLS.toReversed()], CALLS.map((one) => [one])]) {
      const { started, services, book } = await brought(legs, orders)
      expect(owedIn(book, services)).toBe(wanted)
      await run(started, '2026-12-01')
      const parts = (await usedLines(started)).flatMap(({ charge }) => charge.postings).filter(({ party }) => party.kind === 'provider')
      expect(parts.reduce((sum, { amountMicro }) => sum + amountMicro, 0)).toBe(wanted)
      // What stands on a bill still says it.
      expect(owedIn(book, services)).toBe(wanted)
    }
  })
  it.each(Object.entries(RULES))('follows a corrected price by %s, and so do the bills: nothing stays in a tier that it does not reach', async (_, legs) => {
    const { started, services, book } = await brought(legs, [CALLS])
    await run(started, '2026-12-01')
    valueOf(await started.send('usage.correctPrice', { offeringId: 'voice', offeringVersion: VOICE.version, priceId: 'minutes', fromPeriod: '2026-11', amountMicro: 30_000, ratingGuideline: MINUTES.ratingGuideline, because: 'It is three cents.' }, { actor: ADMIN }))
    for (let more = true; more; ) ({ more } = valueOf(await started.send('usage.rerate', { limit: 1 }, { actor: SYSTEM })))
    const wanted = owedBy(legs, (NET / 2) * 3, 350 + 320 + 70 + 45 + 13)
    expect(owedIn(book, services)).toBe(wanted)
    await run(started, '2027-01-01')
    const parts = (await billsOf(started)).flatMap(({ lines }) => lines).filter(({ charge }) => charge.priceId === 'minutes').flatMap(({ charge }) => charge.postings).filter(({ party }) => party.kind === 'provider')
    expect(parts.reduce((sum, { amountMicro }) => sum + amountMicro, 0)).toBe(wanted)
  })
  it('control: totals that begin at nothing after a restart sum to another figure', () => {
    const legs = RULES['a share by tiers'] ?? []
    const offering = { ...VOICE, settlementRule: { id: 'voice', version: 1, legs } }
    const forgetful = () => createRunningLegs({ ratedAcross: () => ({ netMicro: 0, units: 0 }) }, CATALOG).of(offering, MINUTES, '2026-11')
    const [first, second] = [forgetful()?.take(NET / 2, 0, 60), forgetful()?.take(NET / 2, 60, 60)]
    expect((first ?? 0) + (second ?? 0)).not.toBe(owedBy(legs, NET, 2))
  })
  it('control: shares by tiers of each customer for itself sum to another figure', () => {
    const legs = RULES['a share by tiers'] ?? []
    expect(owedBy(legs, 133 * 20_000, 0) + owedBy(legs, 65 * 20_000, 0)).not.toBe(owedBy(legs, NET, 0))
  })
})
