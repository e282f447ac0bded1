import { describe, expect, it } from 'vitest'
import { addMonths, createLocalDates, daysBetween, nextCycleStart } from '../../../shared/engines/rating/local-date.ts'

describe('calendar days', () => {
  it.each([
    ['2026-11-22', '2026-11-22', 0], ['2026-11-22', '2026-12-01', 9], ['2026-12-01', '2026-11-22', -9],
    ['2024-02-28', '2024-03-01', 2], ['2026-02-28', '2026-03-01', 1], ['1900-02-28', '1900-03-01', 1], ['2000-02-28', '2000-03-01', 2],
    ['2026-12-31', '2027-01-01', 1], ['2024-01-01', '2025-01-01', 366], ['2000-01-01', '2400-01-01', 146_097],
  ])('are counted from %s to %s as %i', (from, to, days) => expect(daysBetween(from, to)).toBe(days))

  it.each([
    ['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'], ['1900-01-31', 1, '1900-02-28'], ['2000-01-31', 1, '2000-02-29'], ['2026-12-15', 1, '2027-01-15'], ['2026-01-15', -1, '2025-12-15'], ['2026-03-31', -13, '2025-02-28'], ['2026-05-05', 0, '2026-05-05'],
  ])('%s moved by %i months is %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected))

  it.each([
    ['2026-11-22', 1, '2026-12-01'], ['2026-11-22', 22, '2026-12-22'], ['2026-11-22', 23, '2026-11-23'], ['2026-12-31', 5, '2027-01-05'], ['2026-02-28', 28, '2026-03-28'],
  ])('the cycle after %s with day %i begins on %s', (date, day, expected) => expect(nextCycleStart(date, day)).toBe(expected))

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', ''])('refuse %j', (date) => expect(() => addMonths(date, 1)).toThrow('no calendar day'))
  it.each([0, 29, 1.5])('refuse a bill cycle day of %d', (day) => expect(() => nextCycleStart('2026-11-22', day)).toThrow('no bill cycle day'))
})

describe('the local day of an instant', () => {
  const localDateOf = createLocalDates()
  // 06:59 UTC is 23:59 of the day before in Cheyenne in winter (UTC−7); in summer (UTC−6) it is 00:59 of the same day.
  it.each([
    [Date.UTC(2026, 10, 23, 6, 59), 'America/Denver', '2026-11-22'], [Date.UTC(2026, 10, 23, 7, 0), 'America/Denver', '2026-11-23'],
    [Date.UTC(2026, 6, 23, 6, 59), 'America/Denver', '2026-07-23'], [Date.UTC(2026, 10, 23, 6, 59), 'UTC', '2026-11-23'], [0, 'Pacific/Auckland', '1970-01-01'],
  ])('%i in %s is %s', (instant, zone, expected) => expect([localDateOf(instant, zone), localDateOf(instant, zone)]).toEqual([expected, expected]))
  it('refuses a zone that does not exist', () => expect(() => localDateOf(0, 'Mars/Olympus')).toThrow(RangeError))
})
