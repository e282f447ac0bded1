import { ERRORS } from '../../../shared/domain/errors.ts'
import type { ErrorCode } from '../../../shared/domain/errors.ts'
import type { OrderState } from '../../../shared/domain/order.ts'
import type { QueueGroup, QueueReason, QueueRow } from '../../../shared/domain/order-queue.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { promiseState } from '../../../shared/domain/promise.ts'
import type { CallerPromise } from '../../../shared/domain/promise.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { SagaRecord, StepRecord } from '../../provisioning/runner/ports.ts'
import type { ProviderHealth } from '../desk/provider-health.ts'
import type { RemoteOrder } from './ports.ts'

/** A call back must be dialled: it is raised this long before its time, a message only on it. */
const CALL_BACK_EARLY_MS = 5 * 60_000
const MESSAGE_EARLY_MS = 2 * 60_000

type Placed = { readonly group: QueueGroup; readonly reason: QueueReason; readonly details?: QueueRow['details']; readonly step?: StepRecord; readonly since?: Instant }

/** An order under way. */
export function orderRow(record: SagaRecord, facts: { readonly now: Instant; readonly health: (providerId: string) => ProviderHealth }): QueueRow {
  const { group, reason, details = {}, step, since } = placeOf(record)
  const providerId = step?.providerId ?? null
  const health = providerId === null ? null : facts.health(providerId)
  return {
    ...common(record), id: record.order.id, group, reason, details, providerId, step: step ? { id: step.id, kind: step.kind } : null, since: since ?? step?.startedAt ?? record.order.takenAt,
    typical: health && health.p50Ms !== null && health.p95Ms !== null ? { p50Ms: health.p50Ms, p95Ms: health.p95Ms } : null,
  }
}

function placeOf(record: SagaRecord): Placed {
  if (record.state === 'held') return { group: 'needsMe', reason: 'held', details: record.stateReason?.details ?? {} }
  const undoing = record.steps.find((step) => step.state === 'undoing')
  if (undoing) return { group: 'waiting', reason: 'undoing', step: undoing }
  const step = record.steps.find((candidate) => candidate.state !== 'done' && candidate.state !== 'undone')
  if (record.state === 'pending') return { group: 'kept', reason: 'kept-here', ...(step ? { step } : {}) }
  if (!step) return { group: 'waiting', reason: 'asking' }
  if (isStuck(step)) return { group: 'needsMe', reason: 'stuck', step, details: { code: String(step.details['code']) } }
  if (step.state === 'unknown') return { group: 'waiting', reason: 'looking', step }
  return { group: 'waiting', reason: step.state === 'waiting' && step.failures > 0 ? 'trying-again' : 'asking', step }
}

/** Past the pivot a refusal is asked again for ever: only a person can repair its cause. */
function isStuck(step: StepRecord): boolean {
  const kind = ERRORS[step.details['code'] as ErrorCode]?.kind
  return step.phase === 'retriable' && step.state === 'waiting' && ['refused', 'conflict', 'input', 'permission'].includes(kind ?? '')
}

/** An order that has ended: its result, and what was taken back line by line. */
export const endedRow = (record: SagaRecord, endedAt: Instant): QueueRow => ({
  ...common(record), id: record.order.id, group: 'doneToday', reason: record.state === 'completed' ? 'live' : 'taken-back', details: record.stateReason ? { code: record.stateReason.code, ...record.stateReason.details } : {},
  providerId: null, step: null, since: endedAt, typical: null,
})

export type Subject = Pick<QueueRow, 'orderId' | 'draftId' | 'customerName' | 'address' | 'state'>

/** A promise: due or late it needs a person, open it waits, kept it is done. */
export function promiseRow(promise: CallerPromise, subject: Subject, now: Instant): QueueRow {
  const state = promiseState(promise, now)
  const { group, reason } = placeOfPromise(promise, now)
  return {
    ...subject, id: `promise:${promise.id}`, group, reason, details: { dueAt: promise.dueAt }, providerId: null, step: null, since: promise.keptAt ?? promise.dueAt, typical: null,
    promise: { ...promise, state }, undone: [], takenBy: promise.madeBy, takenHere: true,
  }
}

function placeOfPromise(promise: CallerPromise, now: Instant): { readonly group: QueueGroup; readonly reason: QueueReason } {
  if (promise.keptAt !== null) return { group: 'doneToday', reason: 'promise-kept' }
  if (now > promise.dueAt) return { group: 'needsMe', reason: 'promise-late' }
  const isCall = promise.kind === 'callBack'
  const isDue = now >= promise.dueAt - (isCall ? CALL_BACK_EARLY_MS : MESSAGE_EARLY_MS)
  return isDue ? { group: 'needsMe', reason: isCall ? 'call-back-due' : 'promise-due' } : { group: 'waiting', reason: 'promise-open' }
}

const REMOTE_GROUP: Readonly<Record<OrderState, QueueGroup>> = {
  acknowledged: 'waiting', inProgress: 'waiting', partial: 'waiting', assessingCancellation: 'waiting', pendingCancellation: 'waiting', pending: 'kept', held: 'needsMe',
  completed: 'doneToday', failed: 'doneToday', cancelled: 'doneToday', rejected: 'doneToday',
}

/** An order of another desk, as far as central told: its state and how far it came. One that ended before today is not of the day. */
export function remoteRow({ order, state, stepsDone, stepsTotal, addressLine }: RemoteOrder, startOfDay: Instant): readonly QueueRow[] {
  const group = REMOTE_GROUP[state]
  if (group === 'doneToday' && order.takenAt < startOfDay) return []
  const { givenName, familyName } = order.registration
  return [{
    id: order.id, group, reason: 'elsewhere', details: { stepsDone, stepsTotal }, orderId: order.id, draftId: null, customerName: `${givenName} ${familyName}`, address: addressLine, state, providerId: null, step: null,
    since: order.takenAt, typical: null, promise: null, undone: [], takenBy: order.takenBy, takenHere: false,
  }]
}

const common = (record: SagaRecord): Pick<QueueRow, 'orderId' | 'draftId' | 'customerName' | 'address' | 'state' | 'promise' | 'undone' | 'takenBy' | 'takenHere'> => ({
  orderId: record.order.id, draftId: null, customerName: `${record.order.registration.givenName} ${record.order.registration.familyName}`, address: formatAddress(record.address), state: record.state, promise: null,
  undone: record.steps.filter((step) => step.state === 'undone').map((step) => ({ kind: step.kind, providerId: step.providerId, at: step.endedAt ?? 0 })).toSorted((a, b) => a.at - b.at),
  takenBy: record.order.takenBy, takenHere: true,
})
