import { describe, expect, it } from 'vitest'
import type { Band, BandTariff } from '../../../shared/domain/tariff.ts'
import type { Pricing, TariffVersion } from '../../../shared/domain/tariff-derivation.ts'
import { tariffProblems } from '../../../shared/engines/tariff/problems.ts'
import { rational as r } from '../../../shared/kernel/rational.ts'

const version = (pricing: Pricing, terms: Partial<TariffVersion> = {}): TariffVersion => ({ tariffId: 't', version: 1, effectiveAt: 10, existingFrom: null, unit: 'GB', pricing, conversion: null, minimum: null, maximum: null, rounding: { mode: 'halfEven', decimals: 2 }, ...terms })
const found = (pricing: Pricing, terms: Partial<TariffVersion> = {}) => tariffProblems(version(pricing, terms)).map(({ place, code }) => `${place} ${code}`)
const tier = (upTo: string | null, unit = '1') => ({ upTo: upTo === null ? null : r(upTo), unit: r(unit), flat: null })
const graduated = (...tiers: readonly ReturnType<typeof tier>[]): Pricing => ({ model: 'graduated', zeroUsage: 'nothing', tiers })
const EVERY = [0, 1, 2, 3, 4, 5, 6]
const band = (fromMinute: number, beforeMinute: number, terms: Partial<Band> = {}, days: readonly number[] = EVERY, holidays: 'also' | 'only' | 'never' = 'also'): Band =>
  ({ times: [{ days, fromMinute, beforeMinute, holidays }], connectFee: r('0'), slots: [{ fromSeconds: 0, rate: r('1'), perSeconds: 60, incrementSeconds: 1 }], maxCost: null, ...terms })
const bands = (all: readonly Band[], overlap?: BandTariff['overlap']): Pricing => ({ model: 'bands', bands: all, rounding: null, incrementDecimals: null, overlap })

describe('a tariff at publish', () => {
  it.each<[string, Pricing, readonly string[]]>([
    ['tiers in order with an open end', graduated(tier('5'), tier('9'), tier(null)), []],
    ['no tier', graduated(), ['/pricing/tiers tier-none']],
    ['tiers that overlap', graduated(tier('9'), tier('5'), tier(null)), ['/pricing/tiers/1/upTo tier-overlaps']],
    ['nothing above', graduated(tier('5')), ['/pricing/tiers/0/upTo tier-missing-above']],
    ['a tier after an open one', graduated(tier(null), tier(null)), ['/pricing/tiers/1/upTo tier-after-open']],
    ['a negative price', graduated(tier(null, '-1')), ['/pricing/tiers/0/unit number-negative']],
    ['a package of none', { model: 'package', price: r('1'), size: r('0'), freeUnits: r('0') }, ['/pricing/size number-not-positive']],
    ['a size without a price', { model: 'capacity', tiers: [{ price: r('1'), limits: { sites: r('1') } }] }, ['/pricing/tiers/0/limits capacity-closed']],
    ['more for an event at least than at most', { model: 'percentage', ratePercent: r('1'), fixedPerEvent: null, freeEvents: null, freeAmount: null, perEventMin: r('3'), perEventMax: r('2') }, ['/pricing/perEventMin limits-crossed']],
    ['everything left out of the samples', { model: 'burst', discardPercent: r('100'), missing: 'zero', committed: r('0'), committedPrice: r('0'), pricePerUnitOver: r('1') }, ['/pricing/discardPercent percent-above']],
    ['bands that hold all week', bands([band(0, 480), band(480, 1_440)]), []],
    ['no band', bands([]), ['/pricing/bands band-none']],
    ['a minute of one day without a band', bands([band(0, 1_440, {}, [0, 1, 2, 3, 4, 5]), band(0, 700, {}, [6]), band(701, 1_440, {}, [6])]), ['/pricing/bands band-missing']],
    ['holidays without a band', bands([band(0, 1_440, {}, EVERY, 'never')]), Array.from({ length: 7 }, () => '/pricing/bands band-missing')],
    ['two bands of one weight', bands([band(0, 1_440), band(600, 700)]), ['/pricing/bands/1 band-overlaps']],
    ['two bands of two weights', bands([band(0, 1_440), band(600, 700, { weight: 1 })]), []],
    ['two of one weight of which the later is meant', bands([band(0, 1_440), band(600, 1_440)], 'latestStart'), []],
    ['two that begin together, though the later is meant', bands([band(0, 1_440), band(0, 1_440)], 'latestStart'), ['/pricing/bands/1 band-overlaps']],
    ['no price for the first second', bands([band(0, 1_440, { slots: [{ fromSeconds: 1, rate: r('1'), perSeconds: 1, incrementSeconds: 0 }] })]), ['/pricing/bands/0/slots slot-missing', '/pricing/bands/0/slots/0/incrementSeconds number-not-positive']],
  ])('with %s', (_what, pricing, wanted) => expect(found(pricing)).toEqual(wanted))
  it('names each place of a version', () => {
    const terms: Partial<TariffVersion> = { minimum: r('9'), maximum: r('8'), rounding: { mode: 'up', decimals: 7 }, existingFrom: 9, conversion: { readingUnit: 'MB', divideBy: r('0'), mode: null } }
    expect(found({ model: 'unit', unitPrice: r('-1') }, terms)).toEqual(['/pricing/unitPrice number-negative', '/minimum limits-crossed', '/rounding/decimals rounding-too-fine', '/existingFrom existing-before-effective', '/conversion/divideBy number-not-positive'])
  })
  it('says which minutes have no band', () => {
    expect(tariffProblems(version(bands([band(0, 700), band(701, 1_440)])))[0]).toEqual({ place: '/pricing/bands', code: 'band-missing', details: { day: 0, fromMinute: 700, beforeMinute: 701, holiday: 'no' } })
  })
})
