import type { LocalDate } from './rating.ts'

/** The last day that every month has: a cycle that begins on it begins every month. */
const LAST_CYCLE_DAY = 28

/**
 * The day of the month on which a new customer's billing cycles begin: the day of activation, 28 when that month is longer.
 * `localDate`: the activation day in the customer's zone. `policyDay`: a day fixed by the territory, null when it fixes none.
 * Returns 1–28. Errors: throws RangeError on a policy day outside 1–28 or on a text that is no local date.
 */
export function billCycleDayFor(localDate: LocalDate, policyDay: number | null = null): number {
  if (policyDay !== null) return withinCycleDays(policyDay)
  const match = /^\d{4}-\d{2}-(\d{2})$/.exec(localDate)
  if (!match) throw new RangeError(`not a local date: ${localDate}`)
  return withinCycleDays(Math.min(Number(match[1]), LAST_CYCLE_DAY))
}

function withinCycleDays(day: number): number {
  if (!Number.isInteger(day) || day < 1 || day > LAST_CYCLE_DAY) throw new RangeError(`not a bill cycle day: ${day}`)
  return day
}
