import { isByEvent, isByUse } from '../../domain/catalog.ts'
import type { CallGuideline, PercentageGuideline, ProductOffering, ProductOfferingPrice } from '../../domain/catalog.ts'
import { USAGE_UNITS } from '../../domain/usage.ts'
import { isSameUse } from '../rating/price-hours.ts'
import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'

/** A price for each event by itself is for a use that no other price of the offering is for, and what it adds or is limited to can be reached by what it is rounded to. */
export function eventPriceProblems({ prices }: Pick<ProductOffering, 'prices'>, path: string): readonly CatalogProblem[] {
  return prices.flatMap((price, index): readonly CatalogProblem[] => {
    const { ratingGuideline: guideline } = price
    if (!isByEvent(guideline)) return []
    const at = `${path}.prices.${index}`
    const other = prices.find((one, nth) => one !== price && isByUse(one.ratingGuideline) && (!isByEvent(one.ratingGuideline) || nth < index) && isSameUse(one.ratingGuideline.unit, guideline.unit))
    return [
      ...when(USAGE_UNITS[guideline.unit] === undefined, `${at}.ratingGuideline.unit`, `unknown unit ${guideline.unit}`),
      ...when(other !== undefined, `${at}.ratingGuideline.unit`, `the price ${other?.id} is for the same usage`),
      ...(guideline.kind === 'percentage' ? valueProblems(price, guideline, at) : callProblems(guideline, at)),
    ]
  })
}

const UNREACHED = 'not a multiple of what the price is rounded to'

function valueProblems({ amountMicro }: ProductOfferingPrice, { eventMinimumMicro: least, eventMaximumMicro: most, rounding: { placeMicro } }: PercentageGuideline, at: string): readonly CatalogProblem[] {
  return [
    ...when(amountMicro % placeMicro !== 0, `${at}.amountMicro`, UNREACHED),
    ...when((least ?? 0) % placeMicro !== 0, `${at}.ratingGuideline.eventMinimumMicro`, UNREACHED),
    ...when((most ?? 0) % placeMicro !== 0, `${at}.ratingGuideline.eventMaximumMicro`, UNREACHED),
    ...when((least ?? 0) > (most ?? Infinity), `${at}.ratingGuideline.eventMinimumMicro`, 'more than the maximum'),
  ]
}

function callProblems({ unit, connectMicro, rounding: { placeMicro } }: CallGuideline, at: string): readonly CatalogProblem[] {
  return [
    ...when(USAGE_UNITS[unit] !== undefined && USAGE_UNITS[unit]?.base !== 'second', `${at}.ratingGuideline.unit`, 'calls are counted in time'),
    ...when(connectMicro % placeMicro !== 0, `${at}.ratingGuideline.connectMicro`, UNREACHED),
  ]
}
