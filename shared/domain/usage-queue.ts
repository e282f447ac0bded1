import type { Instant } from '../kernel/time.ts'
import type { BaseUnit, UsageEvent, UsageReason, UsageType } from './usage.ts'

/** What waits together: one subscriber id at one provider, for one reason. */
export type WaitingGroupId = { readonly providerId: string; readonly localId: string; readonly idKind: UsageEvent['idKind']; readonly reason: UsageReason }
export type WaitingSum = { readonly usageType: UsageType; readonly unit: BaseUnit; readonly quantity: number }
/** `firstAt`, `lastAt`: when the first and the last of its events began. */
export type WaitingGroup = WaitingGroupId & { readonly count: number; readonly firstAt: Instant; readonly lastAt: Instant; readonly sums: readonly WaitingSum[] }

/** A service that such usage could belong to. `to`: exclusive; null while it lives. */
export type UsageCandidate = { readonly customerId: string; readonly name: string; readonly billingServiceId: string; readonly offeringId: string; readonly localCustomerId: string | null; readonly from: Instant; readonly to: Instant | null }

export const USAGE_DECISIONS = ['attached', 'guidedAgain', 'setAside'] as const
/** What a person decided about a group, kept for good. `events`: how many it moved. */
export type UsageDecision = WaitingGroupId & { readonly decision: (typeof USAGE_DECISIONS)[number]; readonly customerId: string | null; readonly because: string; readonly events: number; readonly userId: string; readonly at: Instant }

/** What became of the events of a group: each is counted once. */
export type UsageWorked = { readonly rated: number; readonly guided: number; readonly setAside: number; readonly waiting: number }
