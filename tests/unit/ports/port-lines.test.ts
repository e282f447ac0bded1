// Goal: a caller where no port is free is told their place, can stand in line, leave it, and is told when a port is theirs. Method: the use cases over a desk of Cheyenne that follows a real central's feed.
import { describe, expect, it } from 'vitest'
import { createJoinPortLine, createLeavePortLine, createReadPortLines } from '../../../main/console/ports/line.ts'
import { createReadCustomerLines } from '../../../main/console/customers/port-lines.ts'
import { planPracticePorts } from '../../../main/hosts/central/plan-practice-ports.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import type { PortLine } from '../../../shared/domain/port-line.ts'
import { portLines } from '../../../shared/engines/qualification/port-lines.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { lineOf, portLineWords, standsInLine } from '../../../renderer/journeys/signup/port-line-view.ts'
import { join } from 'node:path'
import { cheyenneCache } from '../cache/caches.ts'
import { centralForTest, valueOf } from '../central/support/start-central.ts'

const CHEYENNE = join(import.meta.dirname, '../../../resources/territory/cheyenne')
const CTX = { user: { userId: 'rep-1', displayName: 'Rep', role: 'rep' as const }, clientId: 'w-1' }
const id = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const HOUR = 3_600_000

async function desk() {
  const central = await centralForTest()
  await planPracticePorts(central.central, CHEYENNE)
  const { cache } = await cheyenneCache()
  const state = { isUp: true }
  const pull = async () => {
    for (let more = true; more;) {
      const page = valueOf(await central.client.feed(cache.cursor(), 200))
      cache.applyFeed(page)
      more = page.more
    }
    return true
  }
  await pull()
  const deps = { cache, clock: { now: central.now }, central: central.client, network: { isUp: () => state.isUp }, deskId: 'desk-1', pull }
  const place = cache.search('3', 200).matches.concat(cache.search('Hynds Blvd', 200).matches, cache.search('Education Dr', 200).matches, cache.search('Lakeshore Dr', 200).matches)
    .find((house) => !house.needsUnit && portLines(cache.facts(house.id), { place: house.id, now: central.now() }).some((line) => line.kind === 'full' && line.queueId === 'chy-34'))
  return { central, cache, state, pull, place, read: createReadPortLines(deps), join: createJoinPortLine(deps), leave: createLeavePortLine(deps) }
}
const at = (answer: unknown): PortLine => (answer as { readonly value: { readonly lines: readonly PortLine[] } }).value.lines.find(({ queueId }) => queueId === 'chy-34')!

describe('a caller at a full node of the practice territory', () => {
  it('is told the place they would have, stands there once however often it is asked, and leaves it', async () => {
    const { join: stand, leave, read, place: house } = await desk()
    const input = { commandId: id(1), place: house!.id, queueId: 'chy-34' }
    const before = at(await read({ place: house!.id }, CTX))
    expect(before).toMatchObject({ kind: 'full', name: 'CHY-34', firstAt: expect.any(Number) })
    const wouldBe = before.kind === 'full' ? before.place : 0
    expect(at(await stand(input, CTX))).toMatchObject({ kind: 'waiting', place: wouldBe, waiting: wouldBe })
    expect(at(await stand(input, CTX))).toMatchObject({ kind: 'waiting', place: wouldBe, waiting: wouldBe })
    expect(at(await stand({ ...input, commandId: id(2) }, CTX))).toMatchObject({ kind: 'waiting', waiting: wouldBe })
    expect(at(await leave({ ...input, commandId: id(3) }, CTX))).toMatchObject({ kind: 'full', place: wouldBe })
    expect(at(await leave({ ...input, commandId: id(4) }, CTX))).toMatchObject({ kind: 'full' })
  })
  it('moves up when who is before them leaves, and has a port kept when their turn comes', async () => {
    const { central, cache, join: stand, read, pull, place: house } = await desk()
    const joined = at(await stand({ commandId: id(1), place: house!.id, queueId: 'chy-34' }, CTX))
    const others = cache.facts(house!.id).waiting.filter((entry) => entry.queueId === 'chy-34' && entry.place !== house!.id)
    for (const { id: orderId } of others) valueOf(await central.send('ports.release', { orderId }))
    await pull()
    expect(joined).toMatchObject({ kind: 'waiting', place: others.length + 1 })
    expect(at(await read({ place: house!.id }, CTX))).toMatchObject({ kind: 'waiting', place: 1, waiting: 1 })
    valueOf(await central.send('ports.plan', { queueId: 'chy-34', providerId: 'centurylink', accessType: 'copper', portIds: ['new-port'], waiting: [] }, { actor: { deskId: 'c', userId: 'u', role: 'administrator' } }))
    await pull()
    expect(at(await read({ place: house!.id }, CTX))).toMatchObject({ kind: 'kept', untilAt: central.now() + 72 * HOUR })
  })
  it('is not put in line without the network, at a place nobody knows, or where a port is free', async () => {
    const { join: stand, leave, state, place: house } = await desk()
    const input = { commandId: id(1), place: house!.id, queueId: 'chy-34' }
    expect(await stand({ ...input, place: 'nowhere' }, CTX)).toMatchObject({ ok: false, error: { code: 'address-unknown' } })
    expect(((await stand({ ...input, queueId: 'chy-01' }, CTX)) as { value: { lines: readonly PortLine[] } }).value.lines.some(({ kind }) => kind === 'waiting')).toBe(false)
    state.isUp = false
    expect(await stand(input, CTX)).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
    expect(await leave(input, CTX)).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
  })
})

describe('a port that is kept already', () => {
  const plan = (portIds: readonly string[]) => ({ queueId: 'chy-34', providerId: 'centurylink', accessType: 'copper', portIds, waiting: [] })
  it('is given back at once when the house leaves the line, once however often it is asked, and the next in line has it', async () => {
    const { central, cache, join: stand, leave, pull, place: house } = await desk()
    const others = cache.facts(house!.id).waiting.filter((entry) => entry.queueId === 'chy-34').sort((a, b) => a.since - b.since)
    for (const { id: orderId } of others) valueOf(await central.send('ports.release', { orderId }))
    await pull()
    await stand({ commandId: id(1), place: house!.id, queueId: 'chy-34' }, CTX)
    valueOf(await central.send('ports.wait', { queueId: 'chy-34', orderId: 'the-next', place: 'a-neighbour', priorityClass: 1, since: central.now(), distanceM: 1e6 }))
    valueOf(await central.send('ports.plan', plan(['new-port']), { actor: { deskId: 'c', userId: 'u', role: 'administrator' } }))
    await pull()
    expect(at(await leave({ commandId: id(2), place: house!.id, queueId: 'chy-34' }, CTX))).toMatchObject({ kind: 'full' })
    expect(at(await leave({ commandId: id(2), place: house!.id, queueId: 'chy-34' }, CTX))).toMatchObject({ kind: 'full' })
    expect((await central.ask('ports.book', { queueId: 'chy-34' })).book).toMatchObject({ waiting: [], promised: [{ place: 'a-neighbour', entryId: 'the-next' }] })
  })
  it('of which an older central did not say whose it is, can only lapse', () => {
    const facts = { branches: [{ nodeId: 'n', nodeName: 'N', providerId: 'p', accessType: 'copper', portsFree: 0 }], sectors: [], waiting: [], promised: [{ queueId: 'n', providerId: 'p', accessType: 'copper', place: 'h', until: 9 }] }
    expect(portLines(facts as never, { place: asId('h'), now: 8 })).toEqual([{ queueId: 'n', name: 'N', providerId: 'p', accessType: 'copper', kind: 'kept', untilAt: 9, entryId: null }])
  })
})

describe('the lines of a person', () => {
  const person = ({ central, cache }: Awaited<ReturnType<typeof desk>>, house: string, maySee: boolean) => createReadCustomerLines({
    cache, clock: { now: central.now }, terms: () => ({}) as never, customer: () => null, remoteOrder: () => null, callerAuth: { maySee: () => maySee },
    ownRecord: (customer) => (customer === 'unknown' ? null : ({ id: customer }) as never), idsOfPerson: (customer) => [customer, 'older'], orderIdsOf: (customer) => (customer === 'older' ? ['o1', 'o2'] : []),
    journal: { read: { orderIdsOf: (customer: string) => (customer === 'older' ? ['o1'] : []), order: () => ({ order: { place: house, takenAt: 1 } }), drafts: () => [{ customerId: 'new', sameAs: 'older', place: house }, { customerId: 'another', sameAs: null, place: 'nowhere' }, { customerId: 'older', sameAs: null, place: null }] } } as never,
  })
  it('are those in which a house of their orders or calls stands, each once, and not those it would stand in', async () => {
    const started = await desk()
    const read = person(started, started.place!.id, true)
    expect(await read({ customerId: 'c' }, CTX)).toEqual({ ok: true, value: { houses: [], promiseHours: 72 } })
    await started.join({ commandId: id(1), place: started.place!.id, queueId: 'chy-34' }, CTX)
    expect(await read({ customerId: 'c' }, CTX)).toMatchObject({ ok: true, value: { houses: [{ place: started.place!.id, address: formatAddress(started.place!), lines: [{ kind: 'waiting', queueId: 'chy-34', entryId: id(1) }] }] } })
    expect(await read({ customerId: 'unknown' }, CTX)).toMatchObject({ ok: false, error: { code: 'customer-unknown' } })
  })
  it('do not say which house it is until the caller has proved who they are', async () => {
    const started = await desk()
    await started.join({ commandId: id(1), place: started.place!.id, queueId: 'chy-34' }, CTX)
    const answer = await person(started, started.place!.id, false)({ customerId: 'c' }, CTX)
    expect(answer).toMatchObject({ ok: true, value: { houses: [{ place: '', address: '', lines: [{ kind: 'waiting' }] }] } })
    expect(JSON.stringify(answer)).not.toContain(started.place!.id)
  })
})

describe('the words of a place in line', () => {
  const thing = { queueId: 'n', name: 'CHY-34', providerId: 'p', accessType: 'copper' } as const
  const firstAt = new Date(2026, 2, 3, 12).getTime()
  it.each<[PortLine, RegExp, RegExp]>([
    [{ ...thing, kind: 'full', place: 3, waiting: 3, firstAt }, /^No port is free at CHY-34\. The caller would be number 3 in line; the first has waited since Mar 3, 2026\.$/, /sería el número 3 en la lista; el primero espera desde el 3 mar 2026\.$/],
    [{ ...thing, kind: 'full', place: 1, waiting: 1, firstAt: null }, /Nobody waits yet: the caller would be first in line\.$/, /sería el primero en la lista\.$/],
    [{ ...thing, kind: 'waiting', place: 2, waiting: 3, firstAt, entryId: 'e', sinceAt: firstAt }, /since Mar 3, 2026: number 2 of 3\. .* 72 hours;/, /número 2 de 3\. .* 72 horas;/],
    [{ ...thing, kind: 'kept', untilAt: firstAt, entryId: 'e' }, /kept for this house until Mar 3, 2026, 12:00\./, /hasta el 3 mar 2026, 12:00\./],
  ])('%o', (line, en, es) => {
    expect(portLineWords(line, 72, createTexts('en'))).toMatch(en)
    expect(portLineWords(line, 72, createTexts('es'))).toMatch(es)
  })
  it('stand only under an answer that lacks nothing but a port', () => {
    const answer = (code: string) => ({ providerId: asId('p'), accessType: 'copper', port: { queueId: 'n', distanceM: 1 }, yesWhen: { code, supports: 'yes', details: {} } }) as never
    const full: PortLine = { ...thing, kind: 'full', place: 1, waiting: 1, firstAt: null }
    expect([lineOf(answer('waiting-place'), [full]), lineOf(answer('drop-too-long'), [full])]).toEqual([full, null])
    const waiting: PortLine = { ...thing, kind: 'waiting', place: 1, waiting: 1, firstAt, entryId: 'e', sinceAt: firstAt }
    expect([standsInLine(answer('waiting-place'), [full]), standsInLine(answer('waiting-place'), [waiting]), standsInLine(undefined, [waiting])]).toEqual([false, true, false])
  })
})
