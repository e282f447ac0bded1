import type { OutputOf } from '../../../shared/contract/console/contract.ts'

export type Days = 1 | 7 | 30
export type MeasuresState = {
  readonly mine: OutputOf<'calls.mine'> | null
  readonly typical: OutputOf<'calls.typical'> | null
  readonly days: Days
  /** `failed`: the desk could not answer; null while it is asked. */
  readonly summary: OutputOf<'calls.summary'> | 'failed' | null
  readonly isTable: boolean
}
export const NO_MEASURES: MeasuresState = { mine: null, typical: null, days: 7, summary: null, isTable: false }
