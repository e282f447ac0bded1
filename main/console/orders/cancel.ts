import { appError } from '../../../shared/domain/errors.ts'
import { isPastPivot } from '../../../shared/engines/saga/plan.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type CancelDeps = { readonly journal: DeskJournal; readonly kick: (orderId: string) => void }

/** Cancels an order until the pivot may have happened. What was done is undone in reverse, when there is a network; nothing more is asked for. */
export const createCancelOrder = (deps: CancelDeps): Handler<'orders.cancel'> => (input) => {
  const cancelled = deps.journal.once(input.commandId, 'orders.cancel', { orderId: input.orderId }, (tx) => {
    const record = tx.orders.read(input.orderId)
    if (!record) return err(appError('order-unknown'))
    if (record.state === 'completed' || isPastPivot(record.steps)) return err(appError('order-past-pivot'))
    // Already on its way back, for whatever reason: it ends by itself.
    if (record.isEnded || record.cancelRequested || (record.stateReason !== null && record.state !== 'held')) return ok({ state: record.state })
    tx.orders.change(input.orderId, { cancelRequested: true, state: 'pendingCancellation', stateReason: null, heldQuote: null, events: [{ stepId: null, kind: 'undoIntent', details: { why: 'cancelled' } }] })
    return ok({ state: 'pendingCancellation' as const })
  })
  if (cancelled.ok) deps.kick(input.orderId)
  return cancelled
}
