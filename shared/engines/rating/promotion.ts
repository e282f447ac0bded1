import type { ProductOfferingPrice, Promotion } from '../../domain/catalog.ts'
import type { LocalDate } from '../../domain/rating.ts'
import { multiplyRounded } from '../../kernel/money.ts'
import type { Micro } from '../../kernel/money.ts'

/** The promotion of a price that holds for a bill that begins on a day; undefined: none. They do not overlap, which the catalog was checked for. */
export const promotionOn = ({ promotions = [] }: Pick<ProductOfferingPrice, 'promotions'>, day: LocalDate): Promotion | undefined =>
  promotions.find(({ from, until }) => from <= day && day < until)

/** What a month costs while it holds; a percentage is taken off to the micro-unit, half to even. Never below nothing. Errors: none. Source: issue 5 section 2, promotions in time. */
export const promotedMicro = (amountMicro: Micro, { off }: Promotion): Micro =>
  Math.max(0, amountMicro - (off.kind === 'percent' ? multiplyRounded(amountMicro, off.partsPerMillion, 1_000_000, 'half-even') : off.amountMicro))
