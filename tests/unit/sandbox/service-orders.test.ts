// Goal: an order has its effect once, whatever the client repeats; the effect book alone says what happened.
// Method: the real order desk over a real book in a temporary directory, with virtual time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openEffectBook } from '../../../main/hosts/sandbox/effect-book.ts'
import { openLedger } from '../../../main/hosts/sandbox/ledger.ts'
import { personalityOf } from '../../../main/hosts/sandbox/personalities.ts'
import type { Personality } from '../../../main/hosts/sandbox/personalities.ts'
import { createServiceOrders } from '../../../main/hosts/sandbox/service-orders.ts'
import { accessLine, addOrder, additionsFor, deleteOrder } from './order-builder.ts'

const cleanups: (() => void)[] = []
afterEach(() => cleanups.splice(0).forEach((cleanup) => cleanup()))

function personality(id: string): Personality {
  const row = personalityOf(id)
  if (!row) throw new Error(`no provider ${id}`)
  return row
}

function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-orders-'))
  cleanups.push(() => rmSync(path, { recursive: true }))
  return path
}

function openDesk({ provider = personality('centurylink'), dedupes = true, path = join(directory(), 'effects.jsonl'), now = Date.UTC(2027, 0, 4, 17) } = {}) {
  let instant = now
  let waiting: { at: number; run: () => void }[] = []
  const clock = { now: () => instant }
  const timers = { after: (delayMs: number, run: () => void) => { waiting.push({ at: instant + delayMs, run }); return () => undefined } }
  const book = openEffectBook(path)
  cleanups.push(() => book.close())
  const ledger = openLedger({ book, clock })
  const orders = createServiceOrders({ personality: provider, ledger, clock, timers, dedupes })
  const advance = (ms: number) => {
    instant += ms
    const due = waiting.filter((timer) => timer.at <= instant)
    waiting = waiting.filter((timer) => timer.at > instant)
    due.forEach((timer) => timer.run())
  }
  return { orders, ledger, advance, path }
}

const bodyOf = (reply: { readonly body: unknown }) => reply.body as { id: string; state: string; code: string; serviceOrderItem: { service: { id: string; serviceCharacteristic: { name: string; value: unknown }[] } }[] }
const factOf = (reply: { readonly body: unknown }, name: string, item = 0) => bodyOf(reply).serviceOrderItem[item]?.service.serviceCharacteristic.find((fact) => fact.name === name)?.value

describe('an order that is repeated', () => {
  const repeatAndCount = (dedupes: boolean) => {
    const { orders, ledger } = openDesk({ dedupes })
    const replies = [orders.place(addOrder()), orders.place(addOrder())]
    return { replies, additions: additionsFor(ledger.effects(), 'order-1:network') }
  }

  it('has one effect and the same answer', () => {
    const { replies, additions } = repeatAndCount(true)
    expect(additions).toBe(1)
    expect(replies.map((reply) => reply.status)).toEqual([201, 200])
    expect(replies[1]?.body).toEqual(replies[0]?.body)
  })

  it('negative control: the same count catches a provider that does not recognise the repetition', () => {
    expect(repeatAndCount(false).additions).toBe(2)
  })

  it('is refused with 409 and without effect when its content is another', () => {
    const { orders, ledger } = openDesk()
    orders.place(addOrder())
    const other = orders.place(addOrder({ lines: [{ serviceKind: 'plan' }] }))
    expect([other.status, bodyOf(other).code]).toEqual([409, 'externalIdReused'])
    expect(ledger.effects()).toHaveLength(1)
  })

  it('is recognised although its members stand in another order', () => {
    const { orders } = openDesk()
    orders.place(addOrder())
    expect(orders.place(Object.fromEntries(Object.entries(addOrder()).toReversed())).status).toBe(200)
  })

  it('is recognised after a restart, and reads back unchanged', () => {
    const first = openDesk()
    const before = first.orders.place(addOrder({ lines: [{ serviceKind: 'port' }, { serviceKind: 'plan' }] }))
    const second = openDesk({ path: first.path })
    const after = second.orders.place(addOrder({ lines: [{ serviceKind: 'port' }, { serviceKind: 'plan' }] }))
    expect(after).toEqual({ ...before, status: 200 })
    expect(second.ledger.effects()).toHaveLength(2)
  })
})

describe('what a provider says back', () => {
  it('gives one customer one local number in the provider\'s own writing', () => {
    const { orders } = openDesk()
    const first = orders.place(addOrder({ externalId: 'a' }))
    const again = orders.place(addOrder({ externalId: 'b' }))
    const neighbour = orders.place(addOrder({ externalId: 'c', customerId: 'customer-2' }))
    expect(factOf(first, 'localCustomerId')).toBe('CTL-4471-208')
    expect(factOf(again, 'localCustomerId')).toBe('CTL-4471-208')
    expect(factOf(neighbour, 'localCustomerId')).toBe('CTL-4471-215')
  })

  it.each([['earthlink', 'plan', /^ELK-\d{9}$/], ['front-range-air', 'port', /^FRA-\d{2}\.\d{4}$/], ['kestrel', 'content', /^KSK-\d{5}\/\d$/]])('%s writes its numbers its own way', (id, serviceKind, format) => {
    const { orders } = openDesk({ provider: personality(id) })
    expect(factOf(orders.place(addOrder({ lines: [{ serviceKind }] })), 'localCustomerId')).toMatch(format)
  })

  it('hands out each port once, and again after it was given back', () => {
    const { orders } = openDesk()
    const ports = ['a', 'b'].map((externalId) => factOf(orders.place(addOrder({ externalId })), 'port'))
    expect(ports).toEqual(['CHY-07 slot 1 port 1', 'CHY-07 slot 1 port 2'])
    orders.place(deleteOrder({ target: 'a' }))
    expect(factOf(orders.place(addOrder({ externalId: 'c' })), 'port')).toBe('CHY-07 slot 1 port 1')
  })

  it('takes the port at the node that the order names', () => {
    const { orders } = openDesk()
    expect(factOf(orders.place(addOrder({ lines: [{ serviceKind: 'port', more: { nodeName: 'CHY-12' } }] })), 'port')).toBe('CHY-12 slot 1 port 1')
  })
})

describe('a refusal', () => {
  const onePort: Personality = { ...personality('centurylink'), takes: { port: [{ kind: 'port', fact: 'port', usualNode: 'CHY-07', slots: 1, portsPerSlot: 1, exhausted: { code: 'PORT-EXHAUSTED', reason: 'full' } }] } }

  it('answers 422 with the provider\'s word when no port is left, without effect', () => {
    const { orders, ledger } = openDesk({ provider: onePort })
    orders.place(addOrder({ externalId: 'a' }))
    const refused = orders.place(addOrder({ externalId: 'b', customerId: 'customer-2' }))
    expect([refused.status, bodyOf(refused).code]).toEqual([422, 'PORT-EXHAUSTED'])
    expect(ledger.effects()).toHaveLength(1)
    expect(ledger.ordersWith('b')).toEqual([])
  })

  it('takes all lines of an order or none', () => {
    const { orders, ledger } = openDesk()
    expect(bodyOf(orders.place(addOrder({ lines: [{ serviceKind: 'port' }, { serviceKind: 'voice' }] }))).code).toBe('USOC-UNKNOWN')
    expect(ledger.effects()).toEqual([])
  })

  it('keeps an IP address for one subscriber at a time', () => {
    const { orders } = openDesk({ provider: personality('high-plains') })
    expect(orders.place(addOrder({ externalId: 'a', lines: [accessLine('a@highplains.example', '203.0.113.9')] })).status).toBe(201)
    const second = orders.place(addOrder({ externalId: 'b', lines: [accessLine('b@highplains.example', '203.0.113.9')] }))
    expect(bodyOf(second).code).toBe('ADDRESS-IN-USE')
    orders.place(deleteOrder({ target: 'a' }))
    expect(orders.place(addOrder({ externalId: 'c', lines: [accessLine('b@highplains.example', '203.0.113.9')] })).status).toBe(201)
  })

  it('that was ordered leaves no order behind, but never denies one that exists', () => {
    const { orders, ledger } = openDesk()
    expect(bodyOf(orders.refuse(addOrder(), 'LINE-BARRED')).code).toBe('LINE-BARRED')
    expect(ledger.ordersWith('order-1:network')).toEqual([])
    orders.place(addOrder())
    expect(orders.refuse(addOrder(), 'LINE-BARRED').status).toBe(200)
  })

  it.each([
    ['no externalId', { ...addOrder(), externalId: undefined }, 'invalidBody'],
    ['no items', { ...addOrder(), serviceOrderItem: [] }, 'invalidBody'],
    ['no customer', { ...addOrder(), relatedParty: [] }, 'customerMissing'],
    ['add and delete together', { ...addOrder(), serviceOrderItem: [...addOrder().serviceOrderItem, ...deleteOrder().serviceOrderItem] }, 'actionUnsupported'],
  ])('answers 400 to an order with %s', (_, body, code) => {
    const { orders, ledger } = openDesk()
    const reply = orders.place(body)
    expect([reply.status, bodyOf(reply).code]).toEqual([400, code])
    expect(ledger.effects()).toEqual([])
  })
})

describe('a delete', () => {
  it('undoes every service of its target, once', () => {
    const { orders, ledger } = openDesk()
    orders.place(addOrder({ lines: [{ serviceKind: 'port' }, { serviceKind: 'plan' }] }))
    expect(orders.place(deleteOrder()).status).toBe(201)
    expect(orders.place(deleteOrder()).status).toBe(200)
    expect(orders.place(deleteOrder({ externalId: 'another delete' })).status).toBe(201)
    expect(ledger.effects().filter((line) => line.effect === 'serviceDeleted')).toHaveLength(2)
    expect(ledger.liveServices()).toEqual([])
  })

  it('of what never came completes with nothing, and keeps a late add from happening', () => {
    const first = openDesk()
    expect(bodyOf(first.orders.place(deleteOrder())).state).toBe('completed')
    const { orders, ledger } = openDesk({ path: first.path })
    expect(bodyOf(orders.place(addOrder())).code).toBe('ORDER-WITHDRAWN')
    expect(ledger.effects()).toEqual([])
  })

  it('without a target is refused', () => {
    const { orders } = openDesk()
    const aimless = { ...deleteOrder(), serviceOrderItem: [{ id: '1', action: 'delete', service: {} }] }
    expect(bodyOf(orders.place(aimless)).code).toBe('TARGET-MISSING')
  })
})

describe('an order that is finished later', () => {
  it('is acknowledged without effect and completed after the delay', () => {
    const { orders, ledger, advance } = openDesk()
    const reply = orders.acknowledge(addOrder(), 6_000)
    expect([reply.status, bodyOf(reply).state]).toEqual([201, 'acknowledged'])
    advance(5_999)
    expect(ledger.effects()).toEqual([])
    advance(1)
    expect(additionsFor(ledger.effects(), 'order-1:network')).toBe(1)
    expect(bodyOf(orders.place(addOrder())).state).toBe('completed')
  })

  it('is taken up again after a restart', () => {
    const first = openDesk()
    first.orders.acknowledge(addOrder(), 6_000)
    const second = openDesk({ path: first.path, now: Date.UTC(2027, 0, 4, 18) })
    second.orders.resume()
    second.advance(0)
    expect(additionsFor(second.ledger.effects(), 'order-1:network')).toBe(1)
  })

  it('is cancelled by a delete that comes first', () => {
    const { orders, ledger, advance } = openDesk()
    orders.acknowledge(addOrder(), 6_000)
    orders.place(deleteOrder())
    advance(6_000)
    expect(ledger.effects()).toEqual([])
    expect(ledger.ordersWith('order-1:network')[0]?.state).toBe('cancelled')
  })

  it('fails with the provider\'s word when the place was given away meanwhile', () => {
    const { orders, ledger, advance } = openDesk({ provider: personality('high-plains') })
    orders.acknowledge(addOrder({ externalId: 'a', lines: [accessLine('a@highplains.example', '203.0.113.9')] }), 6_000)
    orders.place(addOrder({ externalId: 'b', lines: [accessLine('b@highplains.example', '203.0.113.9')] }))
    advance(6_000)
    expect(ledger.ordersWith('a')[0]).toMatchObject({ state: 'failed', failure: { code: 'ADDRESS-IN-USE' } })
    expect(ledger.effects()).toHaveLength(1)
  })
})
