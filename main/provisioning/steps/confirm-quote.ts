import { quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import { newestCatalog } from './newest-catalog.ts'
import { noRequest, nothingToFind } from './step.ts'
import type { StepDefinition, StepOutcome } from './step.ts'

/**
 * Compares what the caller was told with the price of today. A different total, or an offering no longer sold, holds the order until
 * somebody has spoken with the caller: an order taken without network is never confirmed silently at another price.
 */
export const confirmQuote: StepDefinition = {
  leavesDesk: true,
  request: noRequest,
  perform: async ({ record }, deps): Promise<StepOutcome> => {
    const newest = await newestCatalog(deps)
    if (!newest.ok) return { kind: 'notDone', error: newest.error }
    const { order } = record
    const offeringIds = order.items.map((item) => item.offeringId)
    const fresh = quoteOrder({ catalog: newest.value, offeringIds, takenAt: order.takenAt, at: deps.clock.now(), terms: deps.terms() })
    if (!fresh.ok) return { kind: 'held', reason: { code: fresh.error.code, details: { offeringId: String(fresh.error.details['offeringId']) } }, quote: null }
    const [oldMinor, newMinor] = [order.quote.totalMinor, fresh.value.quote.totalMinor]
    if (oldMinor !== newMinor) return { kind: 'held', reason: { code: 'price-changed', details: { oldMinor, newMinor } }, quote: fresh.value }
    return { kind: 'done', details: { totalMinor: newMinor, catalogVersion: newest.value.version } }
  },
  probe: nothingToFind,
  compensate: null,
}
