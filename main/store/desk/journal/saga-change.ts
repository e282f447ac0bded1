import type { Actor, CentralCommands } from '../../../../shared/contract/central/wire.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { SagaChange, SagaRecord } from '../../../provisioning/runner/ports.ts'
import type { OrderHead, OrderRows } from './orders.ts'
import type { OutboxRows } from './outbox.ts'
import type { SecretRows } from './secrets.ts'
import type { StepRows } from './steps.ts'

export type SagaRows = { readonly orders: OrderRows; readonly steps: StepRows; readonly outbox: OutboxRows; readonly secrets: SecretRows; readonly deskId: string }

/**
 * Applies one change of a saga inside the caller's transaction: steps, head, timeline, and, when what central keeps of the order has
 * changed, its record in the outbox. Answers the new revision.
 */
export function applySagaChange(rows: SagaRows, orderId: string, change: SagaChange, at: Instant): { readonly revision: number } {
  const before = readSaga(rows, orderId)
  assert(before && !before.isEnded, `an order that has ended does not change: ${orderId}`)
  const next: OrderHead = {
    ...before,
    order: change.order ?? before.order,
    state: change.state ?? before.state,
    stateReason: change.stateReason === undefined ? before.stateReason : change.stateReason,
    heldQuote: change.heldQuote === undefined ? before.heldQuote : change.heldQuote,
    cancelRequested: change.cancelRequested ?? before.cancelRequested,
    services: change.workflow?.services ?? before.services,
    isEnded: change.ended ?? before.isEnded,
    revision: before.revision + 1,
  }
  rows.orders.update(next, before)
  const patched = rows.steps.patch(orderId, before.steps, change.steps ?? [])
  const steps = change.workflow ? rows.steps.replaceUnstarted(orderId, change.workflow.steps) : patched
  rows.orders.appendEvents(orderId, change.events, at)
  if (change.ended) rows.secrets.erase(orderId)
  const after: SagaRecord = { ...next, steps }
  if (differsForCentral(summaryOf(before), summaryOf(after))) recordForCentral(rows, after)
  return { revision: next.revision }
}

/** Puts the order as it stands now into the outbox. The key carries the revision: central keeps the newest. */
export function recordForCentral(rows: SagaRows, record: SagaRecord): void {
  const actor: Actor = { deskId: rows.deskId, userId: record.order.takenBy, role: record.takenByRole }
  const input: CentralCommands['order.record']['input'] = { ...summaryOf(record), revision: record.revision }
  rows.outbox.insert({ key: `${record.order.id}:record:${record.revision}`, name: 'order.record', input, actor }, record.order.id)
}

/** Reads an order with its saga. */
export function readSaga(rows: Pick<SagaRows, 'orders' | 'steps'>, orderId: string): SagaRecord | null {
  const head = rows.orders.head(orderId)
  return head ? { ...head, steps: rows.steps.read(orderId) } : null
}

type Summary = ReturnType<typeof summaryOf>
const differsForCentral = (a: Summary, b: Summary): boolean => a.state !== b.state || a.stepsDone !== b.stepsDone || a.stepsTotal !== b.stepsTotal || a.order !== b.order

const summaryOf = (record: SagaRecord) => ({
  order: record.order, state: record.state, stepsDone: record.steps.filter((step) => step.state === 'done').length, stepsTotal: record.steps.length,
})
