// Goal: what a caller was promised is on the disk with its time, is kept by the order's own end, and is raised when its time has passed.
// Method: real journal and runner on a virtual clock; control: a desk without a keeper leaves the promise open.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOrderQueue } from '../../../main/console/orders/queue.ts'
import { createRetryStep } from '../../../main/console/orders/retry-step.ts'
import { createKeepPromise } from '../../../main/console/promises/keep.ts'
import { createPromiseKeeper } from '../../../main/console/promises/keeper.ts'
import type { PromiseKeeper } from '../../../main/console/promises/keeper.ts'
import { createMakePromise } from '../../../main/console/promises/make.ts'
import type { RemoteOrder } from '../../../main/console/orders/ports.ts'
import type { OrderQueue, QueueRow, QueueScope } from '../../../shared/domain/order-queue.ts'
import { promiseState } from '../../../shared/domain/promise.ts'
import type { CallerPromise } from '../../../shared/domain/promise.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { CTX, flush, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle, unwrap } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import type { World } from '../../support/fake-world.ts'
import { aCatalog, START } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'
import type { VirtualTime } from '../../support/virtual-time.ts'

const MINUTE = 60_000
let directory: string, time: VirtualTime, world: World, desk: Desk, keeper: PromiseKeeper, faults: ((name: string) => 'refused' | 'lostAfter' | 'probeLost' | null)
let isCentralFull = false
const ids = seededIds(77)
const emitted: string[] = []

beforeEach(() => {
  directory = makeDeskDirectory()
  time = createVirtualTime(START)
  faults = () => null
  isCentralFull = false
  emitted.length = 0
  world = createWorld({ time, catalog: () => aCatalog(), faultFor: (call) => faults(call.name) })
  const command = world.central.command
  // Somebody else has the address, and then again not: a refusal that only central's state can end.
  const central = { ...world.central, command: ((name, key, input, actor) => (name === 'address.assign' && 'another' in input ? Promise.resolve({ ok: true, value: { poolId: 'CHY-RES-A', address: '203.0.113.99' } }) : name === 'address.assign' && isCentralFull ? Promise.resolve({ ok: false, error: appError('hold-expired') }) : command(name, key, input, actor))) as typeof command }
  desk = openDesk({ directory, time, world: { ...world, central }, catalog: () => aCatalog() })
  keeper = createPromiseKeeper({ journal: desk.journal, clock: time.clock, timers: time.timers, emit: (event) => void emitted.push(event.name) })
  desk.runner.start()
})
afterEach(async () => {
  keeper.stop()
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
})

const make = (about: { orderId: string } | { draftId: string }, overrides: object = {}) =>
  createMakePromise({ journal: desk.journal, clock: time.clock, ids, emit: () => undefined, look: keeper.look })({ commandId: ids.next(), kind: 'message', about, text: 'You get a message by 10:15', dueAt: time.clock.now() + 15 * MINUTE, ...overrides }, CTX) as Result<CallerPromise, never>
const queue = (scope: QueueScope = 'mine', ctx = CTX, remote: readonly RemoteOrder[] = []): OrderQueue =>
  unwrap(createOrderQueue({ ports: { cache: { keptHouses: () => [], address: () => null, facts: () => ({ branches: [], sectors: [], waiting: [] }), territory: () => null }, clock: time.clock }, journal: desk.journal, activeOrderIds: () => desk.journal.saga.activeOrderIds(), remoteOrders: () => remote, health: () => ({ state: 'ok', lastMs: 1, usualMs: 1, p50Ms: 700, p95Ms: 2_100, askingSince: null, lastAt: 1 }), startOfDay: (now) => now - 12 * 3_600_000, clock: time.clock })({ scope }, ctx) as Result<OrderQueue, never>)
const rowOf = (id: string): QueueRow | undefined => queue().rows.find((row) => row.id === id || row.id === `promise:${id}`)
const run = () => settle(time, () => isQuiet(desk.journal))

describe('the state of a promise', () => {
  it.each([[null, 99, 'open'], [null, 100, 'open'], [null, 101, 'late'], [99, 200, 'kept'], [100, 200, 'kept'], [101, 200, 'keptLate']] as const)('kept at %s, looked at %i, due at 100: %s', (keptAt, now, state) =>
    expect(promiseState({ dueAt: 100, keptAt }, now)).toBe(state))
})

describe('a port that is kept for the house of an order', () => {
  it('is a row of who took the order last, once, however the order ended', async () => {
    const orderId = await desk.signUp()
    await run()
    const { order } = desk.journal.read.order(orderId)!
    const branch = { nodeId: 'n', nodeName: 'CHY-34', providerId: 'p', accessType: 'copper', portsFree: 0 }
    const cache = { keptHouses: () => [order.place, 'another-house'], address: (id: string) => ({ id, number: '1', street: 'Main', unit: null, city: 'C', region: 'WY', postcode: '8' }) as never, territory: () => null,
      facts: () => ({ branches: [branch], sectors: [], waiting: [], promised: [order.place, 'another-house'].map((place) => ({ queueId: 'n', providerId: 'p', accessType: 'copper', place, until: time.clock.now() + 1 })) }) as never }
    const { rows } = unwrap(createOrderQueue({ ports: { cache, clock: time.clock }, journal: desk.journal, activeOrderIds: () => [], remoteOrders: () => [], health: () => { throw new Error('nobody is asked') }, startOfDay: (now) => now, clock: time.clock })({ scope: 'mine' }, CTX) as Result<OrderQueue, never>)
    expect(rows.filter(({ reason }) => reason === 'port-kept').map(({ id, orderId: of }) => [id, of])).toEqual([[`port:n:${order.place}`, orderId]])
  })
})

describe('a promise', () => {
  it('is kept by the end of the order, at the time at which it ended', async () => {
    const orderId = await desk.signUp()
    const promise = unwrap(make({ orderId }))
    expect(rowOf(promise.id)).toMatchObject({ group: 'waiting', reason: 'promise-open', promise: { text: 'You get a message by 10:15', state: 'open' } })
    await run()
    keeper.look()
    expect(rowOf(promise.id)).toMatchObject({ group: 'doneToday', reason: 'promise-kept', promise: { state: 'kept' } })
  })

  it('control: stays open on a desk where nobody looks', async () => {
    const promise = unwrap(make({ orderId: await desk.signUp() }))
    await run()
    expect(rowOf(promise.id)).toMatchObject({ promise: { state: 'open' } })
  })

  it('is raised when its time has passed, one millisecond after and not on it', async () => {
    faults = (name) => (name.startsWith('serviceOrder') ? 'lostAfter' : name === 'probe' ? 'probeLost' : null)
    const orderId = await desk.signUp()
    await flush()
    const promise = unwrap(make({ orderId }))
    time.jump(promise.dueAt - time.clock.now())
    expect(rowOf(promise.id)).toMatchObject({ group: 'needsMe', reason: 'promise-due' })
    emitted.length = 0
    time.jump(1)
    expect(await settle(time, () => emitted.includes('orders.changed'))).toBe(true)
    expect(rowOf(promise.id)).toMatchObject({ group: 'needsMe', reason: 'promise-late', promise: { state: 'late' } })
  })

  it('says kept late when what was promised came after its time', async () => {
    const orderId = await desk.signUp()
    const promise = unwrap(make({ orderId }, { dueAt: time.clock.now() + 1 }))
    time.jump(10)
    await run()
    keeper.look()
    const state = rowOf(promise.id)?.promise
    expect(state?.state).toBe(state && state.keptAt! > state.dueAt ? 'keptLate' : 'kept')
  })

  it('made to a draft goes over to the order that the draft becomes', async () => {
    const draft = unwrap((await desk.openDraft({ commandId: ids.next() }, CTX)) as Result<{ id: string }, never>)
    const promise = unwrap(make({ draftId: draft.id }, { kind: 'confirm' }))
    expect(rowOf(promise.id)).toMatchObject({ draftId: draft.id, orderId: null })
    keeper.look()
    expect(rowOf(promise.id)?.promise?.state).toBe('open')
  })

  it('to call back is kept by a person, once, not by the order', async () => {
    const orderId = await desk.signUp()
    const promise = unwrap(make({ orderId }, { kind: 'callBack', dueAt: time.clock.now() + 20 * MINUTE }))
    await run()
    keeper.look()
    expect(rowOf(promise.id)?.promise?.state).toBe('open')
    time.jump(15 * MINUTE)
    expect(rowOf(promise.id)).toMatchObject({ group: 'needsMe', reason: 'call-back-due' })
    const keep = createKeepPromise({ journal: desk.journal, clock: time.clock, emit: () => undefined })
    const first = unwrap((await keep({ commandId: ids.next(), promiseId: promise.id }, CTX)) as Result<CallerPromise, never>)
    time.jump(MINUTE)
    expect(unwrap((await keep({ commandId: ids.next(), promiseId: promise.id }, CTX)) as Result<CallerPromise, never>).keptAt).toBe(first.keptAt)
    expect(rowOf(promise.id)).toMatchObject({ group: 'doneToday', promise: { state: 'kept' } })
    expect(await keep({ commandId: ids.next(), promiseId: 'none' }, CTX)).toMatchObject({ ok: false, error: { code: 'promise-unknown' } })
  })

  it.each([
    ['a time that has passed', { dueAt: START }, 'promise-time-refused'], ['a time after a week', { dueAt: START + 8 * 86_400_000 }, 'promise-time-refused'],
    ['a card number in its words', { text: 'charge 4242 4242 4242 4242' }, 'card-digits-refused'], ['an order of nobody', { about: { orderId: 'none' } }, 'order-unknown'], ['a draft of nobody', { about: { draftId: 'none' } }, 'draft-unknown'],
  ])('is refused with %s', async (_name, overrides, code) => {
    const orderId = await desk.signUp()
    expect(make({ orderId }, overrides)).toMatchObject({ ok: false, error: { code } })
    expect(desk.journal.read.promises.open()).toEqual([])
  })

  it('is made once however often it is sent, and never with other words under the same id', async () => {
    const orderId = await desk.signUp()
    const dueAt = time.clock.now() + MINUTE
    const commandId = ids.next()
    const first = unwrap(make({ orderId }, { commandId, dueAt }))
    expect(unwrap(make({ orderId }, { commandId, dueAt }))).toEqual(first)
    expect(make({ orderId }, { commandId, dueAt, text: 'something else' })).toMatchObject({ ok: false, error: { code: 'command-reused' } })
  })
})

describe('the queue', () => {
  it('says whom an order waits for, since when and what is typical', async () => {
    faults = (name) => (name.startsWith('serviceOrder') ? 'lostAfter' : name === 'probe' ? 'probeLost' : null)
    const orderId = await desk.signUp()
    await settle(time, () => rowOf(orderId)?.reason === 'looking')
    expect(rowOf(orderId)).toMatchObject({ group: 'waiting', reason: 'looking', step: { kind: 'serviceOrder' }, typical: { p50Ms: 700, p95Ms: 2_100 }, takenHere: true })
    expect(rowOf(orderId)?.since).toBeGreaterThanOrEqual(START)
  })

  it('keeps apart what is kept here, and lists what was taken back line by line', async () => {
    world.network.set(false)
    const kept = await desk.signUp('adr-1')
    await flush()
    expect(rowOf(kept)).toMatchObject({ group: 'kept', reason: 'kept-here' })
    faults = (name) => (name === 'billing.activate' ? 'refused' : null)
    world.network.set(true)
    desk.runner.kick()
    await run()
    const row = rowOf(kept)
    expect(row).toMatchObject({ group: 'doneToday', reason: 'taken-back', state: 'failed' })
    expect(row?.undone.map((line) => line.kind)).toEqual(expect.arrayContaining(['serviceOrder', 'holdAddress']))
  })

  it('shows another rep nothing, a supervisor everything, and orders of other desks to nobody else', async () => {
    const orderId = await desk.signUp()
    await run()
    const other = { ...CTX, user: { userId: 'rep-2', displayName: 'Other', role: 'rep' as const } }
    const order = desk.journal.read.order(orderId)!.order
    const remote: RemoteOrder = { order: { ...order, id: asId('elsewhere') }, state: 'inProgress', stepsDone: 2, stepsTotal: 9, revision: 1, addressLine: '9 Elsewhere St' }
    expect(queue('mine', other, [remote]).rows).toEqual([])
    expect(queue('everyone', other, [remote]).rows.map((row) => [row.id, row.takenHere]).toSorted()).toEqual([[orderId, true], ['elsewhere', false]].toSorted())
  })
})

describe('a step past the point of no return that is refused', () => {
  const retry = (input: object) => createRetryStep({ journal: desk.journal, kick: desk.runner.kick })({ commandId: ids.next(), how: 'again', note: '', ...input } as never, CTX)
  const stuck = async () => {
    isCentralFull = true
    const orderId = await desk.signUp()
    await settle(time, () => rowOf(orderId)?.reason === 'stuck')
    return orderId
  }

  it('waits for a person by name of its cause, and goes on when the person asks again after the cause is gone', async () => {
    const orderId = await stuck()
    expect(rowOf(orderId)).toMatchObject({ group: 'needsMe', reason: 'stuck', details: { code: 'hold-expired' }, step: { id: 'assignAddress' } })
    isCentralFull = false
    expect(await retry({ orderId, stepId: 'assignAddress', note: 'the other order was cancelled' })).toMatchObject({ ok: true })
    await run()
    expect(desk.outcomeOf(orderId)).toMatchObject({ state: 'completed', isEnded: true })
    const noted = desk.journal.read.order(orderId)!.events.find((event) => event.details['note'] !== undefined)
    expect(noted).toMatchObject({ stepId: 'assignAddress', kind: 'resumed', details: { how: 'again', note: 'the other order was cancelled' } })
  })

  it('is asked under a new key after each refusal, because central keeps its answer to the old one', async () => {
    const orderId = await stuck()
    expect(desk.journal.read.saga(orderId)?.steps.find((step) => step.id === 'assignAddress')?.request).toMatchObject({ attempt: 2 })
  })

  it('given another address tells the ISP again before the order is complete, each thing once', async () => {
    const orderId = await stuck()
    expect(await retry({ orderId, stepId: 'assignAddress', how: 'another' })).toMatchObject({ ok: true })
    await run()
    expect(desk.outcomeOf(orderId)).toMatchObject({ state: 'completed', isEnded: true })
    const view = desk.journal.read.order(orderId)!
    expect(view.address).toBe('203.0.113.99')
    expect(view.steps.map((step) => step.id).slice(-3)).toEqual(['assignAddress', 'serviceOrder:high-plains:address', 'completeOrder'])
    const atIsp = world.book.filter((entry) => entry.party === 'high-plains').map((entry) => entry.effect)
    expect(atIsp).toEqual(['service', 'undo service', 'service'])
  })

  it.each([['unknown order', { orderId: 'none' }, 'order-unknown'], ['a step that is done', { stepId: 'confirmQuote' }, 'step-not-waiting'], ['no such step', { stepId: 'nothing' }, 'step-not-waiting'], ['another address for what is none', { stepId: 'completeOrder', how: 'another' }, 'step-not-waiting'], ['a card number', { note: '4242424242424242' }, 'card-digits-refused']])('is not asked again for %s', async (_name, input, code) => {
    const orderId = await stuck()
    expect(await retry({ orderId, stepId: 'assignAddress', ...input })).toMatchObject({ ok: false, error: { code } })
  })
})
