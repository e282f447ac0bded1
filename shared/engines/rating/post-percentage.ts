import type { PercentageGuideline, ProductOffering, ProductOfferingPrice, RoundingRule, TaxRate } from '../../domain/catalog.ts'
import type { Charge, ValueTerms } from '../../domain/rating.ts'
import { assertExact, multiplyRounded } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'
import { chargeOfUse } from './charge-of-use.ts'

export type PercentagePrice = ProductOfferingPrice & { readonly ratingGuideline: PercentageGuideline }
/** All events of a service in a period under one price, by what each was worth. `units`: that no line before was for; `billedMicro`: what those asked for. */
export type ValuesOfPeriod = { readonly id: string; readonly offering: ProductOffering; readonly price: PercentagePrice; readonly values: readonly Micro[]; readonly units: number; readonly billedMicro: Micro }

export const isPercentagePrice = (price: ProductOfferingPrice): price is PercentagePrice => price.ratingGuideline.kind === 'percentage'

export const termsOf = ({ amountMicro, ratingGuideline: guideline }: PercentagePrice): ValueTerms =>
  ({ partsPerMillion: guideline.partsPerMillion, fixedMicro: amountMicro, eventMinimumMicro: guideline.eventMinimumMicro ?? null, eventMaximumMicro: guideline.eventMaximumMicro ?? null })

/**
 * What one event of a value costs: a part of it, rounded by the price's rule, and what is fixed, within the least and the most of one event. Every event by
 * itself, so that a period's sum is that of its events in whatever order. Source: vectors of Lago, percentage with fixed, minimum and maximum per event; see `engines/tariff/percentage.ts`.
 */
export function priceOfValue({ partsPerMillion, fixedMicro, eventMinimumMicro, eventMaximumMicro }: ValueTerms, valueMicro: Micro, { mode, placeMicro }: RoundingRule): Micro {
  const exact = assertExact(multiplyRounded(valueMicro, partsPerMillion, 1_000_000 * placeMicro, mode) * placeMicro + fixedMicro)
  return Math.max(eventMinimumMicro ?? 0, Math.min(exact, eventMaximumMicro ?? exact))
}

/** Turns the events of a period into one line of a bill, less what lines before asked for. Equal values are told together. */
export function postPercentage({ id, offering, price, values, units, billedMicro }: ValuesOfPeriod, taxes: readonly TaxRate[]): Charge {
  const { rounding } = price.ratingGuideline
  const terms = termsOf(price)
  const counted = new Map<Micro, number>()
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1)
  const events = [...counted].toSorted(([a], [b]) => a - b).map(([valueMicro, count]) => ({ valueMicro, count }))
  const dueMicro = events.reduce((sum, { valueMicro, count }) => assertExact(sum + count * priceOfValue(terms, valueMicro, rounding)), 0)
  return chargeOfUse({ id, offering, price, netMicro: dueMicro - billedMicro, units, steps: [{ kind: 'values', ...terms, events, billedMicro, ...rounding }] }, taxes)
}
