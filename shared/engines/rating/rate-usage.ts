import { isMetered } from '../../domain/catalog.ts'
import type { MeteredGuideline, ProductOfferingPrice } from '../../domain/catalog.ts'
import { assertExact } from '../../kernel/money.ts'
import type { Currency, Micro } from '../../kernel/money.ts'
import { assert } from '../../kernel/result.ts'
import { priceOfUnits, tariffOf, withCarried } from './metered.ts'

/** `amountMicro`: net of tax. */
export type UsageCharge = { readonly priceId: string; readonly label: string; readonly amountMicro: Micro; readonly currency: Currency }
export type MeteredPrice = ProductOfferingPrice & { readonly ratingGuideline: MeteredGuideline }

/**
 * Rates `units` (integer, ≥ 0) used after `priorUnits` of the same period. The charge is F(prior + units) − F(prior), F being the price of
 * everything used in the period: however the usage is cut into events, and whatever is sent late, the period's sum is F of its total.
 * It may be negative where a volume tier makes all units cheaper. Errors: throws unless the price is for usage. Source: domain.md 4.2, control totals.
 */
export function rateUsage(price: ProductOfferingPrice, units: number, priorUnits: number): UsageCharge {
  assert(units >= 0 && priorUnits >= 0, 'usage is not negative')
  const amountMicro = runningTotal(price, assertExact(priorUnits + assertExact(units))) - runningTotal(price, assertExact(priorUnits))
  return { priceId: price.id, label: price.label, amountMicro, currency: price.currency }
}

/** F: the rounded price of everything used in a period, from its beginning. `carriedUnits`: free units that months before left. Errors: throws unless the price is for usage. */
export function runningTotal(price: ProductOfferingPrice, units: number, carriedUnits = 0): Micro {
  assertMetered(price)
  return priceOfUnits(withCarried(tariffOf(price), carriedUnits), units, price.ratingGuideline.rounding, price.ratingGuideline.maximumMicro ?? null)
}

/** `runningTotal` of a price that is asked for again and again. */
export function runningTotals(price: ProductOfferingPrice): (units: number) => Micro {
  assertMetered(price)
  const [tariff, { rounding, maximumMicro = null }] = [tariffOf(price), price.ratingGuideline]
  return (units) => priceOfUnits(tariff, units, rounding, maximumMicro)
}

export function assertMetered(price: ProductOfferingPrice): asserts price is MeteredPrice {
  assert(isMetered(price.ratingGuideline), `not a price for usage: ${price.id}`)
}
