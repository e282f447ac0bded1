// Goal: an order has one port or none, whatever is lost, repeated or late; it goes on where no ports are kept, and does not start where others come first.
// Method: the real runner and journal against a real central's port books; providers in memory. Each protection is taken away once.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err } from '../../../shared/kernel/result.ts'
import { CTX, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle, unwrap } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld } from '../../support/fake-world.ts'
import type { World } from '../../support/fake-world.ts'
import { aCatalog, anAddress, aQualification, START } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'
import type { VirtualTime } from '../../support/virtual-time.ts'
import { ADMIN } from '../../unit/central/support/builders.ts'
import { startCentral } from '../../unit/central/support/start-central.ts'
import type { StartedCentral } from '../../unit/central/support/start-central.ts'

type Fault = 'lostBefore' | 'lostAfter' | 'twice' | 'late' | 'unknownCommand' | 'freshKey'
let directory: string, time: VirtualTime, world: World, central: StartedCentral, desk: Desk
let fault: Fault | null, isKestrelRefusing: boolean

async function begin(wrap?: (store: CentralStore) => CentralStore): Promise<void> {
  directory = makeDeskDirectory()
  time = createVirtualTime(START)
  fault = null
  isKestrelRefusing = false
  world = createWorld({ time, catalog: () => aCatalog(), faultFor: (call) => (isKestrelRefusing && call.name === 'serviceOrder.add' && call.party === 'kestrel' ? 'refused' : null) })
  central = await startCentral(wrap)
  const real = central.client
  let asked = 0
  const mixed = {
    ...world.central,
    command: async (name: string, key: string, input: never, actor: never) => {
      if (!name.startsWith('ports.')) return world.central.command(name as never, key, input, actor)
      // The undo of a step is heard whatever happened to the step.
      const what = name === 'ports.hold' ? fault : null
      const send = () => real.command(name as never, fault === 'freshKey' ? `${key}:${asked++}` : key, input, actor)
      if (what !== null && what !== 'unknownCommand' && what !== 'twice') fault = null
      switch (what) {
        case 'unknownCommand': return err(appError('unknown-command', { name }))
        case 'lostBefore': return err(appError('central-unavailable'))
        case 'lostAfter': return send().then(() => err(appError('central-unavailable')))
        case 'late': time.timers.after(600_000, () => void send()); return err(appError('central-unavailable'))
        case 'twice': await send(); return send()
        default: return send()
      }
    },
    query: async (name: string, input: { readonly key?: string }) => (input.key?.includes(':holdPort') ? real.query(name as never, input as never) : world.central.query(name as never, input as never)),
  } as unknown as CentralClient
  desk = openDesk({ directory, time, world: { ...world, central: mixed }, catalog: () => aCatalog() })
  for (const place of ['adr-1', 'adr-2']) {
    const [line] = aQualification(anAddress(place)).lines
    unwrap(desk.journal.write((tx) => (tx.qualifications.save(aQualification(anAddress(place), { lines: [{ ...line!, port: { queueId: 'cabinet', distanceM: 12 } }] })), { ok: true, value: null })))
  }
  desk.runner.start()
}
beforeEach(() => begin())
afterEach(async () => {
  await desk.runner.stop()
  desk.journal.close()
  await central.close()
  removeDirectory(directory)
})
const plan = (...portIds: string[]) => central.send('ports.plan', { queueId: 'cabinet', providerId: 'centurylink', accessType: 'copper', portIds, waiting: [] }, { actor: ADMIN })
const free = async () => (await central.ask('ports.book', { queueId: 'cabinet' })).book?.portsFree
const settled = () => settle(time, () => isQuiet(desk.journal))
const stepOf = (orderId: string) => desk.journal.read.order(orderId)?.steps.find(({ kind }) => kind === 'holdPort')
/** The port steps are the only ones here that can go wrong; an order's own end is told to the world's central. */
async function run(place = 'adr-1') {
  const orderId = await desk.signUp(place)
  await settled()
  return { orderId, state: desk.outcomeOf(orderId).state, details: stepOf(orderId)?.details ?? null }
}

describe('the port of an order', () => {
  it('is taken before any provider is asked, and its timeline says which', async () => {
    await plan('port-1', 'port-2')
    const { state, details, orderId } = await run()
    expect([state, details, await free()]).toEqual(['completed', { queueId: 'cabinet', portId: 'port-1' }, 1])
    const kinds = desk.journal.read.order(orderId)!.steps.map(({ kind }) => kind)
    expect(kinds.indexOf('holdPort')).toBeLessThan(kinds.indexOf('serviceOrder'))
  })
  it.each(['lostBefore', 'lostAfter', 'late', 'twice'] as const)('is one port when the answer is %s', async (kind) => {
    await plan('port-1', 'port-2')
    fault = kind
    const { state, details } = await run()
    time.fireNext()
    expect([state, details?.['portId'], await free()]).toEqual(['completed', 'port-1', 1])
  })
  it('is free again when a provider refuses: at once, and when the request comes after its own undo', async () => {
    await plan('port-1')
    isKestrelRefusing = true
    expect((await run()).state).toBe('failed')
    expect(await free()).toBe(1)
    fault = 'late'
    const { orderId } = await run('adr-2')
    const late = await central.send('ports.hold', { queueId: 'cabinet', orderId, place: 'adr-2', priorityClass: 1, since: START, distanceM: 12 })
    expect([late.ok ? 'given' : late.error.code, await free()]).toEqual(['port-released', 1])
  })
  it('is free again when the rep cancels before the pivot', async () => {
    await plan('port-1')
    const orderId = await desk.signUp()
    unwrap(await desk.cancel({ commandId: '01890000-0000-7000-8000-00000000abcd', orderId }, CTX))
    await settled()
    expect([desk.outcomeOf(orderId).state, await free()]).toEqual(['cancelled', 1])
  })
  it('is not asked for where no book is kept, and the order goes on and says so', async () => {
    expect(await run()).toMatchObject({ state: 'completed', details: { queueId: 'cabinet', without: 'noBook' } })
  })
  it('is not to be had from a central of an earlier version: the order goes on, and is taken back, without one', async () => {
    fault = 'unknownCommand'
    expect(await run()).toMatchObject({ state: 'completed', details: { without: 'notSupported' } })
    isKestrelRefusing = true
    expect((await run('adr-2')).state).toBe('failed')
  })
  it('stops an order when others come first, with the place it would have, before any provider hears of it', async () => {
    await plan('port-1')
    await run()
    const asked = world.book.filter(({ effect }) => effect === 'service').length
    const { orderId, state } = await run('adr-2')
    expect(state).toBe('failed')
    expect(desk.journal.read.order(orderId)?.stateReason).toEqual({ code: 'port-others-first', details: { queueId: 'cabinet', place: 1, waiting: 1, free: 0 } })
    expect(world.book.filter(({ effect }) => effect === 'service')).toHaveLength(asked)
    expect((await central.ask('ports.book', { queueId: 'cabinet' })).book?.waiting).toEqual([])
  })
})

describe('controls: with a protection taken away', () => {
  const without = async (over: object): Promise<void> => {
    await desk.runner.stop()
    desk.journal.close()
    await central.close()
    removeDirectory(directory)
    await begin((store) => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, portBooks: { ...tx.portBooks, ...over } })) }))
  }
  it('a release that is forgotten lets a late request take a port nobody gives back', async () => {
    await without({ isReleased: async () => false })
    await plan('port-1')
    isKestrelRefusing = true
    const { orderId } = await run()
    const late = await central.send('ports.hold', { queueId: 'cabinet', orderId, place: 'adr-1', priorityClass: 1, since: START, distanceM: 12 })
    expect([late.ok, await free()]).toEqual([true, 0])
  })
  it('an order whose port central forgot is stopped by the store itself: it has no second one', async () => {
    await without({})
    await plan('port-1', 'port-2')
    const hold = { queueId: 'cabinet', orderId: 'o1', place: 'adr-1', priorityClass: 1, since: START, distanceM: 12 }
    unwrap(await central.send('ports.hold', hold))
    const forgetful = await central.store.read((tx) => tx.portBooks.find('cabinet'))
    const [kept] = forgetful.ok && forgetful.value ? [forgetful.value] : []
    await expect(central.store.write(async (tx) => (await tx.portBooks.change({ queueId: 'cabinet', from: kept!.revision, to: kept!.revision + 1, added: [], removed: [], freed: [], given: [{ portId: 'port-2', holder: 'o1' }], termed: [], joined: [], left: [] }), { ok: true, value: null })).then((answer) => (answer.ok ? 'given' : 'stopped'), () => 'stopped')).resolves.toBe('stopped')
  })
})
