import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MeteredGuideline, ProductOfferingPrice, UsageTier } from '../../../shared/domain/catalog.ts'
import { isMetered } from '../../../shared/domain/catalog.ts'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { partsOf, tariffOf } from '../../../shared/engines/rating/metered.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { rateUsage, runningTotal } from '../../../shared/engines/rating/rate-usage.ts'
import { totalOf } from '../../../shared/engines/tariff/spend.ts'
import { rateGraduated, ratePackages, rateVolume } from '../../../shared/engines/tariff/tiers.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { rational, ZERO } from '../../../shared/kernel/rational.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { CENT, monthly, offering, perUnit, WY_TELECOM } from './builders.ts'

const FINE = { mode: 'half-even', placeMicro: 1 } as const
const metered = (guideline: MeteredGuideline, amountMicro = 0): ProductOfferingPrice => ({ ...perUnit('u', '0', 'GB'), amountMicro, ratingGuideline: guideline })
const DOLLAR = 1_000_000
const tier = (upToUnits: number | null, unitMicro: number, flatMicro = 0): UsageTier => ({ upToUnits, unitMicro, flatMicro })

describe('usage of a price per unit', () => {
  // om-unit-05 (OpenMeter's unit price tests, commit 7e57a394): 10 units at 100 are 1000.
  it('is units times price', () => expect(rateUsage(perUnit('u', '100', 'gigabyte'), 10, 0).amountMicro).toBe(1_000_000_000))

  // 8 of 10 free units are used up; of 5 more, 2 are free and 3 cost 0.05.
  it('is free up to the free units of the period', () => {
    const price = perUnit('u', '0.05', 'minute', 10)
    expect(rateUsage(price, 5, 8).amountMicro).toBe(150_000)
    expect(isMetered(price.ratingGuideline) && partsOf(tariffOf({ ...price, ratingGuideline: price.ratingGuideline }), 13).map(({ kind, units }) => [kind, units])).toEqual([['free', 10], ['units', 3]])
  })

  // At 0.004 a unit to the cent: F(1) = 0.00, F(2) = 0.01, F(3) = 0.01: the third unit costs nothing, three at once cost 0.01.
  it('sums to the rounded price of the total, however it is cut', () => {
    const price = perUnit('u', '0.004', 'minute', 0, CENT)
    expect([0, 1, 2].map((prior) => rateUsage(price, 1, prior).amountMicro)).toEqual([0, 10_000, 0])
    expect(rateUsage(price, 3, 0).amountMicro).toBe(10_000)
  })

  it('refuses a price that is not for usage, and usage that is negative or not whole', () => {
    expect(() => rateUsage(monthly('m', '1'), 1, 0)).toThrow('not a price for usage')
    expect(() => rateUsage(perUnit('u', '1', 'minute'), -1, 5)).toThrow('not negative')
    expect(() => rateUsage(perUnit('u', '1', 'minute'), 1.5, 0)).toThrow('not an exact integer')
  })
})

// Worked out by hand: 500 GB included, the next 500 at 0.20, what is above at 0.10 with 5.00 once.
const GRADUATED = metered({ kind: 'graduated', unit: 'GB', tiers: [tier(500, 0), tier(1_000, 200_000), tier(null, 100_000, 5 * DOLLAR)], rounding: CENT })
// The whole at 0.30, at 0.25 above 100, at 0.20 and 1.00 above 200.
const VOLUME = metered({ kind: 'volume', unit: 'GB', tiers: [tier(100, 300_000), tier(200, 250_000), tier(null, 200_000, DOLLAR)], rounding: CENT })
const PACKAGE = metered({ kind: 'package', unit: 'GB', packageUnits: 50, freeUnits: 1_200, rounding: CENT }, 10 * DOLLAR)

describe('usage by tiers and packages', () => {
  it.each([
    [GRADUATED, [[0, 0], [500, 0], [501, 200_000], [1_000, 100 * DOLLAR], [1_001, 105_100_000], [1_500, 155 * DOLLAR]]],
    [VOLUME, [[0, 0], [100, 30 * DOLLAR], [101, 25_250_000], [200, 50 * DOLLAR], [201, 41_200_000]]],
    [PACKAGE, [[1_200, 0], [1_201, 10 * DOLLAR], [1_250, 10 * DOLLAR], [1_251, 20 * DOLLAR]]],
  ] as const)('of %o costs what a hand works out', (price, figures) => {
    expect(figures.map(([units]) => runningTotal(price, units))).toEqual(figures.map(([, micro]) => micro))
  })
  it('costs no more than the maximum of its period, and more usage then costs nothing', () => {
    const capped = metered({ ...GRADUATED.ratingGuideline as MeteredGuideline, maximumMicro: 50 * DOLLAR })
    expect([700, 750, 751, 9_000].map((units) => runningTotal(capped, units))).toEqual([40 * DOLLAR, 50 * DOLLAR, 50 * DOLLAR, 50 * DOLLAR])
    expect(rateUsage(capped, 100, 740).amountMicro).toBe(2 * DOLLAR)
  })
  it('gives back what a cheaper volume tier makes of the units before', () => expect(rateUsage(VOLUME, 1, 100).amountMicro).toBe(-4_750_000))
})

const rising = fc.uniqueArray(fc.integer({ min: 1, max: 2_000 }), { maxLength: 4 }).map((ends) => [...ends.toSorted((a, b) => a - b), null])
const tiers = rising.chain((ends) => fc.tuple(...ends.map((end) => fc.record({ upToUnits: fc.constant(end), unitMicro: fc.nat(2_000_000), flatMicro: fc.oneof(fc.constant(0), fc.nat(9_000_000)) }))))
const rounding = fc.record({ mode: fc.constantFrom('half-even', 'half-up', 'up', 'down'), placeMicro: fc.constantFrom(1, 10_000, 50_000) })
const more = { unit: fc.constant('GB'), rounding, maximumMicro: fc.option(fc.nat(10_000).map((n) => n * 50_000), { nil: undefined }) }
const guideline: fc.Arbitrary<MeteredGuideline> = fc.oneof(
  fc.record({ kind: fc.constant('perUnit'), freeUnits: fc.nat(500), ...more }), fc.record({ kind: fc.constant('package'), packageUnits: fc.integer({ min: 1, max: 300 }), freeUnits: fc.nat(500), ...more }),
  fc.record({ kind: fc.constantFrom('graduated', 'volume'), tiers, ...more }))
const anyPrice = fc.tuple(guideline, fc.nat(5_000_000)).map(([rule, micro]) => metered(rule, 'tiers' in rule ? 0 : micro))
const used = fc.array(fc.nat(900), { minLength: 1, maxLength: 6 })

describe('any price for usage', () => {
  it('sums to the same however the usage is cut and in whatever order it comes', () => {
    fc.assert(fc.property(anyPrice, used, (price, cuts) => {
      const charged = (order: readonly number[]) => order.reduce(([sum, prior], cut) => [sum! + rateUsage(price, cut, prior!).amountMicro, prior! + cut], [0, 0])[0]
      const whole = runningTotal(price, cuts.reduce((sum, cut) => sum + cut, 0))
      expect([charged(cuts), charged(cuts.toReversed())]).toEqual([whole, whole])
    }))
  })
  it('costs what the exact models cost that the published cases are checked with', () => {
    const exactly = (value: number) => rational(BigInt(value))
    fc.assert(fc.property(tiers, fc.nat(5_000), fc.nat(300), fc.integer({ min: 1, max: 90 }), (list, units, freeUnits, size) => {
      const window = { before: ZERO, quantity: exactly(units), piece: 'single' } as const
      const exact = { zeroUsage: 'nothing' as const, tiers: list.map(({ upToUnits, unitMicro, flatMicro }) => ({ upTo: upToUnits === null ? null : exactly(upToUnits), unit: exactly(unitMicro), flat: flatMicro === 0 ? null : exactly(flatMicro) })) }
      const ours = (rule: MeteredGuideline, micro = 0) => runningTotal(metered(rule, micro), units)
      expect(rational(BigInt(ours({ kind: 'graduated', unit: 'GB', tiers: list, rounding: FINE })))).toEqual(totalOf(rateGraduated(exact, window)))
      expect(rational(BigInt(ours({ kind: 'volume', unit: 'GB', tiers: list, rounding: FINE })))).toEqual(totalOf(rateVolume(exact, window)))
      expect(rational(BigInt(ours({ kind: 'package', unit: 'GB', packageUnits: size, freeUnits, rounding: FINE }, 730_000)))).toEqual(totalOf(ratePackages({ price: exactly(730_000), size: exactly(size), freeUnits: exactly(freeUnits) }, window)))
    }))
  })
  it('makes lines of a bill that balance, and that both evaluators compute again from what they say', () => {
    fc.assert(fc.property(anyPrice, used, (price, totals) => {
      const sold = offering('plan', { prices: [price], settlementRule: { id: 'r', version: 1, legs: [{ kind: 'share', providerId: asId('kestrel'), priceId: 'u', partsPerMillion: 333_333 }] } })
      const lines = totals.map((totalUnits, n) => postUsage({ id: `l${n}`, offering: sold, price, priorUnits: totals[n - 1] ?? 0, totalUnits }, [WY_TELECOM]))
      expect(postingsBalance(lines)).toBe(true)
      for (const line of lines) expect([recompute(line).problems, recheckCharge(line)]).toEqual([[], true])
      expect(lines.reduce((sum, { amountMicro }) => sum + amountMicro, 0)).toBe(runningTotal(price, totals.at(-1) ?? 0))
    }))
  })
  it('is found out where a tier, a package or a maximum of its derivation is another', () => {
    const lineOf = (price: ProductOfferingPrice) => postUsage({ id: 'l', offering: offering('plan', { prices: [price] }), price, priorUnits: 0, totalUnits: 1_600 }, [])
    const capped = { ...GRADUATED, ratingGuideline: { ...GRADUATED.ratingGuideline as MeteredGuideline, maximumMicro: 50 * DOLLAR } }
    const wrong = [
      [lineOf(GRADUATED), { tariff: { model: 'graduated', tiers: [tier(501, 0), tier(1_000, 200_000), tier(null, 100_000, 5 * DOLLAR)] } }], [lineOf(VOLUME), { tariff: { model: 'volume', tiers: [tier(null, 190_000, DOLLAR)] } }],
      [lineOf(PACKAGE), { tariff: { model: 'package', packageMicro: 10 * DOLLAR, packageUnits: 49, freeUnits: 1_200 } }], [lineOf(capped), { maximumMicro: null }],
    ] as const
    for (const [charge, change] of wrong) {
      const forged = { ...charge, derivation: charge.derivation.map((step) => (step.kind === 'metered' ? { ...step, ...change } as never : step)) }
      expect([recheckCharge(charge), recheckCharge(forged), recompute(forged).problems.length > 0]).toEqual([true, false, true])
    }
  })
})

describe('a line of usage, read aloud', () => {
  const sentences = (price: ProductOfferingPrice, priorUnits: number, totalUnits: number, language: 'en' | 'es' = 'en') => {
    const { tf } = createTexts(language)
    return explain(postUsage({ id: 'l', offering: offering('plan', { name: 'Plan', prices: [price] }), price, priorUnits, totalUnits }, []).derivation).map(({ code, details }) => tf('charge', code, details))
  }
  it('says each tier, what was reached once, and what was billed before', () => {
    expect(sentences(GRADUATED, 600, 1_200)).toEqual([
      'the tariff of plan, version 1', '1,200 GB used in the period, 600 of them on a bill before', '500 GB included', '500 GB above 500, each $0.20: $100.00', '200 GB above 1,000, each $0.10: $20.00', '$5.00 once, above 1,000 GB', 'less $20.00 that was billed of it before',
    ])
  })
  it('says all units at one price, started packages, and the maximum', () => {
    expect(sentences(VOLUME, 0, 150)[2]).toBe('all 150 GB at $0.25, the price above 100: $37.50')
    expect(sentences(PACKAGE, 0, 1_260).slice(2)).toEqual(['1,200 GB included', '2 started packages of 50 GB above 1,200, each $10.00: $20.00'])
    expect(sentences(metered({ ...PACKAGE.ratingGuideline as MeteredGuideline, maximumMicro: 15 * DOLLAR }, 10 * DOLLAR), 0, 1_260).at(-1)).toBe('never more than $15.00 in a period')
    expect(sentences(PACKAGE, 0, 1_260, 'es').at(-1)).toBe('2 paquetes empezados de 50 GB por encima de 1,200, a $10.00: $20.00')
  })
})
