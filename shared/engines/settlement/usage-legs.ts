import type { RoundingRule, SettlementLeg, SettlementRule } from '../../domain/catalog.ts'
import type { Micro } from '../../kernel/money.ts'
import { assertExact } from '../../kernel/money.ts'
import { legTotal } from './leg-total.ts'

/** A leg that each event of use brings its part by. */
export type UsageLeg = Exclude<SettlementLeg, { readonly kind: 'wholesale' }>

/** The legs of a price for use. A wholesale price by the charge is none: it is owed once for a line of a bill, whatever was used. */
export const usageLegs = (rule: SettlementRule, priceId: string): readonly UsageLeg[] => rule.legs.filter((leg): leg is UsageLeg => leg.priceId === priceId && leg.kind !== 'wholesale')

/**
 * What all providers together receive of a period's use of a price: the function whose differences are the parts of single events. What is said of an
 * event therefore sums to what `settleEvent` divides of the bills, whatever the order of events and bills. Errors: throws on figures that are not exact.
 */
export function owedTotals(legs: readonly UsageLeg[], rounding: RoundingRule): (total: { readonly netMicro: Micro; readonly units: number }) => Micro {
  const [only] = legs
  if (legs.length === 1 && only) return (total) => legTotal(only, total, rounding)
  return (total) => legs.reduce((sum, leg) => assertExact(sum + legTotal(leg, total, rounding)), 0)
}
