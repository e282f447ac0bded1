import type { OrderState } from './order.ts'
import type { Instant } from '../kernel/time.ts'

/** Where a call's time goes: the steps of the talk, and `elsewhere` for any other screen. A step that is not listed counts as elsewhere. */
export const CALL_STEPS = ['greet', 'address', 'need', 'offers', 'register', 'consents', 'readBack', 'live', 'bill', 'elsewhere'] as const
export type CallStep = (typeof CALL_STEPS)[number]

export const CALL_OUTCOMES = ['open', 'submitted', 'dropped', 'parked'] as const
export type CallOutcome = (typeof CALL_OUTCOMES)[number]

/** What a hand did, in counts. `modifiers`: Ctrl, Alt and Shift on their own, so that a chord can be counted either way. */
export type Strokes = {
  readonly dataKeys: number
  readonly commandKeys: number
  readonly modifiers: number
  readonly clicks: number
  readonly pastes: number
  /** How often the hand moved between keyboard and mouse. */
  readonly handMoves: number
  /** Units that are thought about before they are struck: a field's text, a command that does not merely end one. */
  readonly mentalActs: number
}
export type StepMeasure = Strokes & { readonly step: CallStep; readonly ms: number }
/** Waits of more than `WAIT_FROM_MS` for one answerer: a use case of this desk, or a provider. */
export type WaitMeasure = { readonly kind: 'useCase' | 'provider'; readonly name: string; readonly count: number; readonly totalMs: number; readonly longestMs: number }

export const WAIT_FROM_MS = 400

/**
 * One sitting of a call: what one window saw of it since it was opened. Cumulative, so that a later one replaces an earlier one and a
 * crash loses seconds. Counts, durations and ids; never what was typed.
 */
export type CallSitting = {
  readonly callId: string
  readonly sittingId: string
  /** Grows with every sending; one that is not newer changes nothing. */
  readonly sequence: number
  readonly startedAt: Instant
  readonly outcome: CallOutcome
  readonly orderId: string | null
  readonly submittedAt: Instant | null
  readonly steps: readonly StepMeasure[]
  readonly waits: readonly WaitMeasure[]
}

/** What a desk knows of the order that a call led to. */
export type OrderFacts = {
  readonly orderId: string
  readonly state: OrderState
  readonly code: string | null
  readonly providerCode: string | null
  readonly providerId: string | null
  readonly undoneSteps: number
  /** Why a step past the point of no return waits for a person; null when none does. */
  readonly stuckCode: string | null
  readonly heldTimes: number
  readonly waits: readonly WaitMeasure[]
}

/** What went otherwise than the rep promised. */
export const FALLOUT_KINDS = ['refused', 'compensated', 'held', 'needsPerson'] as const
export type FalloutKind = (typeof FALLOUT_KINDS)[number]
export type Fallout = { readonly kind: FalloutKind; readonly code: string; readonly providerId: string | null }

/** A call whole: its sittings as one, with what became of its order. */
export type CallMeasure = Strokes & {
  readonly callId: string
  readonly repId: string
  readonly repName: string
  readonly startedAt: Instant
  readonly outcome: CallOutcome
  readonly orderId: string | null
  readonly talkMs: number
  /** From the ring to the first submit; null as long as nothing was submitted. */
  readonly ringToSubmitMs: number | null
  /** What a keystroke-level model says that the hands and the head needed, without talk or waiting. */
  readonly modelMs: number
  readonly steps: readonly { readonly step: CallStep; readonly ms: number }[]
  readonly waits: readonly WaitMeasure[]
  readonly fallout: Fallout | null
}

export type Spread = { readonly p50Ms: number; readonly p75Ms: number; readonly p95Ms: number }
/** `basis`: whose calls it was learned from; `default` when fewer than `LEARN_FROM_CALLS` are known. */
export type TypicalCall = { readonly basis: 'own' | 'desk' | 'default'; readonly calls: number; readonly talk: Spread; readonly ringToSubmit: Spread; readonly steps: Readonly<Record<CallStep, Spread>> }

export const LEARN_FROM_CALLS = 20

export type CallSums = {
  readonly calls: number
  readonly submitted: number
  readonly dropped: number
  readonly parked: number
  readonly ringToSubmitP50Ms: number | null
  readonly ringToSubmitP95Ms: number | null
  readonly commandKeysP50: number | null
  readonly dataKeysP50: number | null
  readonly clicks: number
  readonly waits: number
  readonly waitedMs: number
  readonly fallout: number
}

/** A set of calls in figures: in sum, for each rep, what was waited for, and what went otherwise than promised. */
export type CallSummary = {
  readonly sum: CallSums
  readonly reps: readonly { readonly repId: string; readonly repName: string; readonly sums: CallSums }[]
  readonly waits: readonly WaitMeasure[]
  readonly fallout: readonly (Fallout & { readonly count: number })[]
}
