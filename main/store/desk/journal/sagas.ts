import type { WorkflowStep } from '../../../../shared/engines/saga/plan.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { NewOrder } from '../../../console/signup/ports.ts'
import type { SagaChange, SagaRecord, StepPatch, StepRecord } from '../../../provisioning/runner/ports.ts'
import { notStarted } from './changes.ts'
import type { ChangeRows } from './changes.ts'
import type { OrderRows } from './orders.ts'
import type { OutboxRows } from './outbox.ts'
import type { SecretRows } from './secrets.ts'

export type SagaRows = { readonly orders: OrderRows; readonly changes: ChangeRows; readonly outbox: OutboxRows; readonly secrets: SecretRows }
export type Sagas = ReturnType<typeof createSagas>

/** Orders that are remembered, also those that have ended: the queue of the day reads them at every change. The others are read again. */
const MAX_KNOWN = 1_000

/**
 * Orders with their sagas. A change is one appended row; the other tables are written only when what they hold has changed. What was read
 * or written last of an order is remembered, so that a change writes without reading: nobody else writes this file. Whoever rolls a
 * transaction back calls `forget`.
 */
export function createSagas(rows: SagaRows) {
  const known = new Map<string, SagaRecord>()
  const remember = (orderId: string, record: SagaRecord): SagaRecord => {
    known.delete(orderId)
    known.set(orderId, record)
    if (known.size > MAX_KNOWN) known.delete(known.keys().next().value ?? '')
    return record
  }
  const find = (orderId: string): SagaRecord | null => {
    const remembered = known.get(orderId)
    if (remembered) return remembered
    const head = rows.orders.head(orderId)
    if (!head) return null
    const { workflow, ...order } = head
    return remember(orderId, { ...order, ...rows.changes.fold(orderId, workflow) })
  }
  return {
    forget: (): void => known.clear(),
    read: find,
    events: rows.changes.events,
    /** Lays out an order just taken: what it says, how it stands, its first events and its record for central. */
    insert: (taken: NewOrder, at: Instant): void => {
      const { order, steps, queued } = taken
      rows.orders.insert(taken)
      const kinds = queued ? (['taken', 'queued'] as const) : (['taken'] as const)
      const events = kinds.map((kind) => ({ stepId: null, kind, details: { totalMinor: order.quote.totalMinor, catalogVersion: order.catalogVersion } }))
      rows.changes.append(order.id, 1, at, { done: 0, total: steps.length, begun: 0 }, { steps: [], events })
      rows.outbox.insert({ orderId: order.id, revision: 1, state: queued ? 'pending' : 'acknowledged', stepsDone: 0, stepsTotal: steps.length })
    },
    /**
     * Applies one change inside the caller's transaction: steps, status, timeline, and, when what central keeps of the order has changed,
     * its record in the outbox. Answers the new revision.
     */
    change: (orderId: string, change: SagaChange, at: Instant): { readonly revision: number } => {
      const before = find(orderId)
      assert(before && !before.isEnded, `an order that has ended does not change: ${orderId}`)
      const laid = change.workflow ? relaid(before.steps, change.workflow.steps) : before.steps
      const patches = change.steps ?? []
      const steps = patches.length === 0 ? laid : patched(laid, patches)
      const after: SagaRecord = { ...before, ...statusAfter(before, change), order: change.order ?? before.order, services: change.workflow?.services ?? before.services, steps }
      const counts = { done: countDone(steps), total: steps.length, begun: steps.filter((step) => step.attempts > 0).length }
      rows.changes.append(orderId, after.revision, at, counts, { steps: patches, events: change.events })
      if (standsOtherwise(before, after)) rows.orders.update(orderId, after)
      if (change.order || change.workflow) rows.orders.rewrite(orderId, after, workflowOf(steps))
      if (change.ended) rows.secrets.erase(orderId)
      if (isNewsForCentral(before, after, change)) rows.outbox.insert({ orderId, revision: after.revision, state: after.state, stepsDone: counts.done, stepsTotal: counts.total })
      remember(orderId, after)
      return { revision: after.revision }
    },
  }
}

const standsOtherwise = (before: SagaRecord, after: SagaRecord): boolean =>
  before.state !== after.state || before.stateReason !== after.stateReason || before.heldQuote !== after.heldQuote || before.cancelRequested !== after.cancelRequested || before.isEnded !== after.isEnded

const countDone = (steps: readonly StepRecord[]): number => steps.filter((step) => step.state === 'done').length

const isNewsForCentral = (before: SagaRecord, after: SagaRecord, change: SagaChange): boolean =>
  change.order !== undefined || after.state !== before.state || after.steps.length !== before.steps.length || countDone(after.steps) !== countDone(before.steps)

const statusAfter = (before: SagaRecord, change: SagaChange): Pick<SagaRecord, 'state' | 'stateReason' | 'heldQuote' | 'cancelRequested' | 'isEnded' | 'revision'> => ({
  state: change.state ?? before.state,
  stateReason: change.stateReason === undefined ? before.stateReason : change.stateReason,
  heldQuote: change.heldQuote === undefined ? before.heldQuote : change.heldQuote,
  cancelRequested: change.cancelRequested ?? before.cancelRequested,
  isEnded: change.ended ?? before.isEnded,
  revision: before.revision + 1,
})

function patched(steps: readonly StepRecord[], patches: readonly StepPatch[]): readonly StepRecord[] {
  for (const patch of patches) assert(steps.some((step) => step.id === patch.id), `no such step: ${patch.id}`)
  return steps.map((step) => {
    const own = patches.filter((patch) => patch.id === step.id)
    return own.length === 0 ? step : legal(own.reduce<StepRecord>((now, patch) => ({ ...now, ...patch }), step))
  })
}

/** Stops a bug at the file, not at a provider: the intent is there before anybody is asked, and the pivot is never undone. */
function legal(step: StepRecord): StepRecord {
  const { state, phase, request, attempts } = step
  assert(!(state === 'asking' || state === 'unknown') || (request !== null && request !== undefined && attempts >= 1), `a step is asked only with its request kept: ${step.id}`)
  assert(phase === 'compensatable' || !(state === 'undoing' || state === 'undone'), `only what can be undone is undone: ${step.id}`)
  assert(state !== 'notStarted' || attempts === 0, `a step that was tried has begun: ${step.id}`)
  return step
}

/** The steps already begun stay as they are and where they are; what follows is laid anew. */
function relaid(steps: readonly StepRecord[], workflow: readonly WorkflowStep[]): readonly StepRecord[] {
  const begun = new Map(steps.filter((step) => step.state !== 'notStarted').map((step) => [step.id, step]))
  const laid = workflow.map((step) => begun.get(step.id) ?? notStarted(step))
  steps.forEach((step, index) => {
    if (begun.has(step.id) && !workflow.some(({ id }) => id === step.id)) laid.splice(Math.min(index, laid.length), 0, step)
  })
  return laid
}

const workflowOf = (steps: readonly WorkflowStep[]): readonly WorkflowStep[] => steps.map(({ id, kind, providerId, phase }) => ({ id, kind, providerId, phase }))
