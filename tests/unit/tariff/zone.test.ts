import { describe, expect, it } from 'vitest'
import type { Band, BandTariff, BandTime } from '../../../shared/domain/tariff.ts'
import { rateSession } from '../../../shared/engines/tariff/time-bands.ts'
import { intlOffset, localDateOf, localTimeOf, startOfDay, zoneTable } from '../../../shared/engines/tariff/zone.ts'
import { decimal, rational as r } from '../../../shared/kernel/rational.ts'

const YEAR = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')] as const
const zone = (name: string) => zoneTable(intlOffset(name), ...YEAR)
const denver = zone('America/Denver')
const THANKSGIVING = { id: 'us', days: [{ date: '2026-11-26', name: 'Thanksgiving' }] }

describe('a zone', () => {
  it('changes twice a year in Denver, to the second', () => {
    expect(denver.map(({ from, offsetMinutes }) => [new Date(from).toISOString(), offsetMinutes])).toEqual([['2026-01-01T00:00:00.000Z', -420], ['2026-03-08T09:00:00.000Z', -360], ['2026-11-01T08:00:00.000Z', -420]])
  })
  it.each([['America/Denver', '2026-03-08', 23], ['America/Denver', '2026-11-01', 25], ['America/Denver', '2026-07-04', 24], ['America/Phoenix', '2026-03-08', 24], ['Australia/Lord_Howe', '2026-04-05', 24.5], ['Europe/London', '2026-03-29', 23]])('%s has on %s %d hours', (name, date, hours) => {
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
    expect((startOfDay(zone(name), next) - startOfDay(zone(name), date)) / 3_600_000).toBe(hours)
  })
  it('begins a day without a midnight at the hour the clocks go forward to', () => {
    const cairo = zone('Africa/Cairo')
    const begin = startOfDay(cairo, '2026-04-24')
    expect([localTimeOf(cairo, null)(begin).minute, localDateOf(cairo, begin - 1)]).toEqual([60, '2026-04-23'])
  })
  it('tells what the platform tells, at every quarter of an hour around both changes', () => {
    const shown = new Intl.DateTimeFormat('en-US', { timeZone: 'America/Denver', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const said = localTimeOf(denver, null)
    for (const change of denver.slice(1)) for (let at = change.from - 86_400_000; at < change.from + 86_400_000; at += 900_000) {
      const { day, minute } = said(at)
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      expect(shown.format(at)).toBe(`${['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][day]} ${clock}`.replace(' ', ', ').replace(', ', shown.format(at).includes(',') ? ', ' : ' '))
    }
  })
  it('knows a holiday by the day there, not by the day in UTC', () => {
    const said = localTimeOf(denver, THANKSGIVING)
    expect(['2026-11-26T06:59:59Z', '2026-11-26T07:00:00Z', '2026-11-27T06:59:59Z', '2026-11-27T07:00:00Z'].map((at) => said(Date.parse(at)).isHoliday)).toEqual([false, true, true, false])
  })
  it('is refused without a row, and by an unknown name', () => {
    expect(() => localTimeOf([], null)(0)).toThrow(/without an offset/)
    expect(() => intlOffset('Mars/Olympus')).toThrow()
  })
})

describe('bands where the customer is', () => {
  const EVERY = [0, 1, 2, 3, 4, 5, 6]
  const time = (fromMinute: number, beforeMinute: number, holidays: BandTime['holidays'] = 'also', days: readonly number[] = EVERY): BandTime => ({ days, fromMinute, beforeMinute, holidays })
  const band = (rate: string, times: readonly BandTime[], weight = 0): Band => ({ weight, times, connectFee: r('0'), slots: [{ fromSeconds: 0, rate: r(rate), perSeconds: 60, incrementSeconds: 60 }], maxCost: null })
  const cost = (bands: readonly Band[], start: string, minutes: number, holidays = THANKSGIVING) => decimal(rateSession({ bands, rounding: null, incrementDecimals: null } satisfies BandTariff, { start: Date.parse(start), seconds: minutes * 60, continuation: false }, localTimeOf(denver, holidays)))
  const day = [band('1', [time(0, 480)]), band('2', [time(480, 1_440)])]
  it('rate the whole day of a change: 23 hours one way, 25 the other', () => {
    expect(cost(day, '2026-03-08T07:00:00Z', 23 * 60)).toBe(String(7 * 60 + 2 * 16 * 60))
    expect(cost(day, '2026-11-01T06:00:00Z', 25 * 60)).toBe(String(9 * 60 + 2 * 16 * 60))
  })
  it('of more weight hold before those of less', () => expect(cost([...day, band('9', [time(600, 660)], 5)], '2026-07-04T15:30:00Z', 60)).toBe(String(30 * 2 + 30 * 9)))
  it.each([['only', '60', '120'], ['never', '120', '60'], ['also', '60', '60']] as const)('for holidays %s hold there and elsewhere so', (holidays, onIt, offIt) => {
    const bands = [band('1', [time(0, 1_440, holidays)], 1), band('2', [time(0, 1_440)])]
    expect([cost(bands, '2026-11-26T20:00:00Z', 60), cost(bands, '2026-11-25T20:00:00Z', 60)]).toEqual([onIt, offIt])
  })
})
