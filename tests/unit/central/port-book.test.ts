// Goal: a port is given once, in the order of the line, whatever is repeated, lost or broken off. Method: the real store behind the real door.
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADMIN, NOW, commandInputs } from './support/builders.ts'
import type { StartedCentral } from './support/start-central.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const plan = (started: StartedCentral, over: object = {}) => started.send('ports.plan', { ...commandInputs('o1')['ports.plan'], waiting: [], ...over }, { actor: ADMIN })
const wait = (started: StartedCentral, orderId: string, over: object = {}) => started.send('ports.wait', { ...commandInputs(orderId)['ports.wait'], ...over })
const book = async (started: StartedCentral) => (await started.ask('ports.book', { queueId: 'cabinet' })).book
const revision = async (started: StartedCentral) => (await book(started))?.revision ?? -1
const reserve = async (started: StartedCentral, orderId: string, seenRevision?: number) => started.send('ports.reserve', { queueId: 'cabinet', orderId, seenRevision: seenRevision ?? (await revision(started)) })
const release = (started: StartedCentral, orderId: string, key?: string) => started.send('ports.release', { orderId }, key === undefined ? {} : { key })
/** One port, o1 has it, o2 and o3 wait in this order. */
async function full(wrap?: (store: CentralStore) => CentralStore): Promise<StartedCentral> {
  const started = await centralForTest(wrap)
  await plan(started, { portIds: ['port-1'] })
  for (const orderId of ['o1', 'o2', 'o3']) await wait(started, orderId, { since: NOW - 100 + Number(orderId.slice(1)) })
  valueOf(await reserve(started, 'o1'))
  return started
}

describe('a port', () => {
  it('is given to who stands in line, and fewer are free then', async () => {
    const started = await centralForTest()
    expect(valueOf(await plan(started))).toEqual({ revision: 1, portsFree: 2 })
    expect(valueOf(await wait(started, 'o1'))).toEqual({ kind: 'waiting', place: 1, waiting: 1, portsFree: 2, revision: 2 })
    expect(valueOf(await reserve(started, 'o1', 2))).toEqual({ portId: 'port-1', revision: 3 })
    expect(await book(started)).toMatchObject({ portsTotal: 2, portsFree: 1, waiting: [] })
    expect(valueOf(await wait(started, 'o1'))).toEqual({ kind: 'held', portId: 'port-1', revision: 3 })
  })
  it('is the same port again when it is asked for again, on whatever book', async () => {
    const started = await full()
    expect(valueOf(await reserve(started, 'o1', 0)).portId).toBe('port-1')
    expect((await book(started))?.portsFree).toBe(0)
  })
  it('is not given on a book that changed since it was seen', async () => {
    const started = await centralForTest()
    await plan(started)
    await wait(started, 'o1')
    const seen = await revision(started)
    await wait(started, 'o2')
    expect(codeOf(await reserve(started, 'o1', seen))).toBe('port-book-changed')
    expect(valueOf(await reserve(started, 'o1')).portId).toBe('port-1')
  })
  it('is not given while more stand before than ports are free', async () => {
    const started = await full()
    expect(await reserve(started, 'o3')).toEqual({ ok: false, error: { code: 'port-others-first', details: { queueId: 'cabinet', place: 2, waiting: 2, free: 0 } } })
  })
  it('goes to the first in line when it is given back, and the others move up', async () => {
    const started = await full()
    expect(valueOf(await release(started, 'o1'))).toEqual({ promoted: { orderId: 'o2', portId: 'port-1' } })
    expect(valueOf(await wait(started, 'o2'))).toMatchObject({ kind: 'held', portId: 'port-1' })
    expect(valueOf(await wait(started, 'o3'))).toMatchObject({ place: 1, waiting: 1 })
    expect(valueOf(await release(started, 'o3'))).toEqual({ promoted: null })
    expect(valueOf(await release(started, 'o2'))).toEqual({ promoted: null })
    expect(await book(started)).toMatchObject({ portsFree: 1, waiting: [] })
  })
  it.each([['cancelled', 1], ['rejected', 1], ['failed', 1], ['completed', 0], ['partial', 0]] as const)('is free again when an order ends %s: %i', async (state, portsFree) => {
    const started = await centralForTest()
    await plan(started, { portIds: ['port-1'] })
    await wait(started, 'o1')
    await reserve(started, 'o1')
    await started.send('customer.register', commandInputs('o1')['customer.register'])
    valueOf(await started.send('order.record', { ...commandInputs('o1')['order.record'], state }))
    expect((await book(started))?.portsFree).toBe(portsFree)
  })
})

describe('the line', () => {
  it('serves the class first, then who came first, then who is nearer, then the id', async () => {
    const started = await centralForTest()
    await plan(started, { portIds: [] })
    for (const [orderId, over] of [['d', { distanceM: 9 }], ['c', { distanceM: 9 }], ['b', { distanceM: 8 }], ['late', { since: NOW, distanceM: 1 }], ['a', { priorityClass: 0, since: NOW }]] as const) await wait(started, orderId, { since: NOW - 5, ...over })
    expect((await book(started))?.waiting.map((entry) => entry.id)).toEqual(['a', 'b', 'c', 'd', 'late'])
  })
  it('takes a moment that has not come for now: a fast clock is not ahead, nor does it lose its turn', async () => {
    const started = await centralForTest()
    await plan(started)
    await wait(started, 'o1', { since: NOW + 86_400_000 })
    expect((await book(started))?.waiting[0]?.since).toBe(NOW)
  })
  it('refuses by name what cannot be', async () => {
    const started = await full()
    expect(codeOf(await wait(started, 'o4', { queueId: 'elsewhere' }))).toBe('port-book-unknown')
    expect(codeOf(await started.send('ports.reserve', { queueId: 'elsewhere', orderId: 'o4', seenRevision: 0 }))).toBe('port-book-unknown')
    expect(codeOf(await reserve(started, 'nobody'))).toBe('port-not-waiting')
    await plan(started, { queueId: 'other' })
    expect(codeOf(await wait(started, 'o2', { queueId: 'other' }))).toBe('port-elsewhere')
    expect(codeOf(await plan(started, { accessType: 'fiber' }))).toBe('port-elsewhere')
    expect(await started.ask('ports.book', { queueId: 'nowhere' })).toEqual({ book: null })
    expect(codeOf(await started.send('ports.plan', commandInputs('o1')['ports.plan']))).toBe('not-permitted')
  })
})

describe("the plant's record", () => {
  it('changes nothing when it is taken in again', async () => {
    const started = await centralForTest()
    const first = await started.send('ports.plan', commandInputs('o1')['ports.plan'], { actor: ADMIN })
    expect(await started.send('ports.plan', commandInputs('o1')['ports.plan'], { actor: ADMIN })).toEqual(first)
    expect(await started.feed()).toHaveLength(1)
  })
  it('adds ports and takes free ones away, never one that somebody has, nor puts back in line who gave up', async () => {
    const started = await centralForTest()
    await plan(started)
    await wait(started, 'o1')
    await reserve(started, 'o1')
    expect(valueOf(await plan(started, { portIds: ['port-3', 'port-4'] }))).toMatchObject({ portsFree: 2 })
    expect(await book(started)).toMatchObject({ portsTotal: 3, portsFree: 2 })
    await release(started, 'w-1')
    valueOf(await started.send('ports.plan', commandInputs('o1')['ports.plan'], { actor: ADMIN }))
    expect((await book(started))?.waiting).toEqual([])
  })
})

describe('what is repeated, late or broken off', () => {
  it('answers a repeated call by its first answer: nobody is promoted twice', async () => {
    const started = await full()
    const first = await release(started, 'o1', 'again')
    expect(await release(started, 'o1', 'again')).toEqual(first)
    expect(valueOf(await release(started, 'o1'))).toEqual({ promoted: null })
    expect((await book(started))?.waiting.map((entry) => entry.id)).toEqual(['o3'])
  })
  it('takes nothing for an order whose release came first', async () => {
    const started = await centralForTest()
    await plan(started)
    await release(started, 'o1')
    expect(codeOf(await wait(started, 'o1'))).toBe('port-released')
    expect(codeOf(await reserve(started, 'o1'))).toBe('port-released')
    expect((await book(started))?.portsFree).toBe(2)
  })
  it('keeps nothing of a command that broke off before it was told, and the same key goes through afterwards', async () => {
    let isBroken = false
    const breaking = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, feed: { ...tx.feed, append: (change, at) => (isBroken ? Promise.reject(new Error('the power is off')) : tx.feed.append(change, at)) } })) })
    const started = await full(breaking)
    const before = await book(started)
    isBroken = true
    await expect(Promise.resolve(release(started, 'o1', 'broken')).then((answer) => (answer.ok ? 'went through' : 'stopped'), () => 'stopped')).resolves.toBe('stopped')
    isBroken = false
    expect(await book(started)).toEqual(before)
    expect(valueOf(await release(started, 'o1', 'broken'))).toEqual({ promoted: { orderId: 'o2', portId: 'port-1' } })
  })
  it('control: the store itself refuses a port to a second customer when central forgets who has it', async () => {
    const forgetful = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, portBooks: { ...tx.portBooks, find: async (queueId) => {
      const kept = await tx.portBooks.find(queueId)
      return kept && { ...kept, ports: kept.ports.map(({ portId }) => ({ portId, holder: null })) }
    } } })) })
    const started = await full(forgetful)
    await expect(Promise.resolve(reserve(started, 'o2')).then((answer) => (answer.ok ? 'given' : 'stopped'), () => 'stopped')).resolves.toBe('stopped')
  })
  it('tells every desk the whole book with every change, oldest first', async () => {
    const started = await full()
    const told = (await started.feed()).flatMap((item) => (item.kind === 'portBook' ? [item.book] : []))
    expect(told.map((item) => [item.revision, item.portsFree, item.waiting.map((entry) => entry.id).join()])).toEqual([[1, 1, ''], [2, 1, 'o1'], [3, 1, 'o1,o2'], [4, 1, 'o1,o2,o3'], [5, 0, 'o2,o3']])
    expect(told[4]?.waiting[0]).toEqual({ id: 'o2', queueId: 'cabinet', providerId: asId('centurylink'), accessType: 'copper', priorityClass: 1, since: NOW - 98, distanceM: 20, place: 'house-of-o2' })
  })
})
