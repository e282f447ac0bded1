// Goal: the runner's edges: what a refusal means after the pivot, a full disk, a row central refuses for good, a bug in one order.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SagaJournal } from '../../../main/provisioning/runner/ports.ts'
import { sendOutbox } from '../../../main/provisioning/runner/send-outbox.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { flush, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle } from '../../support/fake-desk.ts'
import type { Desk } from '../../support/fake-desk.ts'
import { createWorld, findHalfDone } from '../../support/fake-world.ts'
import type { CallFault, World } from '../../support/fake-world.ts'
import { aCatalog, PARTIES, START } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'
import type { VirtualTime } from '../../support/virtual-time.ts'

let directory: string, time: VirtualTime, world: World, desk: Desk
let fault: (name: string) => CallFault | null
let change: (saga: SagaJournal) => SagaJournal['change']
let read: (saga: SagaJournal) => SagaJournal['read']
beforeEach(() => {
  directory = makeDeskDirectory()
  time = createVirtualTime(START)
  fault = () => null
  change = (saga) => saga.change
  read = (saga) => saga.read
  world = createWorld({ time, catalog: () => aCatalog(), faultFor: (call) => fault(`${call.party} ${call.name}`) })
  desk = openDesk({ directory, time, world, catalog: () => aCatalog(), wrapSaga: (saga) => ({ ...saga, read: (orderId) => read(saga)(orderId), change: (orderId, next) => change(saga)(orderId, next) }) })
  desk.runner.start()
})
afterEach(async () => {
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
})
const stateOf = (orderId: string, stepId: string) => desk.journal.read.order(orderId)?.steps.find((step) => step.id === stepId)?.state

describe('after the pivot', () => {
  it('even a refusal is asked again: the order stays in progress and nothing is undone', async () => {
    fault = (name) => (name === 'central address.assign' ? 'refused' : null)
    const orderId = await desk.signUp()
    for (let fired = 0; fired < 8; fired++) {
      await flush()
      time.fireNext()
    }
    await flush()
    expect(stateOf(orderId, 'assignAddress')).toBe('waiting')
    expect(desk.outcomeOf(orderId)).toMatchObject({ state: 'inProgress', isEnded: false })
    expect(world.book.some((effect) => effect.effect.startsWith('undo'))).toBe(false)
  })
})

describe('before the pivot', () => {
  it('a hold that has run out turns the order back instead of billing for an address that may be another\'s', async () => {
    fault = (name) => (name === 'kestrel serviceOrder.add' ? 'unreachable' : null)
    const orderId = await desk.signUp()
    await flush()
    time.jump(3 * 3_600_000)
    fault = () => null
    await settle(time, () => isQuiet(desk.journal))
    expect(desk.journal.read.order(orderId)).toMatchObject({ state: 'failed', stateReason: { code: 'hold-expired' } })
    expect(findHalfDone(world, [desk.outcomeOf(orderId)], PARTIES)).toEqual([])
  })

  it('an identifier that the ISP rejects leaves nothing anywhere but the registration', async () => {
    const orderId = await desk.signUp()
    expect(orderId).not.toBe('')
    const rejected = await signUpWithPassword('wrong')
    await settle(time, () => isQuiet(desk.journal))
    expect(desk.journal.read.order(rejected)).toMatchObject({ state: 'failed', stateReason: { code: 'identifier-rejected' } })
    expect(world.book.filter((effect) => effect.orderId === rejected).map((effect) => effect.effect)).toEqual(['register'])
  })
})

describe('a disk that refuses writes', () => {
  it('does not lose an order that was taken and could not be laid out yet: it is looked at again, nobody need kick', async () => {
    let isLaidOut = false
    read = (saga) => (orderId) => (isLaidOut ? saga.read(orderId) : null)
    const orderId = await desk.signUp()
    await flush()
    expect(world.book).toEqual([])
    isLaidOut = true
    expect(await settle(time, () => isQuiet(desk.journal))).toBe(true)
    expect(desk.outcomeOf(orderId).state).toBe('completed')
  })

  it('stops the order before anybody is asked, and it goes on when there is room', async () => {
    change = () => () => err(appError('storage-read-only'))
    const orderId = await desk.signUp()
    await flush()
    expect(world.book).toEqual([])
    change = (saga) => saga.change
    await settle(time, () => isQuiet(desk.journal))
    expect(desk.outcomeOf(orderId).state).toBe('completed')
  })

  it('after an effect keeps the step as asked, so that it is probed and not repeated', async () => {
    let isFull = false
    change = (saga) => (orderId, next) => (isFull ? err(appError('storage-full')) : saga.change(orderId, next))
    fault = (name) => {
      if (name === 'earthlink serviceOrder.add') isFull = true
      return null
    }
    const orderId = await desk.signUp()
    await flush()
    expect(stateOf(orderId, 'serviceOrder:earthlink')).toBe('asking')
    fault = () => null
    isFull = false
    await settle(time, () => isQuiet(desk.journal))
    expect(findHalfDone(world, [desk.outcomeOf(orderId)], PARTIES)).toEqual([])
    expect(desk.outcomeOf(orderId).state).toBe('completed')
  })
})

describe('a bug in one order', () => {
  it('leaves that order alone until the next kick and does not stop another', async () => {
    let broken = ''
    change = (saga) => (orderId, next) => {
      if (orderId === broken) throw new Error('a bug')
      return saga.change(orderId, next)
    }
    world.network.set(false)
    broken = await desk.signUp('adr-1')
    const other = await desk.signUp('adr-2')
    world.network.set(true)
    desk.runner.kick()
    await flush()
    expect([desk.outcomeOf(broken).isEnded, desk.outcomeOf(other).state]).toEqual([false, 'completed'])
    const repaired = broken
    broken = ''
    desk.runner.kick(repaired)
    await settle(time, () => isQuiet(desk.journal))
    expect(desk.outcomeOf(repaired).state).toBe('completed')
  })
})

describe('the outbox', () => {
  const deps = (answers: readonly ReturnType<typeof answer>[]) => {
    const asked: string[] = []
    const central = { command: async (_name: string, key: string) => (asked.push(key), answers[asked.length - 1] ?? ok({ revision: 1 })) } as unknown as CentralClient
    return { asked, run: () => sendOutbox({ journal: desk.journal.saga, central, network: { isUp: () => true }, log: { info: () => undefined, warn: () => undefined, error: () => undefined }, isStopped: () => false }) }
  }
  const answer = (code: 'central-unavailable' | 'not-permitted' | 'internal' | 'central-older') => err(appError(code))
  beforeEach(async () => {
    await desk.runner.stop()
    await desk.signUp('adr-1')
    await desk.signUp('adr-2')
  })

  it.each(['central-unavailable', 'internal', 'central-older'] as const)('sends a row again under the same key when the answer is %s, and nothing overtakes it', async (code) => {
    const { asked, run } = deps([answer(code)])
    expect(await run()).toBe('later')
    expect(desk.journal.queued()).toBe(2)
    expect(await run()).toBe('empty')
    expect(asked[1]).toBe(asked[0])
    expect(new Set(asked).size).toBe(2)
  })

  it('sets aside what central refuses for good and goes on with the rest', async () => {
    const { asked, run } = deps([answer('not-permitted')])
    expect(await run()).toBe('empty')
    expect(asked).toHaveLength(2)
    expect(desk.journal.queued()).toBe(0)
  })
})

/** A caller who told the wrong password. */
async function signUpWithPassword(password: string): Promise<string> {
  world.network.set(false)
  const orderId = await desk.signUp('adr-7')
  await flush()
  desk.journal.write((tx) => (tx.secrets.put(orderId, password), ok(null)))
  world.network.set(true)
  desk.runner.kick()
  return orderId
}
