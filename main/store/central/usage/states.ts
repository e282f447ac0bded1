import type { UsageState } from '../../../../shared/domain/usage.ts'
import { USAGE_STATES } from '../../../../shared/domain/usage.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import { createGrowingArray } from './growing-array.ts'
import type { Names } from './names.ts'

/** In which state each record is, and how many are in each. A byte a record. */
export type States = {
  /** `name`: the number of the state's name. Returns the state. Errors: throws on a name that is no state. */
  readonly set: (record: number, name: number) => UsageState
  /** Undefined: no such record. */
  readonly get: (record: number) => UsageState | undefined
  readonly totals: () => Readonly<Record<UsageState, number>>
}

export function createStates(names: Names): States {
  /** A state's place, plus one. */
  const places = createGrowingArray(Uint8Array)
  const totals = USAGE_STATES.map(() => 0)
  const known: number[] = []
  return {
    set: (record, name) => {
      const [place, before] = [(known[name] ??= placeOf(names.text(name))), places.get(record)]
      if (before !== 0) totals[before - 1] = (totals[before - 1] as number) - 1
      totals[place] = (totals[place] as number) + 1
      places.set(record, place + 1)
      return USAGE_STATES[place] as UsageState
    },
    get: (record) => USAGE_STATES[places.get(record) - 1],
    totals: () => Object.fromEntries(USAGE_STATES.map((state, place) => [state, totals[place] ?? 0])) as Record<UsageState, number>,
  }
}

function placeOf(state: string): number {
  const place = USAGE_STATES.findIndex((one) => one === state)
  assert(place !== -1, `no state of usage: ${state}`)
  return place
}
