import type { Catalog } from '../../domain/catalog.ts'
import type { AppError } from '../../domain/errors.ts'
import { appError } from '../../domain/errors.ts'
import type { BillPreview, LocalDate } from '../../domain/rating.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { effectiveOffering } from '../catalog/effective.ts'
import { previewBill } from '../rating/preview-bill.ts'

/** How an order is billed in its territory. `localDateOf`: the day there; `region`: of the tax table; `billCycleDay`: 1–28, null where the day of activation decides. */
export type BillingTerms = { readonly localDateOf: (instant: Instant) => LocalDate; readonly region: string; readonly billCycleDay: number | null }

/** A quote on one catalog. `itemVersions`: offering id → the version that was priced. */
export type OrderQuote = { readonly quote: BillPreview; readonly catalogVersion: number; readonly itemVersions: Readonly<Record<string, number>> }

/**
 * Prices a selection as an order. `takenAt`: the order's moment, from which the first bill runs, so that a quote asked again later differs
 * only when a price did; `at`: the moment whose catalog versions apply. Errors: `offering-withdrawn` {offeringId}.
 */
export function quoteOrder(input: { readonly catalog: Catalog; readonly offeringIds: readonly OfferingId[]; readonly takenAt: Instant; readonly at: Instant; readonly terms: BillingTerms }): Result<OrderQuote, AppError> {
  const { catalog, offeringIds, at } = input
  const itemVersions: Record<string, number> = {}
  for (const offeringId of offeringIds) {
    const offering = effectiveOffering(catalog, offeringId, at)
    if (!offering) return err(appError('offering-withdrawn', { offeringId }))
    itemVersions[offeringId] = offering.version
  }
  const activatedOn = input.terms.localDateOf(input.takenAt)
  const quote = previewBill({ catalog, offeringIds, activatedOn, billCycleDay: billCycleDayOf(input.terms, input.takenAt), region: input.terms.region, at })
  return ok({ quote, catalogVersion: catalog.version, itemVersions })
}

/** The day of the month (1–28) on which the customer's cycles begin. `takenAt`: decides where the territory does not; the 29th to 31st count as the 28th. */
export function billCycleDayOf(terms: BillingTerms, takenAt: Instant): number {
  return terms.billCycleDay ?? Math.min(Number(terms.localDateOf(takenAt).slice(-2)), 28)
}
