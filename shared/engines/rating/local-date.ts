import type { LocalDate } from '../../domain/rating.ts'
import { assert } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'

/** The calendar day of an instant in a zone, "2026-11-22". `zone`: an IANA name such as "America/Denver". Errors: throws on an unknown zone, which is configuration. */
export type LocalDates = (instant: Instant, zone: string) => LocalDate

/** Calendar days by zone. Made once and kept: building the format of a zone costs a hundred times as much as using it. */
export function createLocalDates(): LocalDates {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (instant, zone) => {
    const format = formats.get(zone) ?? formatOf(zone)
    formats.set(zone, format)
    const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]))
    return `${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
  }
}

const formatOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' })

/** Days from `from` to `to`, negative when `to` is earlier. Errors: throws on what is no calendar day. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

/** The same day `months` later (or earlier, when negative); a day the month does not have becomes its last day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = partsOf(date)
  const index = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1]
  return textOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)))
}

/** The day `days` later, or earlier when negative. Errors: throws on what is no calendar day. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const { year, month, day } = partsOf(date)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** The first cycle start strictly after `date`. `billCycleDay`: 1–28, so that every month has it. */
export function nextCycleStart(date: LocalDate, billCycleDay: number): LocalDate {
  assert(Number.isInteger(billCycleDay) && billCycleDay >= 1 && billCycleDay <= 28, `no bill cycle day: ${billCycleDay}`)
  const { year, month, day } = partsOf(date)
  const thisMonth = textOf(year, month, billCycleDay)
  return day < billCycleDay ? thisMonth : addMonths(thisMonth, 1)
}

function partsOf(date: LocalDate): { readonly year: number; readonly month: number; readonly day: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])]
  assert(match && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month), `no calendar day: ${date}`)
  return { year, month, day }
}

const textOf = (year: number, month: number, day: number): LocalDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const daysInMonth = (year: number, month: number): number => (month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0))

/** Days since 0000-03-01 in the Gregorian calendar: a year that begins in March has its leap day last, so the months before it are a formula. */
function dayNumber(date: LocalDate): number {
  const { year, month, day } = partsOf(date)
  const y = month > 2 ? year : year - 1
  const monthFromMarch = (month + 9) % 12
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * monthFromMarch + 2) / 5) + day - 1
}
