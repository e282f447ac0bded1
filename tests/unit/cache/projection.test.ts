import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedItem, FeedPage } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { Customer } from '../../../shared/domain/customer.ts'
import type { ProductOrder } from '../../../shared/domain/order.ts'
import { asId, shortId } from '../../../shared/kernel/ids.ts'
import { NOW, tempCache } from './caches.ts'
import type { TempCache } from './caches.ts'

let temp: TempCache
beforeEach(() => { temp = tempCache() })
afterEach(() => temp.remove())

const customer = (id: string, givenName = 'Juniper'): Customer => ({
  id: asId(id), givenName, familyName: 'Exampleton', email: 'j@example.org', phone: '(307) 555-0110', userIdentifier: 'juniper@highplains.example',
  billingAccount: { id: asId(`ba-${id}`), name: 'Juniper Exampleton', paymentToken: 'tok_demo_j', paymentHint: 'Demo Visa ending 4242', billCycleDay: 1 },
})
const order = (id: string, change: { takenAt?: number; customerId?: string; familyName?: string } = {}): ProductOrder => ({
  id: asId(id), customerId: asId(change.customerId ?? 'c1'), place: asId('adr-none'), clientComputer: null, items: [], catalogVersion: 1, takenBy: asId('u'), takenAt: change.takenAt ?? NOW, takenOffline: false,
  registration: { givenName: 'Juniper', familyName: change.familyName ?? 'Exampleton', email: '', phone: '', paymentToken: '', paymentHint: '', userIdentifier: '' },
  quote: { currency: 'USD', periodFrom: '2026-11-22', periodTo: '2026-12-01', charges: [], totalMicro: 0, totalMinor: 0, remainderMicro: 0, monthlyMinor: 0 },
})
const catalog = (version: number): Catalog => ({ version, publishedAt: NOW, currency: 'USD', providers: [], offerings: [], taxes: [] })
type Body = FeedItem extends infer T ? T extends FeedItem ? Omit<T, 'cursor' | 'at'> : never : never
const page = (after: number, ...items: readonly Body[]): FeedPage => ({ wireVersion: WIRE_VERSION, items: items.map((item, index) => ({ ...item, cursor: after + index + 1, at: NOW }) as FeedItem), cursor: after + items.length, more: false })
const told = (id: string, revision: number, state: 'inProgress' | 'completed' = 'inProgress', change = {}): Body => ({ kind: 'order', order: order(id, change), state, stepsDone: revision, stepsTotal: 9, revision, deskId: 'desk-2' })

const portBook = (revision: number, portsFree: number): Body => ({ kind: 'portBook', book: { queueId: 'n', providerId: 'p', accessType: 'copper', revision, portsTotal: 9, portsFree, waiting: [] } })
describe('a port book in the feed', () => {
  it('counts at its newest revision, and is passed over by its kind on a desk that does not know it', () => {
    expect(temp.cache.applyFeed(page(0, portBook(2, 1), portBook(1, 2)))).toMatchObject({ applied: 2, skipped: 0, portsChanged: true })
    expect(temp.cache.applyFeed(page(2, { ...portBook(3, 0), kind: 'portLedger' } as unknown as Body))).toMatchObject({ applied: 0, skipped: 1 })
    expect(temp.cache.cursor()).toBe(3)
  })
})

describe('a page of the feed', () => {
  const first = page(0, { kind: 'customer', customer: customer('c1') }, told('o1', 1), { kind: 'catalog', catalog: catalog(3) })
  it('is applied with its cursor and tells what changed', () => {
    expect(temp.cache.applyFeed(first)).toEqual({ applied: 3, skipped: 0, catalogChanged: true, portsChanged: false, orderIds: ['o1'], billedCustomerIds: [] })
    expect(temp.cache.cursor()).toBe(3)
    expect(temp.cache.customer('c1')).toEqual(customer('c1'))
    expect(temp.cache.catalog()?.version).toBe(3)
  })
  it('changes nothing when it comes again', () => {
    temp.cache.applyFeed(first)
    temp.cache.applyFeed(page(3, { kind: 'customer', customer: customer('c1', 'Later') }))
    expect(temp.cache.applyFeed(first)).toEqual({ applied: 0, skipped: 0, catalogChanged: false, portsChanged: false, orderIds: [], billedCustomerIds: [] })
    expect(temp.cache.customer('c1')?.givenName).toBe('Later')
    expect(temp.cache.cursor()).toBe(4)
  })
  it('is applied whole or not at all: one item that cannot be kept undoes the page and its cursor', () => {
    const broken = page(0, { kind: 'customer', customer: customer('c9') }, { kind: 'crosswalk', link: { customerId: asId('c9'), providerId: asId('kestrel'), localCustomerId: asId('K-1'), state: 'stolen' as 'linked' } })
    expect(() => temp.cache.applyFeed(broken)).toThrow('CHECK')
    expect(temp.cache.cursor()).toBe(0)
    expect(temp.cache.customer('c9')).toBeNull()
  })
  it('counts what this version does not know, and goes on', () => {
    const strange = page(0, { kind: 'weather' } as unknown as Body, { kind: 'customer', customer: customer('c1') })
    expect(temp.cache.applyFeed(strange)).toMatchObject({ applied: 1, skipped: 1 })
    expect(temp.cache.cursor()).toBe(2)
  })
  it('does not bring back an older catalog', () => {
    temp.cache.putCatalog(catalog(5))
    expect(temp.cache.applyFeed(page(0, { kind: 'catalog', catalog: catalog(4) })).catalogChanged).toBe(false)
    expect(temp.cache.catalog()?.version).toBe(5)
  })
})

describe('a catalog of another version', () => {
  const ahead = (version: number) => ({ ...catalog(version), loyalty: { pointsPerDollar: 3 } }) as Catalog
  const tell = (after: number, ...catalogs: readonly Catalog[]) => temp.cache.applyFeed(page(after, ...catalogs.map((each): Body => ({ kind: 'catalog', catalog: each }))))
  it('that this desk cannot read is put aside and told, and the desk goes on with its own', () => {
    tell(0, catalog(3))
    expect(tell(1, ahead(4))).toMatchObject({ catalogChanged: false, applied: 1 })
    expect([temp.cache.catalog()?.version, temp.cache.catalogRefused(), temp.cache.cursor()]).toEqual([3, { kind: 'newer', version: 4 }, 2])
  })
  it('that is older is told, until one comes that is not', () => {
    tell(0, catalog(3), catalog(2))
    expect([temp.cache.catalog()?.version, temp.cache.catalogRefused()]).toEqual([3, { kind: 'older', version: 2 }])
    tell(2, catalog(3))
    expect(temp.cache.catalogRefused()).toBeNull()
  })
  it('is forgotten when a later one can be read', () => {
    tell(0, ahead(4), catalog(5))
    expect([temp.cache.catalog()?.version, temp.cache.catalogRefused()]).toEqual([5, null])
  })
})

describe('orders of other desks', () => {
  it('keep the newest revision, whatever order they come in', () => {
    temp.cache.applyFeed(page(0, told('o1', 5, 'completed'), told('o1', 4)))
    expect(temp.cache.remoteOrder('o1')).toMatchObject({ state: 'completed', revision: 5, deskId: 'desk-2' })
  })
  it('are listed newest first, as many as asked for, and found by part of a name or id', () => {
    temp.cache.applyFeed(page(0, told('o1', 1, 'inProgress', { takenAt: NOW }), told('o2', 1, 'inProgress', { takenAt: NOW + 1, familyName: 'Specimen' }), told('o3', 1, 'inProgress', { takenAt: NOW + 2 })))
    const ids = (limit: number, text: string) => temp.cache.remoteOrders(limit, text).map((item) => item.order.id)
    expect(ids(2, '')).toEqual(['o3', 'o2'])
    expect(ids(9, 'speci')).toEqual(['o2'])
    expect(ids(9, 'O1')).toEqual(['o1'])
    expect(ids(9, '%')).toEqual([])
  })
  it('are found by the short id that a person reads out, whole or its beginning', () => {
    const [mine, other] = ['019b0000-0000-7000-8000-0000cafe12ab', '019b0000-0000-7000-8000-000012ab9999']
    temp.cache.applyFeed(page(0, told(mine, 1), told(other, 1)))
    const ids = (text: string) => temp.cache.remoteOrders(9, text).map((item) => item.order.id)
    expect([ids(`PO-${shortId(mine)}`), ids(`po-${shortId(mine).slice(0, 6).toLowerCase()}`), ids(shortId(other))]).toEqual([[mine], [mine], [other]])
    expect(ids('PO-DEAD')).toEqual([])
  })
  it('are those of a customer, in the order they were taken', () => {
    temp.cache.applyFeed(page(0, told('o2', 1, 'inProgress', { takenAt: NOW + 1 }), told('o1', 1), told('o3', 1, 'inProgress', { customerId: 'c2' })))
    expect(temp.cache.orderIdsOf('c1')).toEqual(['o1', 'o2'])
  })
})

describe('a customer', () => {
  it('who was merged is the one who stayed', () => {
    temp.cache.applyFeed(page(0, { kind: 'customer', customer: customer('c2') }, { kind: 'merge', from: 'c0', into: 'c1' }, { kind: 'merge', from: 'c1', into: 'c2' }))
    expect(temp.cache.customer('c0')?.id).toBe('c2')
  })
  it('merged in a circle by two desks ends the search', () => {
    temp.cache.applyFeed(page(0, { kind: 'merge', from: 'a', into: 'b' }, { kind: 'merge', from: 'b', into: 'a' }))
    expect(temp.cache.customer('a')).toBeNull()
  })
  it('has the links to every provider, released ones too', () => {
    const link = (state: 'linked' | 'released'): Body => ({ kind: 'crosswalk', link: { customerId: asId('c1'), providerId: asId('kestrel'), localCustomerId: asId('K-1'), state } })
    temp.cache.applyFeed(page(0, link('linked'), link('released')))
    expect(temp.cache.crosswalk('c1')).toEqual([{ customerId: 'c1', providerId: 'kestrel', localCustomerId: 'K-1', state: 'released' }])
  })
})

it('keeps address rules and answers nothing before it has any', () => {
  expect([temp.cache.ipSettings(), temp.cache.catalog(), temp.cache.territory(), temp.cache.cursor()]).toEqual([null, null, null, 0])
  temp.cache.putIpSettings({ pools: [], rules: [] })
  expect(temp.cache.ipSettings()).toEqual({ pools: [], rules: [] })
})
