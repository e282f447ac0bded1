import type { Instant } from '../kernel/time.ts'
import type { OrderState, StepKind } from './order.ts'
import type { CallerPromise, PromiseState } from './promise.ts'

export const QUEUE_SCOPES = ['mine', 'everyone'] as const
export type QueueScope = (typeof QUEUE_SCOPES)[number]
/** In the order in which a rep works them. */
export const QUEUE_GROUPS = ['needsMe', 'waiting', 'kept', 'doneToday'] as const
export type QueueGroup = (typeof QUEUE_GROUPS)[number]

/** Why a row is where it is. Words by `queue.<code>`. */
export const QUEUE_REASONS = [
  'held', 'stuck', 'port-kept', 'promise-late', 'promise-due', 'call-back-due', 'promise-open', 'asking', 'looking', 'trying-again', 'undoing', 'kept-here', 'live', 'taken-back', 'promise-kept', 'elsewhere',
] as const
export type QueueReason = (typeof QUEUE_REASONS)[number]

export type QueueRow = {
  readonly id: string
  readonly group: QueueGroup
  readonly reason: QueueReason
  readonly details: Readonly<Record<string, string | number>>
  readonly orderId: string | null
  readonly draftId: string | null
  readonly customerName: string
  readonly address: string
  readonly state: OrderState | null
  /** Who is waited for; null: central, or nobody. */
  readonly providerId: string | null
  readonly step: { readonly id: string; readonly kind: StepKind } | null
  readonly since: Instant
  readonly typical: { readonly p50Ms: number; readonly p95Ms: number } | null
  readonly promise: (CallerPromise & { readonly state: PromiseState }) | null
  /** What was taken back, step by step, in the order in which it was. */
  readonly undone: readonly { readonly kind: StepKind; readonly providerId: string | null; readonly at: Instant }[]
  readonly takenBy: string
  readonly takenHere: boolean
}
export type OrderQueue = { readonly now: Instant; readonly scope: QueueScope; readonly rows: readonly QueueRow[] }
