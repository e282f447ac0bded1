import type { IpRule } from '../../domain/addressing.ts'

/** What an order says about itself that a rule can ask for. `offeringId`: its access offering. */
export type RuleContext = { readonly ispId: string; readonly accessType: string; readonly offeringId: string }

/** The rule that serves an order; null when none does. Who falls back when its pool is exhausted walks `matchingRules`. */
export const chooseRule = (rules: readonly IpRule[], context: RuleContext): IpRule | null => matchingRules(rules, context)[0] ?? null

/** The rules that match an order, best first: highest weight, then id. A filter that is null matches anything. */
export function matchingRules(rules: readonly IpRule[], context: RuleContext): readonly IpRule[] {
  return rules.filter(({ filter }) => fits(filter.ispId, context.ispId) && fits(filter.accessType, context.accessType) && fits(filter.offeringId, context.offeringId))
    .toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

const fits = (wanted: string | null, actual: string): boolean => wanted === null || wanted === actual
