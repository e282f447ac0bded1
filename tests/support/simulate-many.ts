import { journalTemplate, removeDirectory } from './fake-desk.ts'
import { ALL_FAULTS, simulate } from './saga-simulation.ts'
import type { FaultKind, SimulationOptions } from './saga-simulation.ts'
import { START } from './signup-fixtures.ts'
import { createVirtualTime } from './virtual-time.ts'

/** A party that does not dedupe cannot be saved from a network that delivers twice or late: no sender can. */
export const FOR_A_PARTY_WITHOUT_KEYS: readonly FaultKind[] = ALL_FAULTS.filter((kind) => kind !== 'twice' && kind !== 'lateArrival')

const TIME_BOX_MS = 60_000

/** Simulates `count` seeds from `firstSeed` on, or as many as fit in a minute, and sums up what was wrong and what was met. */
export async function simulateMany(firstSeed: number, count: number, options: Omit<SimulationOptions, 'seed'>) {
  const template = journalTemplate(createVirtualTime(START))
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
  removeDirectory(template.directory)
  return { wrong, hits, states, seeds }
}
