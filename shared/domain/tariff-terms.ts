import type { Rational, RoundingMode } from '../kernel/rational.ts'
import type { Instant } from '../kernel/time.ts'
import type { LocalDate } from './rating.ts'

/** Days that are holidays where the customer lives, as data. */
export type HolidayCalendar = { readonly id: string; readonly days: readonly { readonly date: LocalDate; readonly name: string }[] }

/**
 * Units (or money) that are paid for. `priority`: the lowest number goes first. `expiresAt`: no more from then on; null: never. `members`: who may
 * use it; null: whoever asks. `mostPerMember`: of a shared grant one member takes no more. `rollover`: what is left of it at a reset is at least
 * `min` and at most `max`; null: nothing is left.
 */
export type Grant = {
  readonly id: string; readonly amount: Rational; readonly priority: number; readonly effectiveAt: Instant; readonly expiresAt: Instant | null
  readonly members: readonly string[] | null; readonly mostPerMember: Rational | null; readonly rollover: { readonly min: Rational; readonly max: Rational } | null
}
export type Use = { readonly id: string; readonly at: Instant; readonly by: string; readonly quantity: Rational }

/** What a prepaid account is told. A top-up adds, a reservation holds, a debit takes (`isFinal`: and lets go what is left of its reservation), a release lets go. */
export type PrepaidCommand =
  | { readonly kind: 'topUp'; readonly id: string; readonly amount: Rational }
  | { readonly kind: 'reserve'; readonly id: string; readonly amount: Rational }
  | { readonly kind: 'debit'; readonly id: string; readonly reservation: string | null; readonly amount: Rational; readonly isFinal: boolean }
  | { readonly kind: 'release'; readonly id: string; readonly reservation: string }

/** Burstable billing: samples per five minutes, the top part left out. `missing`: a sample that never came is none, or nought of `expected`. */
export type BurstTariff = { readonly discardPercent: Rational; readonly missing: 'leftOut' | 'zero'; readonly committed: Rational; readonly committedPrice: Rational; readonly pricePerUnitOver: Rational }

/** Of amounts a part or a sum, of units a number. `from`, `until`: local days, until not in it. `periods`: so many bills at most; null: no limit. */
export type Discount = {
  readonly id: string; readonly from: LocalDate | null; readonly until: LocalDate | null; readonly periods: number | null
  readonly off: { readonly kind: 'percent'; readonly percent: Rational } | { readonly kind: 'amount'; readonly amount: Rational } | { readonly kind: 'quantity'; readonly quantity: Rational }
}
/** `place`: a code such as "US-CO"; it holds wherever the customer's places name it. `until`: not in it. */
export type TaxRow = { readonly name: string; readonly place: string; readonly category: string; readonly percent: Rational; readonly from: LocalDate; readonly until: LocalDate | null }
/** `inclusive`: prices have their taxes in them. Taxes never stand on taxes. */
export type TaxTable = { readonly rows: readonly TaxRow[]; readonly inclusive: boolean; readonly decimals: number; readonly mode: RoundingMode }

/** `effectiveAt`: from then on for who begins then. `existingFrom`: from then on also for who began before; null: they keep what they have. */
export type Dated = { readonly version: number; readonly effectiveAt: Instant; readonly existingFrom: Instant | null }
/** What stands booked of an obligation, one entry after the other; nothing is ever changed. `corrects`: it is a refund or an extra charge, made by a re-rating. */
export type Entry = { readonly key: string; readonly amount: Rational; readonly version: number; readonly corrects: boolean }
