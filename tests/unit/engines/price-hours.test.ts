import { describe, expect, it } from 'vitest'
import { priceAt, pricesForUse, runningPrice } from '../../../main/central/usage/rate-event.ts'
import { createTallies } from '../../../main/central/usage/tallies.ts'
import type { MeteredGuideline, PriceHours, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { createLocalMoments, isInHours } from '../../../shared/engines/rating/price-hours.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { addOn, catalog, CENT, offering, perUnit } from './builders.ts'

// Prices by the clock of the customer: which hour usage belongs to, on every kind of day; and what a catalog must say of a week.
const WEEKDAYS = [1, 2, 3, 4, 5]
const DAY: PriceHours = { zone: 'America/Denver', holidays: ['2026-11-26'], times: [{ days: WEEKDAYS, fromMinute: 480, beforeMinute: 1_200 }] }
const NIGHT: PriceHours = { ...DAY, times: [{ days: WEEKDAYS, fromMinute: 0, beforeMinute: 480 }, { days: WEEKDAYS, fromMinute: 1_200, beforeMinute: 1_440 }, { days: [0, 6], fromMinute: 0, beforeMinute: 1_440 }] }
const priced = (id: string, hours: PriceHours | undefined, decimal = '0.10', unit = 'minute'): ProductOfferingPrice => {
  const price = perUnit(id, decimal, unit, 0, CENT)
  return hours ? { ...price, ratingGuideline: { ...price.ratingGuideline as MeteredGuideline, hours } } : price
}
const moments = createLocalMoments()

describe('an hour of the week', () => {
  it.each([
    ['a Monday at eight', '2026-11-23T08:00:00-07:00', true], ['a minute before', '2026-11-23T07:59:59-07:00', false], ['the minute it ends', '2026-11-23T20:00:00-07:00', false], ['the one before', '2026-11-23T19:59:59-07:00', true],
    ['a Sunday noon', '2026-11-22T12:00:00-07:00', false], ['Thanksgiving noon, which counts as a Sunday', '2026-11-26T12:00:00-07:00', false], ['the Friday after', '2026-11-27T12:00:00-07:00', true],
    ['noon of a summer day, an hour earlier in the world', '2026-07-01T12:00:00-06:00', true], ['seven in summer, which is eight nowhere', '2026-07-01T07:30:00-06:00', false],
  ] as const)('knows %s', (_, at, expected) => expect(isInHours(DAY, moments(Date.parse(at), DAY.zone))).toBe(expected))

  // 2026-03-08 has 23 hours in Denver and 2026-11-01 has 25: each of them belongs to one of the two bands.
  it.each([['2026-03-08T00:00:00-07:00', 23], ['2026-11-01T00:00:00-06:00', 25]] as const)('counts every hour of %s once: %i', (midnight, hours) => {
    const all = Array.from({ length: hours }, (_unused, n) => moments(Date.parse(midnight) + n * 3_600_000, 'America/Denver'))
    expect(new Set(all.map(({ date }) => date)).size).toBe(1)
    expect(moments(Date.parse(midnight) + hours * 3_600_000, 'America/Denver')).toMatchObject({ minute: 0 })
    expect(all.map((one) => Number(isInHours(DAY, one)) + Number(isInHours(NIGHT, one)))).toEqual(all.map(() => 1))
  })
})

describe('usage', () => {
  const call = (startedAt: string): UsageEvent => ({ providerId: 'kestrel', eventId: 'e', localId: 'l', idKind: 'localCustomer', usageType: 'voice', unit: 'second', quantity: 600, startedAt: Date.parse(startedAt), endedAt: Date.parse(startedAt) + 600_000, value: null, offeringId: null })
  const rated = (prices: readonly ProductOfferingPrice[], at: string) => {
    const event = call(at)
    const price = priceAt(pricesForUse(addOn('voice', { prices }), event), event.startedAt)
    return price ? runningPrice(price, { priorQuantity: 0, leg: null }, createTallies()).take(event) : null
  }
  it('is rated by the price of the hour it began in', () => {
    const prices = [priced('night', NIGHT, '0.01'), priced('day', DAY, '0.05')]
    expect([rated(prices, '2026-11-23T19:55:00-07:00'), rated(prices, '2026-11-23T20:00:00-07:00')]).toMatchObject([{ priceId: 'day', amountMicro: 500_000 }, { priceId: 'night', amountMicro: 100_000 }])
  })
  it('is rated by the price without hours where none with hours holds', () => {
    const prices = [priced('any', undefined, '0.02'), priced('day', DAY, '0.05')]
    expect([rated(prices, '2026-11-23T12:00:00-07:00')?.priceId, rated(prices, '2026-11-22T12:00:00-07:00')?.priceId]).toEqual(['day', 'any'])
  })
  it('says on the bill which hours it is of', () => {
    const sold = addOn('voice', { prices: [priced('night', NIGHT)] })
    const sentences = (language: 'en' | 'es') => explain(postUsage({ id: 'l', offering: sold, price: sold.prices[0]!, priorUnits: 0, totalUnits: 9 }, []).derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details))
    expect(sentences('en')[2]).toBe('only what began Mon–Fri 00:00–08:00, Mon–Fri 20:00–24:00, and Sat, Sun all day (America/Denver)')
    expect(sentences('es')[2]).toContain('sáb, dom todo el día')
  })
})

describe('a catalog with hours', () => {
  const faults = (prices: readonly ProductOfferingPrice[]) => {
    const checked = checkCatalog(catalog([offering('plan', { prices })]))
    return checked.ok ? [] : checked.error.map(({ path, problem }) => `${path.replace('offerings.0.prices.', '')}: ${problem}`)
  }
  it('is sound when a week has one price at every minute', () => {
    expect(faults([priced('day', DAY), priced('night', NIGHT)])).toEqual([])
    expect(faults([priced('day', DAY), priced('any', undefined)])).toEqual([])
    expect(faults([priced('any', undefined), priced('day', DAY), priced('data', undefined, '1', 'GB')])).toEqual([])
  })
  it.each([
    ['hours that nobody has', [priced('day', DAY)], ['0.ratingGuideline.hours.times: no price for what begins on a Sunday at 00:00']],
    ['a gap of minutes', [priced('day', DAY), priced('night', { ...NIGHT, times: [{ days: WEEKDAYS, fromMinute: 0, beforeMinute: 479 }, ...NIGHT.times.slice(1)] })], ['0.ratingGuideline.hours.times: no price for what begins on a Monday at 07:59']],
    ['two prices for one hour', [priced('day', DAY), priced('night', { ...NIGHT, times: [{ days: WEEKDAYS, fromMinute: 0, beforeMinute: 481 }, ...NIGHT.times.slice(1)] })], ['1.ratingGuideline.hours.times: overlaps the hours of the price day']],
    ['two prices for every hour', [priced('a', undefined), priced('b', undefined)], ['1.ratingGuideline.unit: the price a is for the same usage']],
    ['a zone that is nowhere', [priced('any', undefined), priced('day', { ...DAY, zone: 'Mars/Base' })], ['1.ratingGuideline.hours.zone: unknown zone Mars/Base']],
    ['another zone', [priced('day', DAY), priced('night', { ...NIGHT, zone: 'America/New_York' })], ['1.ratingGuideline.hours.zone: not those of the price day, which is for the same usage']],
    ['other holidays', [priced('day', DAY), priced('night', { ...NIGHT, holidays: [] })], ['1.ratingGuideline.hours.holidays: not those of the price day, which is for the same usage']],
    ['hours that end before they begin', [priced('any', undefined), priced('day', { ...DAY, times: [{ days: [1], fromMinute: 900, beforeMinute: 900 }] })], ['1.ratingGuideline.hours.times.0.beforeMinute: it ends before it begins']],
  ] as const)('is refused for %s, with the place', (_, prices, expected) => expect(faults(prices)).toEqual(expected))
  it('is refused for a holiday that no calendar has', () => expect(faults([priced('any', undefined), priced('day', { ...DAY, holidays: ['2026-02-30'] })])[0]).toContain('1.ratingGuideline.hours.holidays.0'))
})
