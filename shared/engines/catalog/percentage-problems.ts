import { isByUse } from '../../domain/catalog.ts'
import type { ProductOffering } from '../../domain/catalog.ts'
import { USAGE_UNITS } from '../../domain/usage.ts'
import { isSameUse } from '../rating/price-hours.ts'
import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'

/** A price by value is for a use that no other price of the offering is for, and its limits can be reached by what it is rounded to. */
export function percentageProblems({ prices }: Pick<ProductOffering, 'prices'>, path: string): readonly CatalogProblem[] {
  return prices.flatMap((price, index): readonly CatalogProblem[] => {
    const { ratingGuideline: guideline } = price
    if (guideline.kind !== 'percentage') return []
    const at = `${path}.prices.${index}.ratingGuideline`
    const { unit, eventMinimumMicro: least, eventMaximumMicro: most, rounding: { placeMicro } } = guideline
    const other = prices.find((one) => one !== price && isByUse(one.ratingGuideline) && (one.ratingGuideline.kind !== 'percentage' || prices.indexOf(one) < index) && isSameUse(one.ratingGuideline.unit, unit))
    return [
      ...when(USAGE_UNITS[unit] === undefined, `${at}.unit`, `unknown unit ${unit}`),
      ...when(other !== undefined, `${at}.unit`, `the price ${other?.id} is for the same usage`),
      ...when(price.amountMicro % placeMicro !== 0, `${path}.prices.${index}.amountMicro`, 'not a multiple of what the price is rounded to'),
      ...when((least ?? 0) % placeMicro !== 0, `${at}.eventMinimumMicro`, 'not a multiple of what the price is rounded to'),
      ...when((most ?? 0) % placeMicro !== 0, `${at}.eventMaximumMicro`, 'not a multiple of what the price is rounded to'),
      ...when((least ?? 0) > (most ?? Infinity), `${at}.eventMinimumMicro`, 'more than the maximum'),
    ]
  })
}
