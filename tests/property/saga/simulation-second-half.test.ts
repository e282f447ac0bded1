// Goal: as simulation.test.ts, with other seeds; and the proof that its checker sees what it is there for.
// Method: each protection is taken away by itself, and the same checker must notice.
import { describe, expect, it } from 'vitest'
import type { SimulationOptions } from '../../support/saga-simulation.ts'
import { withEffectBeforeIntent, withFreshKeys, withoutProbes } from '../../support/saga-wrappers.ts'
import { FOR_A_PARTY_WITHOUT_KEYS, simulateMany } from '../../support/simulate-many.ts'

const HALF = Number(process.env['SAGA_SEEDS'] ?? 2_000) / 2
const CONTROL_SEEDS = 60

it('no order is half done and none is stuck', { timeout: 120_000 }, async () => {
  const { wrong, seeds } = await simulateMany(1_000_001, HALF, {})
  console.log(`saga simulation: ${seeds} more seeds`)
  // The time box may cut a slow machine short, but not down to nothing.
  expect(seeds).toBeGreaterThanOrEqual(Math.min(HALF, 200))
  expect(wrong.slice(0, 5)).toEqual([])
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
    expect(wrong.some((what) => /added [2-9]|undone [2-9]|- \d+ but/.test(what))).toBe(true)
  })
})
