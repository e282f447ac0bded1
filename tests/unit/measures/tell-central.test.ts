// Goal: central ends with the newest measure of every call of every desk, whatever is lost, sent twice or cut off in between.
// Method: the real journal, the real central over its real store; between them a wire that does what a test says.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRecordCall } from '../../../main/console/calls/record.ts'
import { createSummarizeCalls } from '../../../main/console/calls/summary.ts'
import { createCallTeller } from '../../../main/console/calls/tell-central.ts'
import type { TellCallsDeps } from '../../../main/console/calls/tell-central.ts'
import { zCallSitting } from '../../../shared/contract/console/calls.ts'
import type { CallSitting } from '../../../shared/domain/call-record.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { commandInputs } from '../central/support/builders.ts'
import { centralForTest, codeOf, valueOf } from '../central/support/start-central.ts'
import { CTX, makeDeskDirectory, openDesk, removeDirectory, unwrap } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import { aCatalog, START, TERMS } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'
import { aSitting, aStep, id } from './builders.ts'

type Wire = 'answers' | 'loses the answer' | 'is cut'
const time = createVirtualTime(START)
let directory: string, desk: Desk, central: Awaited<ReturnType<typeof centralForTest>>, wire: Wire, sent: number
beforeEach(async () => {
  directory = makeDeskDirectory()
  desk = openDesk({ directory, time, world: createWorld({ time, catalog: () => aCatalog() }), catalog: () => aCatalog() })
  central = await centralForTest()
  wire = 'answers'
  sent = 0
})
afterEach(() => {
  desk.journal.close()
  removeDirectory(directory)
})
const lost = err(appError('central-unavailable'))
const wired = (deskId = 'desk-a') => ({
  command: async (name: string, key: string, input: unknown, actor: unknown) => {
    if (wire === 'is cut') return lost
    sent += 1
    const answer = await central.client.command(name as 'call.record', key, input as never, { ...(actor as { userId: string; role: string }), deskId })
    return wire === 'loses the answer' ? lost : answer
  },
  query: async (name: string, input: unknown) => (wire === 'is cut' ? lost : ok(await central.ask(name as 'calls.summary', input as never))),
}) as unknown as TellCallsDeps['central'] & Parameters<typeof createSummarizeCalls>[0]['central']
const teller = (journal: TellCallsDeps['journal'] = desk.journal) => createCallTeller({ journal, central: wired(), deskId: 'desk-a', clock: time.clock, timers: time.timers, warn: () => undefined })
const record = (over: Partial<CallSitting>) => createRecordCall({ journal: desk.journal, providerIds: ['earthlink'] })(zCallSitting.parse(aSitting({ startedAt: time.clock.now(), ...over })), CTX)
const summary = async (days: 1 | 7 | 30 = 7) => unwrap(await createSummarizeCalls({ calls: desk.journal.read.calls, clock: time.clock, terms: () => TERMS, central: wired(), tellCalls: teller().tell })({ days }, CTX))
const atCentral = () => central.ask('calls.summary', { since: 0 })

describe('a desk tells central what its calls cost', () => {
  it('each once, and again only when it has changed', async () => {
    await record({ steps: [aStep({ commandKeys: 5 })] })
    await record({ callId: id(2), sittingId: id(22) })
    expect(await teller().tell()).toBe('told')
    expect(await teller().tell()).toBe('told')
    expect(sent).toBe(2)
    await record({ sequence: 2, outcome: 'submitted', submittedAt: time.clock.now(), steps: [aStep({ commandKeys: 9 })] })
    await teller().tell()
    expect(sent).toBe(3)
    expect(await atCentral()).toMatchObject({ desks: 1, sum: { calls: 2, submitted: 1, commandKeysP50: 9 } })
  })
  it('again after the answer was lost, and what changed in between is what central has', async () => {
    await record({ steps: [aStep({ commandKeys: 5 })] })
    wire = 'loses the answer'
    expect(await teller().tell()).toBe('later')
    await record({ sequence: 2, outcome: 'submitted', submittedAt: time.clock.now(), steps: [aStep({ commandKeys: 9 })] })
    wire = 'answers'
    expect(await teller().tell()).toBe('told')
    expect(await atCentral()).toMatchObject({ sum: { calls: 1, submitted: 1, commandKeysP50: 9 } })
  })
  it('the control: a desk that takes a lost answer for told leaves central behind', async () => {
    await record({ steps: [aStep({ commandKeys: 5 })] })
    wire = 'is cut'
    const careless = createCallTeller({ journal: desk.journal, central: { command: async () => ok({}) } as unknown as TellCallsDeps['central'], deskId: 'desk-a', clock: time.clock, timers: time.timers, warn: () => undefined })
    await careless.tell()
    wire = 'answers'
    await teller().tell()
    expect(await atCentral()).toMatchObject({ sum: { calls: 0 } })
  })
  it('a minute later, when its file cannot be read now', async () => {
    await record({ steps: [aStep({ commandKeys: 5 })] })
    const warned: unknown[] = []
    let isBroken = true
    const { journal: own } = desk
    const journal = { write: own.write, get read() { if (isBroken) throw new Error('disk I/O error'); return own.read } }
    const unlucky = createCallTeller({ journal, central: wired(), deskId: 'desk-a', clock: time.clock, timers: time.timers, warn: (line) => warned.push(line) })
    expect(await unlucky.tell()).toBe('later')
    expect(warned).toEqual([{ useCase: 'calls.tell', outcome: 'Error: disk I/O error' }])
    isBroken = false
    expect(await unlucky.tell()).toBe('told')
  })
  it('later than before, also when its clock was set back', async () => {
    await record({})
    await teller().tell()
    const told = desk.journal.read.calls.told(id(1))
    await record({ sequence: 2, outcome: 'dropped' })
    const back = createCallTeller({ journal: desk.journal, central: wired(), deskId: 'desk-a', clock: { now: () => START - 60_000 }, timers: time.timers, warn: () => undefined })
    await back.tell()
    expect(desk.journal.read.calls.told(id(1))?.countedAt).toBe((told?.countedAt ?? 0) + 1)
    expect(await atCentral()).toMatchObject({ sum: { dropped: 1 } })
  })
})

describe('central', () => {
  const { call } = commandInputs('o1')['call.record']
  it('keeps what was counted last, in whatever order it comes, and of the desk that took the call', async () => {
    const tell = (countedAt: number, dataKeys: number, actor = { deskId: 'desk-a', userId: 'rep-1', role: 'rep' }) => central.send('call.record', { call: { ...call, dataKeys }, countedAt }, { actor })
    valueOf(await tell(20, 20))
    valueOf(await tell(10, 10))
    valueOf(await tell(30, 99, { deskId: 'desk-b', userId: 'rep-9', role: 'rep' }))
    expect(await atCentral()).toMatchObject({ desks: 1, sum: { calls: 1, dataKeysP50: 20 } })
  })
  it.each([['a text in the place of a count', { dataKeys: 'Juniper' }], ['a field of its own', { note: 'Juniper' }], ['words in the name of a wait', { waits: [{ kind: 'useCase', name: 'a b', count: 1, totalMs: 1, longestMs: 1 }] }]])('takes no call with %s', async (_what, over) => {
    expect(codeOf(await central.send('call.record', { call: { ...call, ...over } as never, countedAt: 1 }))).toBe('input-invalid')
  })
})

describe('a supervisor', () => {
  it('sees the calls of every desk, this one’s newest among them', async () => {
    const { call, countedAt } = commandInputs('o1')['call.record']
    await central.send('call.record', { call: { ...call, startedAt: time.clock.now() }, countedAt }, { actor: { deskId: 'desk-b', userId: 'rep-2', role: 'rep' } })
    await record({})
    expect(await summary()).toMatchObject({ desks: 2, sum: { calls: 2 } })
  })
  it('sees this desk’s alone without a network, and is told so', async () => {
    await record({})
    wire = 'is cut'
    expect(await summary()).toMatchObject({ desks: null, sum: { calls: 1 } })
  })
})
