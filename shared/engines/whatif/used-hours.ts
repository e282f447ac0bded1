import type { PriceHours } from '../../domain/catalog.ts'
import type { Told } from '../../domain/usage-pack.ts'
import type { Instant } from '../../kernel/time.ts'
import { createLocalMoments, isInHours } from '../rating/price-hours.ts'

const HOUR_MS = 3_600_000
const HOUR_MINUTES = 60
const DAY_HOURS = 24
const DAY_MINUTES = DAY_HOURS * HOUR_MINUTES

/** How much of what began in told hours is of any of the prices, and how much of none. */
export type HourSums = { readonly within: number; readonly outside: number }
/** For prices of one zone, as publishing asks; null where hours do not say it, because a price changes within one. */
export type SumsOfHours = (all: readonly PriceHours[]) => (told: readonly Told[]) => HourSums | null
/** What was used in each hour of a week that begins on Sunday, holidays there; null where an hour of the epoch is of two on the wall. */
type Week = Float64Array | null

/** Each month's hours are put on a week once for all prices of one zone with one set of holidays: sixty plans do not ask the calendar sixty times. Errors: throws on an unknown zone, which publishing refuses. */
export function createSumsOfHours(): SumsOfHours {
  const localMoments = createLocalMoments()
  const weeks = new Map<string, Map<readonly Told[], Week>>()
  return (all) => {
    const [first] = all
    const isByHours = all.every(({ times }) => times.every(({ fromMinute, beforeMinute }) => fromMinute % HOUR_MINUTES === 0 && beforeMinute % HOUR_MINUTES === 0))
    if (!first || !isByHours) return () => null
    const isWithin = Array.from({ length: 7 * DAY_HOURS }, (_unused, at) => all.some((hours) => isInHours({ ...hours, holidays: [] }, { date: '', day: Math.floor(at / DAY_HOURS), minute: (at % DAY_HOURS) * HOUR_MINUTES })))
    const key = `${first.zone}|${first.holidays.join()}`
    const known = weeks.get(key) ?? new Map<readonly Told[], Week>()
    weeks.set(key, known)
    const minuteAt = (at: Instant): number => {
      const { date, minute } = localMoments(at, first.zone)
      return Date.parse(`${date}T00:00:00Z`) / 60_000 + minute
    }
    return (told) => {
      const week = known.has(told) ? known.get(told) : weekOf(told, first.holidays, minuteAt)
      known.set(told, week ?? null)
      if (!week) return null
      let [within, outside] = [0, 0]
      for (const [at, quantity] of week.entries()) {
        if (isWithin[at]) within += quantity
        else outside += quantity
      }
      return { within, outside }
    }
  }
}

/** `minuteAt`: what the clock on the wall shows, as minutes since 1970 there. */
function weekOf(told: readonly Told[], holidays: readonly string[], minuteAt: (at: Instant) => number): Week {
  const sundays = new Set(holidays.map((date) => Date.parse(`${date}T00:00:00Z`) / 60_000 / DAY_MINUTES))
  const shownAt = clockOfDays(minuteAt)
  const week = new Float64Array(7 * DAY_HOURS)
  for (const [hour, quantity] of told) {
    const shown = shownAt(hour)
    if (shown % HOUR_MINUTES !== 0) return null
    const date = Math.floor(shown / DAY_MINUTES)
    // 1 January 1970 was a Thursday.
    const day = sundays.has(date) ? 0 : (date + 4) % 7
    const at = day * DAY_HOURS + (shown % DAY_MINUTES) / HOUR_MINUTES
    week[at] = (week[at] ?? 0) + quantity
  }
  return week
}

/** The calendar is asked twice for a day: between, the clock runs on unless it was put forward or back that day. */
function clockOfDays(minuteAt: (at: Instant) => number): (hour: number) => number {
  const starts = new Map<number, number>()
  const startOf = (hour: number): number => {
    const known = starts.get(hour) ?? minuteAt(hour * HOUR_MS)
    starts.set(hour, known)
    return known
  }
  return (hour) => {
    const from = hour - (hour % DAY_HOURS)
    const start = startOf(from)
    return startOf(from + DAY_HOURS) - start === DAY_MINUTES ? start + (hour - from) * HOUR_MINUTES : minuteAt(hour * HOUR_MS)
  }
}
