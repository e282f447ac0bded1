import type { CallerNeed } from '../../../../shared/domain/need.ts'
import type { OutputOf } from '../../../../shared/contract/console/contract.ts'

export type OfferList = OutputOf<'offers.list'>
export type Offer = OfferList['offers'][number]

/** What became of the choice between the list and the order; it stays until the caller has answered it. */
export type OfferChange =
  | { readonly kind: 'price'; readonly oldMinor: number; readonly newMinor: number }
  | { readonly kind: 'withdrawn'; readonly offeringId: string; readonly name: string }

/** Everything about choosing that is not the choice itself. */
export type ChoiceState = {
  readonly need: CallerNeed | null
  /** The list as it stood when the rep came to it: rows keep these places, and what differs from it is marked. */
  readonly baseline: OfferList | null
  /** `second` null: one is marked and waits for the other. */
  readonly compare: { readonly first: string; readonly second: string | null } | null
  readonly change: OfferChange | null
  /** The selection that the shown sum is of. */
  readonly quotedFor: readonly string[] | null
  readonly firstBill: OutputOf<'offers.firstBill'> | null
}

export const emptyChoice: ChoiceState = { need: null, baseline: null, compare: null, change: null, quotedFor: null, firstBill: null }
