// Goal: whose turn came has a port for so many hours and no longer, and a house that waited gets the port of its turn. Method: the real store behind the real door; only the test moves its clock.
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import type { QualificationFacts } from '../../../shared/domain/qualification.ts'
import { judgePorts } from '../../../shared/engines/qualification/judge-ports.ts'
import { withBooks } from '../../../shared/engines/qualification/with-books.ts'
import type { TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADMIN, commandInputs, NOW } from './support/builders.ts'
import type { StartedCentral } from './support/start-central.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const HOUR = 3_600_000
const book = async (started: StartedCentral) => (await started.ask('ports.book', { queueId: 'cabinet' })).book!
const wait = (started: StartedCentral, orderId: string, over: object = {}) => started.send('ports.wait', { ...commandInputs(orderId)['ports.wait'], since: NOW - 100 + Number(orderId.slice(1)), ...over })
const hold = (started: StartedCentral, orderId: string, place: string) => started.send('ports.hold', { ...commandInputs(orderId)['ports.hold'], place })
const territory = (revision: string, portsTotal: number, policy: object = {}) => ({
  ...commandInputs('o1')['territory.publish'], revision: revision.repeat(32),
  info: { ...commandInputs('o1')['territory.publish'].info, policy: { answerValidMs: 1, qualificationValidMs: 1, ...policy } },
  items: [
    { kind: 'node', node: { id: 'cabinet', providerId: 'centurylink', name: 'cabinet', latitude: 41, longitude: -104, portsTotal, portsFree: portsTotal } },
    { kind: 'span', span: { id: 's', providerId: 'centurylink', accessType: 'copper', nodeId: 'cabinet', status: 'operational', readyAt: null, dropLimitM: 60, feederM: 0, route: [[-104, 41], [-104, 41.1]] } },
  ] as unknown as readonly TerritoryItem[],
})
/** One port: o1 has it, o2 and o3 wait; o1 gives it back. */
async function promoted(policy: object = {}, wrap?: (store: CentralStore) => CentralStore): Promise<StartedCentral> {
  const started = await centralForTest(wrap)
  valueOf(await started.send('territory.publish', territory('a', 1, policy), { actor: ADMIN }))
  valueOf(await hold(started, 'o1', 'house-of-o1'))
  for (const orderId of ['o2', 'o3']) valueOf(await wait(started, orderId))
  expect(valueOf(await started.send('ports.release', { orderId: 'o1' }))).toEqual({ promoted: { orderId: 'o2', portId: 'cabinet#00001' } })
  return started
}

describe('whose turn came', () => {
  it('has the port for as many hours as the territory says, and every desk is told for which house', async () => {
    const started = await promoted({ portPromiseHours: 5 })
    expect((await book(started)).promised).toEqual([{ place: 'house-of-o2', until: NOW + 5 * HOUR, entryId: 'o2' }])
    started.advance(5 * HOUR - 1)
    expect(await started.ask('ports.due', {})).toEqual({ books: 0 })
    expect(valueOf(await wait(started, 'o2'))).toMatchObject({ kind: 'held' })
  })
  it('loses it at that moment to the next, who has as long from then', async () => {
    const started = await promoted()
    started.advance(72 * HOUR)
    expect(await book(started)).toMatchObject({ portsFree: 0, waiting: [], promised: [{ place: 'house-of-o3', until: NOW + 144 * HOUR }] })
    expect(await started.ask('ports.due', {})).toEqual({ books: 1 })
    valueOf(await started.send('ports.settle', {}, { actor: ADMIN }))
    expect(await started.ask('ports.due', {})).toEqual({ books: 0 })
    expect((await started.feed()).at(-1)).toMatchObject({ kind: 'portBook', book: { promised: [{ place: 'house-of-o3' }] } })
    expect(codeOf(await wait(started, 'o2'))).toBe('port-released')
    valueOf(await started.send('ports.settle', {}, { actor: ADMIN }))
    expect((await book(started)).promised).toEqual([{ place: 'house-of-o3', until: NOW + 144 * HOUR, entryId: 'o3' }])
  })
  it('has it for good with an order for the house, under whatever number, and nothing lapses then', async () => {
    const started = await promoted()
    expect(codeOf(await hold(started, 'o9', 'another-house'))).toBe('port-others-first')
    expect(valueOf(await hold(started, 'o8', 'house-of-o2'))).toEqual({ kind: 'held', portId: 'cabinet#00001' })
    started.advance(1_000 * HOUR)
    expect(await book(started)).toMatchObject({ portsFree: 0, waiting: [{ id: 'o3' }] })
    expect((await book(started)).promised).toBeUndefined()
  })
  it('is refused a port by its old number after that, whether or not anybody has settled the book', async () => {
    const started = await promoted()
    started.advance(72 * HOUR)
    expect(codeOf(await hold(started, 'o2', 'house-of-o2'))).toBe('port-released')
  })
  it('control: a central that never lets go keeps the next waiting for ever, and the same look sees it', async () => {
    const started = await promoted({}, (store) => ({ ...store, read: (work) => store.read((tx) => work({ ...tx, portBooks: { ...tx.portBooks, find: async (queueId) => {
      const kept = await tx.portBooks.find(queueId)
      return kept && { ...kept, ports: kept.ports.map((port) => ({ ...port, until: null })) }
    } } })) }))
    started.advance(72 * HOUR)
    expect((await book(started)).waiting).not.toEqual([])
  })
})

describe('a later record with more ports', () => {
  it('gives them to who waits, in the order of the line, before anybody else', async () => {
    const started = await promoted()
    valueOf(await wait(started, 'o4', { priorityClass: 0 }))
    valueOf(await started.send('territory.publish', territory('b', 2), { actor: ADMIN }))
    expect(await book(started)).toMatchObject({ portsTotal: 2, portsFree: 0, waiting: [{ id: 'o3' }] })
    expect((await book(started)).promised?.map(({ place }) => place)).toEqual(['house-of-o2', 'house-of-o4'])
    expect(codeOf(await hold(started, 'o9', 'another-house'))).toBe('port-others-first')
  })
})

describe('a house that waits', () => {
  it('lends its turn to its order: the order stands where the house stood', async () => {
    const started = await centralForTest()
    valueOf(await started.send('territory.publish', territory('a', 1), { actor: ADMIN }))
    for (const orderId of ['o2', 'o3']) valueOf(await wait(started, orderId))
    expect(codeOf(await hold(started, 'o8', 'house-of-o3'))).toBe('port-others-first')
    expect(valueOf(await hold(started, 'o9', 'house-of-o2'))).toEqual({ kind: 'held', portId: 'cabinet#00001' })
    expect((await book(started)).waiting.map(({ id }) => id)).toEqual(['o3'])
  })
  it('has its place in line again when its order turns back, and the port with it, before who came later', async () => {
    const started = await centralForTest()
    valueOf(await started.send('territory.publish', territory('a', 1), { actor: ADMIN }))
    for (const orderId of ['o2', 'o3']) valueOf(await wait(started, orderId))
    valueOf(await hold(started, 'o9', 'house-of-o2'))
    expect(valueOf(await started.send('ports.release', { orderId: 'o9' }))).toEqual({ promoted: { orderId: 'o2', portId: 'cabinet#00001' } })
    expect(await book(started)).toMatchObject({ portsFree: 0, waiting: [{ id: 'o3' }], promised: [{ place: 'house-of-o2', until: NOW + 72 * HOUR }] })
    // Another order of the house has it, the neighbour's not.
    expect(codeOf(await hold(started, 'o8', 'house-of-o3'))).toBe('port-others-first')
    expect(valueOf(await hold(started, 'o7', 'house-of-o2'))).toMatchObject({ kind: 'held' })
  })
  it('has what was kept for it for the rest of its time, and not longer because somebody tried to order', async () => {
    const started = await promoted({ portPromiseHours: 5 })
    started.advance(2 * HOUR)
    valueOf(await hold(started, 'o8', 'house-of-o2'))
    expect(codeOf(await wait(started, 'o2'))).toBe('port-released')
    started.advance(HOUR)
    expect(valueOf(await started.send('ports.release', { orderId: 'o8' }))).toEqual({ promoted: null })
    expect((await book(started)).promised).toEqual([{ place: 'house-of-o2', until: NOW + 5 * HOUR, entryId: 'o2' }])
    expect(valueOf(await wait(started, 'o2'))).toMatchObject({ kind: 'held' })
    // Given back twice is given back once.
    expect(valueOf(await started.send('ports.release', { orderId: 'o8' }))).toEqual({ promoted: null })
    started.advance(2 * HOUR)
    expect(await book(started)).toMatchObject({ promised: [{ place: 'house-of-o3' }] })
  })
  it('has nothing back when its time ran out while the order was tried: the next one is served', async () => {
    const started = await promoted({ portPromiseHours: 5 })
    valueOf(await hold(started, 'o8', 'house-of-o2'))
    started.advance(6 * HOUR)
    valueOf(await started.send('ports.release', { orderId: 'o8' }))
    expect(await book(started)).toMatchObject({ waiting: [], promised: [{ place: 'house-of-o3', until: NOW + 11 * HOUR }] })
    expect(codeOf(await hold(started, 'o2', 'house-of-o2'))).toBe('port-released')
  })
  it('control: a central that forgets who lent the turn gives it to who came later, and the same look sees it', async () => {
    const started = await centralForTest((store) => ({ ...store, write: (change) => store.write((tx) => change({ ...tx, portBooks: { ...tx.portBooks, turnOf: async () => null } })) }))
    valueOf(await started.send('territory.publish', territory('a', 1), { actor: ADMIN }))
    for (const orderId of ['o2', 'o3']) valueOf(await wait(started, orderId))
    valueOf(await hold(started, 'o9', 'house-of-o2'))
    expect(valueOf(await started.send('ports.release', { orderId: 'o9' }))).toEqual({ promoted: { orderId: 'o3', portId: 'cabinet#00001' } })
  })
  it('is told that a port is kept for it, until that moment, and its neighbour is not', () => {
    const kept = [{ queueId: 'cabinet', providerId: 'p', accessType: 'copper', revision: 1, portsTotal: 1, portsFree: 0, waiting: [], promised: [{ place: 'mine', until: 10 }] }]
    const judged = (place: string, now: number) => {
      const facts = withBooks({ branches: [], sectors: [], waiting: [], address: { id: asId(place) }, now } as unknown as QualificationFacts, kept)
      return judgePorts({ queueId: 'cabinet', providerId: asId('p'), accessType: 'copper', free: 0 }, facts, { free: { code: 'port-free', supports: 'yes', details: {} }, full: { code: 'no-port-free', supports: 'no', details: {} }, name: 'C' })
    }
    expect(judged('mine', 9).reason).toEqual({ code: 'port-kept', supports: 'yes', details: { nodeName: 'C', untilAt: 10 } })
    expect(judged('mine', 9).applied).toEqual({ free: 0, line: 'kept', untilAt: 10 })
    expect([judged('mine', 10).reason.code, judged('other', 9).reason.code]).toEqual(['no-port-free', 'no-port-free'])
  })
})

describe('what the rule of ports looked at', () => {
  const entry = (n: number) => ({ id: `o${n}`, queueId: 'cabinet', providerId: 'p', accessType: 'copper', priorityClass: 1, since: n, distanceM: 1, place: `house-${n}` })
  it.each([
    ['nobody waits and a port is free', 1, [], { free: 1 }],
    ['nobody waits and nothing is free', 0, [], { free: 0, line: 'would', place: 1, waiting: 1 }],
    ['two wait for nothing', 0, [1, 2], { free: 0, line: 'would', place: 3, waiting: 3 }],
    ['one waits for one of two', 2, [1], { free: 2, line: 'would', place: 2, waiting: 2 }],
    ['the caller waits behind one', 0, [1, 9], { free: 0, line: 'stands', place: 2, waiting: 2 }],
    ['the caller is first and a port is free', 1, [9, 10], { free: 1, line: 'stands', place: 1, waiting: 2 }],
  ])('holds the place in line: %s', (_, free, waiting, applied) => {
    const facts = { address: { id: 'house-9' }, now: 20, waiting: waiting.map(entry) } as unknown as QualificationFacts
    const words = { free: { code: 'port-free', supports: 'yes', details: {} }, full: { code: 'no-port-free', supports: 'no', details: {} }, name: 'C' } as const
    expect(judgePorts({ queueId: 'cabinet', providerId: asId('p'), accessType: 'copper', free }, facts, words).applied).toEqual(applied)
  })
})
