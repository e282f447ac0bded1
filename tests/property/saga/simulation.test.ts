// Goal: whatever goes wrong, each order ends, exactly once at every party or with nothing left anywhere.
// Method: seeded simulation of the real use cases, runner and journal with 18 kinds of faults; the even half of the fixed seeds is in
// simulation-second-half.test.ts, so that both cores work.
import { describe, expect, it } from 'vitest'
import { ALL_FAULTS, simulate } from '../../support/saga-simulation.ts'
import { FOR_A_PARTY_WITHOUT_KEYS, simulateMany } from '../../support/simulate-many.ts'

const HALF = Number(process.env['SAGA_SEEDS'] ?? 2_000) / 2
const FRESH_SEEDS = 60

describe('under every kind of fault', () => {
  it('no order is half done, none is stuck, and every kind of fault and of ending has been there', { timeout: 120_000 }, async () => {
    const { wrong, hits, states, seeds } = await simulateMany(1, HALF, {})
    console.log(`saga simulation: ${seeds} seeds, faults ${JSON.stringify(Object.fromEntries(hits))}, endings ${JSON.stringify(Object.fromEntries(states))}`)
    // The time box may cut a slow machine short, but not down to nothing.
    expect(seeds).toBeGreaterThanOrEqual(Math.min(HALF, 200))
    expect(wrong.slice(0, 5)).toEqual([])
    expect([...hits.keys()].sort()).toEqual([...ALL_FAULTS].sort())
    expect([...states.keys()].sort()).toEqual(['cancelled', 'completed', 'failed'])
  })

  it('holds for seeds that nobody has seen before', async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1_000_000_000))
    console.log(`saga simulation: fresh seeds from ${seed}`)
    expect((await simulateMany(seed, FRESH_SEEDS, {})).wrong.slice(0, 5)).toEqual([])
  })

  it('takes the same course for the same seed', async () => {
    const [once, again] = [await simulate({ seed: 42 }), await simulate({ seed: 42 })]
    expect(again).toEqual(once)
  })

  it('holds for parties that would repeat an effect, because they are asked before anything is repeated', async () => {
    expect((await simulateMany(1, 150, { dedupes: false, faults: FOR_A_PARTY_WITHOUT_KEYS })).wrong.slice(0, 5)).toEqual([])
  })
})
