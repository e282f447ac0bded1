import { assert } from '../../kernel/result.ts'

/** Delays in milliseconds; the last one repeats. */
export type Backoff = readonly number[]

/** Between attempts at something that is known not to have happened. */
export const RETRY_BACKOFF: Backoff = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000]
/** Between questions "did it happen?". Quicker at first: a caller is on the phone. */
export const PROBE_BACKOFF: Backoff = [500, 1_000, 2_000, 5_000, 15_000, 60_000]

/** The delay before the next try, milliseconds. `failures`: tries so far without a certain answer, >= 1. Throws on an empty table. */
export function delayAfter(backoff: Backoff, failures: number): number {
  const delay = backoff[Math.min(Math.max(failures, 1), backoff.length) - 1]
  assert(delay !== undefined, 'a backoff has at least one delay')
  return delay
}
