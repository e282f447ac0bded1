import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { SagaChange, SagaRecord } from '../../../provisioning/runner/ports.ts'
import type { OrderRows, OrderStatus } from './orders.ts'
import type { OutboxRows } from './outbox.ts'
import type { SecretRows } from './secrets.ts'
import type { StepRows } from './steps.ts'

export type SagaRows = { readonly orders: OrderRows; readonly steps: StepRows; readonly outbox: OutboxRows; readonly secrets: SecretRows }

/**
 * Applies one change of a saga inside the caller's transaction: steps, status, timeline, and, when what central keeps of the order has
 * changed, its record in the outbox. Only what changes is read and written. Answers the new revision.
 */
export function applySagaChange(rows: SagaRows, orderId: string, change: SagaChange, at: Instant): { readonly revision: number } {
  const before = rows.orders.status(orderId)
  assert(before && !before.isEnded, `an order that has ended does not change: ${orderId}`)
  const next = changedStatus(before, change)
  rows.orders.update(orderId, next)
  if (change.order || change.workflow) rows.orders.rewrite(orderId, next.revision, { order: change.order, services: change.workflow?.services })
  const isProgress = rows.steps.patch(orderId, change.steps ?? [])
  const isReplanned = change.workflow !== undefined && rows.steps.replaceUnstarted(orderId, change.workflow.steps)
  rows.orders.appendEvents(orderId, change.events, at)
  if (change.ended) rows.secrets.erase(orderId)
  const isNewsForCentral = change.order !== undefined || next.state !== before.state || isProgress || isReplanned
  if (isNewsForCentral) rows.outbox.insert({ orderId, revision: next.revision, state: next.state, ...rows.steps.count(orderId) })
  return { revision: next.revision }
}

const changedStatus = (before: OrderStatus, change: SagaChange): OrderStatus => ({
  state: change.state ?? before.state,
  stateReason: change.stateReason === undefined ? before.stateReason : change.stateReason,
  heldQuote: change.heldQuote === undefined ? before.heldQuote : change.heldQuote,
  cancelRequested: change.cancelRequested ?? before.cancelRequested,
  isEnded: change.ended ?? before.isEnded,
  revision: before.revision + 1,
})

/** Reads an order with its saga. */
export function readSaga(rows: Pick<SagaRows, 'orders' | 'steps'>, orderId: string): SagaRecord | null {
  const head = rows.orders.head(orderId)
  return head ? { ...head, steps: rows.steps.read(orderId) } : null
}
