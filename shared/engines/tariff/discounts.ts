import type { Discount } from '../../domain/tariff-terms.ts'
import type { LocalDate } from '../../domain/rating.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, least, minus, most, rational, times, ZERO } from '../../kernel/rational.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** What one discount took off an amount. */
export type LetOff = { readonly id: string; readonly how: 'percent' | 'amount'; readonly figure: Rational; readonly before: Rational; readonly after: Rational }
/** `usedPeriods`: bills it was on already. */
export type HeldDiscount = { readonly discount: Discount; readonly usedPeriods: number }

/** The discounts that hold for a bill of that day: inside their dates and not used up. A promotion in time is a discount with dates. */
export const discountsOn = (held: readonly HeldDiscount[], on: LocalDate): readonly Discount[] =>
  held.filter(({ discount: { from, until, periods }, usedPeriods }) => (from === null || from <= on) && (until === null || on < until) && (periods === null || usedPeriods < periods)).map(({ discount }) => discount)

/** Units that are left to be paid once the free ones are taken off; never fewer than none. */
export const letOffUnits = (units: Rational, discounts: readonly Discount[]): Rational =>
  discounts.reduce((left, { off }) => (off.kind === 'quantity' ? most(minus(left, off.quantity), ZERO) : left), units)

/** Percentages first, in their order and each of what is left, then sums: what a customer is given in money is given whole. Never below nought. Errors: none. */
export function letOffAmount(amount: Rational, discounts: readonly Discount[]): { readonly amount: Rational; readonly steps: readonly LetOff[] } {
  let left = amount
  const steps: LetOff[] = []
  for (const { id, off } of discounts.toSorted((a, b) => rank(a) - rank(b))) {
    if (off.kind === 'quantity' || isZero(left)) continue
    const figure = off.kind === 'percent' ? off.percent : off.amount
    const after = minus(left, off.kind === 'percent' ? times(left, times(least(figure, rational(100n)), rational('1/100'))) : least(figure, left))
    steps.push({ id, how: off.kind, figure, before: left, after })
    left = after
  }
  return { amount: left, steps }
}
const rank = ({ off }: Discount): number => (off.kind === 'percent' ? 0 : 1)

/** A code that may be redeemed for a discount: so many times in all, and in its dates. */
export type Coupon = { readonly code: string; readonly discount: Discount; readonly redeemFrom: LocalDate; readonly redeemUntil: LocalDate; readonly times: number }
export type CouponRefusal = 'coupon-unknown' | 'coupon-early' | 'coupon-over' | 'coupon-used-up'

/**
 * The discount a code stands for. `redeemed`: who has redeemed it, each once; whoever has it already gets the same answer again.
 * Errors: `coupon-unknown`, `coupon-early`, `coupon-over` (`redeemUntil` is not in it), `coupon-used-up`.
 */
export function redeem(coupons: readonly Coupon[], { code, customerId, on, redeemed }: { readonly code: string; readonly customerId: string; readonly on: LocalDate; readonly redeemed: ReadonlySet<string> }): Result<Discount, CouponRefusal> {
  const coupon = coupons.find((one) => one.code === code.trim().toUpperCase())
  if (!coupon) return err('coupon-unknown')
  if (redeemed.has(customerId)) return ok(coupon.discount)
  if (on < coupon.redeemFrom) return err('coupon-early')
  if (on >= coupon.redeemUntil) return err('coupon-over')
  return redeemed.size >= coupon.times ? err('coupon-used-up') : ok(coupon.discount)
}

/** What is left of a sum once it was used on a bill: a gift of 50 on a bill of 30 leaves 20 for the next. */
export const leftOfAmount = (gift: Rational, bill: Rational): Rational => (compare(gift, bill) > 0 ? minus(gift, bill) : ZERO)
