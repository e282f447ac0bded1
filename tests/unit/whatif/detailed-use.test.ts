// Goal: prices by hours, by calls and by values, over the months that were, come to what the engine rates the same events at, one after the other. Method: events by the seeded many, in a zone with two changes of the clock, packed as central packs them; each event then rated as it comes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packService } from '../../../main/central/usage/packs/pack-usage.ts'
import { priceAt, pricesForUse, runningPrice } from '../../../main/central/usage/rate-event.ts'
import { createTallies } from '../../../main/central/usage/tallies.ts'
import type { ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { MOST_DETAIL } from '../../../shared/domain/usage-pack.ts'
import { compareMonths } from '../../../shared/engines/whatif/compare-months.ts'
import type { PastMonth, UsedUnits } from '../../../shared/engines/whatif/past-months.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import * as b from '../engines/builders.ts'

const HOUR = 3_600_000
const EVERY = [0, 1, 2, 3, 4, 5, 6]
const untaxed = (price: ProductOfferingPrice, guideline: object = {}): ProductOfferingPrice => ({ ...price, taxCategory: 'none', ratingGuideline: { ...price.ratingGuideline, ...guideline } as never })
const hours = (zone: string, times: readonly (readonly [days: readonly number[], from: number, before: number])[]) => ({ hours: { zone, times: times.map(([days, fromMinute, beforeMinute]) => ({ days, fromMinute, beforeMinute })), holidays: ['2026-03-09', '2026-11-26'] } })
const timed = (zone = 'America/Denver', from = 420) => [untaxed(b.perUnit('night', '0.02', 'GB', 1), hours(zone, [[EVERY, 0, from], [[0], from, 1_440]])), untaxed(b.perUnit('day', '0.11', 'GB', 2))]
const CALLS = untaxed(b.perUnit('calls', '0.12', 'minute'), { kind: 'call', connectMicro: 50_000, firstUnits: 60, nextUnits: 6, rounding: b.CENT })
const FILMS = untaxed(b.monthly('films', '0.10'), { kind: 'percentage', unit: 'view', partsPerMillion: 155_000, eventMinimumMicro: 500_000, rounding: b.CENT })
const offeringOf = (...prices: readonly ProductOfferingPrice[]) => b.offering('there', { prices })

const event = (usageType: 'data' | 'voice' | 'view', startedAt: number, quantity: number, valueMicro: number | null = null): UsageEvent => ({
  providerId: 'kestrel', eventId: null, localId: 'KSK-1', idKind: 'localCustomer', usageType, unit: usageType === 'data' ? 'byte' : usageType === 'voice' ? 'second' : 'each', quantity, startedAt, endedAt: startedAt, value: valueMicro === null ? null : { amountMicro: valueMicro, currency: 'USD' }, offeringId: null,
})
const SERVICE = { billingServiceId: 's', orderId: 'o1', offeringId: 'old', providerId: 'kestrel' }
const used = (events: readonly UsageEvent[]): readonly UsedUnits[] =>
  packService(SERVICE, events.map((one) => ({ event: one, outcome: { rated: { amountMicro: 0 } } }) as never), (at) => new Date(at).toISOString().slice(0, 10)).map(({ unit, usageType, days, ...detail }) => ({
    offeringId: 'old', unit: unit === 'each' ? usageType : unit, units: days.reduce((sum, day) => sum + day[1], 0), detail: { ...detail, events: days.reduce((sum, day) => sum + day[2], 0) } }))
const there = (prices: readonly ProductOfferingPrice[], events: readonly UsageEvent[], over: readonly UsedUnits[] = used(events)) => {
  const month: PastMonth = { from: '2026-03-01', to: '2026-04-01', lines: [{ offeringId: 'old', bundleId: null, isUsage: false, grossMicro: 0 }], used: over }
  return compareMonths({ catalog: b.catalog([offeringOf(...prices)]), at: b.NOW, region: 'WY', months: [month], held: [], metered: [], alternatives: [{ id: 'there', buy: [asId('there')], keep: [] }] })[0]?.months[0]
}
/** As central rates: each event by the price of its moment, after all before it. */
const rated = (prices: readonly ProductOfferingPrice[], events: readonly UsageEvent[]): number => {
  const running = new Map<string, ReturnType<typeof runningPrice>>()
  const micro = events.reduce((sum, one) => {
    const price = priceAt(pricesForUse(offeringOf(...prices), one), one.startedAt)
    const own = running.get(price?.id ?? '') ?? runningPrice(price, { priorQuantity: 0, leg: null }, createTallies())
    running.set(price?.id ?? '', own)
    return sum + (own.take(one)?.amountMicro ?? 0)
  }, 0)
  return Math.round(micro / 10_000)
}
// The clocks of Denver go forward on 8 March and back on 1 November.
const momentOf = fc.oneof(fc.integer({ min: Date.UTC(2026, 2, 7, 6), max: Date.UTC(2026, 2, 10) }), fc.integer({ min: Date.UTC(2026, 9, 31), max: Date.UTC(2026, 10, 2, 12) }), fc.integer({ min: Date.UTC(2026, 10, 25), max: Date.UTC(2026, 10, 28) }))
const data = fc.array(fc.record({ at: momentOf, quantity: fc.nat(3_000_000_000) }).map(({ at, quantity }) => event('data', at, quantity)), { minLength: 1, maxLength: 40 })
const voice = fc.array(fc.record({ at: momentOf, quantity: fc.nat(700) }).map(({ at, quantity }) => event('voice', at, quantity)), { minLength: 1, maxLength: 40 })
const films = fc.array(fc.record({ at: momentOf, cents: fc.nat(3_000) }).map(({ at, cents }) => event('view', at, 1, cents * 10_000)), { minLength: 1, maxLength: 40 })

describe('use on another offer, from what a desk keeps of it', () => {
  it('comes to what each event is rated at, by hours, by calls and by values', () => {
    fc.assert(fc.property(data, voice, films, (bytes, calls, views) => {
      for (const [prices, events] of [[timed(), bytes], [[CALLS], calls], [[FILMS], views]] as const) expect(there(prices, events)).toEqual({ thereMinor: there([], events)!.thereMinor! + rated(prices, events), missing: null })
    }), { numRuns: 300 })
  })
  it('is figures worked out by hand: a call of 61 seconds twice, a film for $3.99, a gigabyte at night and three by day', () => {
    expect(there([CALLS], [event('voice', 0, 61), event('voice', 9, 61)])?.thereMinor).toBe(36)
    // 15.5 % of 3.99 is 61.845 cents, rounded 62, and 10.
    expect(there([FILMS], [event('view', 0, 1, 3_990_000)])?.thereMinor).toBe(72)
    // 06:30 in Denver on Monday 2 March costs nothing of its free gigabyte; 07:30 three less two.
    expect(there(timed(), [event('data', Date.UTC(2026, 2, 2, 13, 30), 1e9), event('data', Date.UTC(2026, 2, 2, 14, 30), 3e9)])?.thereMinor).toBe(11)
    // Three hours later the second costs the same; an hour earlier it is night and both are: (4 - 1) at 2 cents.
    expect(there(timed(), [event('data', Date.UTC(2026, 2, 2, 13, 30), 1e9), event('data', Date.UTC(2026, 2, 2, 13, 31), 3e9)])?.thereMinor).toBe(6)
  })
  it.each([
    ['a price that changes within an hour', timed('America/Denver', 450), used([event('data', 0, 1e9)])],
    ['a clock that is off by half an hour', timed('Asia/Kolkata'), used([event('data', 0, 1e9)])],
    ['a pack from before hours were told', timed(), used([event('data', 0, 1e9)]).map(({ offeringId, unit, units }) => ({ offeringId, unit, units }))],
    ['calls of which only the sum is known', [CALLS], [{ offeringId: 'old', unit: 'minute', units: 3 }]],
    ['calls of more lengths than a pack tells', [CALLS], used(Array.from({ length: MOST_DETAIL + 1 }, (_unused, n) => event('voice', n, n)))],
    ['views of which one says no value', [FILMS], used([event('view', 0, 1, 3_990_000), event('view', 9, 1)])],
  ])('says that it does not know: %s', (_what, prices, uses) => expect(there(prices, [], uses)).toEqual({ thereMinor: null, missing: 'usage-detail' }))
  it('is found wrong by the same check when an hour is put on another', () => {
    const events = [event('data', Date.UTC(2026, 2, 2, 14, 30), 9e9)]
    const [moved] = used(events).map((one) => ({ ...one, detail: { ...one.detail!, hours: [[Date.UTC(2026, 2, 2, 13) / HOUR, 9e9] as const] } }))
    expect(there(timed(), events, [moved!])?.thereMinor).not.toBe(rated(timed(), events))
  })
})
