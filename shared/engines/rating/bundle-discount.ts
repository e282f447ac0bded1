import type { ProductOffering, ProductOfferingPrice } from '../../domain/catalog.ts'
import type { Micro } from '../../kernel/money.ts'
import { multiplyRounded } from '../../kernel/money.ts'

export type DiscountPart = { readonly offering: ProductOffering; readonly price: ProductOfferingPrice; readonly discountMicro: Micro }

/**
 * Splits a bundle's monthly discount over its members' recurring prices in proportion to them, so that each part is taxed and shared as
 * the charge it lowers. Parts are ≥ 0 and sum to `discountMicro` exactly (or to the prices, when those are less): each is the
 * difference of two running totals. The totals stand on the coarsest rounding place of the members, so that the parts of a whole month
 * are not rounded a second time (a dollar over three would lose a cent).
 */
export function splitDiscount(discountMicro: Micro, members: readonly ProductOffering[]): readonly DiscountPart[] {
  const prices = members.flatMap((offering) => offering.prices.filter((price) => price.ratingGuideline.kind === 'recurring').map((price) => ({ offering, price })))
  const total = prices.reduce((sum, { price }) => sum + price.amountMicro, 0)
  const given = Math.min(discountMicro, total)
  if (given <= 0) return []
  const coarsest = Math.max(...prices.map(({ price }) => price.ratingGuideline.rounding.placeMicro))
  const placeMicro = given % coarsest === 0 ? coarsest : 1
  const upTo = (count: number): Micro => {
    const sum = prices.slice(0, count).reduce((running, { price }) => running + price.amountMicro, 0)
    return multiplyRounded(given, sum, total * placeMicro, 'down') * placeMicro
  }
  return prices.map((part, index) => ({ ...part, discountMicro: upTo(index + 1) - upTo(index) })).filter((part) => part.discountMicro > 0)
}
