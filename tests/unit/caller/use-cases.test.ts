// Goal: detail is told to nobody who has not proved who they are, whatever the screen asks. Method: the queries over a real journal and a real
// central over a file of its own; the answers are serialised and searched for the real values.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AUTHENTICATED_MS, createCallerAuth } from '../../../main/console/caller/caller-auth.ts'
import type { CallerAuth } from '../../../main/console/caller/caller-auth.ts'
import { createCallerState, createResetPin, createStartCallback, createUnlockPin, createVerifyPin } from '../../../main/console/caller/pins.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import { createViewCustomer } from '../../../main/console/customers/view-customer.ts'
import { createFirstBill } from '../../../main/console/offers/first-bill.ts'
import { createKeepNotes, createReadNotes } from '../../../main/console/orders/notes.ts'
import { createOrderQueue } from '../../../main/console/orders/queue.ts'
import { createListOrders, createViewOrder } from '../../../main/console/orders/view-orders.ts'
import type { CallEvent } from '../../../shared/domain/talk.ts'
import { isTransient } from '../../../shared/domain/errors.ts'
import { assertNever } from '../../../shared/kernel/result.ts'
import { findLeaks } from '../../support/find-leaks.ts'
import { CTX, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle, unwrap } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import { aCatalog, aRegistration, START, TERMS } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'
import { startCentral } from '../central/support/start-central.ts'
import type { StartedCentral } from '../central/support/start-central.ts'

const PIN = '271828'
const SUPERVISOR: HandlerCtx = { user: { userId: 'sup-1', displayName: 'Sup', role: 'supervisor' }, clientId: 'other' }
let directory: string, desk: Desk, orderId: string, customerId: string, central: StartedCentral, now: number, isUp: boolean, callerAuth: CallerAuth, lines: unknown[]
const ids = seededIds(77)

beforeEach(async () => {
  directory = makeDeskDirectory()
  const time = createVirtualTime(START)
  desk = openDesk({ directory, time, world: createWorld({ time, catalog: () => aCatalog() }), catalog: () => aCatalog() })
  desk.runner.start()
  orderId = await desk.signUp()
  await settle(time, () => isQuiet(desk.journal))
  customerId = desk.journal.read.order(orderId)?.order.customerId ?? ''
  central = await startCentral()
  unwrap(await central.send('customer.register', { customerId, registration: aRegistration(), billCycleDay: 5, pin: PIN }))
  ;[now, isUp, lines] = [START, true, []]
  callerAuth = createCallerAuth({ clock: { now: () => now }, log: { warn: (line) => void lines.push(line) } })
})
afterEach(async () => {
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
  await central.close()
})
const find = () => ({ journal: desk.journal, terms: () => TERMS, customer: () => null })
const pins = () => ({ central: central.client, network: { isUp: () => isUp }, deskId: 'desk-1', callerAuth, ids, clock: { now: () => now } })
const viewCustomer = async (ctx = CTX) => unwrap(await createViewCustomer({ ...find(), crosswalk: () => [], orderIdsOf: () => [], callerAuth })({ customerId }, ctx))
const viewOrder = async (ctx = CTX) => unwrap(await createViewOrder({ journal: desk.journal, remoteOrders: () => [], remoteOrder: () => null, callerAuth })({ orderId }, ctx))
const firstBill = async (ctx = CTX) => createFirstBill({ cache: { catalog: () => aCatalog() }, terms: () => TERMS, findOrder: desk.journal.read.order, callerAuth })({ orderId }, ctx)
const notes = async (ctx = CTX) => unwrap(await createReadNotes({ journal: desk.journal, callerAuth })({ orderId }, ctx))
const verify = async (pin = PIN) => createVerifyPin(pins())({ customerId, pin }, CTX)
/** Everything that only the caller may hear: what they typed, their ids elsewhere, their address on the net. */
const secrets = () => {
  const { email, phone, paymentToken, paymentHint, userIdentifier } = aRegistration()
  const order = desk.journal.read.order(orderId)
  return [email, phone, paymentToken, paymentHint, userIdentifier, order?.address ?? '', ...(order?.localIds ?? []).map((link) => link.localCustomerId)]
}

describe('before the caller has said the PIN', () => {
  it('no query answers what could be read back to a stranger, and no bill', async () => {
    expect(secrets().filter(Boolean).length).toBeGreaterThan(8)
    expect(findLeaks([await viewCustomer(), await viewOrder()], secrets())).toEqual([])
    expect((await viewOrder()).order.quote).toMatchObject({ totalMinor: 0, monthlyMinor: 0, charges: [] })
    expect(await firstBill()).toMatchObject({ ok: false, error: { code: 'caller-not-verified' } })
  })

  it('the notes of earlier calls are told by their number only, and whole to who is authenticated', async () => {
    const said: CallEvent[] = [{ at: START, kind: 'text', details: { text: 'The dog bites the technician.' } }, { at: START, kind: 'offerTaken', details: { name: 'Internet 10' } }]
    unwrap(await createKeepNotes({ journal: desk.journal, clock: { now: () => now } })({ orderId, callId: 'call-1', events: said }, CTX))
    expect(await notes()).toMatchObject({ keptBack: 2, calls: [{ callId: 'call-1', events: [] }] })
    expect(findLeaks(await notes(), ['The dog bites', 'Internet 10'])).toEqual([])
    callerAuth.authenticated(CTX.clientId, customerId)
    expect(await notes()).toMatchObject({ keptBack: 0, calls: [{ callId: 'call-1', events: said }] })
  })

  it('the lists that reps work from hold no number, mail, sum or id of anybody', async () => {
    const list = unwrap(await createListOrders({ journal: desk.journal, remoteOrders: () => [], remoteOrder: () => null })({ limit: 50 }, CTX))
    const queue = unwrap(await createOrderQueue({ ports: { cache: { keptHouses: () => [], address: () => null, facts: () => assertNever('no port is kept' as never), territory: () => null }, clock: { now: () => now } }, journal: desk.journal, activeOrderIds: desk.journal.saga.activeOrderIds, remoteOrders: () => [], health: () => assertNever('nobody is asked' as never), startOfDay: () => 0, clock: { now: () => now } })({ scope: 'mine' }, CTX))
    expect([list.orders.length, queue.rows.length]).toEqual([1, 1])
    expect(findLeaks([list, queue], secrets())).toEqual([])
    // Control: what is searched for would be found in what is told to the caller.
    callerAuth.authenticated(CTX.clientId, customerId)
    expect(findLeaks([list, queue, await viewOrder()], secrets())).toEqual(secrets())
  })

  it('control: the same look finds all of it once the caller is known', async () => {
    callerAuth.authenticated(CTX.clientId, customerId)
    expect(findLeaks([await viewCustomer(), await viewOrder()], secrets())).toEqual(secrets())
  })

  it('the course of an order is told all the same: what was done where', async () => {
    const [masked, whole] = [await viewOrder(), unwrap(await createViewOrder({ journal: desk.journal, remoteOrders: () => [], remoteOrder: () => null, callerAuth: { maySee: () => true } })({ orderId }, CTX))]
    expect(masked.isMasked).toBe(true)
    expect(masked.steps.map((step) => [step.kind, step.state])).toEqual(whole.steps.map((step) => [step.kind, step.state]))
    expect(masked.order.registration.givenName).toBe('Juniper')
  })
})

describe('the PIN', () => {
  it('opens every query at that window, for half an hour, and not elsewhere', async () => {
    expect(unwrap(await verify())).toEqual({ at: START, until: START + AUTHENTICATED_MS })
    expect(await viewCustomer()).toMatchObject({ isMasked: false, customer: { phone: aRegistration().phone } })
    expect((await viewCustomer({ ...CTX, clientId: 'elsewhere' })).isMasked).toBe(true)
    expect(unwrap(await createCallerState(pins())({ customerId }, CTX))).toMatchObject({ kind: 'verified' })
    now += AUTHENTICATED_MS
    expect((await viewCustomer()).isMasked).toBe(true)
    expect(unwrap(await createCallerState(pins())({ customerId }, CTX))).toEqual({ kind: 'none', at: null, until: null })
  })

  it('that is wrong opens nothing, counts down, and locks for the right one too', async () => {
    for (const triesLeft of [4, 3, 2, 1]) expect(await verify('314159')).toEqual({ ok: false, error: { code: 'pin-wrong', details: { triesLeft } } })
    expect(await verify('314159')).toMatchObject({ ok: false, error: { code: 'pin-locked' } })
    expect(await verify()).toMatchObject({ ok: false, error: { code: 'pin-locked', details: { until: central.now() + 30 * 60_000 } } })
    expect((await viewCustomer()).isMasked).toBe(true)
    unwrap(await createUnlockPin(pins())({ commandId: ids.next(), customerId }, SUPERVISOR))
    expect((await verify()).ok).toBe(true)
  })

  it('of somebody who has none is said to be missing', async () => {
    expect(await createVerifyPin(pins())({ customerId: 'nobody', pin: PIN }, CTX)).toMatchObject({ ok: false, error: { code: 'pin-unknown' } })
  })

  it('cannot be checked without the network: that is said, nothing is counted and nothing opens', async () => {
    isUp = false
    for (let n = 0; n < 7; n++) expect(await verify('314159')).toMatchObject({ ok: false, error: { code: 'network-unavailable' } })
    expect((await viewCustomer()).isMasked).toBe(true)
    isUp = true
    expect(await verify('314159')).toMatchObject({ ok: false, error: { details: { triesLeft: 4 } } })
  })

  it('is never in what a refusal or an answer says', async () => {
    const answers = [await verify('314159'), await verify(), await createUnlockPin(pins())({ commandId: ids.next(), customerId }, SUPERVISOR)]
    expect(findLeaks(answers, ['314159', PIN])).toEqual([])
    for (const answer of answers) if (!answer.ok) expect(isTransient(answer.error)).toBe(false)
  })
})

describe('the call back', () => {
  const reset = (pin: string) => createResetPin({ ...pins(), ...find() })({ commandId: ids.next(), customerId, pin, method: 'callback' }, CTX)
  const start = () => createStartCallback({ ...pins(), ...find() })({ customerId }, CTX)

  it('comes before a new PIN; the number of record is the rep’s to dial; then the caller is known', async () => {
    expect(await reset('161803')).toMatchObject({ ok: false, error: { code: 'callback-missing' } })
    expect(unwrap(await start())).toEqual({ phone: aRegistration().phone, at: START })
    expect(await reset('555014')).toMatchObject({ ok: false, error: { code: 'pin-weak', details: { problem: 'phone' } } })
    expect(unwrap(await reset('161803'))).toMatchObject({ at: START })
    expect((await viewCustomer()).isMasked).toBe(false)
    expect(await verify()).toMatchObject({ ok: false, error: { code: 'pin-wrong' } })
    const { entries } = await central.ask('customer.history', { customerId, limit: 10 })
    expect(entries.find((entry) => entry.kind === 'pinReset')).toMatchObject({ userId: 'rep-1', deskId: 'desk-1', details: { method: 'callback', calledBackAt: START } })
  })

  it('counts for this call only', async () => {
    unwrap(await start())
    callerAuth.end(CTX.clientId, customerId)
    expect(await reset('161803')).toMatchObject({ ok: false, error: { code: 'callback-missing' } })
  })

  it('to a customer whom nobody knows is refused', async () => {
    expect(await createStartCallback({ ...pins(), ...find() })({ customerId: 'nobody' }, CTX)).toMatchObject({ ok: false, error: { code: 'order-unknown' } })
  })
})

describe('a supervisor', () => {
  it('sees everything for work, and the log says so once a look, with ids and without the values', async () => {
    expect((await viewCustomer(SUPERVISOR)).isMasked).toBe(false)
    await viewOrder(SUPERVISOR)
    expect(lines).toEqual([{ what: 'account detail shown to a supervisor without the caller', userId: 'sup-1', customerId }])
    expect(findLeaks(lines, secrets())).toEqual([])
  })
})
