import type { IpRule } from '../../domain/addressing.ts'
import type { AccessType } from '../../domain/catalog.ts'
import type { ProviderId } from '../../kernel/ids.ts'

/** What an order says about itself that a rule can ask for. */
export type RuleContext = { readonly ispId: ProviderId; readonly accessType: AccessType; readonly offeringIds: readonly string[] }

/** The rules that match an order, best first: highest weight, then id. A filter that is null matches anything. */
export function matchingRules(rules: readonly IpRule[], context: RuleContext): readonly IpRule[] {
  return rules
    .filter(({ filter }) =>
      (filter.ispId === null || filter.ispId === context.ispId) &&
      (filter.accessType === null || filter.accessType === context.accessType) &&
      (filter.offeringId === null || context.offeringIds.includes(filter.offeringId)))
    .toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** The rule that serves an order; null when none does. Who falls back when its pool is exhausted walks `matchingRules`. */
export const chooseRule = (rules: readonly IpRule[], context: RuleContext): IpRule | null => matchingRules(rules, context)[0] ?? null
