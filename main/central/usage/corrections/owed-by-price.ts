import { isMetered } from '../../../../shared/domain/catalog.ts'
import type { ProductOffering } from '../../../../shared/domain/catalog.ts'
import type { CorrectedPrice } from '../../../../shared/domain/price-correction.ts'
import { usagePeriod } from '../../../../shared/domain/usage.ts'
import { correctOffering } from '../../../../shared/engines/rating/correct-price.ts'
import { addMonths } from '../../../../shared/engines/rating/local-date.ts'
import { runningTotal } from '../../../../shared/engines/rating/rate-usage.ts'
import type { Micro } from '../../../../shared/kernel/money.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import { carriedUnits, unitsUsed } from '../../billing/carried-units.ts'
import type { BillingTerms, StoredActivation } from '../../billing/ports.ts'
import type { RatedSum } from '../ports.ts'

/** A service as its use is billed. `sums`: everything rated of it. */
export type UsedService = { readonly offering: ProductOffering; readonly activation: Pick<StoredActivation, 'activatedAt' | 'endedAt'>; readonly sums: readonly RatedSum[]; readonly terms: BillingTerms; readonly now: Instant }

/** The months a price may be owed for, from one on: those the service was there in, and whichever use of it is billed in. */
export function monthsOwed({ activation: { activatedAt, endedAt }, sums, now }: UsedService, { fromPeriod, priceId }: Pick<CorrectedPrice, 'fromPeriod' | 'priceId'>): readonly string[] {
  const months = new Set(sums.filter((sum) => sum.priceId === priceId && sum.billingPeriod >= fromPeriod).map((sum) => sum.billingPeriod))
  const begun = usagePeriod(activatedAt)
  const last = usagePeriod(Math.min(endedAt ?? now, now))
  for (let period = begun > fromPeriod ? begun : fromPeriod; period <= last; period = addMonths(`${period}-01`, 1).slice(0, 7)) months.add(period)
  return [...months].sort()
}

/** What a price for usage asks for a month, net of tax, as bills do: with the free units that months before left, and not less than its minimum in a month that the service was there for from the first day to the last and that is over. */
export function owedByPrice(service: UsedService, priceId: string, period: string, corrections: readonly CorrectedPrice[]): Micro {
  const { offering, activation, sums, terms, now } = service
  const price = correctOffering(offering, corrections, period).prices.find(({ id }) => id === priceId)
  assert(price && isMetered(price.ratingGuideline), 'only a price by units is corrected')
  const quantity = sums.find((sum) => sum.priceId === priceId && sum.billingPeriod === period)?.quantity ?? 0
  const carried = carriedUnits({ priceId, billingPeriod: period }, { offering, since: activation.activatedAt, corrections, sums })
  const usedMicro = runningTotal(price, unitsUsed(price.ratingGuideline, quantity), carried)
  const [first, next] = [`${period}-01`, addMonths(`${period}-01`, 1)]
  const isWhole = terms.localDateOf(activation.activatedAt) <= first && terms.localDateOf(now) >= next && (activation.endedAt === null || terms.localDateOf(activation.endedAt) >= next)
  return isWhole ? Math.max(usedMicro, price.ratingGuideline.minimumMicro ?? 0) : usedMicro
}
