import type { MeteredGuideline, PriceHours } from '../../domain/catalog.ts'
import type { LocalDate } from '../../domain/rating.ts'
import { USAGE_UNITS } from '../../domain/usage.ts'
import type { Instant } from '../../kernel/time.ts'

/** What a clock on the wall shows: the day, its weekday (0 is Sunday) and the minute of the day. */
export type LocalMoment = { readonly date: LocalDate; readonly day: number; readonly minute: number }
export type LocalMoments = (instant: Instant, zone: string) => LocalMoment

/** By zone; a day of 23 or 25 hours is as the zone has it. Made once and kept. Errors: throws on an unknown zone, which publishing refuses. */
export function createLocalMoments(): LocalMoments {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (instant, zone) => {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
    formats.set(zone, format)
    const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]))
    const date = `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
    return { date, day: new Date(`${date}T00:00:00Z`).getUTCDay(), minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) }
  }
}

/** Whether usage that begins then is of these hours. */
export function isInHours({ times, holidays }: PriceHours, { date, day, minute }: LocalMoment): boolean {
  const weekday = holidays.includes(date) ? 0 : day
  return times.some(({ days, fromMinute, beforeMinute }) => days.includes(weekday) && fromMinute <= minute && minute < beforeMinute)
}

/** Of the prices for one kind of use, the one for what begins then: that whose hours hold, else the one without hours. */
export function priceForMoment<P extends { readonly ratingGuideline: MeteredGuideline }>(prices: readonly P[], at: Instant, moments: LocalMoments): P | undefined {
  const timed = prices.find(({ ratingGuideline: { hours } }) => hours !== undefined && isInHours(hours, moments(at, hours.zone)))
  return timed ?? prices.find(({ ratingGuideline: { hours } }) => hours === undefined)
}

/** Bytes are bytes in whatever unit; a piece is a piece of something. */
export const isSameUse = (a: string, b: string): boolean => USAGE_UNITS[a] !== undefined && USAGE_UNITS[a]?.base === USAGE_UNITS[b]?.base && (USAGE_UNITS[a]?.base !== 'each' || a === b)

const WEEK_MINUTES = 7 * 1_440

/** How many of these hours hold in each minute of a week that begins on Sunday. */
export function coverOfWeek(all: readonly PriceHours[]): Uint8Array {
  const cover = new Uint8Array(WEEK_MINUTES)
  for (const { times } of all) {
    const own = new Uint8Array(WEEK_MINUTES)
    for (const { days, fromMinute, beforeMinute } of times) for (const day of days) own.fill(1, day * 1_440 + fromMinute, day * 1_440 + beforeMinute)
    own.forEach((held, minute) => { cover[minute] = (cover[minute] ?? 0) + held })
  }
  return cover
}
