// Goal: one order reaches four companies and central, and each of them keeps both ids, its own part and nothing else.
// Method: a real desk, real provider processes, a central of its own; every fact is read back from the other side, not from the desk.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OrderView } from '../../../shared/domain/order.ts'
import type { CentralProcess } from '../../support/central-process.ts'
import { startCentralProcess } from '../../support/central-process.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig, SUPERVISOR } from '../../support/desk-rig.ts'
import type { DeskRig, Place, Submitted } from '../../support/desk-rig.ts'

/** What the bundle gathers: each is a service of its own, rated and delivered. */
const MEMBERS = ['kestrel-stream', 'kestrel-voice']
const PARTIES = ['centurylink', 'earthlink', 'high-plains', 'kestrel']
const directory = newDirectory()
let central: CentralProcess, rig: DeskRig, place: Place, order: Submitted, view: OrderView
let quotedMinor: number, beforeFulfilment: { accepted: boolean; framedIpAddress: string | null }

beforeAll(async () => {
  central = await startCentralProcess(`${directory.path}/central`)
  rig = await startDeskRig(`${directory.path}/desk`, { central: central.location })
  place = (await rig.findPlaces(1))[0]!
  quotedMinor = (await rig.ask('offers.quote', { qualificationId: place.qualification.id, offeringIds: [PLAN, BUNDLE] })).bill.totalMinor
  // The order waits at the network owner, so that the login can be tried while there is no access account yet.
  await rig.provider('centurylink').order({ fault: 'late', delayMs: 1_000 })
  order = await rig.signUp(place, [PLAN, BUNDLE])
  beforeFulfilment = await rig.ask('isp.proveAccess', { orderId: order.orderId, password: order.caller.password })
  view = await rig.ended(order.orderId)
})
afterAll(async () => {
  await rig?.stop()
  await central?.end()
  directory.remove()
})

describe('the first order', () => {
  it('is completed at every party it spans', () => {
    expect(view.state).toBe('completed')
    expect(view.steps.filter((step) => step.kind === 'serviceOrder').map((step) => [step.providerId, step.state])).toEqual(PARTIES.map((party) => [party, 'done']))
    expect(view.steps.every((step) => step.state === 'done')).toBe(true)
  })

  it('costs what the caller was told, at the desk and at central', () => {
    expect(view.order.quote.totalMinor).toBe(quotedMinor)
    const chargedMicro = view.order.quote.charges.reduce((sum, charge) => sum + charge.amountMicro + charge.taxMicro, 0)
    expect(Math.round(chargedMicro / 10_000)).toBe(quotedMinor)
    const paid = view.order.quote.charges.flatMap((charge) => charge.postings).reduce((sum, posting) => sum + posting.amountMicro, 0)
    expect(paid).toBe(0)
    expect(view.steps.find((step) => step.kind === 'activateBilling')?.details['firstBillMinor']).toBe(quotedMinor)
  })

  it.each(PARTIES)('is in the inventory of %s under our universal id and under its own', async (party) => {
    const services = await rig.provider(party).inventory(order.customerId)
    expect(services.length).toBeGreaterThan(0)
    const localIds = new Set(services.flatMap((service) => service.relatedParty.filter(({ role }) => role === 'localCustomer').map(({ id }) => id)))
    expect([...localIds]).toEqual([view.localIds.find((link) => link.providerId === party)?.localCustomerId])
    for (const service of services) {
      expect(service.state).toBe('active')
      expect(service.relatedParty.find(({ role }) => role === 'customer')?.id).toBe(order.customerId)
    }
  })

  it.each(PARTIES)('stands in the effect book of %s once, with both ids', async (party) => {
    const effects = (await rig.provider(party).effects()).filter((effect) => effect.externalId === `${order.orderId}:serviceOrder:${party}`)
    expect(effects.every((effect) => effect.effect === 'serviceAdded')).toBe(true)
    expect(new Set(effects.map((effect) => effect.detail.itemId)).size).toBe(effects.length)
    expect(new Set(effects.map((effect) => `${effect.universalCustomerId} ${effect.localCustomerId}`))).toEqual(new Set([`${order.customerId} ${view.localIds.find((link) => link.providerId === party)?.localCustomerId}`]))
  })

  it('is not known to a company that has no part in it', async () => {
    expect(await rig.provider('front-range-air').effects()).toEqual([])
  })

  it('gives central both ids of every party, in the crosswalk and with every billed service', async () => {
    const known = await central.client.query('customer.get', { customerId: order.customerId })
    const billed = await central.client.query('billing.services', { customerId: order.customerId })
    if (!known.ok || !billed.ok) throw new Error('central answers')
    expect(known.value.customer?.id).toBe(order.customerId)
    const live = new Map(await Promise.all(PARTIES.map(async (party) => [party, (await rig.provider(party).live())[0]?.localCustomerId] as const)))
    expect(known.value.crosswalk.map(({ customerId, providerId, localCustomerId, state }) => [customerId, providerId, localCustomerId, state]).toSorted())
      .toEqual(PARTIES.map((party) => [order.customerId, party, live.get(party), 'linked']).toSorted())
    expect(billed.value.services.map((service) => service.offeringId).toSorted()).toEqual([PLAN, BUNDLE, ...MEMBERS].toSorted())
    for (const service of billed.value.services) {
      expect(service).toMatchObject({ orderId: order.orderId, customerId: order.customerId, localCustomerId: live.get(service.providerId) })
    }
  })

  it('is derived into discrete services, each with a reason', async () => {
    expect(view.services.map((service) => service.kind).toSorted()).toEqual(['address', 'content', 'identity', 'plan', 'port', 'voice'])
    for (const service of view.services) expect(service.reason.code, service.kind).toMatch(/^[a-z][a-z-]+$/)
    expect((await rig.ask('orders.view', { orderId: order.orderId }, SUPERVISOR)).services).toEqual(view.services)
  })

  it('tells each provider what to meter: what the catalog charges by use, and nothing twice', async () => {
    const current = await central.client.query('catalog.current', {})
    if (!current.ok || !current.value.catalog) throw new Error('central has a catalog')
    const { offerings } = current.value.catalog
    const byUse = (offeringId: string) => offerings.filter(({ id }) => id === offeringId).flatMap(({ prices }) => prices.flatMap(({ ratingGuideline: rule }) => (rule.kind === 'perUnit' ? [rule.unit] : [])))
    const metered = await Promise.all(PARTIES.map((party) => rig.provider(party).live()))
    const lines = metered.flat().map((service) => ({ kind: service.serviceKind, offeringId: service.offeringId, meter: service.meter }))
    for (const line of lines) expect(line.meter, `${line.kind} ${line.offeringId}`).toEqual(['plan', 'content', 'voice'].includes(line.kind) ? [...new Set(byUse(line.offeringId))] : [])
    expect(lines.some(({ meter }) => Array.isArray(meter) && meter.length > 0), 'something in the demo catalog is charged by use').toBe(true)
  })

  it('lets the subscriber in only after the access account lives, with the assigned address', async () => {
    expect(beforeFulfilment).toEqual({ accepted: false, framedIpAddress: null })
    expect(await rig.ask('isp.proveAccess', { orderId: order.orderId, password: order.caller.password })).toEqual({ accepted: true, framedIpAddress: view.address })
    expect(await rig.ask('isp.proveAccess', { orderId: order.orderId, password: 'not-the-password' })).toEqual({ accepted: false, framedIpAddress: null })
    const assignments = await central.client.query('address.assignments', {})
    if (!assignments.ok) throw new Error('central answers')
    expect(assignments.value.assignments.filter(({ orderId }) => orderId === order.orderId)).toMatchObject([{ address: view.address, state: 'assigned', customerId: order.customerId }])
    const framed = (await rig.provider('high-plains').logins()).filter((login) => login['service'] === 'framed').map((login) => login['outcome'])
    expect(framed).toEqual(['reject', 'accept', 'reject'])
  })

  it('is shown with the customer at the desk, with every local id', async () => {
    const shown = await rig.ask('customers.view', { customerId: order.customerId }, SUPERVISOR)
    expect(shown.orderIds).toEqual([order.orderId])
    expect(shown.crosswalk.map((link) => link.providerId).toSorted()).toEqual(PARTIES)
  })
})
