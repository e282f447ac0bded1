import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createViewCustomer } from '../../../main/console/customers/view-customer.ts'
import { createAuthenticate, createProveAccess } from '../../../main/console/isp/authenticate.ts'
import type { RemoteOrder } from '../../../main/console/orders/ports.ts'
import { createListOrders, createViewOrder } from '../../../main/console/orders/view-orders.ts'
import type { AuthenticateDone, PartnerOutcome } from '../../../main/provisioning/ports.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { CTX, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle, unwrap } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import { aCatalog, PARTIES, PASSWORD, START, TERMS } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'
import { OPEN_EYES } from '../../support/open-eyes.ts'

let directory: string, desk: Desk, orderId: string
const commandIds = seededIds(9)
beforeEach(async () => {
  directory = makeDeskDirectory()
  const time = createVirtualTime(START)
  const world = createWorld({ time, catalog: () => aCatalog() })
  desk = openDesk({ directory, time, world, catalog: () => aCatalog() })
  desk.runner.start()
  orderId = await desk.signUp()
  await settle(time, () => isQuiet(desk.journal))
})
afterEach(async () => {
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
})
const remoteOf = (id: string, takenAt = START + 1): RemoteOrder => {
  const order = desk.journal.read.order(orderId)?.order
  if (!order) throw new Error('the order is there')
  return { order: { ...order, id: asId(id), takenAt }, state: 'inProgress', stepsDone: 1, stepsTotal: 9, revision: 3, addressLine: '9 Elsewhere St' }
}
const none = { remoteOrders: () => [], remoteOrder: () => null }

describe('the list of orders', () => {
  it('shows what was taken here and elsewhere, newest first, each once', () => {
    const remote = { ...none, remoteOrders: () => [remoteOf('elsewhere'), remoteOf(orderId)] }
    const { orders } = unwrap(createListOrders({ journal: desk.journal, ...remote })({ limit: 10 }, CTX) as never) as { orders: { orderId: string; takenHere: boolean; state: string }[] }
    expect(orders.map((order) => [order.orderId, order.takenHere, order.state])).toEqual([['elsewhere', false, 'inProgress'], [orderId, true, 'completed']])
  })

  it.each([['exampleton', 1], ['555-0142', 1], ['e 7th', 1], ['nobody', 0]])('finds by "%s"', (text, count) => {
    expect(desk.journal.read.orders({ limit: 10, text })).toHaveLength(count)
  })
})

describe('an order', () => {
  it('is shown from here, from the projection, or refused', async () => {
    const view = createViewOrder({ journal: desk.journal, callerAuth: OPEN_EYES, ...none, remoteOrder: (id) => (id === 'elsewhere' ? remoteOf(id) : null) })
    expect(await view({ orderId }, CTX)).toMatchObject({ ok: true, value: { state: 'completed', address: '203.0.113.7' } })
    expect(await view({ orderId: 'elsewhere' }, CTX)).toMatchObject({ ok: true, value: { state: 'inProgress', revision: 3, steps: [] } })
    expect(await view({ orderId: 'none' }, CTX)).toMatchObject({ ok: false, error: { code: 'order-unknown' } })
  })

  it('that is completed is past its pivot for a cancel, and not held for a price', async () => {
    expect(await desk.cancel({ commandId: commandIds.next(), orderId }, CTX)).toMatchObject({ ok: false, error: { code: 'order-past-pivot' } })
    expect(await desk.acceptPrice({ commandId: commandIds.next(), orderId, totalMinor: 1 }, CTX)).toMatchObject({ ok: false, error: { code: 'order-not-held' } })
    expect(await desk.cancel({ commandId: commandIds.next(), orderId: 'none' }, CTX)).toMatchObject({ ok: false, error: { code: 'order-unknown' } })
  })
})

describe('a customer', () => {
  const unknown = { customer: () => null, crosswalk: () => [], orderIdsOf: () => [] }
  it('whom central has not told of yet is shown from the order taken here, with every local id', async () => {
    const customerId = desk.journal.read.order(orderId)?.order.customerId ?? ''
    const seen = await createViewCustomer({ journal: desk.journal, callerAuth: OPEN_EYES, terms: () => TERMS, ...unknown })({ customerId }, CTX)
    expect(seen).toMatchObject({ ok: true, value: { customer: { id: customerId, givenName: 'Juniper', billingAccount: { id: 'ba-1', billCycleDay: 22 } }, orderIds: [orderId] } })
    expect(seen.ok && seen.value.crosswalk.map((link) => link.providerId)).toEqual([...PARTIES])
  })

  it('whom nobody knows is refused', async () => {
    expect(await createViewCustomer({ journal: desk.journal, callerAuth: OPEN_EYES, terms: () => TERMS, ...unknown })({ customerId: 'none' }, CTX)).toMatchObject({ ok: false, error: { code: 'order-unknown' } })
  })
})

describe('the ISP', () => {
  const done = (accepted: boolean): PartnerOutcome<AuthenticateDone> => ({ kind: 'done', value: { accepted, framedIpAddress: accepted ? '203.0.113.7' : null, server: 'isp-1', method: 'chap', tookMs: 3, replyMessage: null } })
  const deps = (outcome: PartnerOutcome<AuthenticateDone>) => ({ journal: desk.journal, remoteOrder: () => null, partners: { authenticate: async () => outcome } })
  const identity = { userIdentifier: 'juniper@highplains.example', password: PASSWORD }

  it.each<[PartnerOutcome<AuthenticateDone>, object]>([
    [{ kind: 'done', value: { accepted: true, framedIpAddress: null, server: 'isp-1', method: 'pap', tookMs: 3, replyMessage: null } }, { ok: true, value: { server: 'isp-1', tookMs: 3, method: 'pap' } }],
    [{ kind: 'done', value: { accepted: false, framedIpAddress: null, server: 'isp-1', method: 'pap', tookMs: 3, replyMessage: null } }, { ok: false, error: { code: 'identifier-rejected' } }],
    [{ kind: 'notDone', error: appError('network-unavailable') }, { ok: false, error: { code: 'network-unavailable' } }],
    [{ kind: 'notDone', error: appError('identifier-realm-unknown') }, { ok: false, error: { code: 'identifier-realm-unknown' } }],
    [{ kind: 'unknown', error: appError('provider-outcome-unknown') }, { ok: false, error: { code: 'isp-unavailable' } }],
  ])('answers an identity check: %o', async (outcome, expected) => expect(await createAuthenticate(deps(outcome))(identity, CTX)).toMatchObject(expected))

  it('proves access by a login: a no is an answer, a missing order is not', async () => {
    expect(await createProveAccess(deps(done(true)))({ orderId, password: PASSWORD }, CTX)).toEqual({ ok: true, value: { accepted: true, framedIpAddress: '203.0.113.7' } })
    expect(await createProveAccess(deps(done(false)))({ orderId, password: PASSWORD }, CTX)).toEqual({ ok: true, value: { accepted: false, framedIpAddress: null } })
    expect(await createProveAccess(deps(done(true)))({ orderId: 'none', password: PASSWORD }, CTX)).toMatchObject({ ok: false, error: { code: 'order-unknown' } })
  })
})
