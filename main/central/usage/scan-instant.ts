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
  if (until - from <= SECONDS_LENGTH || until > bytes.length) return Number.NaN
  const year = pair(bytes, from) * 100 + pair(bytes, from + 2)
  const month = pair(bytes, from + 5)
  const day = pair(bytes, from + 8)
  const hour = pair(bytes, from + 11)
  const minute = pair(bytes, from + 14)
  const second = pair(bytes, from + 17)
  const isShaped = bytes[from + 4] === MINUS && bytes[from + 7] === MINUS && bytes[from + 10] === T && bytes[from + 13] === COLON && bytes[from + 16] === COLON
  if (!isShaped || year < 1970 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN
  const hasMillis = bytes[from + SECONDS_LENGTH] === POINT
  const millis = hasMillis ? scanMillis(bytes, from + SECONDS_LENGTH + 1, until) : 0
  const offsetMs = scanOffset(bytes, from + (hasMillis ? 23 : SECONDS_LENGTH), until)
  return millis < 0 ? Number.NaN : dayNumber(year, month, day) * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1_000 + millis - offsetMs
}

/** Three digits; less than 0 where others stand. */
function scanMillis(bytes: Uint8Array, at: number, until: number): number {
  if (at + 3 > until) return NO_DIGIT
  const last = (bytes[at + 2] as number) - ZERO
  return last >>> 0 > 9 ? NO_DIGIT : pair(bytes, at) * 10 + last
}

/** `Z` or `±hh:mm` as the last bytes; NaN for anything else. */
function scanOffset(bytes: Uint8Array, at: number, until: number): number {
  const sign = bytes[at]
  if (sign === Z) return at + 1 === until ? 0 : Number.NaN
  if ((sign !== PLUS && sign !== MINUS) || at + 6 !== until) return Number.NaN
  const hours = pair(bytes, at + 1)
  const minutes = pair(bytes, at + 4)
  return bytes[at + 3] === COLON && hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59 ? (sign === PLUS ? 1 : -1) * (hours * 3_600_000 + minutes * 60_000) : Number.NaN
}

/** Makes every figure that it is a part of less than 0. */
const NO_DIGIT = -1_000_000

/** Two digits; less than 0, and so is what they are a part of, where others stand. The caller has seen that there are two bytes. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO
  const ones = (bytes[at + 1] as number) - ZERO
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? NO_DIGIT : tens * 10 + ones
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
