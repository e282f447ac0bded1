// Goal: whatever goes wrong, each order ends, exactly once at every party or with nothing left anywhere.
// Method: seeded simulation of the real use cases, runner and journal with 18 kinds of faults; each protection is then
// taken away by itself, and the same checker must notice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { journalTemplate, removeDirectory } from '../../support/fake-desk.ts'
import { ALL_FAULTS, simulate } from '../../support/saga-simulation.ts'
import type { FaultKind, SimulationOptions } from '../../support/saga-simulation.ts'
import { withEffectBeforeIntent, withFreshKeys, withoutProbes } from '../../support/saga-wrappers.ts'
import { START } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'

const SEEDS = Number(process.env['SAGA_SEEDS'] ?? 2_000)
const FRESH_SEEDS = 100
const CONTROL_SEEDS = 60
const TIME_BOX_MS = 55_000
/** A party that does not dedupe cannot be saved from a network that delivers twice or late: no sender can. */
const FOR_A_PARTY_WITHOUT_KEYS: readonly FaultKind[] = ALL_FAULTS.filter((kind) => kind !== 'twice' && kind !== 'lateArrival')

let template: ReturnType<typeof journalTemplate>
beforeAll(() => {
  template = journalTemplate(createVirtualTime(START))
})
afterAll(() => removeDirectory(template.directory))

async function simulateMany(firstSeed: number, count: number, options: Omit<SimulationOptions, 'seed'>) {
  const endsAt = performance.now() + TIME_BOX_MS
  const wrong: string[] = []
  const hits = new Map<FaultKind, number>()
  const states = new Map<string, number>()
  let seeds = 0
  for (; seeds < count && performance.now() < endsAt; seeds++) {
    const result = await simulate({ ...options, seed: firstSeed + seeds, prepare: template.copyTo })
    wrong.push(...result.wrong.map((what) => `seed ${firstSeed + seeds}: ${what}`))
    result.hit.forEach((kind) => hits.set(kind, (hits.get(kind) ?? 0) + 1))
    result.states.forEach((state) => states.set(state, (states.get(state) ?? 0) + 1))
  }
  return { wrong, hits, states, seeds }
}

describe('under every kind of fault', () => {
  it('no order is half done, none is stuck, and every kind of fault and of ending has been there', { timeout: 90_000 }, async () => {
    const { wrong, hits, states, seeds } = await simulateMany(1, SEEDS, {})
    console.log(`saga simulation: ${seeds} seeds, faults ${JSON.stringify(Object.fromEntries(hits))}, endings ${JSON.stringify(Object.fromEntries(states))}`)
    expect(wrong.slice(0, 5)).toEqual([])
    expect([...hits.keys()].sort()).toEqual([...ALL_FAULTS].sort())
    expect([...states.keys()].sort()).toEqual(['cancelled', 'completed', 'failed'])
    expect(seeds).toBeGreaterThanOrEqual(Math.min(SEEDS, 300))
  })

  it('holds for a seed that nobody has seen before', async () => {
    const seed = Math.floor(Math.random() * 1_000_000_000)
    console.log(`fresh seeds from ${seed}`)
    expect((await simulateMany(seed, FRESH_SEEDS, {})).wrong.slice(0, 5)).toEqual([])
  })

  it('takes the same course for the same seed', async () => {
    const [once, again] = [await simulate({ seed: 42, prepare: template.copyTo }), await simulate({ seed: 42, prepare: template.copyTo })]
    expect(again).toEqual(once)
  })

  it('holds for parties that would repeat an effect, because they are asked before anything is repeated', async () => {
    expect((await simulateMany(1, CONTROL_SEEDS * 3, { dedupes: false, faults: FOR_A_PARTY_WITHOUT_KEYS })).wrong.slice(0, 5)).toEqual([])
  })
})

describe('the checker notices a protocol', () => {
  const controls: readonly { readonly name: string; readonly options: Omit<SimulationOptions, 'seed'> }[] = [
    { name: 'with a fresh key per retry', options: { breakParties: (parties) => withFreshKeys(parties) } },
    { name: 'without probes, at a party that does not dedupe', options: { dedupes: false, faults: FOR_A_PARTY_WITHOUT_KEYS, breakParties: withoutProbes } },
    { name: 'that has the effect before the intent', options: { dedupes: false, faults: FOR_A_PARTY_WITHOUT_KEYS, breakSaga: withEffectBeforeIntent } },
    { name: 'whose undo is not idempotent', options: { undoIsIdempotent: false, breakParties: (parties) => withFreshKeys(parties, 'undo') } },
  ]
  it.each(controls)('$name', async ({ options }) => {
    const { wrong } = await simulateMany(1, CONTROL_SEEDS, options)
    expect(wrong.length).toBeGreaterThan(0)
    expect(wrong.some((what) => /added [2-9]|undone [2-9]|- \d+ but/.test(what))).toBe(true)
  })
})
