import type { Catalog } from '../../shared/domain/catalog.ts'
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

export const sixtyPlans = (months: number): WhatIfInput => {
  const catalog = manyPlans()
  return { catalog, at: b.NOW, region: 'WY', months: wholeMonths(months), held: [asId('old')], metered: [], alternatives: catalog.offerings.map(({ id }) => ({ id, buy: [id], keep: [] })) }
}
