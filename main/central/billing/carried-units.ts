import { isMetered } from '../../../shared/domain/catalog.ts'
import type { MeteredGuideline, ProductOffering } from '../../../shared/domain/catalog.ts'
import type { CorrectedPrice } from '../../../shared/domain/price-correction.ts'
import { USAGE_UNITS, usagePeriod } from '../../../shared/domain/usage.ts'
import { carriedInto } from '../../../shared/engines/rating/carry-over.ts'
import type { FreeMonth } from '../../../shared/engines/rating/carry-over.ts'
import { correctOffering } from '../../../shared/engines/rating/correct-price.ts'
import { addMonths } from '../../../shared/engines/rating/local-date.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { RatedSum } from '../usage/ports.ts'

/** What was rated, in units of its price. A started unit counts whole, on the running total and not on every event. */
export const unitsUsed = ({ unit }: Pick<MeteredGuideline, 'unit'>, quantity: number): number => Math.ceil(quantity / (USAGE_UNITS[unit]?.factor ?? 1))

/** The service's `offering` as published, since when it was there, and all that was rated of it. */
export type ServiceHistory = { readonly offering: ProductOffering; readonly since: Instant; readonly corrections: readonly CorrectedPrice[]; readonly sums: readonly Pick<RatedSum, 'priceId' | 'billingPeriod' | 'quantity'>[] }

/** Free units of a price that the months before a period left for it, from the month the service began in; each month by its price as it was corrected. */
export function carriedUnits({ priceId, billingPeriod }: Pick<RatedSum, 'priceId' | 'billingPeriod'>, { offering, since, corrections, sums }: ServiceHistory): number {
  const guidelineIn = (period: string): MeteredGuideline | null => {
    const guideline = correctOffering(offering, corrections, period).prices.find(({ id }) => id === priceId)?.ratingGuideline
    return guideline && isMetered(guideline) ? guideline : null
  }
  const own = guidelineIn(billingPeriod)
  if (!own || !('freeUnits' in own) || own.carryMonths === undefined) return 0
  const months: FreeMonth[] = []
  for (let period = usagePeriod(since); period < billingPeriod; period = addMonths(`${period}-01`, 1).slice(0, 7)) {
    const guideline = guidelineIn(period)
    const quantity = sums.find((sum) => sum.priceId === priceId && sum.billingPeriod === period)?.quantity ?? 0
    months.push({ freeUnits: guideline && 'freeUnits' in guideline ? guideline.freeUnits : 0, usedUnits: guideline ? unitsUsed(guideline, quantity) : 0 })
  }
  return carriedInto(months, own.carryMonths)
}
