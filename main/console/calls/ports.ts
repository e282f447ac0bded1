import type { CallSitting, OrderFacts } from '../../../shared/domain/call-record.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

/** A sitting as it is kept: with whose it is. */
export type KeptSitting = { readonly repId: string; readonly repName: string; readonly sitting: CallSitting }
export type CallQuery = { readonly since: Instant; readonly repId?: string; readonly limit: number }

/** Which measure of a call central has: its hash, and when it was counted. */
export type ToldCall = { readonly hash: string; readonly countedAt: Instant }

/** What the journal answers about calls. Newest first; `limit`: of sittings. */
export type CallReads = {
  readonly sittings: (query: CallQuery) => readonly KeptSitting[]
  readonly sittingsOf: (callId: string) => readonly KeptSitting[]
  /** What central was told of a call last; null where it was told nothing. */
  readonly told: (callId: string) => ToldCall | null
  /** Of orders taken here, with the waits at their parties. */
  readonly orderFacts: (orderIds: readonly string[]) => readonly OrderFacts[]
}
