import { describe, expect, it } from 'vitest'
import { delayAfter, PROBE_BACKOFF, RETRY_BACKOFF } from '../../../shared/engines/saga/backoff.ts'
import { goesBack, isPastPivot, planNext } from '../../../shared/engines/saga/plan.ts'
import type { RecordedStep, SagaAction, SagaSnapshot } from '../../../shared/engines/saga/plan.ts'
import { billCycleDayOf, quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import { STEP_STATES } from '../../../shared/domain/order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { aCatalog, START, TERMS } from '../../support/signup-fixtures.ts'

const NOW = 1_000_000
const PHASES = ['compensatable', 'compensatable', 'pivot', 'retriable'] as const
/** Four steps a, b, pivot p and retriable r, in short: "done done asking". `~`: an answer was lost; `+`: not before later. */
const snapshot = (states: string, flags: Partial<Omit<SagaSnapshot, 'steps'>> = {}): SagaSnapshot => {
  const words = states.split(' ')
  const steps = ['a', 'b', 'p', 'r'].map((id, index): RecordedStep => {
    const word = words[index] ?? 'notStarted'
    return { id, kind: 'serviceOrder', providerId: null, phase: PHASES[index] ?? 'retriable', state: word.replace(/[~+]/g, '') as RecordedStep['state'], lost: word.includes('~'), nextAt: word.includes('+') ? NOW + 5 : null }
  })
  return { steps, cancelRequested: false, failed: false, isHeld: false, ...flags }
}
const say = (action: SagaAction): string => [action.kind, 'stepId' in action ? action.stepId : action.state, 'until' in action ? action.until : null].filter((word) => word !== null).join(' ')

describe('the planner, forward', () => {
  it.each([
    ['notStarted', 'perform a'],
    ['done', 'perform b'],
    ['asking', 'probe a'],
    ['done unknown', 'probe b'],
    ['done unknown+', `wait b ${NOW + 5}`],
    ['done waiting', 'perform b'],
    ['done waiting+', `wait b ${NOW + 5}`],
    ['done waiting~', 'perform b'],
    ['done done notStarted', 'perform p'],
    ['done done done', 'perform r'],
    ['done done done waiting+', `wait r ${NOW + 5}`],
    ['done done done done', 'finish completed'],
  ])('%s → %s', (states, expected) => expect(say(planNext(snapshot(states), NOW))).toBe(expected))

  it('waits for a person while the order is held', () => expect(planNext(snapshot('waiting', { isHeld: true }), NOW)).toEqual({ kind: 'wait', stepId: null, until: null }))
})

describe('the planner, on the way back', () => {
  it.each([
    ['done refused', 'compensate a'],
    ['undone refused', 'finish failed'],
    ['done done refused', 'compensate b'],
    ['done undone refused', 'compensate a'],
    ['done undoing refused', 'compensate b'],
    ['done undoing+ refused', `wait b ${NOW + 5}`],
    ['undone undone refused', 'finish failed'],
    ['done refused~', 'compensate b'],
  ])('refused: %s → %s', (states, expected) => expect(say(planNext(snapshot(states, { failed: true }), NOW))).toBe(expected))

  it.each([
    ['notStarted', 'finish cancelled'],
    ['done waiting+', 'compensate a'],
    ['done waiting~', 'compensate b'],
    ['done asking', 'probe b'],
    ['done unknown', 'probe b'],
    ['undone undone', 'finish cancelled'],
    ['done done waiting', 'compensate b'],
  ])('cancelled: %s → %s', (states, expected) => expect(say(planNext(snapshot(states, { cancelRequested: true }), NOW))).toBe(expected))

  it.each([
    ['done done asking', 'probe p'],
    ['done done unknown', 'probe p'],
    ['done done waiting~', 'perform p'],
    ['done done done', 'perform r'],
    ['done done done waiting', 'perform r'],
  ])('does not turn once the pivot may have happened: %s → %s', (states, expected) => {
    expect(goesBack(snapshot(states, { cancelRequested: true }))).toBe(false)
    expect(say(planNext(snapshot(states, { cancelRequested: true }), NOW))).toBe(expected)
  })
})

describe('every reachable course', () => {
  it('ends: whatever the answers are, no state leaves the planner without a next action, and an unknown step is never called failed', () => {
    // The journal's schema knows no undone pivot.
    const pivotStates = STEP_STATES.filter((state) => state !== 'undoing' && state !== 'undone')
    for (const a of STEP_STATES) for (const b of STEP_STATES) for (const p of pivotStates) for (const flags of [{}, { failed: true }, { cancelRequested: true }]) {
      const given = snapshot(`${a} ${b} ${p}`, flags)
      const action = planNext(given, NOW)
      if (action.kind === 'finish') expect(given.steps.some((step) => step.state === 'unknown' || step.state === 'asking')).toBe(false)
      if (action.kind === 'compensate') expect(given.steps.find((step) => step.id === action.stepId)?.phase).toBe('compensatable')
    }
  })

  it('is past the pivot from its intent on, and not when it was refused', () => {
    const pivotIn = (states: string) => isPastPivot(snapshot(states).steps)
    expect(['asking', 'unknown', 'done', 'waiting~'].map((state) => pivotIn(`done done ${state}`))).toEqual([true, true, true, true])
    expect(['notStarted', 'waiting', 'refused', 'refused~'].map((state) => pivotIn(`done done ${state}`))).toEqual([false, false, false, false])
  })
})

describe('backoff', () => {
  it.each([RETRY_BACKOFF, PROBE_BACKOFF])('grows and then repeats its last delay', (...backoff) => {
    const delays = Array.from({ length: backoff.length + 3 }, (_none, index) => delayAfter(backoff, index + 1))
    expect(delays).toEqual([...delays].sort((x, y) => x - y))
    expect(delays.at(-1)).toBe(backoff.at(-1))
  })

  it('refuses an empty table', () => expect(() => delayAfter([], 1)).toThrow())
})

describe('the quote of an order', () => {
  const offeringIds = ['elk-internet-15', 'kestrel-stream'].map((id) => asId<'OfferingId'>(id))

  it('is the same days later while no price has changed', () => {
    const quotes = [0, 3 * 86_400_000].map((laterMs) => quoteOrder({ catalog: aCatalog(), offeringIds, takenAt: START, at: START + laterMs, terms: TERMS }))
    expect(quotes[1]).toEqual(quotes[0])
  })

  it('names the offering that is no longer sold', () => {
    const withdrawn = { ...aCatalog(), offerings: aCatalog().offerings.slice(0, 1) }
    expect(quoteOrder({ catalog: withdrawn, offeringIds, takenAt: START, at: START, terms: TERMS })).toMatchObject({ ok: false, error: { code: 'offering-withdrawn', details: { offeringId: 'kestrel-stream' } } })
  })

  it('begins cycles on the day of activation where the territory has no day, at most on the 28th', () => {
    expect(billCycleDayOf(TERMS, Date.UTC(2026, 0, 31, 18))).toBe(28)
    expect(billCycleDayOf(TERMS, Date.UTC(2026, 0, 5, 18))).toBe(5)
    expect(billCycleDayOf({ ...TERMS, billCycleDay: 12 }, Date.UTC(2026, 0, 5, 18))).toBe(12)
  })
})
