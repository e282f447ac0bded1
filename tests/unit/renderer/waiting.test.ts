import { describe, expect, it } from 'vitest'
import { emptyCall } from '../../../renderer/app/state.ts'
import type { CallState, DeskState } from '../../../renderer/app/state.ts'
import { offlineWords } from '../../../renderer/journeys/waiting/offline-words.ts'
import { looksOf, repairOf } from '../../../renderer/journeys/waiting/looks.ts'
import { sayOfWait, typicalWords, waitOf } from '../../../renderer/journeys/waiting/wait-view.ts'
import { needsMe, queueSections } from '../../../renderer/journeys/orders/queue-view.ts'
import { faultFits } from '../../../renderer/journeys/sandbox/faults-that-fit.ts'
import type { OrderView, StepView } from '../../../shared/domain/order.ts'
import type { OrderQueue, QueueRow } from '../../../shared/domain/order-queue.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const NOW = 1_000_000
const texts = createTexts('en')
type Provider = NonNullable<DeskState['status']>['providers'][number]
const provider = (overrides: Partial<Provider> = {}): Provider => ({ providerId: 'ctl', name: 'CenturyLink', code: 'CTL', state: 'ok', lastMs: 1, usualMs: 1, askingSince: null, lastAt: null, p50Ms: 900, p95Ms: 2_400, ...overrides })
const statusOf = (...providers: Provider[]) => ({ providers }) as unknown as DeskState['status']
const callOf = (overrides: Partial<CallState>): CallState => ({ ...emptyCall(NOW, 'call-1'), ...overrides })
const step = (overrides: Partial<StepView>): StepView => ({ id: 'serviceOrder:ctl', kind: 'serviceOrder', providerId: 'ctl' as StepView['providerId'], phase: 'compensatable', state: 'asking', startedAt: NOW, endedAt: null, attempts: 1, details: {}, ...overrides })
const orderOf = (steps: readonly StepView[], overrides: Partial<OrderView> = {}): OrderView => ({ order: { id: 'o1', registration: { phone: '1' } }, state: 'inProgress', stateReason: null, steps, events: [{ seq: 1, at: NOW, stepId: 'serviceOrder:ctl', kind: 'intent', details: {} }], services: [], localIds: [], address: null, revision: 1, ...overrides }) as unknown as OrderView

describe('what the call in front waits for', () => {
  const asking = callOf({ isAsking: true, askingSince: NOW })
  it.each([[399, 'quiet'], [400, 'asking'], [2_000, 'background'], [10_000, 'choosing'], [30_000, 'unknown']])('after %i ms of asking is %s', (ms, face) =>
    expect(waitOf({ call: asking, status: statusOf(provider({ askingSince: NOW })) }, NOW + ms)).toMatchObject({ face, party: 'CenturyLink', what: 'qualification', elapsedMs: ms, typical: { p50Ms: 900, p95Ms: 2_400 } }))

  it('names the one that is asked longest and counts the others', () =>
    expect(waitOf({ call: asking, status: statusOf(provider({ askingSince: NOW + 5 }), provider({ providerId: 'elk', name: 'EarthLink', askingSince: NOW })) }, NOW + 500)).toMatchObject({ party: 'EarthLink', others: 1 }))

  it('is nobody when nobody is asked', () => expect(waitOf({ call: callOf({}), status: statusOf(provider()) }, NOW)).toBeNull())

  it('keeps a question whose answer was given up as unknown, never as done', () => {
    const call = callOf({ askedAt: NOW + 30_000 })
    expect(waitOf({ call, status: statusOf(provider({ state: 'unknown', lastAt: NOW + 29_990 })) }, NOW + 30_001)).toMatchObject({ face: 'unknown', party: 'CenturyLink' })
    expect(waitOf({ call, status: statusOf(provider({ state: 'unknown', lastAt: NOW - 90_000 })) }, NOW + 30_001)).toBeNull()
  })

  it('is the step under way of an order, and a lost answer is unknown at once', () => {
    const live = (state: StepView['state']) => callOf({ step: 'live', orderId: 'o1', order: orderOf([step({ state })]) })
    expect(waitOf({ call: live('asking'), status: statusOf(provider()) }, NOW + 2_500)).toMatchObject({ what: 'step', face: 'background' })
    expect(waitOf({ call: live('unknown'), status: statusOf(provider()) }, NOW + 100)).toMatchObject({ what: 'step', face: 'unknown' })
    expect(waitOf({ call: live('done'), status: statusOf(provider()) }, NOW + 100)).toBeNull()
  })

  it('offers no second provider once the service is active', () => {
    const call = callOf({ step: 'live', orderId: 'o1', order: orderOf([step({ id: 'p', kind: 'activateBilling', phase: 'pivot', state: 'done' }), step({ state: 'unknown' })]) })
    expect(waitOf({ call, status: statusOf(provider()) }, NOW)?.choices.map((choice) => choice.notNow)).toEqual([null, 'past-pivot', null, null])
  })
})

describe('what is said meanwhile', () => {
  const wait = (ms: number) => waitOf({ call: callOf({ isAsking: true, askingSince: NOW }), status: statusOf(provider({ askingSince: NOW })) }, NOW + ms)!
  it.each([[0, null], [500, null], [2_000, /let me take your e-mail/], [10_000, /slow today/], [30_000, /Nothing is lost.*look before we repeat.*message/s]])('after %i ms: %s', (ms, sentence) => {
    const said = sayOfWait(wait(ms), NOW, texts)
    if (sentence === null) expect(said).toBeNull()
    else expect(said).toMatch(sentence)
  })
  it('never calls a lost answer failed, in either language', () => {
    for (const language of ['en', 'es'] as const) expect(sayOfWait(wait(30_000), NOW, createTexts(language))).not.toMatch(/fail|fall|error/i)
  })
  it('says what was chosen instead of asking again, with its clock time', () => {
    const chosen = { key: wait(10_000).key, choice: 'callBack', promise: { kind: 'callBack', dueAt: NOW } } as const
    expect(sayOfWait(wait(10_000), NOW, texts, chosen)).toMatch(/^I call you back \*\*by /)
    expect(sayOfWait(wait(10_000), NOW, texts, { key: chosen.key, choice: 'wait', promise: null })).toBeNull()
    expect(sayOfWait(wait(10_000), NOW, texts, { ...chosen, key: 'another wait' })).toMatch(/slow today/)
  })
  it('says what is usual of today, or that it is the first answer', () => {
    expect(typicalWords({ typical: { p50Ms: 900, p95Ms: 2_400 } }, texts)).toMatch(/0\.9 s.*2\.4 s/)
    expect(typicalWords({ typical: null }, texts)).toBe('first answer of today')
  })
})

describe('an unknown outcome', () => {
  const event = (seq: number, kind: 'lost' | 'probe', details: Record<string, string>) => ({ seq, at: NOW + seq, stepId: 'serviceOrder:ctl', kind, details })
  it('lists the last three looks in words and the next with its seconds', () => {
    const order = orderOf([], { events: [event(1, 'lost', { code: 'provider-outcome-unknown' }), event(2, 'probe', { found: 'absent' }), event(3, 'probe', { found: 'pending', code: 'provider-outcome-unknown' }), event(4, 'probe', { code: 'provider-unavailable' })] })
    const { done, next } = looksOf(order, step({ nextAt: NOW + 14_000 }), NOW, texts)
    expect(done.map((look) => look.words)).toEqual(['Looked: no trace there', 'Looked: they are still working on it', expect.stringMatching(/^Looked: .*could not be reached/)])
    expect(next).toBe('look again in 14 seconds')
    expect(looksOf(order, step({ nextAt: NOW }), NOW, texts).next).toBe('looking now')
    expect(looksOf(order, step({ nextAt: null }), NOW, texts).next).toBe('the first look is under way'.replace('the ', ''))
  })

  it.each([
    [{ phase: 'retriable', state: 'waiting', kind: 'assignAddress', details: { code: 'hold-expired' } }, { mayTakeAnother: true }],
    [{ phase: 'retriable', state: 'waiting', kind: 'assignAddress', details: { code: 'pool-exhausted' } }, { mayTakeAnother: false }],
    [{ phase: 'retriable', state: 'waiting', kind: 'assignAddress', details: { code: 'central-unavailable' } }, null],
    [{ phase: 'compensatable', state: 'waiting', kind: 'holdAddress', details: { code: 'hold-expired' } }, null],
    [{ phase: 'retriable', state: 'unknown', kind: 'assignAddress', details: { code: 'hold-expired' } }, null],
    [{ phase: 'retriable', state: 'waiting', kind: 'assignAddress', details: {} }, null],
  ] as const)('asks a person for a repair only past the pivot and after a refusal: %o', (given, expected) => expect(repairOf(step(given as Partial<StepView>))).toEqual(expected))
})

describe('the queue on the screen', () => {
  const row = (overrides: Partial<QueueRow>): QueueRow => ({ id: 'o1', group: 'waiting', reason: 'looking', details: {}, orderId: 'o1', draftId: null, customerName: 'Juniper Exampleton', address: '1 Main St', state: 'inProgress', providerId: 'ctl', step: null, since: NOW, typical: { p50Ms: 900, p95Ms: 2_400 }, promise: null, undone: [], takenBy: 'rep-1', takenHere: true, ...overrides })
  const sections = (rows: readonly QueueRow[], scope: OrderQueue['scope'] = 'mine') => queueSections({ now: NOW, scope, rows }, { status: statusOf(provider()), texts, now: NOW + 60_000 })

  it('keeps every group in its place, also an empty one', () => expect(sections([]).map((section) => section.group)).toEqual(['needsMe', 'waiting', 'kept', 'doneToday']))

  it('says whom it waits for, since when and what is usual', () => {
    const line = sections([row({})])[1]?.lines[0]
    expect(line).toMatchObject({ glyph: 'unknown', why: 'Outcome unknown at CenturyLink: we look before we repeat', usual: expect.stringContaining('usually'), takenBy: null })
    expect(line?.since).toMatch(/^since \d\d:\d\d, 60 s$/)
  })

  it('lists what was taken back line by line, in words', () =>
    expect(sections([row({ group: 'doneToday', reason: 'taken-back', details: { code: 'pool-exhausted' }, undone: [{ kind: 'serviceOrder', providerId: 'ctl', at: 1 }, { kind: 'holdAddress', providerId: null, at: 2 }] })])[3]?.lines[0]).toMatchObject({ undone: ['Order the service at CenturyLink', 'Hold an IP address at Lastmile'], why: expect.stringContaining('No free IP address') }))

  it('counts what needs me for the badge, and nothing else', () => {
    expect(needsMe({ now: NOW, scope: 'mine', rows: [row({}), row({ group: 'needsMe', reason: 'held' }), row({ group: 'needsMe', reason: 'stuck' })] })).toBe(2)
    expect(needsMe(null)).toBe(0)
  })

  it.each(['en', 'es'] as const)('has words in %s for every reason', (language) => {
    for (const reason of ['held', 'stuck', 'promise-late', 'promise-due', 'call-back-due', 'promise-open', 'asking', 'looking', 'trying-again', 'undoing', 'kept-here', 'live', 'taken-back', 'promise-kept', 'elsewhere'] as const)
      expect(createTexts(language).tf('queue', reason)).not.toMatch(/^Code|^Código/)
  })
})

describe('what is said without network', () => {
  const at = (stepId: CallState['step'], status: object, order?: OrderView) => offlineWords({ call: callOf({ step: stepId, ...(order ? { order } : {}) }), status: { network: 'cut', central: { state: 'unreachable', since: NOW - 7_200_000 }, providers: [], ...status } as unknown as DeskState['status'] }, NOW, texts).map((note) => note.words)
  it('is nothing while everything is reached', () => expect(at('offers', { network: 'up', central: { state: 'connected', since: null } })).toEqual([]))
  it('names the age of what is shown, and that a line is subject to confirmation', () => expect(at('offers', {})).toEqual(['Prices and plans: from this desk, 2 h old', 'A line: subject to confirmation']))
  it('says of a sign-in check that it cannot be done, why, and what instead', () => expect(at('register', {})[1]).toMatch(/cannot be asked without network.*checked when the order goes out/))
  it('calls an order provisional', () => expect(at('readBack', {})[0]).toMatch(/subject to confirmation/))
  it('calls an address binding only while its hold lasts', () => {
    const held = (until: number) => orderOf([step({ kind: 'holdAddress', state: 'done', details: { until } })])
    expect(at('live', {}, held(NOW + 1))[0]).toMatch(/binding until \d\d:\d\d/)
    expect(at('live', {}, held(NOW))[0]).toMatch(/subject to confirmation/)
  })
})

describe('a fault in the panel', () => {
  it.each([['late', 'serviceOrder', true], ['late', 'qualification', false], ['late', 'radius', false], ['unavailableAfterEffect', 'qualification', true], ['unavailableAfterEffect', 'radius', false], ['slow', 'radius', true]] as const)('%s on %s fits: %s', (fault, on, fits) => expect(faultFits(fault, on)).toBe(fits))
})
