import type { AppError } from '../../../shared/domain/errors.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import { delayAfter, PROBE_BACKOFF, RETRY_BACKOFF } from '../../../shared/engines/saga/backoff.ts'
import type { SagaAction } from '../../../shared/engines/saga/plan.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { StepDone, StepNotDone, StepOutcome, StepProbe, StepUnknown, UndoOutcome } from '../steps/step.ts'
import type { Facts, NewEvent, SagaChange, SagaRecord, StepPatch, StepRecord } from './ports.ts'

/** What the journal gets BEFORE anybody is asked. */
export function intentChange(record: SagaRecord, step: StepRecord, request: unknown, now: Instant): SagaChange {
  const resumed: readonly NewEvent[] = record.state === 'pending' ? [{ stepId: step.id, kind: 'resumed', details: {} }] : []
  const patch: StepPatch = { id: step.id, state: 'asking', attempts: step.attempts + 1, request, startedAt: step.startedAt ?? now, nextAt: null }
  return { state: 'inProgress', steps: [patch], events: [...resumed, { stepId: step.id, kind: 'intent', details: { attempt: step.attempts + 1 } }] }
}

/** What the journal gets after the answer, or after its absence. */
export function answerChange(step: StepRecord, outcome: StepOutcome, now: Instant): SagaChange {
  switch (outcome.kind) {
    case 'done': return doneChange(step, outcome, 'answer', now)
    case 'notDone': return notDoneChange(step, outcome, 'answer', now)
    case 'unknown': return unknownChange(step, outcome, 'lost', now)
    case 'held': {
      const { reason, quote } = outcome
      return { state: 'held', stateReason: reason, heldQuote: quote, steps: [{ id: step.id, state: 'waiting', nextAt: null, details: reason.details }], events: [{ stepId: step.id, kind: 'held', details: { code: reason.code, ...reason.details } }] }
    }
  }
}

/** What a probe found. Absent: the step is asked again with the same key, at once; an answer once lost stays noted. */
export function probeChange(step: StepRecord, outcome: StepProbe, now: Instant): SagaChange {
  switch (outcome.kind) {
    case 'done': return doneChange(step, outcome, 'probe', now)
    case 'notDone': return notDoneChange(step, outcome, 'probe', now)
    case 'absent': return { steps: [{ id: step.id, state: 'waiting', lost: true, nextAt: null }], events: [{ stepId: step.id, kind: 'probe', details: { found: 'absent' } }] }
    case 'pending': return unknownChange(step, { kind: 'unknown', error: { code: 'provider-outcome-unknown', details: { found: 'pending' } } }, 'probe', now)
    case 'unknown': return unknownChange(step, outcome, 'probe', now)
  }
}

/** The intent of an undo. A step that is not known to have happened keeps its state: undoing it is a precaution. */
export function undoIntentChange(record: SagaRecord, step: StepRecord): SagaChange {
  const patch: StepPatch = happened(step) ? { id: step.id, state: 'undoing', nextAt: null, failures: step.state === 'undoing' ? step.failures : 0 } : { id: step.id, nextAt: null }
  return { state: record.cancelRequested ? 'pendingCancellation' : 'inProgress', steps: [patch], events: [{ stepId: step.id, kind: 'undoIntent', details: {} }] }
}

/** What came of an undo. There is no giving up: an undo that does not succeed is tried again, ever more seldom. */
export function undoneChange(step: StepRecord, outcome: UndoOutcome, now: Instant): SagaChange {
  if (outcome.kind === 'done') {
    const patch: StepPatch = happened(step) ? { id: step.id, state: 'undone', lost: false, nextAt: null, endedAt: now } : { id: step.id, lost: false, nextAt: null }
    return { steps: [patch], events: [{ stepId: step.id, kind: 'undone', details: outcome.details }] }
  }
  const failures = step.failures + 1
  const isNews = step.details['undoCode'] !== outcome.error.code
  return {
    steps: [{ id: step.id, failures, nextAt: now + delayAfter(RETRY_BACKOFF, failures), details: { ...step.details, undoCode: outcome.error.code } }],
    events: isNews ? [{ stepId: step.id, kind: outcome.kind === 'unknown' ? 'lost' : 'answer', details: { undoCode: outcome.error.code } }] : [],
  }
}

/** The network is cut: the order is kept here and says so. Nothing has been asked. */
export const pendingChange = (step: StepRecord | null): SagaChange => ({ state: 'pending', events: [{ stepId: step?.id ?? null, kind: 'queued', details: {} }] })

/** The end of a saga. */
export const finishChange = (action: Extract<SagaAction, { readonly kind: 'finish' }>): SagaChange => ({
  state: action.state, ended: true, events: [{ stepId: null, kind: action.state === 'completed' ? 'completed' : 'ended', details: { state: action.state } }],
})

/** True for a decision of the other side (or of the content itself); false for what may pass. Source: the kinds of shared/domain/errors. */
const isRefusal = (error: AppError): boolean => ['refused', 'conflict', 'input', 'permission'].includes(ERRORS[error.code].kind)

const happened = (step: StepRecord): boolean => step.state === 'done' || step.state === 'undoing'

function doneChange(step: StepRecord, outcome: StepDone, kind: 'answer' | 'probe', now: Instant): SagaChange {
  const pivot: readonly NewEvent[] = step.phase === 'pivot' ? [{ stepId: step.id, kind: 'pivot', details: {} }] : []
  return {
    steps: [{ id: step.id, state: 'done', failures: 0, nextAt: null, endedAt: now, details: outcome.details }],
    ...(outcome.workflow ? { workflow: outcome.workflow } : {}),
    events: [{ stepId: step.id, kind, details: outcome.details }, ...pivot],
  }
}

function notDoneChange(step: StepRecord, { error }: StepNotDone, kind: 'answer' | 'probe', now: Instant): SagaChange {
  const details = factsOf(error)
  // After the pivot there is no way back, so even a refusal is asked again: somebody will have to repair its cause.
  if (isRefusal(error) && step.phase !== 'retriable') {
    const { code, ...facts } = details
    return { stateReason: { code: String(code), details: facts }, steps: [{ id: step.id, state: 'refused', nextAt: null, endedAt: now, details }], events: [{ stepId: step.id, kind, details }] }
  }
  const failures = step.failures + 1
  const isCut = error.code === 'network-unavailable'
  return {
    ...(isCut ? { state: 'pending' as const } : {}),
    steps: [{ id: step.id, state: 'waiting', failures, nextAt: now + delayAfter(RETRY_BACKOFF, failures), details, ...(isRefusal(error) ? { request: nextAttempt(step.request) } : {}) }],
    events: [{ stepId: step.id, kind: isCut ? 'queued' : kind, details }],
  }
}

/** What was refused for certain is asked under a new key: the other side keeps its answer to the old one, and would give it for ever. */
const nextAttempt = (request: unknown): unknown => ({ ...(request as object), attempt: attemptOf(request) + 1 })

/** How often this content was asked, refusals of before counted; 1 at first. */
export const attemptOf = (request: unknown): number => Number((request as { readonly attempt?: number } | null)?.attempt ?? 1)

function unknownChange(step: StepRecord, { error }: StepUnknown, kind: 'lost' | 'probe', now: Instant): SagaChange {
  const failures = step.failures + 1
  const details = factsOf(error)
  // A party that is away for days is asked for days; the timeline keeps the first time and every change of what is known.
  const isNews = step.state !== 'unknown' || step.details['code'] !== error.code
  return { steps: [{ id: step.id, state: 'unknown', lost: true, failures, nextAt: now + delayAfter(PROBE_BACKOFF, failures), details }], events: isNews ? [{ stepId: step.id, kind, details }] : [] }
}

/** `code` is ours; a provider's own word of that name is kept beside it. */
const factsOf = ({ code, details }: AppError): Facts => {
  const facts = Object.entries(details).flatMap(([name, value]) => (value === null ? [] : [[name === 'code' ? 'providerCode' : name, typeof value === 'boolean' ? String(value) : value] as const]))
  return { ...Object.fromEntries(facts), code }
}
