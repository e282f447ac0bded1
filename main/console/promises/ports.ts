import type { CallerPromise } from '../../../shared/domain/promise.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

/** An order taken here that has ended, and when. */
export type EndedOrder = { readonly orderId: string; readonly customerId: string; readonly endedAt: Instant }
export type PromiseReads = {
  readonly get: (id: string) => CallerPromise | null
  /** Not kept yet, the nearest first. */
  readonly open: () => readonly CallerPromise[]
  readonly keptSince: (at: Instant) => readonly CallerPromise[]
  readonly ofCustomer: (customerId: string) => readonly CallerPromise[]
  readonly endedSince: (at: Instant) => readonly EndedOrder[]
  readonly endedOf: (customerId: string) => readonly EndedOrder[]
}
export type PromiseWrites = Pick<PromiseReads, 'get'> & { readonly insert: (promise: CallerPromise) => void; readonly keep: (id: string, at: Instant) => void }
