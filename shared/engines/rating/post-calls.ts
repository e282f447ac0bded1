import type { CallGuideline, ProductOffering, ProductOfferingPrice, RoundingRule, TaxRate } from '../../domain/catalog.ts'
import type { CallTerms, Charge } from '../../domain/rating.ts'
import { USAGE_UNITS } from '../../domain/usage.ts'
import { assertExact, multiplyRounded } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'
import { chargeOfUse } from './charge-of-use.ts'

export type CallPrice = ProductOfferingPrice & { readonly ratingGuideline: CallGuideline }
/** All calls of a service in a period under one price, each as long as it was, in base units. `units`: that no line before was for; `billedMicro`: what those asked for. */
export type CallsOfPeriod = { readonly id: string; readonly offering: ProductOffering; readonly price: CallPrice; readonly quantities: readonly number[]; readonly units: number; readonly billedMicro: Micro }

export const isCallPrice = (price: ProductOfferingPrice): price is CallPrice => price.ratingGuideline.kind === 'call'

export const callTermsOf = ({ amountMicro, ratingGuideline: { unit, connectMicro, firstUnits, nextUnits } }: CallPrice): CallTerms =>
  ({ unit, unitMicro: amountMicro, perUnits: USAGE_UNITS[unit]?.factor ?? 1, connectMicro, firstUnits, nextUnits })

/** What is counted of a call: the first increment, then started ones whole. Nothing of one that was not answered. */
export const countedUnits = ({ firstUnits, nextUnits }: Pick<CallTerms, 'firstUnits' | 'nextUnits'>, quantity: number): number =>
  quantity === 0 ? 0 : firstUnits + Math.ceil(Math.max(0, quantity - firstUnits) / nextUnits) * nextUnits

/** What one call costs: the fee to connect, and what is counted of it, rounded for each call as the guideline says. Source: CGRateS, connect fee and rate increments; see `engines/tariff/time-bands.ts`. */
export function priceOfCall(terms: CallTerms, quantity: number, { mode, placeMicro }: RoundingRule): Micro {
  if (quantity === 0) return 0
  return assertExact(terms.connectMicro + multiplyRounded(terms.unitMicro, countedUnits(terms, quantity), terms.perUnits * placeMicro, mode) * placeMicro)
}

/** Turns the calls of a period into one line of a bill, less what lines before asked for. Calls of one length are told together. */
export function postCalls({ id, offering, price, quantities, units, billedMicro }: CallsOfPeriod, taxes: readonly TaxRate[]): Charge {
  const { rounding } = price.ratingGuideline
  const terms = callTermsOf(price)
  const counted = new Map<number, number>()
  for (const quantity of quantities) counted.set(quantity, (counted.get(quantity) ?? 0) + 1)
  const calls = [...counted].toSorted(([a], [b]) => a - b).map(([quantity, count]) => ({ quantity, count }))
  const dueMicro = calls.reduce((sum, { quantity, count }) => assertExact(sum + count * priceOfCall(terms, quantity, rounding)), 0)
  return chargeOfUse({ id, offering, price, netMicro: dueMicro - billedMicro, units, steps: [{ kind: 'calls', ...terms, calls, billedMicro, ...rounding }] }, taxes)
}
