import type { ProductOfferingPrice } from '../../domain/catalog.ts'
import { assertExact, multiplyRounded } from '../../kernel/money.ts'
import type { Currency, Micro } from '../../kernel/money.ts'
import { assert } from '../../kernel/result.ts'

/** A running total that a usage charge is the difference of. */
export type UsageStep = { readonly kind: 'runningTotal'; readonly units: number; readonly billableUnits: number; readonly unitMicro: Micro; readonly roundedMicro: Micro }
export type UsageCharge = {
  readonly priceId: string
  readonly label: string
  readonly kind: 'usage'
  /** Net of tax. */
  readonly amountMicro: Micro
  readonly currency: Currency
  /** Before and after this usage; the charge is the second less the first. */
  readonly derivation: readonly [UsageStep, UsageStep]
}

/**
 * Rates `units` (integer, ≥ 0) used after `priorUnits` of the same period. The charge is F(prior + units) − F(prior), F being the rounded
 * price of everything beyond the free units: however the usage is cut into events, and whatever is sent late, the period's sum is F of
 * its total. Errors: throws unless the price is per unit. Source: domain.md 4.2, control totals; free units as in OpenMeter's included units.
 */
export function rateUsage(price: ProductOfferingPrice, units: number, priorUnits: number): UsageCharge {
  assert(units >= 0 && priorUnits >= 0, 'usage is not negative')
  const before = runningTotal(price, assertExact(priorUnits))
  const after = runningTotal(price, assertExact(priorUnits + units))
  return { priceId: price.id, label: price.label, kind: 'usage', amountMicro: after.roundedMicro - before.roundedMicro, currency: price.currency, derivation: [before, after] }
}

/** The rounded price of everything used in a period, from its beginning. Errors: throws unless the price is per unit. */
export function runningTotal(price: ProductOfferingPrice, units: number): UsageStep {
  const guideline = price.ratingGuideline
  assert(guideline.kind === 'perUnit', `not a price per unit: ${price.id}`)
  const billableUnits = Math.max(0, units - guideline.freeUnits)
  const { mode, placeMicro } = guideline.rounding
  const roundedMicro = multiplyRounded(price.amountMicro, billableUnits, placeMicro, mode) * placeMicro
  return { kind: 'runningTotal', units, billableUnits, unitMicro: price.amountMicro, roundedMicro }
}
