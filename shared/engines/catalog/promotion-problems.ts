import type { ProductOffering } from '../../domain/catalog.ts'
import { when } from './catalog-problem.ts'
import type { CatalogProblem } from './catalog-problem.ts'

/** A promotion lowers a monthly price between two days, one at a time, and not beside an introductory price: a caller is told one price, until when, and what comes then. */
export function promotionProblems({ prices }: Pick<ProductOffering, 'prices'>, path: string): readonly CatalogProblem[] {
  return prices.flatMap((price, index) => (price.promotions ?? []).flatMap((promotion, nth): readonly CatalogProblem[] => {
    const at = `${path}.prices.${index}.promotions.${nth}`
    const other = (price.promotions ?? []).slice(0, nth).find(({ from, until }) => from < promotion.until && promotion.from < until)
    return [
      ...when(price.ratingGuideline.kind !== 'recurring', at, 'only a monthly price can be promoted'),
      ...when(price.introductory !== undefined, at, 'the price is introductory already'),
      ...when(promotion.until <= promotion.from, `${at}.until`, 'it ends before it begins'),
      ...when(other !== undefined, `${at}.from`, `overlaps the promotion ${other?.label}`),
      ...when(promotion.off.kind === 'amount' && promotion.off.amountMicro > price.amountMicro, `${at}.off.amountMicro`, 'more than the price'),
    ]
  }))
}
