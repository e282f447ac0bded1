// Goal: the rep whose caller's turn came sees it once, with whom to call and until when, and as long as it is true. Method: the queue over a desk's real cache that follows a real central, closed and opened again.
import { describe, expect, it } from 'vitest'
import { createOrderQueue } from '../../../main/console/orders/queue.ts'
import { planPracticePorts } from '../../../main/hosts/central/plan-practice-ports.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import type { OrderQueue } from '../../../shared/domain/order-queue.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { queueSections } from '../../../renderer/journeys/orders/queue-view.ts'
import { CHEYENNE, cheyenneCache, KEY } from '../cache/caches.ts'
import { ADMIN } from '../central/support/builders.ts'
import { centralForTest, valueOf } from '../central/support/start-central.ts'

const HOUR = 3_600_000
const ctx = (userId: string) => ({ user: { userId, displayName: 'Rep', role: 'rep' as const }, clientId: 'w-1' })

/** A house that stands at the full node CHY-34 behind nobody; `giveTurn` frees a port there. */
async function started() {
  const central = await centralForTest()
  await planPracticePorts(central.central, CHEYENNE)
  const { cache, file } = await cheyenneCache()
  const house = cache.search('214 Lakeshore', 5).matches[0]!
  const pull = async (into: Cache = cache) => {
    const told: boolean[] = []
    for (let more = true; more;) {
      const page = valueOf(await central.client.feed(into.cursor(), 200))
      told.push(into.applyFeed(page).portsChanged)
      more = page.more
    }
    return told.at(-1)
  }
  await pull()
  for (const { id: orderId, queueId } of cache.facts(house.id).waiting) if (queueId === 'chy-34') valueOf(await central.send('ports.release', { orderId }))
  valueOf(await central.send('ports.wait', { queueId: 'chy-34', orderId: 'stands', place: house.id, priorityClass: 1, since: central.now(), distanceM: 1 }))
  await pull()
  const giveTurn = async () => {
    valueOf(await central.send('ports.plan', { queueId: 'chy-34', providerId: 'centurylink', accessType: 'copper', portIds: ['new-port'], waiting: [] }, { actor: ADMIN }))
    return pull()
  }
  const journal = { read: {
    saga: () => null, promises: { open: () => [], keptSince: () => [], endedSince: () => [] }, newestOrderAt: () => null, order: () => null,
    drafts: (userId: string) => (userId === 'rep-1' ? [{ id: 'd1', ownerId: 'rep-1', place: 'elsewhere', registration: {} }, { id: 'd2', ownerId: 'rep-1', place: house.id, registration: { givenName: 'Juniper', familyName: 'Exampleton' } }] : []),
  } } as never
  const queue = async (userId = 'rep-1', from: Cache = cache): Promise<OrderQueue> => {
    const clock = { now: central.now }
    const answer = await createOrderQueue({ ports: { cache: from, clock }, journal, activeOrderIds: () => [], remoteOrders: () => [], health: () => { throw new Error('nobody is asked') }, startOfDay: () => 0, clock })({ scope: 'mine' }, ctx(userId))
    return (answer as { readonly value: OrderQueue }).value
  }
  return { central, cache, file, house, pull, giveTurn, queue }
}

describe('a caller whose turn came', () => {
  it('is in the queue of their rep once, and not of another, and is there after a restart', async () => {
    const { central, cache, file, house, pull, giveTurn, queue } = await started()
    expect((await queue()).rows).toEqual([])
    expect(await giveTurn()).toBe(true)
    await pull()
    const row = { id: `port:chy-34:${house.id}`, group: 'needsMe', reason: 'port-kept', draftId: 'd2', customerName: 'Juniper Exampleton', address: formatAddress(house), details: { name: 'CHY-34', untilAt: central.now() + 72 * HOUR }, since: central.now() }
    const { rows } = await queue()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject(row)
    expect((await queue('rep-2')).rows).toEqual([])
    cache.close()
    const again = openCache({ file, key: KEY }).cache
    expect((await queue('rep-1', again)).rows).toEqual(rows)
  })
  it('is there no longer once an order of the house has the port, or the time is over', async () => {
    const ordered = await started()
    await ordered.giveTurn()
    valueOf(await ordered.central.send('ports.hold', { queueId: 'chy-34', orderId: 'o9', place: ordered.house.id, priorityClass: 1, since: ordered.central.now(), distanceM: 1 }))
    await ordered.pull()
    expect((await ordered.queue()).rows).toEqual([])
    const lapsed = await started()
    await lapsed.giveTurn()
    lapsed.central.advance(72 * HOUR - 1)
    expect((await lapsed.queue()).rows).toHaveLength(1)
    lapsed.central.advance(1)
    expect((await lapsed.queue()).rows).toEqual([])
  })
  it('is said in words that name the port and its end', async () => {
    const { giveTurn, queue } = await started()
    await giveTurn()
    const told = await queue()
    const untilAt = new Date(2026, 10, 25, 9, 30).getTime()
    const dated = { ...told, rows: told.rows.map((row) => ({ ...row, details: { ...row.details, untilAt } })) }
    const words = (language: 'en' | 'es') => queueSections(dated, { status: null, texts: createTexts(language), now: told.now })[0]!.lines.map(({ customer, why }) => `${customer}: ${why}`)
    expect(words('en')).toEqual(['Juniper Exampleton: Call them: the port at CHY-34 is theirs until Nov 25, 2026, 09:30. Without an order by then it goes to the next in line.'])
    expect(words('es')[0]).toMatch(/^Juniper Exampleton: Llame: el puerto de CHY-34 es suyo hasta el 25 nov 2026, 09:30\. /)
  })
})
