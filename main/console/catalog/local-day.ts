import type { LocalDate } from '../../../shared/domain/rating.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

const STEP_MS = 900_000
/** Zones lie at most this far from UTC. */
const FARTHEST_MS = 15 * 3_600_000

/** The first moment of a calendar day where `localDateOf` says which day it is. Every zone in use begins its days on a quarter of an hour. */
export function startOfLocalDay(date: LocalDate, localDateOf: (at: Instant) => LocalDate): Instant {
  let at = Date.parse(`${date}T00:00:00Z`) - FARTHEST_MS
  while (localDateOf(at) < date) at += STEP_MS
  return at
}
