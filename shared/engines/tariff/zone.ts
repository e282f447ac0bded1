import type { ZoneTable } from '../../domain/tariff.ts'
import type { HolidayCalendar } from '../../domain/tariff-terms.ts'
import type { LocalDate } from '../../domain/rating.ts'
import { assert } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { LocalTime } from './time-bands.ts'

const [DAY_MS, MINUTE_MS, HOUR_MS] = [86_400_000, 60_000, 3_600_000]

/** Weekday, minute and holiday at any instant, by a zone's table. Days of 23 and 25 hours come out of the table: an hour that comes twice is told twice, one that is left out never. */
export function localTimeOf(zone: ZoneTable, holidays: HolidayCalendar | null): LocalTime {
  const days = new Set(holidays?.days.map(({ date }) => date))
  return (at) => {
    const local = at + offsetAt(zone, at) * MINUTE_MS
    const day = Math.floor(local / DAY_MS)
    // 1970-01-01 was a Thursday.
    return { day: (((day + 4) % 7) + 7) % 7, minute: Math.floor((local - day * DAY_MS) / MINUTE_MS), isHoliday: days.has(isoDay(day)) }
  }
}

/** The calendar day of an instant, "2026-11-22". */
export const localDateOf = (zone: ZoneTable, at: Instant): LocalDate => isoDay(Math.floor((at + offsetAt(zone, at) * MINUTE_MS) / DAY_MS))

/** The first instant of a calendar day; where midnight itself is left out, the moment the clocks go forward to. Errors: throws on a day that the zone skipped. */
export function startOfDay(zone: ZoneTable, date: LocalDate): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const candidates = [...zone.map(({ offsetMinutes }) => midnight - offsetMinutes * MINUTE_MS), ...zone.map(({ from }) => from)]
  const begin = candidates.filter((at) => localDateOf(zone, at) === date && localDateOf(zone, at - 1) !== date).toSorted((a, b) => a - b)[0]
  assert(begin !== undefined, `no such day in the zone: ${date}`)
  return begin
}

/** A zone's table between two instants, from whoever knows its offset at any instant (`intlOffset`); a change is found to the millisecond. */
export function zoneTable(offset: (at: Instant) => number, from: Instant, until: Instant): ZoneTable {
  const table = [{ from, offsetMinutes: offset(from) }]
  for (let low = from; low < until; low += 12 * HOUR_MS) {
    let [before, after] = [low, low + 12 * HOUR_MS]
    const [old, fresh] = [offset(before), offset(after)]
    if (old === fresh) continue
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (offset(middle) === old) before = middle
      else after = middle
    }
    table.push({ from: after, offsetMinutes: fresh })
  }
  return table
}

/** Minutes that an IANA zone ("America/Denver") is ahead of UTC, as the platform's table has it. Made once and kept. Errors: throws on an unknown zone, which is configuration. */
export function intlOffset(zone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return (at) => {
    const whole = Math.floor(at / 1_000) * 1_000
    const part = new Map(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]))
    const local = Date.UTC(part.get('year') ?? 0, (part.get('month') ?? 1) - 1, part.get('day') ?? 1, part.get('hour') ?? 0, part.get('minute') ?? 0, part.get('second') ?? 0)
    return Math.round((local - whole) / MINUTE_MS)
  }
}

/** Errors: throws on a table without a row. */
function offsetAt(zone: ZoneTable, at: Instant): number {
  const row = zone.findLast(({ from }) => from <= at) ?? zone[0]
  assert(row, 'a zone without an offset')
  return row.offsetMinutes
}
const isoDay = (day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10)
