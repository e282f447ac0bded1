// Goal: what is typed into a price that is put right is read exactly or not at all. Method: the view's own functions, figures worked out by hand.
import { describe, expect, it } from 'vitest'
import { correctedPrice, figuresOf, meteredPrices, microOf } from '../../../renderer/journeys/catalog/correct-view.ts'
import type { MeteredPrice } from '../../../renderer/journeys/catalog/correct-view.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const texts = createTexts('en')
const rounding = { mode: 'half-even', placeMicro: 10_000 } as const
const price = (amountMicro: number, ratingGuideline: MeteredPrice['ratingGuideline']): MeteredPrice => ({ id: 'p', label: 'P', amountMicro, currency: 'USD', ratingGuideline, taxCategory: 'telecom' })
const MINUTES = price(20_000, { kind: 'perUnit', unit: 'minute', freeUnits: 300, rounding })
const TIERS = price(0, { kind: 'graduated', unit: 'gigabyte', rounding, maximumMicro: 40_000_000, tiers: [{ upToUnits: 500, unitMicro: 0, flatMicro: 0 }, { upToUnits: null, unitMicro: 12_345, flatMicro: 5_000_000 }] })
const PACKAGES = price(1_500_000, { kind: 'package', unit: 'gigabyte', packageUnits: 50, freeUnits: 10, rounding })

describe('the figures of a price for usage', () => {
  it('are those that can be put right, as they are typed', () => {
    const rows = (one: MeteredPrice) => figuresOf(one, texts).map(({ label, text }) => [label, text])
    expect(rows(MINUTES)).toEqual([['Each unit (minutes), $', '0.02'], ['Free minutes a month', '300']])
    expect(rows(TIERS)).toEqual([['Above 0 GB, each, $', '0.00'], ['Above 500 GB, each, $', '0.012345'], ['Above 500 GB, once, $', '5.00'], ['At most in a month, $', '40.00']])
    expect(rows(PACKAGES)).toEqual([['Each started 50 GB, $', '1.50'], ['Free GB a month', '10']])
    expect(meteredPrices({ prices: [MINUTES, { ...MINUTES, ratingGuideline: { kind: 'oneTime', rounding } }] })).toEqual([MINUTES])
  })
  it('come back as they were where nothing is typed', () => {
    for (const one of [MINUTES, TIERS, PACKAGES]) expect(correctedPrice(one, {}, texts)).toEqual({ kind: 'read', amountMicro: one.amountMicro, ratingGuideline: one.ratingGuideline })
  })
  it('are taken exactly', () => {
    expect(correctedPrice(MINUTES, { each: '$0,015', free: ' 0 ' }, texts)).toMatchObject({ amountMicro: 15_000, ratingGuideline: { freeUnits: 0 } })
    expect(correctedPrice(TIERS, { 'tier.1.unit': '0.07', 'maximum': '30' }, texts)).toMatchObject({ amountMicro: 0, ratingGuideline: { maximumMicro: 30_000_000, tiers: [{ unitMicro: 0 }, { unitMicro: 70_000, flatMicro: 5_000_000, upToUnits: null }] } })
  })
  it.each(['', 'cheap', '-1', '0.1234567', '1e3', '1.2.3', '1,000,000', '99999999', 'Infinity'])('are not read from “%s”', (text) => {
    expect(microOf(text)).toBeNull()
    expect(correctedPrice(MINUTES, { each: text }, texts)).toEqual({ kind: 'unreadable', key: 'each' })
  })
  it.each(['', '1.5', '-3', 'some', '9999999999'])('are not counted from “%s”', (text) => {
    expect(correctedPrice(MINUTES, { free: text }, texts)).toEqual({ kind: 'unreadable', key: 'free' })
  })
})
