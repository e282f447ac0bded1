import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { BillingTerms, OrderQuote } from '../../../shared/engines/saga/quote-order.ts'
import { quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { SagaRecord } from '../../provisioning/runner/ports.ts'
import type { Handler } from '../context.ts'
import type { DeskCatalog, DeskJournal } from '../signup/ports.ts'

export type AcceptPriceDeps = DeskCatalog & { readonly journal: DeskJournal; readonly terms: () => BillingTerms; readonly clock: Clock; readonly kick: (orderId: string) => void }

/** The caller agrees to the price of today: the order takes the new quote and goes on. It is compared once more before anything is asked. */
export const createAcceptPrice = (deps: AcceptPriceDeps): Handler<'orders.acceptPrice'> => (input) => {
  const accepted = deps.journal.once(input.commandId, 'orders.acceptPrice', { orderId: input.orderId, totalMinor: input.totalMinor }, (tx) => {
    const record = tx.orders.read(input.orderId)
    if (!record) return err(appError('order-unknown'))
    if (record.state !== 'held') return err(appError('order-not-held'))
    const oldMinor = record.order.quote.totalMinor
    const today = quoteOfToday(deps, record)
    if (!today.ok) return err(appError('price-changed', { oldMinor, newMinor: null, ...today.error.details }))
    const { quote, catalogVersion, itemVersions } = today.value
    if (quote.totalMinor !== input.totalMinor) return err(appError('price-changed', { oldMinor, newMinor: quote.totalMinor }))
    const items = record.order.items.map((item) => ({ ...item, offeringVersion: itemVersions[item.offeringId] ?? item.offeringVersion }))
    tx.orders.change(input.orderId, {
      state: 'inProgress', stateReason: null, heldQuote: null, order: { ...record.order, quote, catalogVersion, items },
      events: [{ stepId: null, kind: 'resumed', details: { oldMinor, newMinor: quote.totalMinor } }],
    })
    return ok({ state: 'inProgress' as const })
  })
  if (accepted.ok) deps.kick(input.orderId)
  return accepted
}

/** The quote that held the order, unless the desk has a newer catalog by now. Errors: `offering-withdrawn`. */
function quoteOfToday(deps: AcceptPriceDeps, record: SagaRecord): Result<OrderQuote, AppError> {
  const catalog: Catalog | null = deps.catalog()
  const { order, heldQuote } = record
  if (heldQuote && (!catalog || catalog.version <= heldQuote.catalogVersion)) return ok(heldQuote)
  if (!catalog) return err(appError('catalog-missing'))
  return quoteOrder({ catalog, offeringIds: order.items.map((item) => item.offeringId), takenAt: order.takenAt, at: deps.clock.now(), terms: deps.terms() })
}
