import type { Instant } from '../kernel/time.ts'

/** One thing that happened in a call, as an id with facts: the sentence is made when it is read, in the reader's language. */
export type CallEvent = { readonly at: Instant; readonly kind: string; readonly details: Readonly<Record<string, string | number>> }

/** What belongs to the talk, not to the order: kept with the draft, so that a crash in the middle of a call loses none of it. */
export type Talk = {
  readonly startedAt: Instant | null
  /** What stands in the address field, chosen or not. */
  readonly typed: string
  /** Id of the field that had the focus. */
  readonly focusId: string
  readonly isParked: boolean
  /** Set when the rep dropped the call: it is hidden, and can be brought back for a while. */
  readonly droppedAt: Instant | null
  readonly callerNumber: string
  /** What the caller says of themselves, as long as it is not taken apart into fields. */
  readonly callerLine: string
  readonly callerKind: 'unknown' | 'new' | 'existing'
  /** Lines of the script that were read aloud, as `line@version`. */
  readonly said: readonly string[]
  readonly events: readonly CallEvent[]
}

export const EMPTY_TALK: Talk = { startedAt: null, typed: '', focusId: '', isParked: false, droppedAt: null, callerNumber: '', callerLine: '', callerKind: 'unknown', said: [], events: [] }

export const MOST_EVENTS = 300

/** What happened in one call about an order, as it stays with the order. `by`: who took the call. */
export type KeptNotes = { readonly orderId: string; readonly callId: string; readonly by: string; readonly at: Instant; readonly events: readonly CallEvent[] }
