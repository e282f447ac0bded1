import type { CallMeasure, CallOutcome, CallSitting, CallStep, OrderFacts, Strokes, WaitMeasure } from '../../domain/call-record.ts'
import { falloutOf } from './fallout.ts'
import { estimateByKeystrokes } from './keystroke-model.ts'

const STROKES = ['dataKeys', 'commandKeys', 'modifiers', 'clicks', 'pastes', 'handMoves', 'mentalActs'] as const

/**
 * One call from its sittings. `sittings`: of one call, at least one, oldest first. A submit in any of them is the call's outcome, else the
 * newest one's. Waits at the order's providers, which the caller hears of after the submit, are added to those of the screen.
 */
export function callOf(input: { readonly rep: { readonly repId: string; readonly repName: string }; readonly sittings: readonly CallSitting[]; readonly order: OrderFacts | null }): CallMeasure {
  const { sittings, order } = input
  const steps = sittings.flatMap((sitting) => sitting.steps)
  const strokes = Object.fromEntries(STROKES.map((name) => [name, sum(steps.map((step) => step[name]))])) as Record<keyof Strokes, number>
  const startedAt = Math.min(...sittings.map((sitting) => sitting.startedAt))
  return {
    ...input.rep, ...strokes, callId: sittings[0]?.callId ?? '', startedAt,
    outcome: outcomeOf(sittings), orderId: sittings.find((sitting) => sitting.orderId !== null)?.orderId ?? null,
    talkMs: sum(steps.map((step) => step.ms)), ringToSubmitMs: ringToSubmitOf(sittings),
    modelMs: estimateByKeystrokes(strokes), steps: stepTimes(steps),
    waits: joinWaits([...sittings.flatMap((sitting) => sitting.waits), ...(order?.waits ?? [])]), fallout: order ? falloutOf(order) : null,
  }
}

/** Waits by who was waited for, the longest first. */
export function joinWaits(waits: readonly WaitMeasure[]): readonly WaitMeasure[] {
  const byName = new Map<string, WaitMeasure>()
  for (const wait of waits) {
    const key = `${wait.kind}:${wait.name}`
    const known = byName.get(key)
    byName.set(key, known ? { ...known, count: known.count + wait.count, totalMs: known.totalMs + wait.totalMs, longestMs: Math.max(known.longestMs, wait.longestMs) } : wait)
  }
  return [...byName.values()].sort((a, b) => b.longestMs - a.longestMs || (a.name < b.name ? -1 : 1))
}

const outcomeOf = (sittings: readonly CallSitting[]): CallOutcome =>
  sittings.some((sitting) => sitting.outcome === 'submitted') ? 'submitted' : (sittings.at(-1)?.outcome ?? 'open')

function stepTimes(steps: CallSitting['steps']): CallMeasure['steps'] {
  const times = new Map<CallStep, number>()
  for (const { step, ms } of steps) times.set(step, (times.get(step) ?? 0) + ms)
  return [...times].map(([step, ms]) => ({ step, ms }))
}

/** From ring to submit as the caller lived it. Between two sittings the window was closed, so of earlier ones only the talk counts. */
function ringToSubmitOf(sittings: readonly CallSitting[]): number | null {
  const at = sittings.findIndex((sitting) => sitting.submittedAt !== null)
  const last = sittings[at]
  if (!last || last.submittedAt === null) return null
  const talkedBefore = sum(sittings.slice(0, at).flatMap((sitting) => sitting.steps.map((step) => step.ms)))
  return talkedBefore + Math.max(0, last.submittedAt - last.startedAt)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
