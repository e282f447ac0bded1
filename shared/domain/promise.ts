import type { DraftId, OrderId, UniversalCustomerId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'

/** `message`: the caller hears of the outcome. `confirm`: what was sold subject to confirmation is confirmed. `callBack`: a person calls. */
export const PROMISE_KINDS = ['message', 'confirm', 'callBack'] as const
export type PromiseKind = (typeof PROMISE_KINDS)[number]

/** What was said to a caller, with a clock time. It is never edited: it is kept, or it is late. */
export type CallerPromise = {
  readonly id: string
  readonly kind: PromiseKind
  readonly orderId: OrderId | null
  readonly draftId: DraftId | null
  readonly customerId: UniversalCustomerId
  /** As it was read aloud. */
  readonly text: string
  readonly dueAt: Instant
  readonly madeBy: UserId
  readonly madeAt: Instant
  /** When what was promised was there; null until then. */
  readonly keptAt: Instant | null
}
export const PROMISE_STATES = ['open', 'kept', 'late', 'keptLate'] as const
export type PromiseState = (typeof PROMISE_STATES)[number]

/** Kept on the stroke of its time is kept; open on it is not late yet. */
export function promiseState(promise: Pick<CallerPromise, 'dueAt' | 'keptAt'>, now: Instant): PromiseState {
  if (promise.keptAt !== null) return promise.keptAt <= promise.dueAt ? 'kept' : 'keptLate'
  return now > promise.dueAt ? 'late' : 'open'
}
