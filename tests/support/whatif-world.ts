import type { Catalog, ProductOfferingPrice } from '../../shared/domain/catalog.ts'
import { addMonths } from '../../shared/engines/rating/local-date.ts'
import type { WhatIfInput } from '../../shared/engines/whatif/compare-months.ts'
import type { PastMonth } from '../../shared/engines/whatif/past-months.ts'
import { asId } from '../../shared/kernel/ids.ts'
import * as b from '../unit/engines/builders.ts'

/** Sixty plans: some with usage, some introductory, some with what comes once; taxed twice. */
export const manyPlans = (count = 60): Catalog => b.catalog(Array.from({ length: count }, (_unused, nth) => b.offering(`plan-${nth}`, {
  prices: [
    b.monthly('month', `${20 + (nth * 7) % 60}.${10 + (nth % 90)}`, nth % 3 === 0 ? { introductory: { amountMicro: 15_000_000 + nth * 10_000, months: 1 + (nth % 12) } } : {}),
    ...(nth % 2 === 0 ? [b.once('activation', `${10 + nth}.00`)] : []), ...(nth % 4 === 0 ? [b.perUnit('data', '0.0123', 'GB', nth)] : []),
  ],
})), [b.WY_TELECOM, { category: 'telecom', region: 'WY', name: 'County', partsPerMillion: 13_700 }])

/** Whole months of what was billed and used. */
export const wholeMonths = (count: number): readonly PastMonth[] => Array.from({ length: count }, (_unused, nth) => {
  const from = addMonths('2024-12-01', nth)
  return { from, to: addMonths(from, 1), lines: [{ offeringId: 'old', bundleId: null, isUsage: false, grossMicro: 61_230_000 + nth * 10_000 }], used: [{ offeringId: 'old', unit: 'GB', units: 40 + ((nth * 37) % 200) }] }
})

const NIGHT = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 0, beforeMinute: 480 }]
const DAYTIME = [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 480, beforeMinute: 1_440 }]
const byHours = (id: string, decimal: string, times: typeof NIGHT): ProductOfferingPrice => {
  const price = b.perUnit(id, decimal, 'GB', 10, b.CENT)
  return { ...price, ratingGuideline: { ...price.ratingGuideline, hours: { zone: 'America/Denver', times, holidays: ['2026-07-04'] } } as never }
}
const byCall = (nth: number): ProductOfferingPrice => ({ ...b.perUnit('calls', `0.${10 + nth}`, 'minute'), ratingGuideline: { kind: 'call', unit: 'minute', connectMicro: 50_000, firstUnits: 60, nextUnits: 6, rounding: b.CENT } })
/** A month of use as a desk's packs tell it: every hour of it, and a hundred calls. */
const detailed = (month: PastMonth, nth: number): PastMonth => {
  const from = Date.parse(`${month.from}T00:00:00Z`) / 3_600_000
  const hours = Array.from({ length: 672 }, (_unused, hour) => [from + hour, 100_000_000 + ((hour * 7_919 + nth) % 97) * 1_000_003] as const)
  const sizes = Array.from({ length: 100 }, (_unused, call) => [10 + call * 13 + nth, 1 + (call % 3)] as const)
  return { ...month, used: [
    { offeringId: 'old', unit: 'byte', units: hours.reduce((sum, [, quantity]) => sum + quantity, 0), detail: { hours, events: hours.length } },
    { offeringId: 'old', unit: 'second', units: sizes.reduce((sum, [size, count]) => sum + size * count, 0), detail: { sizes, events: sizes.reduce((sum, [, count]) => sum + count, 0) } }] }
}

/** A third of them is priced by hours or by calls too. */
export const sixtyPlans = (months: number): WhatIfInput => {
  const plain = manyPlans()
  const catalog = { ...plain, offerings: plain.offerings.map((one, nth) => ({ ...one, prices: [...one.prices, ...(nth % 4 === 1 ? [byHours('night', '0.02', NIGHT), byHours('day', `0.${10 + nth}`, DAYTIME)] : []), ...(nth % 3 === 0 ? [byCall(nth % 80)] : [])] })) }
  return { catalog, at: b.NOW, region: 'WY', months: wholeMonths(months).map(detailed), held: [asId('old')], metered: [], alternatives: catalog.offerings.map(({ id }) => ({ id, buy: [id], keep: [] })) }
}
