// Goal: without network a call goes on as always, and what was promised is kept: sent once when the network is back, never at another price.
// Method: a real desk cut off by its own switch; the catalog changes at a central of its own, through a second client.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CentralProcess } from '../../support/central-process.ts'
import { startCentralProcess } from '../../support/central-process.ts'
import { contradictions } from '../../support/desk-parties.ts'
import { BUNDLE, PLAN, newDirectory, startDeskRig } from '../../support/desk-rig.ts'
import type { DeskRig, Place } from '../../support/desk-rig.ts'
import { raisePrice } from '../../support/raise-price.ts'

const RAISED_MINOR = 700
const directory = newDirectory()
let central: CentralProcess, rig: DeskRig, places: readonly Place[]
beforeAll(async () => {
  central = await startCentralProcess(`${directory.path}/central`)
  rig = await startDeskRig(`${directory.path}/desk`, { central: central.location })
  places = await rig.findPlaces(3)
})
afterAll(async () => {
  await rig?.stop()
  await central?.end()
  directory.remove()
})

const network = (state: 'up' | 'cut') => rig.ask('desk.setNetwork', { state })
const book = () => rig.book()

describe('a desk without network', () => {
  it('finds, checks, quotes and takes an order, says that it is kept here, and asks nobody', async () => {
    const caller = await rig.newCaller()
    await network('cut')
    const [place] = places
    expect((await rig.ask('places.search', { text: 'W 26th' })).matches.length).toBeGreaterThan(0)
    const qualification = await rig.ask('qualification.check', { channel: 'csr', place: place!.id })
    expect((await rig.refusal('qualification.ask', { channel: 'csr', place: place!.id }))?.code).toBe('network-unavailable')
    expect((await rig.refusal('isp.authenticate', caller))?.code).toBe('network-unavailable')
    expect((await rig.ask('offers.list', { qualificationId: qualification.id })).offers.some((offer) => offer.orderable)).toBe(true)

    const order = await rig.signUp({ id: place!.id, qualification }, [PLAN, BUNDLE], caller)
    expect(order.queued).toBe(true)
    const view = await rig.waitFor(order.orderId, ({ state }) => state === 'pending')
    expect(view.order.takenOffline).toBe(true)
    expect(view.order.quote.totalMinor).toBe(order.totalMinor)
    expect((await rig.ask('orders.list', {})).orders).toMatchObject([{ orderId: order.orderId, state: 'pending', queued: true }])
    expect(await rig.ask('desk.status', {})).toMatchObject({ network: 'cut', queued: 1 })
    expect(await book()).toEqual([])

    await network('up')
    const ended = await rig.ended(order.orderId)
    expect(ended.state).toBe('completed')
    expect(contradictions({ acknowledged: [order.orderId], orders: [{ orderId: order.orderId, ...ended }], book: await book() })).toEqual([])
    await rig.eventually(() => rig.ask('desk.status', {}), ({ queued }) => queued === 0)
  })

  it('holds an order whose price has changed meanwhile, tells both figures, and sends nothing until somebody decides', async () => {
    const callers = [await rig.newCaller(), await rig.newCaller()]
    const before = await book()
    await network('cut')
    const accepted = await rig.signUp(places[1]!, [PLAN, BUNDLE], callers[0])
    const cancelled = await rig.signUp(places[2]!, [PLAN, BUNDLE], callers[1])
    const catalog = await raisePrice(central.client, PLAN, RAISED_MINOR)
    await network('up')

    const held = await rig.waitFor(accepted.orderId, ({ state }) => state === 'held')
    await rig.waitFor(cancelled.orderId, ({ state }) => state === 'held')
    const { oldMinor, newMinor } = held.stateReason?.details ?? {}
    expect(held.stateReason?.code).toBe('price-changed')
    expect(oldMinor).toBe(accepted.totalMinor)
    expect(Number(newMinor)).toBeGreaterThan(accepted.totalMinor)
    expect(held.order.quote.totalMinor).toBe(accepted.totalMinor)
    expect(await book()).toEqual(before)

    expect((await rig.refusal('orders.acceptPrice', { commandId: randomUUID(), orderId: accepted.orderId, totalMinor: accepted.totalMinor }))?.code).toBe('price-changed')
    const yes = { commandId: randomUUID(), orderId: accepted.orderId, totalMinor: Number(newMinor) }
    expect(await rig.ask('orders.acceptPrice', yes)).toEqual({ state: 'inProgress' })
    expect(await rig.ask('orders.acceptPrice', yes)).toEqual({ state: 'inProgress' })
    await rig.ask('orders.cancel', { commandId: randomUUID(), orderId: cancelled.orderId })

    const [went, stopped] = await Promise.all([rig.ended(accepted.orderId), rig.ended(cancelled.orderId)])
    expect(went).toMatchObject({ state: 'completed', order: { quote: { totalMinor: newMinor }, catalogVersion: catalog.version } })
    expect(went.steps.find((step) => step.kind === 'activateBilling')?.details['firstBillMinor']).toBe(newMinor)
    expect(stopped.state).toBe('cancelled')
    const since = (await book()).filter((entry) => !before.some((old) => old.providerId === entry.providerId && old.seq === entry.seq))
    expect(since.some((entry) => entry.externalId.startsWith(cancelled.orderId))).toBe(false)
    expect(contradictions({ acknowledged: [accepted.orderId, cancelled.orderId], orders: [{ orderId: accepted.orderId, ...went }, { orderId: cancelled.orderId, ...stopped }], book: since })).toEqual([])
  })
})
