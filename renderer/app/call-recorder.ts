import type { CallOutcome, CallSitting, CallStep, StepMeasure, Strokes, WaitMeasure } from '../../shared/domain/call-record.ts'
import { CALL_STEPS } from '../../shared/domain/call-record.ts'

export type WaitSource = Pick<WaitMeasure, 'kind' | 'name'>
/** `chord`: how many modifiers were held. No event says which key it was or what was typed. */
export type RecorderEvent = { readonly at: number } & (
  | { readonly kind: 'key'; readonly what: 'data' | 'command'; readonly chord: number }
  | { readonly kind: 'click' | 'paste' | 'ring' | 'tick' }
  | { readonly kind: 'stand'; readonly callId: string | null; readonly step: CallStep; readonly isOver: boolean }
  | { readonly kind: 'waited'; readonly source: WaitSource; readonly ms: number }
  | { readonly kind: 'submitted'; readonly callId: string; readonly orderId: string }
  | { readonly kind: 'dropped'; readonly callId: string }
)
export type Tally = {
  readonly startedAt: number | null
  readonly outcome: CallOutcome
  readonly orderId: string | null
  readonly submittedAt: number | null
  readonly steps: Readonly<Partial<Record<CallStep, StepMeasure>>>
  readonly waits: Readonly<Record<string, WaitMeasure>>
}
export type RecorderState = {
  readonly callId: string | null
  readonly step: CallStep
  /** The order has ended: what is left of the call is a goodbye. */
  readonly isOver: boolean
  readonly at: number
  /** When a hand last did something. */
  readonly activeAt: number
  readonly hand: 'keys' | 'mouse'
  readonly last: { readonly what: 'data' | 'command'; readonly at: number; readonly chord: number; readonly mentalActs: number; readonly callId: string | null; readonly step: CallStep } | null
  /** By call; `''` holds what belongs to a call that is being opened. */
  readonly tallies: Readonly<Record<string, Tally>>
}

/** Longer without a key or a click is not counted as work on the call: the rep was away, or the phone had not rung yet. */
export const IDLE_MS = 180_000
/** The same once the order has ended. */
export const GOODBYE_MS = 15_000
const RING_KEY_MS = 2_000
const WAITS_KEPT = 40
const OPENING = ''

const NO_STROKES: Strokes = { dataKeys: 0, commandKeys: 0, modifiers: 0, clicks: 0, pastes: 0, handMoves: 0, mentalActs: 0 }
const EMPTY: Tally = { startedAt: null, outcome: 'open', orderId: null, submittedAt: null, steps: {}, waits: {} }

export const initialRecorder = (at: number): RecorderState => ({ callId: null, step: 'elsewhere', isOver: false, at, activeAt: at, hand: 'keys', last: null, tallies: {} })

/**
 * What is known of the calls of this window after one more event. Time since the event before goes to the step where the rep stood.
 * A mental act is counted before each field's text and each command, save for a command that only ends what was typed; this is the
 * placing rule of the keystroke-level model (Card, Moran, Newell 1980, rules 0 and 4).
 */
export function recordEvent(before: RecorderState, event: RecorderEvent): RecorderState {
  const passed = passTime(before, event.at)
  const state = { ...passed, at: event.at, activeAt: event.kind === 'tick' || event.kind === 'waited' ? passed.activeAt : event.at }
  switch (event.kind) {
    case 'tick': return state
    case 'key': return strike(state, event)
    case 'click': return countIn({ ...state, hand: 'mouse', last: null }, { clicks: 1, mentalActs: 1, handMoves: state.hand === 'mouse' ? 0 : 1 })
    case 'paste': return countIn(state, { pastes: 1 })
    case 'ring': return moveRingKey(state)
    case 'stand': return stand(state, event)
    case 'waited': return change(state, state.callId, (tally) => ({ ...tally, waits: addWait(tally.waits, event) }))
    // The first submit counts: a second answer about the same call says the same.
    case 'submitted': return change(state, event.callId, (tally) => ({ ...tally, outcome: 'submitted', orderId: event.orderId, submittedAt: tally.submittedAt ?? event.at }))
    case 'dropped': return change(state, event.callId, (tally) => ({ ...tally, outcome: 'dropped' }))
  }
}

/** A tally as it is sent. Null while nothing was struck in it: an empty call that nobody answered is no call. */
export function sittingOf(input: { readonly callId: string; readonly sittingId: string; readonly sequence: number; readonly tally: Tally }): CallSitting | null {
  const { callId, sittingId, sequence, tally } = input
  if (tally.startedAt === null || callId === OPENING) return null
  const steps = CALL_STEPS.flatMap((step) => tally.steps[step] ?? []).map((step) => ({ ...step, ms: Math.round(step.ms) }))
  const waits = Object.values(tally.waits).sort((a, b) => b.longestMs - a.longestMs).slice(0, WAITS_KEPT)
  return { callId, sittingId, sequence, startedAt: tally.startedAt, outcome: tally.outcome, orderId: tally.orderId, submittedAt: tally.submittedAt, steps, waits }
}

function passTime(state: RecorderState, at: number): RecorderState {
  const ms = Math.max(0, Math.min(at, state.activeAt + (state.isOver ? GOODBYE_MS : IDLE_MS)) - state.at)
  const tally = state.tallies[state.callId ?? OPENING]
  // The clock of a call begins with its first key.
  return ms === 0 || !tally || tally.startedAt === null ? state : change(state, state.callId, (known) => addToStep(known, state.step, { ms }))
}

function strike(state: RecorderState, event: Extract<RecorderEvent, { kind: 'key' }>): RecorderState {
  const isContinued = state.last?.what === 'data'
  const mentalActs = event.what === 'data' ? Number(!isContinued) : Number(!isContinued || event.chord > 0)
  const last = { what: event.what, at: event.at, chord: event.chord, mentalActs, callId: state.callId, step: state.step }
  const keys = event.what === 'data' ? { dataKeys: 1 } : { commandKeys: 1, modifiers: event.chord }
  return countIn({ ...state, hand: 'keys', last }, { ...keys, mentalActs, handMoves: state.hand === 'keys' ? 0 : 1 })
}

/** The key that opened a call was struck in the one before and belongs to the new one: with it the phone rang. */
function moveRingKey(state: RecorderState): RecorderState {
  const { last } = state
  if (last?.what !== 'command' || last.callId === null || state.at - last.at > RING_KEY_MS) return state
  const taken = change(state, last.callId, (tally) => addToStep(tally, last.step, { commandKeys: -1, modifiers: -last.chord, mentalActs: -last.mentalActs }))
  const opening = addToStep({ ...EMPTY, startedAt: last.at }, 'greet', { commandKeys: 1, modifiers: last.chord, mentalActs: last.mentalActs })
  return { ...taken, last: null, tallies: { ...taken.tallies, [OPENING]: opening } }
}

function stand(state: RecorderState, event: Extract<RecorderEvent, { kind: 'stand' }>): RecorderState {
  const { callId, step, isOver } = event
  if (callId === state.callId) return { ...state, step, isOver }
  const left = state.callId === null ? state : change(state, state.callId, (tally) => (tally.outcome === 'open' ? { ...tally, outcome: 'parked' } : tally))
  const { [OPENING]: opening, ...tallies } = left.tallies
  if (callId === null) return { ...left, callId, step, isOver }
  const known = tallies[callId]
  const resumed = known ? { ...known, outcome: known.outcome === 'parked' ? ('open' as const) : known.outcome } : (opening ?? EMPTY)
  return { ...left, callId, step, isOver, tallies: { ...tallies, [callId]: resumed } }
}

const countIn = (state: RecorderState, strokes: Partial<Strokes>): RecorderState =>
  change(state, state.callId, (tally) => addToStep({ ...tally, startedAt: tally.startedAt ?? state.at }, state.step, strokes))

const change = (state: RecorderState, callId: string | null, alter: (tally: Tally) => Tally): RecorderState => {
  const key = callId ?? OPENING
  return { ...state, tallies: { ...state.tallies, [key]: alter(state.tallies[key] ?? EMPTY) } }
}

function addToStep(tally: Tally, step: CallStep, more: Partial<Strokes & { readonly ms: number }>): Tally {
  const known = tally.steps[step] ?? { ...NO_STROKES, step, ms: 0 }
  const added = Object.fromEntries(Object.entries(more).map(([name, value]) => [name, known[name as keyof typeof more] + value]))
  return { ...tally, steps: { ...tally.steps, [step]: { ...known, ...added } } }
}

function addWait(waits: Tally['waits'], { source, ms }: Extract<RecorderEvent, { kind: 'waited' }>): Tally['waits'] {
  const key = `${source.kind}:${source.name}`
  const known = waits[key] ?? { ...source, count: 0, totalMs: 0, longestMs: 0 }
  const whole = Math.round(ms)
  return { ...waits, [key]: { ...known, count: known.count + 1, totalMs: known.totalMs + whole, longestMs: Math.max(known.longestMs, whole) } }
}
