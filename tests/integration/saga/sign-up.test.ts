// Goal: one sign-up reaches every party exactly once, and says what it waits for when it cannot.
// Method: the real use cases, runner and journal on a virtual clock; parties in memory with an effect book.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CTX, flush, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld, findHalfDone } from '../../support/fake-world.ts'
import type { CallFault, World } from '../../support/fake-world.ts'
import { aCatalog, PARTIES, START, TOTAL_MINOR } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'
import type { VirtualTime } from '../../support/virtual-time.ts'

let directory: string, time: VirtualTime, world: World, desk: Desk
let catalog = aCatalog()
let fault: (name: string) => CallFault | null
const commandIds = seededIds(7)

beforeEach(() => {
  directory = makeDeskDirectory()
  time = createVirtualTime(START)
  catalog = aCatalog()
  fault = () => null
  world = createWorld({ time, catalog: () => catalog, faultFor: (call) => fault(`${call.party} ${call.name}`) })
  desk = openDesk({ directory, time, world, catalog: () => catalog })
  desk.runner.start()
})
afterEach(async () => {
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
})
const settled = () => settle(time, () => isQuiet(desk.journal))
const kindsOf = (orderId: string) => desk.journal.read.order(orderId)?.steps.map((step) => `${step.id} ${step.state}`)

describe('a sign-up', () => {
  it('goes through four providers and central, and each has it exactly once', async () => {
    const orderId = await desk.signUp()
    expect(await settled()).toBe(true)
    expect(desk.outcomeOf(orderId)).toMatchObject({ orderId, state: 'completed', isEnded: true })
    expect(findHalfDone(world, [desk.outcomeOf(orderId)], PARTIES)).toEqual([])
    expect(world.book.map((effect) => `${effect.party} ${effect.effect}`)).toEqual([
      'central register', 'central hold', 'centurylink service', 'central link centurylink', 'earthlink service', 'central link earthlink',
      'high-plains service', 'central link high-plains', 'kestrel service', 'central link kestrel', 'central activate', 'central assign',
    ])
  })

  it('keeps every local id, the address and a timeline without gaps, and erases the password at the end', async () => {
    const orderId = await desk.signUp()
    expect(desk.journal.saga.secret(orderId)).not.toBeNull()
    await settled()
    const view = desk.journal.read.order(orderId)
    expect(view?.localIds.map((link) => [link.providerId, link.state])).toEqual(PARTIES.map((party) => [party, 'linked']))
    expect(view?.address).toBe('203.0.113.7')
    expect(view?.events.map((event) => event.seq)).toEqual(view?.events.map((_event, index) => index + 1))
    expect(view?.events.at(-1)?.kind).toBe('completed')
    expect(desk.journal.saga.secret(orderId)).toBeNull()
  })

  it('is undone everywhere, in reverse, when a provider refuses before the pivot', async () => {
    fault = (name) => (name === 'kestrel serviceOrder.add' ? 'refused' : null)
    const orderId = await desk.signUp()
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('failed')
    expect(desk.journal.read.order(orderId)?.stateReason).toEqual({ code: 'provider-refused', details: { providerCode: 'PORT-EXHAUSTED' } })
    expect(findHalfDone(world, [desk.outcomeOf(orderId)], PARTIES)).toEqual([])
    expect(world.book.filter((effect) => effect.effect.startsWith('undo')).map((effect) => `${effect.party} ${effect.effect}`)).toEqual([
      'central undo link high-plains', 'high-plains undo service', 'central undo link earthlink', 'earthlink undo service',
      'central undo link centurylink', 'centurylink undo service', 'central undo hold',
    ])
  })

  it('calls a lost answer unknown, never failed, keeps the order in progress and asks whether it happened', async () => {
    let isAway = true
    fault = (name) => (name === 'earthlink serviceOrder.add' ? 'lostAfter' : name === 'earthlink probe' && isAway ? 'probeLost' : null)
    const orderId = await desk.signUp()
    await flush()
    expect(kindsOf(orderId)).toContain('serviceOrder:earthlink unknown')
    for (let fired = 0; fired < 10; fired++) {
      time.fireNext()
      await flush()
    }
    expect(desk.outcomeOf(orderId)).toMatchObject({ state: 'inProgress', isEnded: false })
    isAway = false
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('completed')
    expect(findHalfDone(world, [desk.outcomeOf(orderId)], PARTIES)).toEqual([])
  })

  it('asks again with backoff while a provider is known not to have it', async () => {
    let refusals = 3
    fault = (name) => (name === 'centurylink serviceOrder.add' && refusals-- > 0 ? 'unreachable' : null)
    const orderId = await desk.signUp()
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('completed')
    expect(time.clock.now() - START).toBe(1_000 + 2_000 + 5_000)
    expect(desk.journal.read.order(orderId)?.steps.find((step) => step.id === 'serviceOrder:centurylink')?.attempts).toBe(4)
  })
})

describe('an order without network', () => {
  it('is taken, says that it is kept here, and goes on when the network is back', async () => {
    world.network.set(false)
    const orderId = await desk.signUp()
    await flush()
    expect(desk.journal.read.orders({ limit: 10 })[0]).toMatchObject({ orderId, state: 'pending', queued: true })
    expect(world.book).toEqual([])
    world.network.set(true)
    desk.runner.kick()
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('completed')
  })

  it('is held when the price has changed meanwhile, and goes on at the new price once it is accepted', async () => {
    world.network.set(false)
    const orderId = await desk.signUp()
    await flush()
    catalog = aCatalog(2, 54_950_000)
    world.network.set(true)
    desk.runner.kick()
    await flush()
    expect(desk.journal.read.order(orderId)).toMatchObject({ state: 'held', stateReason: { code: 'price-changed', details: { oldMinor: 5_994, newMinor: 6_494 } } })
    expect(world.book).toEqual([])
    expect(await desk.acceptPrice({ commandId: commandIds.next(), orderId, totalMinor: 5_994 }, CTX)).toMatchObject({ ok: false, error: { code: 'price-changed' } })
    expect(await desk.acceptPrice({ commandId: commandIds.next(), orderId, totalMinor: 6_494 }, CTX)).toEqual({ ok: true, value: { state: 'inProgress' } })
    await settled()
    expect(desk.journal.read.order(orderId)).toMatchObject({ state: 'completed', order: { catalogVersion: 2, quote: { totalMinor: 6_494 } } })
    expect(await desk.acceptPrice({ commandId: commandIds.next(), orderId, totalMinor: 6_494 }, CTX)).toMatchObject({ ok: false, error: { code: 'order-not-held' } })
  })

  it('is held, not failed, when an offering is no longer sold, and can be cancelled', async () => {
    world.network.set(false)
    const orderId = await desk.signUp()
    await flush()
    catalog = { ...aCatalog(2), offerings: aCatalog(2).offerings.filter((offering) => offering.id !== 'kestrel-stream') }
    world.network.set(true)
    desk.runner.kick()
    await flush()
    expect(desk.journal.read.order(orderId)).toMatchObject({ state: 'held', stateReason: { code: 'offering-withdrawn', details: { offeringId: 'kestrel-stream' } } })
    await desk.cancel({ commandId: commandIds.next(), orderId }, CTX)
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('cancelled')
  })
})

describe('cancelling', () => {
  it('before the pivot undoes what was done, in reverse, and ends cancelled', async () => {
    fault = (name) => (name === 'kestrel serviceOrder.add' ? 'unreachable' : null)
    const orderId = await desk.signUp()
    await flush()
    expect(await desk.cancel({ commandId: commandIds.next(), orderId }, CTX)).toEqual({ ok: true, value: { state: 'pendingCancellation' } })
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('cancelled')
    expect(findHalfDone(world, [desk.outcomeOf(orderId)], PARTIES)).toEqual([])
    expect(world.book.find((effect) => effect.effect.startsWith('undo'))?.effect).toBe('undo link high-plains')
  })

  it('after the pivot is refused', async () => {
    fault = (name) => (name === 'central address.assign' ? 'lostBefore' : null)
    const orderId = await desk.signUp()
    await flush()
    expect(kindsOf(orderId)).toContain('activateBilling done')
    expect(await desk.cancel({ commandId: commandIds.next(), orderId }, CTX)).toMatchObject({ ok: false, error: { code: 'order-past-pivot' } })
    fault = () => null
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('completed')
  })

  it('is refused while the pivot may have happened', async () => {
    fault = (name) => (name === 'central billing.activate' ? 'lostAfter' : name === 'central command.outcome' ? 'probeLost' : null)
    const orderId = await desk.signUp()
    await flush()
    expect(kindsOf(orderId)).toContain('activateBilling unknown')
    expect(await desk.cancel({ commandId: commandIds.next(), orderId }, CTX)).toMatchObject({ ok: false, error: { code: 'order-past-pivot' } })
  })
})

describe('several orders', () => {
  it('run at the same time: one that waits does not hold up another', async () => {
    fault = (name) => (name === 'centurylink serviceOrder.add' && world.book.filter((effect) => effect.effect === 'hold').length < 2 ? 'unreachable' : null)
    const first = await desk.signUp('adr-1')
    await flush()
    const second = await desk.signUp('adr-2')
    await flush()
    expect(desk.outcomeOf(second).state).toBe('completed')
    expect(desk.outcomeOf(first).isEnded).toBe(false)
    await settled()
    expect(findHalfDone(world, [first, second].map(desk.outcomeOf), PARTIES)).toEqual([])
  })

  it('submitted twice with one command is one order, and the second answer is the first', async () => {
    const commandId = commandIds.next()
    const orderId = await desk.signUp('adr-1', TOTAL_MINOR, commandId)
    expect(desk.journal.read.orders({ limit: 10 })).toHaveLength(1)
    const again = await desk.submit({ commandId, draftId: 'other', revision: 2, catalogVersion: 1, totalMinor: TOTAL_MINOR }, CTX)
    expect(again).toMatchObject({ ok: false, error: { code: 'command-reused' } })
    await settled()
    expect(desk.outcomeOf(orderId).state).toBe('completed')
  })
})
