import { describe, expect, it } from 'vitest'
import { LEARN_FROM_CALLS } from '../../../shared/domain/call-record.ts'
import { falloutOf } from '../../../shared/engines/measures/fallout.ts'
import { estimateByKeystrokes } from '../../../shared/engines/measures/keystroke-model.ts'
import { callOf } from '../../../shared/engines/measures/one-call.ts'
import { percentileOf } from '../../../shared/engines/measures/percentile.ts'
import { sumCalls } from '../../../shared/engines/measures/sums.ts'
import { typicalOf } from '../../../shared/engines/measures/typical.ts'
import { aCall, aSitting, aStep, facts, id, NO_STROKES } from './builders.ts'

describe('the keystroke-level model', () => {
  it.each([
    ['nothing', {}, 0],
    ['ten keys', { dataKeys: 10 }, 2_800],
    ['a chord, which is two keys', { commandKeys: 1, modifiers: 1, mentalActs: 1 }, 560 + 1_350],
    ['a click by a hand that leaves the keys and comes back', { clicks: 1, handMoves: 2, mentalActs: 1 }, 280 + 1_100 + 800 + 1_350],
    ['our budget of 75 keys and 14 mental acts, about 40 s', { commandKeys: 75, mentalActs: 14 }, 39_900],
  ])('estimates %s', (_what, strokes, ms) => {
    expect(estimateByKeystrokes({ ...NO_STROKES, ...strokes })).toBe(ms)
  })
})

describe('a percentile', () => {
  it.each([[[], 50, null], [[7], 95, 7], [[4, 1, 3, 2], 50, 2], [[4, 1, 3, 2], 75, 3], [[4, 1, 3, 2], 95, 4], [[4, 1], 0, 1]])('of %j at %i is one that happened', (values, percent, expected) => {
    expect(percentileOf(values, percent)).toBe(expected)
  })
})

describe('a call', () => {
  it('is the sum of its sittings, and of an earlier one only the talk counts towards the submit', () => {
    const call = callOf({
      rep: { repId: 'rep-1', repName: 'Rep' }, order: facts({ waits: [{ kind: 'provider', name: 'earthlink', count: 1, totalMs: 1_200, longestMs: 1_200 }] }),
      sittings: [
        aSitting({ startedAt: 1_000, outcome: 'parked', steps: [aStep({ step: 'address', ms: 5_000, dataKeys: 10, commandKeys: 1 })], waits: [{ kind: 'provider', name: 'earthlink', count: 1, totalMs: 700, longestMs: 700 }] }),
        aSitting({ sittingId: id(901), startedAt: 90_000, outcome: 'submitted', orderId: id(50), submittedAt: 121_000, steps: [aStep({ step: 'address', ms: 1_000, commandKeys: 2 }), aStep({ step: 'register', ms: 30_000, dataKeys: 40, clicks: 1 })] }),
      ],
    })
    expect(call).toMatchObject({ dataKeys: 50, commandKeys: 3, clicks: 1, talkMs: 36_000, ringToSubmitMs: 5_000 + 31_000, outcome: 'submitted', orderId: id(50), startedAt: 1_000, fallout: null })
    expect(call.steps).toEqual([{ step: 'address', ms: 6_000 }, { step: 'register', ms: 30_000 }])
    expect(call.waits).toEqual([{ kind: 'provider', name: 'earthlink', count: 2, totalMs: 1_900, longestMs: 1_200 }])
  })

  it('that was submitted stays submitted, whatever a later sitting says', () => {
    const sittings = [aSitting({ outcome: 'submitted', orderId: id(50), submittedAt: 2_000 }), aSitting({ sittingId: id(901), outcome: 'parked' })]
    expect(callOf({ rep: { repId: 'r', repName: 'R' }, sittings, order: null }).outcome).toBe('submitted')
  })
})

describe('fallout', () => {
  it.each([
    ['an order that went as promised', {}, null],
    ['one still under way', { state: 'inProgress' }, null],
    ['a refusal before anything was done', { state: 'failed', code: 'provider-refused', providerCode: 'no-port', providerId: 'centurylink' }, { kind: 'refused', code: 'no-port', providerId: 'centurylink' }],
    ['a refusal after which steps were taken back', { state: 'failed', code: 'provider-refused', providerId: 'kestrel', undoneSteps: 2 }, { kind: 'compensated', code: 'provider-refused', providerId: 'kestrel' }],
    ['a step past the pivot that waits for a person', { state: 'inProgress', stuckCode: 'local-id-taken' }, { kind: 'needsPerson', code: 'local-id-taken', providerId: null }],
    ['an order that waits for an answer on its price', { state: 'held', code: 'price-changed', heldTimes: 1 }, { kind: 'held', code: 'price-changed', providerId: null }],
    ['an order that was held and went live', { state: 'completed', heldTimes: 1 }, { kind: 'held', code: 'price-changed', providerId: null }],
    ['a cancellation by the caller', { state: 'cancelled' }, null],
  ] as const)('of %s', (_what, over, expected) => {
    expect(falloutOf(facts(over))).toEqual(expected)
  })
})

describe('what is typical', () => {
  const calls = (count: number, ms: (n: number) => number) =>
    Array.from({ length: count }, (_, n) => aCall({ callId: id(n), outcome: 'submitted', orderId: id(50), submittedAt: 1_000 + 10 * ms(n), steps: [aStep({ step: 'offers', ms: ms(n) })] }))

  it('is a default as long as fewer calls than it takes to learn are known', () => {
    const typical = typicalOf({ own: calls(LEARN_FROM_CALLS - 1, () => 1), desk: [] })
    expect(typical).toMatchObject({ basis: 'default', calls: 0, ringToSubmit: { p50Ms: 180_000, p95Ms: 300_000 } })
  })

  it('is learned from the rep’s own calls, before those of the desk', () => {
    const own = calls(20, (n) => (n + 1) * 1_000)
    expect(typicalOf({ own, desk: calls(100, () => 5) })).toMatchObject({ basis: 'own', calls: 20, steps: { offers: { p50Ms: 10_000, p75Ms: 15_000, p95Ms: 19_000 }, greet: { p50Ms: 8_000 } }, ringToSubmit: { p50Ms: 100_000 } })
    expect(typicalOf({ own: own.slice(1), desk: calls(100, () => 5) })).toMatchObject({ basis: 'desk', steps: { offers: { p50Ms: 5, p95Ms: 5 } } })
  })

  it('learns nothing from a call that was broken off', () => {
    expect(typicalOf({ own: calls(30, () => 1).map((call) => ({ ...call, outcome: 'dropped' as const })), desk: [] }).basis).toBe('default')
  })
})

describe('the sums', () => {
  it('count every call, and take medians from those that were submitted', () => {
    const submitted = (n: number, seconds: number, order = facts()) => aCall({ callId: id(n), outcome: 'submitted', orderId: id(50), submittedAt: 1_000 + seconds * 1_000, steps: [aStep({ commandKeys: n, dataKeys: 50 })] }, order)
    const calls = [submitted(10, 100), submitted(20, 200), submitted(30, 300, facts({ state: 'failed' })), aCall({ callId: id(4), outcome: 'dropped', steps: [aStep({ commandKeys: 1, clicks: 3 })] })]
    expect(sumCalls(calls)).toEqual({ calls: 4, submitted: 3, dropped: 1, parked: 0, ringToSubmitP50Ms: 200_000, ringToSubmitP95Ms: 300_000, commandKeysP50: 20, dataKeysP50: 50, clicks: 3, waits: 0, waitedMs: 0, fallout: 1 })
  })

  it('of nothing are zeros, and no median', () => {
    expect(sumCalls([])).toMatchObject({ calls: 0, ringToSubmitP50Ms: null, commandKeysP50: null })
  })
})
