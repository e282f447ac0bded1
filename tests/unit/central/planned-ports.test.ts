// Goal: publishing a territory plans the ports of its nodes and sectors, and takes none from who has one. Method: the real store behind the real door.
import { describe, expect, it } from 'vitest'
import { portRecords, replanByRecord } from '../../../shared/engines/qualification/planned-ports.ts'
import { openBook } from '../../../shared/engines/qualification/port-book.ts'
import type { TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { ADMIN, commandInputs } from './support/builders.ts'
import type { StartedCentral } from './support/start-central.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const span = (id: string, nodeId: string, accessType = 'copper') => ({ kind: 'span', span: { id, providerId: 'centurylink', accessType, nodeId, status: 'operational', readyAt: null, dropLimitM: 60, feederM: 0, route: [[-104.8, 41.1], [-104.8, 41.2]] } })
const node = (id: string, portsTotal: number, portsFree: number) => ({ kind: 'node', node: { id, providerId: 'centurylink', name: id, latitude: 41.1, longitude: -104.8, portsTotal, portsFree } })
const sector = (id: string, capacityTotal: number, capacityFree: number) => ({ kind: 'sector', sector: { id, providerId: 'high-plains', transmitterName: id, latitude: 41.1, longitude: -104.8, azimuthDeg: 0, beamWidthDeg: 90, reachM: 3000, eirpDbm: 36, frequencyMhz: 5500, minimumDbm: -80, capacityTotal, capacityFree } })
const waits = (id: string, queueId: string, since: number) => ({ kind: 'waiting', entry: { id, queueId, providerId: 'centurylink', accessType: 'copper', priorityClass: 1, since, distanceM: 10, place: `house-${id}` } })
let revisions = 0
const publish = (started: StartedCentral, ...items: object[]) =>
  started.send('territory.publish', { ...commandInputs('o1')['territory.publish'], revision: (revisions += 1).toString(16).padStart(32, '0'), items: items as unknown as readonly TerritoryItem[] }, { actor: ADMIN })
const book = async (started: StartedCentral, queueId = 'cabinet') => (await started.ask('ports.book', { queueId })).book
const take = async (started: StartedCentral, orderId: string) => {
  valueOf(await started.send('ports.wait', { ...commandInputs(orderId)['ports.wait'] }))
  return started.send('ports.reserve', { queueId: 'cabinet', orderId, seenRevision: (await book(started))!.revision })
}

describe('a territory that is published', () => {
  it('opens a book for each node with ports and each sector, with a port for who waits there, and none for a joint or for ports of two kinds of line', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 4, 3), node('joint', 0, 0), node('mixed', 9, 9), span('s1', 'cabinet'), span('s2', 'mixed'), span('s3', 'mixed', 'fiber'), sector('mast', 20, 0), waits('w-1', 'cabinet', 1)))
    expect(await book(started)).toMatchObject({ providerId: 'centurylink', accessType: 'copper', portsTotal: 4, portsFree: 2, waiting: [], promised: [{ place: 'house-w-1' }] })
    expect(await book(started, 'mast')).toMatchObject({ providerId: 'high-plains', accessType: 'fixedWireless', portsTotal: 20, portsFree: 0 })
    expect([await book(started, 'joint'), await book(started, 'mixed')]).toEqual([null, null])
    expect((await started.feed()).filter(({ kind }) => kind === 'portBook')).toHaveLength(2)
  })
  it('names ports by node and number: the first that is free is given, whatever order the record comes in', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 12, 3), span('s1', 'cabinet')))
    expect(valueOf(await take(started, 'o1')).portId).toBe('cabinet#00010')
  })
  it('changes nothing when its counts say what they said, and tells nobody', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 4, 2), span('s1', 'cabinet')))
    valueOf(await take(started, 'o1'))
    const [before, told] = [await book(started), (await started.feed()).length]
    valueOf(await publish(started, node('cabinet', 4, 2), span('s1', 'cabinet')))
    expect(await book(started)).toEqual(before)
    expect(before).toMatchObject({ portsTotal: 4, portsFree: 1 })
    expect((await started.feed()).length).toBe(told + 1)
  })
  it('leaves each port with who has it when there are more ports, and gives new ones free', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 2, 2), span('s1', 'cabinet')))
    const first = valueOf(await take(started, 'o1')).portId
    valueOf(await publish(started, node('cabinet', 6, 6), span('s1', 'cabinet')))
    expect(await book(started)).toMatchObject({ portsTotal: 6, portsFree: 5 })
    expect(valueOf(await started.send('ports.wait', commandInputs('o1')['ports.wait']))).toMatchObject({ kind: 'held', portId: first })
  })
  it('counts as used what an order was given for good at the pivot, and not what is only kept', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 4, 4), span('s1', 'cabinet')))
    for (const orderId of ['o1', 'o2']) valueOf(await started.send('ports.hold', commandInputs(orderId)['ports.hold']))
    valueOf(await started.send('customer.register', commandInputs('o1')['customer.register']))
    valueOf(await started.send('billing.activate', commandInputs('o1')['billing.activate']))
    // The owner's record was made after o1 was provided: one used, of which it is the one.
    valueOf(await publish(started, node('cabinet', 6, 5), span('s1', 'cabinet')))
    expect(await book(started)).toMatchObject({ portsTotal: 6, portsFree: 4 })
    valueOf(await started.send('ports.release', { orderId: 'o1' }))
    expect(await book(started)).toMatchObject({ portsFree: 5 })
  })
  it('is refused with the place when it has fewer ports than are reserved, and the one before stays in force', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 3, 3), span('s1', 'cabinet')))
    for (const orderId of ['o1', 'o2']) valueOf(await take(started, orderId))
    const before = [await book(started), await started.feed()]
    expect(await publish(started, node('cabinet', 1, 1), span('s1', 'cabinet'))).toEqual({ ok: false, error: { code: 'input-invalid', details: { path: 'nodes.cabinet.portsTotal', problem: 'fewer-than-reserved', problems: 1 } } })
    expect(await publish(started, node('cabinet', 5, 1), span('s1', 'cabinet'))).toMatchObject({ ok: false, error: { details: { path: 'nodes.cabinet.portsFree' } } })
    expect(await publish(started, node('other', 5, 1), span('s1', 'other'))).toMatchObject({ ok: false, error: { details: { path: 'ports.cabinet.portsTotal' } } })
    expect(await publish(started, node('cabinet', 3, 3), span('s1', 'cabinet', 'fiber'))).toMatchObject({ ok: false, error: { details: { path: 'nodes.cabinet', problem: 'ports-of-another-line' } } })
    expect([await book(started), await started.feed()]).toEqual(before)
  })
  it('takes away what is no longer there where nobody has it', async () => {
    const started = await centralForTest()
    valueOf(await publish(started, node('cabinet', 4, 1), span('s1', 'cabinet')))
    valueOf(await publish(started, node('other', 4, 1), span('s1', 'other')))
    expect(await book(started)).toMatchObject({ portsTotal: 0, portsFree: 0 })
    valueOf(await publish(started, node('cabinet', 2, 2), span('s1', 'cabinet')))
    expect(await book(started)).toMatchObject({ portsTotal: 2, portsFree: 2 })
  })
  it('control: a plan that starts each book anew takes a port from who has it, and the same look sees it', () => {
    const [record] = portRecords({ nodes: [{ ...(node('cabinet', 2, 2) as never as { node: never }).node as object } as never], spans: [(span('s1', 'cabinet') as never as { span: never }).span], sectors: [] })
    const held = { ...openBook([]), held: new Map([['cabinet#00001', 'o1']]), free: ['cabinet#00002'] }
    const holders = (from: typeof held) => {
      const planned = replanByRecord(from as never, { record: record!, before: { total: 2, free: 1 }, waiting: [] })
      return planned.ok ? [...planned.value.held.values()] : planned.error
    }
    expect(holders(held)).toEqual(['o1'])
    expect(holders({ ...openBook([]), held: new Map(), free: [] })).not.toContain('o1')
  })
  it('refuses who acts as a line of the plant', async () => expect(codeOf(await (await centralForTest()).send('ports.release', { orderId: 'plant:cabinet#00001' }))).toBe('input-invalid'))
})
