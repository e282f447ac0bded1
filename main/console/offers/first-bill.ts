import { appError } from '../../../shared/domain/errors.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { OrderView } from '../../../shared/domain/order.ts'
import type { BillPreview, LocalDate } from '../../../shared/domain/rating.ts'
import { effectiveOffering } from '../../../shared/engines/catalog/effective.ts'
import { previewBill, previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import type { BillInput } from '../../../shared/engines/rating/preview-bill.ts'
import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import { billCycleDayOf } from '../../../shared/engines/saga/quote-order.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'

type FirstBillDeps = { readonly cache: { readonly catalog: () => Catalog | null }; readonly findOrder: (orderId: string) => OrderView | null; readonly terms: () => BillingTerms; readonly callerAuth: Pick<CallerAuth, 'maySee'> }

/**
 * The first bill of an order, as it was told and as central keeps it, and the two after it. The later ones are previewed again and only
 * shown when the same engine, on what this desk has, still comes to the told first one. A bill is told to nobody who has not proved who
 * they are.
 */
export const createFirstBill = (deps: FirstBillDeps): Handler<'offers.firstBill'> => ({ orderId }, ctx) => {
  const view = deps.findOrder(orderId)
  if (!view) return err(appError('order-unknown'))
  if (!deps.callerAuth.maySee(ctx, view.order.customerId)) return err(appError('caller-not-verified'))
  const terms = deps.terms()
  const told = view.order.quote
  const liveOn = liveDay(view, terms)
  const basis = basisOf(view, deps.cache.catalog(), terms)
  const bills = basis ? previewBills(basis, 3) : []
  const isSame = bills[0]?.totalMinor === told.totalMinor
  return ok({ told, bills: isSame ? [...bills] : [told], liveOn, fromLive: isSame && basis ? billFromLive(basis, told, liveOn) : null })
}

/** The day billing was activated; null while it was not. */
function liveDay(view: OrderView, terms: BillingTerms): LocalDate | null {
  const endedAt = view.steps.find((step) => step.kind === 'activateBilling' && step.state === 'done')?.endedAt
  return endedAt === null || endedAt === undefined ? null : terms.localDateOf(endedAt)
}

/** Null when the desk no longer has the versions that were priced. */
function basisOf({ order }: OrderView, catalog: Catalog | null, terms: BillingTerms): BillInput | null {
  const offeringIds = order.items.map((item) => item.offeringId)
  if (!catalog || offeringIds.some((id) => !effectiveOffering(catalog, id, order.takenAt))) return null
  return { catalog, offeringIds, activatedOn: terms.localDateOf(order.takenAt), billCycleDay: billCycleDayOf(terms, order.takenAt), region: terms.region, at: order.takenAt }
}

/** Only when service began in another cycle than the one that was told: within it the told days stand. */
const billFromLive = (basis: BillInput, told: BillPreview, liveOn: LocalDate | null): BillPreview | null =>
  liveOn !== null && liveOn >= told.periodTo ? previewBill({ ...basis, activatedOn: liveOn }) : null
