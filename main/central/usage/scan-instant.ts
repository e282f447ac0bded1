import type { Instant } from '../../../shared/kernel/time.ts'

const [ZERO, PLUS, MINUS, COLON, POINT, T, Z] = [48, 43, 45, 58, 46, 84, 90] as const
const DAY_MS = 86_400_000
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
/** "2026-11-24T09:00:00" */
const SECONDS_LENGTH = 19

/**
 * An RFC 3339 moment to the second or the millisecond, in bytes from one place up to another: "2026-11-24T09:00:00.000Z", "…-07:00". NaN for any other,
 * which is not to say that it is none: whoever reads slowly decides that.
 */
export function scanInstant(bytes: Uint8Array, from: number, until: number): Instant {
  if (until - from <= SECONDS_LENGTH) return Number.NaN
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2)
  const month = pair(bytes, from + 5)
  const day = pair(bytes, from + 8)
  const hour = pair(bytes, from + 11)
  const minute = pair(bytes, from + 14)
  const second = pair(bytes, from + 17)
  const isShaped = bytes[from + 4] === MINUS && bytes[from + 7] === MINUS && bytes[from + 10] === T && bytes[from + 13] === COLON && bytes[from + 16] === COLON
  // What is no digit made the figure NaN, and every comparison false.
  if (!isShaped || !(year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  const hasMillis = bytes[from + SECONDS_LENGTH] === POINT
  const millis = hasMillis ? pair(bytes, from + 20) * 10 + digit(bytes, from + 22) : 0
  const offsetMs = scanOffset(bytes, from + (hasMillis ? 23 : SECONDS_LENGTH), until)
  return dayNumber(year, month, day) * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1_000 + millis - offsetMs
}

/** `Z` or `±hh:mm` as the last bytes; NaN for anything else. */
function scanOffset(bytes: Uint8Array, at: number, until: number): number {
  const sign = bytes[at]
  if (sign === Z) return at + 1 === until ? 0 : Number.NaN
  const hours = pair(bytes, at + 1)
  const minutes = pair(bytes, at + 4)
  const isShaped = (sign === PLUS || sign === MINUS) && at + 6 === until && bytes[at + 3] === COLON && hours <= 23 && minutes <= 59
  return isShaped ? (sign === PLUS ? 1 : -1) * (hours * 3_600_000 + minutes * 60_000) : Number.NaN
}

const pair = (bytes: Uint8Array, at: number): number => digit(bytes, at) * 10 + digit(bytes, at + 1)

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] ?? 0) - ZERO
  return value >= 0 && value <= 9 ? value : Number.NaN
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysOf = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0))

/** Days since 1970-01-01 of a day of the Gregorian calendar; years that begin in March put the leap day last. Source: H. Hinnant, "days_from_civil". */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}
