import type { ProductOffering, TaxRate } from '../../domain/catalog.ts'
import type { Charge } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'
import { chargeOfUse } from './charge-of-use.ts'
import type { MeteredPrice } from './rate-usage.ts'

/** A month of one service under a price that costs at least so much. `usedMicro`: the price of its use; `billedMicro`: what bills asked for of the difference before. */
export type MonthUnderMinimum = { readonly id: string; readonly offering: ProductOffering; readonly price: MeteredPrice; readonly usedMicro: Micro; readonly billedMicro: Micro }

/** What is still to be charged, or given back where use came late, so that the month costs its minimum and no more. */
export const missingToMinimum = ({ price, usedMicro, billedMicro }: Pick<MonthUnderMinimum, 'price' | 'usedMicro' | 'billedMicro'>): Micro =>
  Math.max(0, (price.ratingGuideline.minimumMicro ?? 0) - usedMicro) - billedMicro

/**
 * Turns what a month's use leaves of its minimum into a line of its own, so that what was used stays what it is. Taxes, legs and margin as for the
 * use itself. `taxes`: the table's rows for the customer's region. Source: vectors of Lago, minimum commitment.
 */
export function postMinimum(month: MonthUnderMinimum, taxes: readonly TaxRate[]): Charge {
  const { id, offering, price, usedMicro, billedMicro } = month
  return chargeOfUse({ id, offering, price, netMicro: missingToMinimum(month), units: null, steps: [{ kind: 'minimum', minimumMicro: price.ratingGuideline.minimumMicro ?? 0, usedMicro, billedMicro }] }, taxes)
}
