import type { Customer } from './customer.ts'
import type { OrderState } from './order.ts'

/** What the identity engine says of two records; its words are in messages under `match.<code>`. */
export const MATCH_REASONS = [
  'same-name', 'nickname', 'swapped-name', 'similar-name', 'same-phone', 'same-mail', 'same-sign-in', 'same-address',
  'family-phone', 'family-mail', 'phone-changed-hands', 'mail-other-name', 'generation-differs', 'other-sign-in', 'sign-in-unsaid', 'shared-phone', 'shared-mail', 'household-mail', 'only-name', 'new-at-address', 'other-contacts',
] as const
export type MatchReason = (typeof MATCH_REASONS)[number]

/** Somebody who may be the person being typed. Masked. `draftId`: known only from a call that is still being taken at this desk. */
export type PeopleCandidate = {
  readonly customerId: string
  readonly name: string
  readonly phone: string
  readonly email: string
  readonly addressLine: string
  readonly verdict: 'same' | 'maybe'
  readonly reasons: readonly MatchReason[]
  readonly knownFrom: 'central' | 'order' | 'draft'
  readonly draftId: string | null
}

/** An order under way at the place that the caller names. */
export type OrderAtPlace = { readonly orderId: string; readonly customerName: string; readonly state: OrderState; readonly takenAt: number; readonly takenBy: string; readonly takenHere: boolean }

export type PersonMatchField = 'name' | 'sound' | 'phone' | 'mail' | 'id' | 'address'
/** A customer that a search found. `joinedTo`: whom this id was joined to. */
export type PersonFound = { readonly customer: Customer; readonly fields: readonly PersonMatchField[]; readonly addressLine: string; readonly isMasked: boolean; readonly joinedTo: string | null }

export type PersonService = { readonly name: string; readonly providerId: string; readonly state: OrderState; readonly orderId: string; readonly addressLine: string }

/** What happened with a person, newest first. `who`: a user, or '' for the desk itself. */
export type PersonTimelineEntry = { readonly at: number; readonly kind: 'orderTaken' | 'orderLive' | 'orderEnded' | 'merge' | 'unmerge' | 'note' | 'draft'; readonly who: string; readonly subject: string; readonly words: string }
