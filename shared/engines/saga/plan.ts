import type { StepKind, StepState } from '../../domain/order.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'

/** Before the pivot a step can be undone; after it a step is repeated until it succeeds. */
export const STEP_PHASES = ['compensatable', 'pivot', 'retriable'] as const
export type StepPhase = (typeof STEP_PHASES)[number]

/** One row of a workflow: workflow is data, the planner is its only reader. */
export type WorkflowStep = { readonly id: string; readonly kind: StepKind; readonly providerId: ProviderId | null; readonly phase: StepPhase }

/** What the journal knows of a step. `lost`: an answer to an intent once stayed away, so a request may still arrive late. `nextAt`: not before this moment. */
export type RecordedStep = WorkflowStep & { readonly state: StepState; readonly lost: boolean; readonly nextAt: Instant | null }

/** `failed`: a refusal has been recorded, the order goes back. `isHeld`: a person must decide first. */
export type SagaSnapshot = { readonly steps: readonly RecordedStep[]; readonly cancelRequested: boolean; readonly failed: boolean; readonly isHeld: boolean }

export type SagaAction =
  | { readonly kind: 'perform'; readonly stepId: string }
  | { readonly kind: 'probe'; readonly stepId: string }
  | { readonly kind: 'compensate'; readonly stepId: string }
  /** `until` null: nothing to do before somebody decides. */
  | { readonly kind: 'wait'; readonly stepId: string | null; readonly until: Instant | null }
  | { readonly kind: 'finish'; readonly state: 'completed' | 'failed' | 'cancelled' }

/**
 * Says what a saga does next. `snapshot`: the workflow with what the journal recorded; `now`: milliseconds.
 * Forward: each step in order; a step left in 'asking' by a crash or 'unknown' by a lost answer is probed, never repeated blindly.
 * Back (a refusal, or the rep cancelled before the pivot): compensation in reverse; a step whose outcome is unknown is found out first.
 * Past the pivot there is no way back: a step is repeated until it succeeds. Pure; no errors. Source: design 3.8.
 */
export function planNext(snapshot: SagaSnapshot, now: Instant): SagaAction {
  return goesBack(snapshot) ? planBack(snapshot, now) : planForward(snapshot, now)
}

/** True once the pivot may have happened, or may still: from its intent on until it is refused, or certainly was not done. `steps`: as recorded. */
export const isPastPivot = (steps: readonly Pick<RecordedStep, 'phase' | 'state' | 'lost'>[]): boolean =>
  steps.some((step) => step.phase === 'pivot' && (step.state === 'asking' || step.state === 'unknown' || step.state === 'done' || (step.lost && step.state !== 'refused')))

/** True when the next thing to do is on the way back. */
export function goesBack(snapshot: SagaSnapshot): boolean {
  if (isPastPivot(snapshot.steps)) return false
  return snapshot.failed || snapshot.cancelRequested
}

function planForward(snapshot: SagaSnapshot, now: Instant): SagaAction {
  if (snapshot.isHeld) return { kind: 'wait', stepId: null, until: null }
  const step = snapshot.steps.find((candidate) => candidate.state !== 'done')
  if (!step) return { kind: 'finish', state: 'completed' }
  return whenDue(step, now, step.state === 'asking' || step.state === 'unknown' ? 'probe' : 'perform')
}

function planBack(snapshot: SagaSnapshot, now: Instant): SagaAction {
  const step = snapshot.steps.toReversed().find(leavesSomething)
  if (!step) return { kind: 'finish', state: snapshot.failed ? 'failed' : 'cancelled' }
  return whenDue(step, now, step.state === 'asking' || step.state === 'unknown' ? 'probe' : 'compensate')
}

/** A step that answered "not done" after an answer was lost is undone too: its first request may still arrive, and undoing what is absent changes nothing. */
function leavesSomething(step: RecordedStep): boolean {
  if (step.state === 'done' || step.state === 'undoing' || step.state === 'asking' || step.state === 'unknown') return true
  return step.lost && step.phase === 'compensatable' && (step.state === 'waiting' || step.state === 'refused')
}

const whenDue = (step: RecordedStep, now: Instant, kind: 'perform' | 'probe' | 'compensate'): SagaAction =>
  step.nextAt !== null && step.nextAt > now ? { kind: 'wait', stepId: step.id, until: step.nextAt } : { kind, stepId: step.id }
