// Goal: anybody is found by anything a caller may say, and who shares a key is compared. Method: a real cache filled through the feed.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FeedItem } from '../../../shared/contract/central/wire.ts'
import { WIRE_VERSION } from '../../../shared/contract/central/wire.ts'
import type { Customer } from '../../../shared/domain/customer.ts'
import { keysOf } from '../../../shared/engines/identity/keys.ts'
import { asId, shortId } from '../../../shared/kernel/ids.ts'
import { NOW, tempCache } from './caches.ts'
import type { TempCache } from './caches.ts'

let temp: TempCache
beforeEach(() => { temp = tempCache() })
afterEach(() => temp.remove())

const JUNIPER = '01900000-0000-7000-8000-0000abcd1234'
const OTTOLINE = '01900000-0000-7000-8000-0000beef5678'
const customer = (id: string, change: Partial<Customer> = {}): Customer => ({
  id: asId(id), givenName: 'Juniper', familyName: 'Exampleton', email: 'juniper.e@example.org', phone: '(307) 555-0110', userIdentifier: 'juniper@highplains.example',
  billingAccount: { id: asId(`01900000-0000-7000-8000-00000000${id.slice(-4)}`), name: 'Juniper Exampleton', paymentToken: 'tok_demo_j', paymentHint: 'Demo Visa', billCycleDay: 1 }, ...change,
})
type Body = FeedItem extends infer T ? (T extends FeedItem ? Omit<T, 'cursor' | 'at'> : never) : never
const tell = (...items: readonly Body[]): void => {
  const after = temp.cache.cursor()
  temp.cache.applyFeed({ wireVersion: WIRE_VERSION, items: items.map((item, index) => ({ ...item, cursor: after + index + 1, at: NOW }) as FeedItem), cursor: after + items.length, more: false })
}
const ids = (text: string): readonly string[] => temp.cache.findPeople(text, 10).map((found) => found.customer.id)

describe('looking for somebody', () => {
  beforeEach(() => tell(
    { kind: 'customer', customer: customer(JUNIPER) },
    { kind: 'customer', customer: customer(OTTOLINE, { givenName: 'Ottoline', familyName: 'Peña', email: 'ottoline@example.net', phone: '+1 307 555 0299', userIdentifier: 'otto@highplains.example' }) },
    { kind: 'crosswalk', link: { customerId: asId(JUNIPER), providerId: asId('kestrel'), localCustomerId: asId('KES-000417'), state: 'linked' } },
  ))
  it.each([
    ['a name', 'Juniper Exampleton', JUNIPER, 'name'], ['its beginning', 'jun ex', JUNIPER, 'name'], ['its sound', 'Junipar Exampletan', JUNIPER, 'sound'], ['marks left away', 'pena', OTTOLINE, 'name'],
    ['a phone in another writing', '307.555.0110', JUNIPER, 'phone'], ['its last four digits', '0299', OTTOLINE, 'phone'], ['a mail address', 'Juniper.E@example.org', JUNIPER, 'mail'], ['its beginning', 'ottoline@exa', OTTOLINE, 'mail'],
    ['the short universal id', `UC-${shortId(JUNIPER)}`, JUNIPER, 'id'], ['the universal id', OTTOLINE, OTTOLINE, 'id'], ['a local id of a provider', 'KES-000417', JUNIPER, 'id'], ['the sign-in name', 'otto@highplains.example', OTTOLINE, 'id'],
  ])('by %s: %s', (_what, text, id, field) => {
    expect(temp.cache.findPeople(text, 10).map((one) => [one.customer.id, one.fields])).toEqual([[id, [field]]])
  })
  it.each([['307 555 0110 Juniper', [JUNIPER]], ['Ottoline, (307) 555-0299', [OTTOLINE]], ['Ottoline 307 555 0110', []], ['307-555-0299 ottoline@example.net', [OTTOLINE]]] as const)('by a line that says more than one thing: %s', (text, expected) => expect(ids(text)).toEqual(expected))
  it.each(['', '   ', '"', '*', 'NOT', 'name : x', '-', 'zzzz', '9999', "'; DROP TABLE person; --"])('answers nobody and does not stumble at %s', (text) => expect(ids(text)).toEqual([]))
  it('forgets what a customer is no longer called', () => {
    tell({ kind: 'customer', customer: customer(JUNIPER, { familyName: 'Later', phone: '307 555 0777' }) })
    expect([ids('exampleton'), ids('0110'), ids('later'), ids('0777')]).toEqual([[], [], [JUNIPER], [JUNIPER]])
  })
})

describe('who shares a key', () => {
  it('is brought by phone, mail, sign-in name, or the name by ear', () => {
    tell({ kind: 'customer', customer: customer(JUNIPER) })
    const found = (change: Partial<Customer>) => temp.cache.peopleWithKeys(keysOf({ givenName: '', familyName: '', email: '', phone: '', userIdentifier: '', addressIds: [], ...change })).map((one) => one.customer.id)
    expect([found({ phone: '3075550110' }), found({ email: 'JUNIPER.E@example.org' }), found({ givenName: 'Exampleton', familyName: 'Juniper' }), found({ phone: '3075550111' })]).toEqual([[JUNIPER], [JUNIPER], [JUNIPER], []])
  })
})

describe('a link between two', () => {
  it('joins their ids both ways, and is gone without a trace but the history', () => {
    tell({ kind: 'customer', customer: customer(JUNIPER) }, { kind: 'customer', customer: customer(OTTOLINE) })
    const view = () => JSON.stringify([temp.cache.customer(JUNIPER), temp.cache.customer(OTTOLINE), temp.cache.idsOfPerson(OTTOLINE), temp.cache.mergeLinks([JUNIPER, OTTOLINE])])
    const before = view()
    tell({ kind: 'merge', from: OTTOLINE, into: JUNIPER, because: 'one voice', by: 'rep-1' })
    expect([temp.cache.customer(OTTOLINE)?.id, temp.cache.idsOfPerson(OTTOLINE), temp.cache.idsOfPerson(JUNIPER)]).toEqual([JUNIPER, [OTTOLINE, JUNIPER], [JUNIPER, OTTOLINE]])
    tell({ kind: 'unmerge', from: OTTOLINE, into: JUNIPER, because: 'two voices', by: 'rep-1' })
    expect(view()).toBe(before)
    expect(temp.cache.personEvents([JUNIPER]).map((event) => event.kind)).toEqual(['unmerge', 'merge'])
  })
})
