// Goal: what a window counted is kept once, for its rep, without content, and joined with what became of the order.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createListMyCalls, createTypicalCall } from '../../../main/console/calls/mine.ts'
import { createRecordCall } from '../../../main/console/calls/record.ts'
import { createSummarizeCalls } from '../../../main/console/calls/summary.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import { zCallSitting } from '../../../shared/contract/console/calls.ts'
import type { CallSitting } from '../../../shared/domain/call-record.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { CTX, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle, unwrap } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import { aCatalog, START, TERMS } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'
import { aSitting, aStep, id } from './builders.ts'

const OTHER: HandlerCtx = { user: { userId: 'rep-2', displayName: 'Other Rep', role: 'rep' }, clientId: 'other' }
const time = createVirtualTime(START)
let directory: string, desk: Desk
beforeEach(() => {
  directory = makeDeskDirectory()
  desk = openDesk({ directory, time, world: createWorld({ time, catalog: () => aCatalog() }), catalog: () => aCatalog() })
})
afterEach(() => {
  desk.journal.close()
  removeDirectory(directory)
})
const record = (sitting: CallSitting, ctx = CTX) => createRecordCall({ journal: desk.journal, providerIds: ['earthlink', 'kestrel'] })(zCallSitting.parse(sitting), ctx)
const deps = () => ({ calls: desk.journal.read.calls, clock: time.clock, terms: () => TERMS })
const summaryDeps = () => ({ ...deps(), central: createWorld({ time, catalog: () => aCatalog() }).central, tellCalls: async () => 'later' })
const mine = async (ctx = CTX, input: { limit: number; callId?: string } = { limit: 10 }) => unwrap(await createListMyCalls(deps())(input, ctx))
const now = () => time.clock.now()

describe('a record of a call', () => {
  it('replaces what the same sitting said before, and nothing that is newer', async () => {
    const at = { startedAt: now() }
    expect(await record(aSitting({ ...at, sequence: 2, steps: [aStep({ commandKeys: 5 })] }))).toEqual(ok({ sequence: 2 }))
    expect(await record(aSitting({ ...at, sequence: 2, steps: [aStep({ commandKeys: 9 })] }))).toEqual(ok({ sequence: 2 }))
    expect(await record(aSitting({ ...at, sequence: 1, steps: [aStep({ commandKeys: 1 })] }))).toEqual(ok({ sequence: 2 }))
    expect((await mine()).recent).toMatchObject([{ callId: id(1), commandKeys: 5, repName: 'Rep' }])
    expect(await record(aSitting({ ...at, sequence: 3, steps: [aStep({ commandKeys: 7 })] }))).toEqual(ok({ sequence: 3 }))
    expect((await mine()).recent).toMatchObject([{ commandKeys: 7 }])
  })

  it('is not changed by another rep who names the same sitting', async () => {
    await record(aSitting({ startedAt: now(), steps: [aStep({ commandKeys: 5 })] }))
    await record(aSitting({ startedAt: now(), sequence: 9, steps: [aStep({ commandKeys: 99 })] }), OTHER)
    expect((await mine()).recent).toMatchObject([{ commandKeys: 5 }])
    expect((await mine(OTHER)).recent).toEqual([])
  })

  it.each([
    ['a use case that there is not', { waits: [{ kind: 'useCase', name: 'juniper.exampleton', count: 1, totalMs: 1, longestMs: 1 }] }],
    ['a name that every object has', { waits: [{ kind: 'useCase', name: 'constructor', count: 1, totalMs: 1, longestMs: 1 }] }],
    ['a provider that this desk has not', { waits: [{ kind: 'provider', name: 'Juniper', count: 1, totalMs: 1, longestMs: 1 }] }],
  ] as const)('is refused with %s: a name is no place for content', async (_what, over) => {
    expect(await record(aSitting(over as Partial<CallSitting>))).toEqual(err(appError('input-invalid', { field: 'waits.0.name', problem: 'unknown-name' })))
  })

  it.each([
    ['a field of its own', { note: 'Juniper Exampleton' }],
    ['a text in the place of a count', { steps: [{ ...aStep({}), dataKeys: 'Juniper' }] }],
    ['a field of its own in a step', { steps: [{ ...aStep({}), typed: 'Juniper' }] }],
    ['a step that there is not', { steps: [{ ...aStep({}), step: '610 W 26th' }] }],
    ['words in a name', { waits: [{ kind: 'useCase', name: 'places search', count: 1, totalMs: 1, longestMs: 1 }] }],
    ['an id that is none', { callId: 'juniper' }],
    ['more steps than there are', { steps: Array.from({ length: 40 }, () => aStep({})) }],
    ['more waits than anyone bears', { waits: Array.from({ length: 41 }, () => ({ kind: 'useCase', name: 'a.b', count: 1, totalMs: 1, longestMs: 1 })) }],
    ['a negative duration', { steps: [aStep({ ms: -1 })] }],
  ])('does not decode with %s', (_what, over) => {
    expect(zCallSitting.safeParse(aSitting()).success).toBe(true)
    expect(zCallSitting.safeParse({ ...aSitting(), ...over }).success).toBe(false)
  })

  it('of an order that this desk does not have is refused', async () => {
    expect(await record(aSitting({ orderId: id(77), outcome: 'submitted' }))).toEqual(err(appError('order-unknown')))
  })
})

describe('the calls of a rep', () => {
  it('are joined with what became of their orders, by id', async () => {
    desk.runner.start()
    const orderId = await desk.signUp()
    await settle(time, () => isQuiet(desk.journal))
    await desk.runner.stop()
    await record(aSitting({ startedAt: now() - 60_000, outcome: 'submitted', orderId, submittedAt: now(), steps: [aStep({ step: 'register', ms: 60_000, dataKeys: 80, commandKeys: 20 })] }))
    const { today, recent } = await mine()
    expect(recent).toMatchObject([{ orderId, fallout: null, ringToSubmitMs: 60_000, dataKeys: 80 }])
    expect(today).toMatchObject({ calls: 1, submitted: 1, fallout: 0, ringToSubmitP50Ms: 60_000 })
  })

  it('of yesterday are not today’s, and one is found by its id', async () => {
    await record(aSitting({ startedAt: now() - 20 * 3_600_000 }))
    await record(aSitting({ callId: id(2), startedAt: now() }))
    const { today, recent } = await mine()
    expect(today.calls).toBe(1)
    expect(recent.map((call) => call.callId)).toEqual([id(2), id(1)])
    expect((await mine(CTX, { limit: 10, callId: id(1) })).recent.map((call) => call.callId)).toEqual([id(1)])
    expect((await mine(OTHER, { limit: 10, callId: id(1) })).recent).toEqual([])
  })

  it('outlive the desk’s end', async () => {
    await record(aSitting({ startedAt: now() }))
    desk.journal.close()
    desk = openDesk({ directory, time, world: createWorld({ time, catalog: () => aCatalog() }), catalog: () => aCatalog() })
    expect((await mine()).recent).toHaveLength(1)
  })
})

describe('the summary', () => {
  it('is of today, a week or a month, for each rep and in sum', async () => {
    const daysAgo = [0, 3, 20, 40]
    for (const [n, days] of daysAgo.entries()) await record(aSitting({ callId: id(n), startedAt: now() - days * 86_400_000, waits: [{ kind: 'provider', name: 'earthlink', count: 1, totalMs: 900, longestMs: 900 }] }), n === 1 ? OTHER : CTX)
    const summary = async (days: 1 | 7 | 30) => unwrap(await createSummarizeCalls(summaryDeps())({ days }, CTX))
    expect((await summary(1)).sum.calls).toBe(1)
    expect((await summary(7)).sum.calls).toBe(2)
    const month = await summary(30)
    expect(month.sum.calls).toBe(3)
    expect(month.reps.map((rep) => [rep.repName, rep.sums.calls])).toEqual([['Rep', 2], ['Other Rep', 1]])
    expect(month.waits).toEqual([{ kind: 'provider', name: 'earthlink', count: 3, totalMs: 2_700, longestMs: 900 }])
  })

  it('tells what a party refused and what was taken back for it, in that party’s own word', async () => {
    desk.journal.close()
    const world = createWorld({ time, catalog: () => aCatalog(), faultFor: (call) => (call.party === 'kestrel' && call.what === 'effect' ? 'refused' : null) })
    desk = openDesk({ directory, time, world, catalog: () => aCatalog() })
    desk.runner.start()
    const orderId = await desk.signUp()
    await settle(time, () => isQuiet(desk.journal))
    await desk.runner.stop()
    await record(aSitting({ startedAt: now(), outcome: 'submitted', orderId, submittedAt: now() }))
    const { sum, fallout } = unwrap(await createSummarizeCalls(summaryDeps())({ days: 7 }, CTX))
    expect(sum.fallout).toBe(1)
    expect(fallout).toEqual([{ kind: 'compensated', code: 'PORT-EXHAUSTED', providerId: 'kestrel', count: 1 }])
  })
})

it('what is typical is a default on a new desk', async () => {
  expect(unwrap(await createTypicalCall(deps())({ last: 200 }, CTX))).toMatchObject({ basis: 'default', talk: { p50Ms: 200_000 } })
})
