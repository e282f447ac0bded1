import { describe, expect, it } from 'vitest'
import { GOODBYE_MS, IDLE_MS, initialRecorder, recordEvent, sittingOf } from '../../../renderer/app/call-recorder.ts'
import type { RecorderEvent, RecorderState } from '../../../renderer/app/call-recorder.ts'
import { strokeOf } from '../../../renderer/app/strokes.ts'
import type { KeyFacts } from '../../../renderer/app/strokes.ts'
import { zCallSitting } from '../../../shared/contract/console/calls.ts'

const CALL = '019a0000-0000-7000-8000-000000000001', NEXT = '019a0000-0000-7000-8000-000000000002', SITTING = '019a0000-0000-7000-8000-000000000003', ORDER = '019a0000-0000-7000-8000-000000000004'
type Told = RecorderEvent extends infer E ? (E extends RecorderEvent ? Omit<E, 'at'> : never) : never
/** Events at the given seconds. */
const record = (...events: readonly (readonly [number, Told])[]): RecorderState =>
  events.reduce((state, [second, event]) => recordEvent(state, { ...event, at: second * 1_000 } as RecorderEvent), initialRecorder(0))
const at = (callId: string | null, step: 'address' | 'register' | 'live' | 'elsewhere' = 'address', isOver = false): Told => ({ kind: 'stand', callId, step, isOver })
const data: Told = { kind: 'key', what: 'data', chord: 0 }, command: Told = { kind: 'key', what: 'command', chord: 0 }, chord: Told = { kind: 'key', what: 'command', chord: 1 }
const sent = (state: RecorderState, callId = CALL) => {
  const tally = state.tallies[callId]
  return tally ? sittingOf({ callId, sittingId: SITTING, sequence: 1, tally }) : null
}
const step = (state: RecorderState, name: string, callId = CALL) => sent(state, callId)?.steps.find((known) => known.step === name)

describe('a call', () => {
  it('begins with its first key, and its seconds go to the step where the rep stood', () => {
    const state = record([0, at(CALL)], [100, data], [104, data], [110, at(CALL, 'register')], [130, { kind: 'tick' }])
    expect(sent(state)).toMatchObject({ startedAt: 100_000, outcome: 'open' })
    expect(step(state, 'address')).toMatchObject({ ms: 10_000, dataKeys: 2 })
    expect(step(state, 'register')).toMatchObject({ ms: 20_000, dataKeys: 0 })
  })

  it('does not count the time in which nobody was there, however often the clock is read', () => {
    const ticks = Array.from({ length: 100 }, (_, n) => [n * 10, { kind: 'tick' }] as const)
    expect(step(record([0, at(CALL)], [0, data], ...ticks), 'address')?.ms).toBe(IDLE_MS)
    expect(step(record([0, at(CALL)], [0, data], [1, at(CALL, 'live', true)], ...ticks.slice(1)), 'live')?.ms).toBe(GOODBYE_MS)
  })

  it('that nobody answered is not sent', () => {
    expect(sent(record([0, at(CALL)], [60, { kind: 'tick' }]))).toBeNull()
  })

  it('is what the desk takes, whatever happened in it', () => {
    const state = record([0, at(CALL)], [1, data], [2.0004, { kind: 'waited', source: { kind: 'useCase', name: 'offers.list' }, ms: 512.7 }], [3, { kind: 'click' }], [4, { kind: 'paste' }], [5, { kind: 'submitted', callId: CALL, orderId: ORDER }])
    expect(zCallSitting.safeParse(sent(state)).success).toBe(true)
  })

  it('takes the key that opened it out of the call before', () => {
    const state = record([0, at(CALL, 'live')], [9, command], [10, chord], [10, at(null)], [10.1, { kind: 'ring' }], [10.2, at(NEXT)], [12, data])
    expect(step(state, 'live')).toMatchObject({ commandKeys: 1, modifiers: 0 })
    expect(sent(state, NEXT)).toMatchObject({ startedAt: 10_000 })
    expect(step(state, 'greet', NEXT)).toMatchObject({ commandKeys: 1, modifiers: 1 })
    expect(step(state, 'address', NEXT)).toMatchObject({ dataKeys: 1 })
  })

  it('leaves the key alone when a call opens by itself long after', () => {
    expect(step(record([0, at(CALL)], [10, command], [30, { kind: 'ring' }], [30, at(NEXT)]), 'address')).toMatchObject({ commandKeys: 1 })
  })

  it('keeps what was struck before its draft was open', () => {
    expect(step(record([0, at(null)], [1, data], [1.1, data], [2, at(CALL)], [3, data]), 'address')).toMatchObject({ dataKeys: 3 })
  })

  it('that is left is parked, that is taken up again is open, and that was submitted stays so', () => {
    const left = record([0, at(CALL)], [1, data], [2, at(NEXT)], [3, data])
    expect(sent(left)?.outcome).toBe('parked')
    expect(sent(recordEvent(left, { ...at(CALL), at: 4_000 } as RecorderEvent))?.outcome).toBe('open')
    const submitted = record([0, at(CALL)], [1, data], [61, { kind: 'submitted', callId: CALL, orderId: ORDER }], [70, { kind: 'submitted', callId: CALL, orderId: ORDER }], [80, at(NEXT)])
    expect(sent(submitted)).toMatchObject({ outcome: 'submitted', orderId: ORDER, submittedAt: 61_000 })
    expect(sent(record([0, at(CALL)], [1, data], [2, { kind: 'dropped', callId: CALL }], [3, at(NEXT)]))?.outcome).toBe('dropped')
  })

  it('counts one mental act for a field’s text, none for the key that ends it, and one for every other command', () => {
    expect(step(record([0, at(CALL)], [1, data], [2, data], [3, command]), 'address')).toMatchObject({ mentalActs: 1 })
    expect(step(record([0, at(CALL)], [1, data], [2, command], [3, data], [4, command], [5, command]), 'address')).toMatchObject({ mentalActs: 3 })
    expect(step(record([0, at(CALL)], [1, data], [2, chord]), 'address')).toMatchObject({ mentalActs: 2 })
  })

  it('counts a hand that goes to the mouse and comes back', () => {
    expect(step(record([0, at(CALL)], [1, data], [2, { kind: 'click' }], [3, { kind: 'click' }], [4, data]), 'address')).toMatchObject({ clicks: 2, handMoves: 2 })
  })

  it('adds up waits by who was waited for', () => {
    const wait = (name: string, ms: number): Told => ({ kind: 'waited', source: { kind: 'provider', name }, ms })
    const state = record([0, at(CALL)], [1, data], [2, wait('earthlink', 700)], [3, wait('kestrel', 900)], [4, wait('earthlink', 1_200)])
    expect(sent(state)?.waits).toEqual([{ kind: 'provider', name: 'earthlink', count: 2, totalMs: 1_900, longestMs: 1_200 }, { kind: 'provider', name: 'kestrel', count: 1, totalMs: 900, longestMs: 900 }])
  })
})

describe('a strike', () => {
  const facts = (over: Partial<KeyFacts>): KeyFacts => ({ key: 'a', ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false, isComposing: false, isAltGraph: false, field: 'data', ...over })
  const DATA = { what: 'data', chord: 0 }, COMMAND = { what: 'command', chord: 0 }, CHORD = { what: 'command', chord: 1 }
  it.each([
    ['a letter in a field', {}, DATA], ['a capital', { key: 'A', shiftKey: true }, DATA], ['a correction', { key: 'Backspace' }, DATA], ['an emoji', { key: '🙂' }, DATA], ['a letter of an input method', { key: 'Process', isComposing: true }, DATA],
    ['a sign that needs AltGr', { key: '@', ctrlKey: true, altKey: true, isAltGraph: true }, DATA],
    ['a letter in the command line', { field: 'command' }, COMMAND], ['a letter outside', { field: 'none' }, COMMAND], ['Tab', { key: 'Tab' }, COMMAND], ['Shift Tab', { key: 'Tab', shiftKey: true }, CHORD], ['F4', { key: 'F4' }, COMMAND],
    ['Ctrl Enter', { key: 'Enter', ctrlKey: true }, CHORD], ['Alt 1', { key: '1', altKey: true }, CHORD], ['Ctrl Shift P', { key: 'P', ctrlKey: true, shiftKey: true }, CHORD],
    ['a key that is held', { repeat: true }, null], ['Shift alone', { key: 'Shift', shiftKey: true }, null], ['Ctrl alone', { key: 'Control', ctrlKey: true }, null],
  ] as const)('is told from %s', (_what, over, expected) => {
    expect(strokeOf(facts(over))).toEqual(expected)
  })

  it('says nothing of which key it was', () => {
    expect(Object.keys(strokeOf(facts({ key: '7' })) ?? {})).toEqual(['what', 'chord'])
  })
})
