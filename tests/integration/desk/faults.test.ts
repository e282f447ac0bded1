// Goal: however a provider fails, an order ends completed or taken back everywhere, and nothing ever happens twice.
// Method: a real desk against real provider processes; failures are ordered at the provider, the oracle is its effect book.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrderView } from '../../../shared/domain/order.ts'
import type { CentralProcess } from '../../support/central-process.ts'
import { startCentralProcess } from '../../support/central-process.ts'
import { contradictions } from '../../support/desk-parties.ts'
import type { BookEntry } from '../../support/desk-parties.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig } from '../../support/desk-rig.ts'
import type { DeskRig, Place, Submitted } from '../../support/desk-rig.ts'
import type { FaultOrder } from '../../support/provider-port.ts'

const PARTIES = ['centurylink', 'earthlink', 'high-plains', 'kestrel'] as const
const ANSWER_TIMEOUT_MS = 1_000
const OWNER_SUCCEEDS: readonly FaultOrder[] = [
  { fault: 'accept' }, { fault: 'slow', delayMs: 300 }, { fault: 'slow', delayMs: 2_500 }, { fault: 'late', delayMs: 700 }, { fault: 'twice' },
  { fault: 'half' }, { fault: 'never' }, { fault: 'unavailableAfterEffect' }, { fault: 'restart' },
]
const OTHERS_SUCCEED: readonly (readonly [string, FaultOrder])[] = [['earthlink', { fault: 'half' }], ['high-plains', { fault: 'restart' }], ['kestrel', { fault: 'unavailableAfterEffect' }]]
const REFUSALS: readonly (readonly [string, string])[] = [['centurylink', 'PORT-EXHAUSTED'], ['earthlink', 'PLAN-CLOSED'], ['high-plains', 'SUBSCRIBER-BARRED'], ['kestrel', 'ENTITLEMENT-DENIED']]

const directory = newDirectory()
let central: CentralProcess, rig: DeskRig, place: Place
beforeAll(async () => {
  central = await startCentralProcess(`${directory.path}/central`)
  rig = await startDeskRig(`${directory.path}/desk`, { central: central.location, answerTimeoutMs: ANSWER_TIMEOUT_MS })
  place = (await rig.findPlaces(1))[0]!
})
afterAll(async () => {
  await rig?.stop()
  await central?.end()
  directory.remove()
})

const bookOf = async (orderId: string): Promise<readonly BookEntry[]> =>
  (await rig.book()).filter((entry) => entry.externalId.startsWith(`${orderId}:`))
const found = async (order: Submitted, view: OrderView) => contradictions({ acknowledged: [order.orderId], orders: [{ orderId: order.orderId, ...view }], book: await bookOf(order.orderId) })
const login = (order: Submitted) => rig.ask('isp.proveAccess', { orderId: order.orderId, password: order.caller.password })
const addressesOf = async (orderId: string) => {
  const answer = await central.client.query('address.assignments', {})
  if (!answer.ok) throw new Error('central answers')
  return answer.value.assignments.filter((assignment) => assignment.orderId === orderId && assignment.state !== 'quarantined')
}
const linksOf = async (customerId: string) => {
  const answer = await central.client.query('customer.get', { customerId })
  if (!answer.ok) throw new Error('central answers')
  return answer.value.crosswalk
}
const billedTo = async (customerId: string) => {
  const answer = await central.client.query('billing.services', { customerId })
  if (!answer.ok) throw new Error('central answers')
  return answer.value.services
}

async function expectCompletedOnce(order: Submitted, view: OrderView): Promise<void> {
  expect([view.state, view.stateReason]).toEqual(['completed', null])
  expect(await found(order, view)).toEqual([])
  const book = await bookOf(order.orderId)
  expect(new Set(book.map((entry) => entry.externalId))).toEqual(new Set(PARTIES.map((party) => `${order.orderId}:serviceOrder:${party}`)))
  expect(await addressesOf(order.orderId)).toMatchObject([{ address: view.address, state: 'assigned' }])
  expect((await linksOf(order.customerId)).map((link) => link.state)).toEqual(PARTIES.map(() => 'linked'))
  expect(await login(order)).toEqual({ accepted: true, framedIpAddress: view.address })
}

/** After a refusal nothing of the order lives anywhere, but that the person exists. */
async function expectTakenBack(order: Submitted, view: OrderView): Promise<void> {
  expect(view.state).toBe('failed')
  expect(await found(order, view)).toEqual([])
  for (const party of rig.providers) expect((await party.live()).filter((service) => service.universalCustomerId === order.customerId), party.providerId).toEqual([])
  for (const party of rig.providers) expect(await party.inventory(order.customerId), party.providerId).toEqual([])
  expect(await addressesOf(order.orderId)).toEqual([])
  expect((await linksOf(order.customerId)).filter((link) => link.state === 'linked')).toEqual([])
  expect(await billedTo(order.customerId)).toEqual([])
  expect(await login(order)).toEqual({ accepted: false, framedIpAddress: null })
}

describe('a failure that the order survives', () => {
  it.each(OWNER_SUCCEEDS)('at the network owner: %o', async (fault) => {
    await rig.provider('centurylink').order(fault)
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    await expectCompletedOnce(order, await rig.ended(order.orderId))
    expect(await rig.provider('centurylink').faults()).toEqual([])
  })

  it.each(OTHERS_SUCCEED)('at %s: %o', async (party, fault) => {
    await rig.provider(party).order(fault)
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    await expectCompletedOnce(order, await rig.ended(order.orderId))
    expect(await rig.provider(party).faults()).toEqual([])
  })

  it('calls a lost answer unknown while it does not know', async () => {
    await rig.provider('centurylink').order({ fault: 'late', delayMs: 1_200 })
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    const waiting = await rig.waitFor(order.orderId, (view) => view.steps.some((step) => step.id === 'serviceOrder:centurylink' && step.state === 'unknown'))
    expect(waiting.state).toBe('inProgress')
    await expectCompletedOnce(order, await rig.ended(order.orderId))
  })

  it('at the ISP\'s login servers: one that stays silent', async () => {
    await rig.provider('high-plains').order({ fault: 'never', on: 'radius' })
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    await expectCompletedOnce(order, await rig.ended(order.orderId))
  })
})

describe('a refusal', () => {
  it.each(REFUSALS)('by %s (%s) is told in the provider\'s word, and everything done is taken back', async (party, code) => {
    await rig.provider(party).order({ fault: 'reject', code })
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    const view = await rig.ended(order.orderId)
    await expectTakenBack(order, view)
    expect(JSON.stringify(view.stateReason)).toContain(code)
    const asked = PARTIES.slice(0, PARTIES.findIndex((candidate) => candidate === party))
    expect(new Set((await bookOf(order.orderId)).map((entry) => entry.providerId))).toEqual(new Set(asked))
  })

  it('is taken back also when the undo itself loses its answer', async () => {
    await rig.provider('kestrel').order({ fault: 'reject', code: 'ENTITLEMENT-DENIED' })
    await rig.provider('centurylink').order({ fault: 'accept' })
    await rig.provider('centurylink').order({ fault: 'never' })
    await rig.provider('earthlink').order({ fault: 'accept' })
    await rig.provider('earthlink').order({ fault: 'unavailableAfterEffect' })
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    await expectTakenBack(order, await rig.ended(order.orderId))
    expect(await rig.provider('centurylink').faults()).toEqual([])
  })

  it('by the ISP of a wrong password reaches no provider', async () => {
    const caller = await rig.newCaller()
    const order = await rig.signUp(place, [PLAN, BUNDLE], { ...caller, password: 'not-the-password' })
    const view = await rig.ended(order.orderId)
    await expectTakenBack(order, view)
    expect(view.stateReason?.code).toBe('identifier-rejected')
    expect(await bookOf(order.orderId)).toEqual([])
  })
})

describe('what the checks above would catch', () => {
  it('an effect that happened twice, a part that is missing, and a service that was left behind', async () => {
    const order = await rig.signUp(place, [PLAN, BUNDLE])
    const { state, steps } = await rig.ended(order.orderId)
    const book = await bookOf(order.orderId)
    const orders = [{ orderId: order.orderId, state, steps }]
    const acknowledged = [order.orderId]
    expect(contradictions({ acknowledged, orders, book })).toEqual([])
    expect(contradictions({ acknowledged, orders, book: [...book, book[0]!] })).toEqual([expect.stringContaining('2 times')])
    expect(contradictions({ acknowledged, orders, book: book.filter((entry) => entry.providerId !== 'kestrel') })).toEqual([expect.stringContaining('has nothing at kestrel')])
    expect(contradictions({ acknowledged, orders: [{ ...orders[0]!, state: 'failed' }], book })).toHaveLength(book.length)
    expect(contradictions({ acknowledged: [...acknowledged, 'lost'], orders, book })).toEqual(['acknowledged order lost is lost'])
    expect(contradictions({ acknowledged: [], orders: [], book }).length).toBe(book.length)
  })
})
