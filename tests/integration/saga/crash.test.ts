// Goal: the desk may die at any moment and nothing is half done.
// Method: die before and after every single write, and after every effect before its answer is on disk; reopen, go on, check.
import { describe, expect, it } from 'vitest'
import { flush, isQuiet, makeDeskDirectory, openDesk, removeDirectory, settle } from '../../support/fake-desk.ts'
import { createWorld, findHalfDone } from '../../support/fake-world.ts'
import type { CallFault, WorldOptions } from '../../support/fake-world.ts'
import { createKillable, withEffectBeforeIntent, withoutProbes } from '../../support/saga-wrappers.ts'
import { aCatalog, PARTIES, START } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'

type Scenario = {
  readonly dieAtWrite?: { readonly write: number; readonly when: 'before' | 'after' }
  readonly dieAtEffect?: number
  readonly refuseAt?: string
  readonly dedupes?: boolean
  readonly identifierMode?: 'existing' | 'new'
  readonly broken?: 'effectBeforeIntent' | 'noProbe'
}

/** One sign-up that dies once and is taken up again by a new process over the same file. */
async function run(scenario: Scenario) {
  const time = createVirtualTime(START)
  const directory = makeDeskDirectory()
  let effects = 0
  const killable = createKillable((write) => (write === scenario.dieAtWrite?.write ? scenario.dieAtWrite.when : null))
  const options: WorldOptions = {
    time, catalog: () => aCatalog(), dedupes: scenario.dedupes ?? true,
    faultFor: (call): CallFault | null => (scenario.refuseAt === `${call.party} ${call.name}` ? 'refused' : null),
    afterEffect: () => void (++effects === scenario.dieAtEffect && killable.kill()),
  }
  const world = createWorld(options)
  const parties = scenario.broken === 'noProbe' ? withoutProbes(world) : world
  const open = () => {
    const desk = openDesk({
      directory, time, world: { ...parties, network: world.network }, catalog: () => aCatalog(), identifierMode: scenario.identifierMode ?? 'existing',
      wrapSaga: (saga) => killable.wrap(scenario.broken === 'effectBeforeIntent' ? withEffectBeforeIntent(saga) : saga),
    })
    desk.runner.start()
    return desk
  }
  let desk = open()
  const orderId = await desk.signUp()
  await settle(time, () => killable.isDead() || isQuiet(desk.journal))
  const died = killable.isDead()
  if (died) {
    await desk.runner.stop()
    desk.journal.close()
    killable.revive()
    desk = open()
    await settle(time, () => isQuiet(desk.journal))
  }
  await flush()
  const outcome = desk.outcomeOf(orderId)
  const result = { died, state: outcome.state, wrong: findHalfDone(world, [outcome], PARTIES), writes: killable.writes(), effects }
  await desk.runner.stop()
  desk.journal.close()
  removeDirectory(directory)
  return result
}

/** All positions until the scenario no longer dies. */
async function everyPosition(scenarioAt: (position: number) => Scenario): Promise<{ readonly positions: number; readonly wrong: readonly string[]; readonly states: ReadonlySet<string> }> {
  const wrong: string[] = []
  const states = new Set<string>()
  for (let position = 1; ; position++) {
    const result = await run(scenarioAt(position))
    if (!result.died) return { positions: position - 1, wrong, states }
    wrong.push(...result.wrong.map((what) => `position ${position}: ${what}`))
    states.add(result.state)
  }
}

const REFUSED = 'kestrel serviceOrder.add'

describe.each(['before', 'after'] as const)('a desk that dies %s any of its writes', (when) => {
  it('completes the order, each effect exactly once', async () => {
    const { positions, wrong, states } = await everyPosition((write) => ({ dieAtWrite: { write, when } }))
    expect(wrong).toEqual([])
    expect([...states]).toEqual(['completed'])
    // Sixteen steps with intent and answer each, the end, and what central must be told.
    expect(positions).toBeGreaterThan(2 * 16)
  })

  it('undoes a refused order completely', async () => {
    const { wrong, states } = await everyPosition((write) => ({ dieAtWrite: { write, when }, refuseAt: REFUSED }))
    expect(wrong).toEqual([])
    expect([...states]).toEqual(['failed'])
  })
})

describe('a desk that dies after an effect, before its answer is on disk', () => {
  it.each([{ dedupes: true }, { dedupes: false }])('finds out and repeats nothing ($dedupes: the party dedupes)', async ({ dedupes }) => {
    const { positions, wrong } = await everyPosition((dieAtEffect) => ({ dieAtEffect, dedupes }))
    expect(wrong).toEqual([])
    expect(positions).toBe(12)
  })

  it('finishes an undo that it had begun', async () => {
    expect((await everyPosition((dieAtEffect) => ({ dieAtEffect, refuseAt: REFUSED }))).wrong).toEqual([])
  })

  it.each(['effectBeforeIntent', 'noProbe'] as const)('is caught when the protocol is broken: %s', async (broken) => {
    const { wrong } = await everyPosition((dieAtEffect) => ({ dieAtEffect, dedupes: false, broken }))
    expect(wrong.some((what) => what.includes('added 2 times'))).toBe(true)
  })
})

describe('a desk that dies while a new identifier is made the caller’s', () => {
  const identifierMode = 'new' as const

  it.each(['before', 'after'] as const)('leaves it reserved once, dying %s any write', async (when) => {
    const { wrong, states } = await everyPosition((write) => ({ dieAtWrite: { write, when }, identifierMode }))
    expect(wrong).toEqual([])
    expect([...states]).toEqual(['completed'])
  })

  it('gives it back when a later party refuses', async () => {
    const { wrong, states } = await everyPosition((dieAtEffect) => ({ dieAtEffect, refuseAt: REFUSED, identifierMode }))
    expect(wrong).toEqual([])
    expect([...states]).toEqual(['failed'])
  })

  it.each([{ dedupes: true }, { dedupes: false }])('finds out and reserves nothing twice ($dedupes: the ISP dedupes)', async ({ dedupes }) => {
    const { positions, wrong } = await everyPosition((dieAtEffect) => ({ dieAtEffect, dedupes, identifierMode }))
    expect(wrong).toEqual([])
    expect(positions).toBe(13)
  })

  it.each(['effectBeforeIntent', 'noProbe'] as const)('is caught reserving twice when the protocol is broken: %s', async (broken) => {
    const { wrong } = await everyPosition((dieAtEffect) => ({ dieAtEffect, dedupes: false, broken, identifierMode }))
    expect(wrong.some((what) => what.includes('high-plains identifier: added 2 times'))).toBe(true)
  })

  it('turns the order back when the identifier was taken in the meantime, and leaves nothing', async () => {
    const { state, wrong } = await run({ refuseAt: 'high-plains identifier.reserve', identifierMode })
    expect({ state, wrong }).toEqual({ state: 'failed', wrong: [] })
  })
})
