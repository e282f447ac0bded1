import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProductOffering, ProductOfferingPrice, RatingGuideline, RoundingRule, SettlementLeg, TaxRate } from '../../../shared/domain/catalog.ts'
import type { BillPreview } from '../../../shared/domain/rating.ts'
import { addMonths, daysBetween, nextCycleStart } from '../../../shared/engines/rating/local-date.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { previewBill } from '../../../shared/engines/rating/preview-bill.ts'
import { rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { multiplyRounded } from '../../../shared/kernel/money.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { postedLegs, recomputeLegs } from '../../support/second-legs.ts'
import { addOn, catalog, monthly, NOW, offering } from '../../unit/engines/builders.ts'

const rounding: fc.Arbitrary<RoundingRule> = fc.record({ mode: fc.constantFrom('half-even', 'half-up', 'up', 'down'), placeMicro: fc.constantFrom(1, 100, 10_000, 50_000) })
const amountMicro = fc.oneof(fc.integer({ min: 0, max: 300_000_000 }), fc.integer({ min: 0, max: 30_000 }).map((cents) => cents * 10_000))
const guideline: fc.Arbitrary<RatingGuideline> = fc.oneof(
  fc.record({ kind: fc.constant('recurring'), period: fc.constant('month'), when: fc.constant('advance'), proration: fc.constantFrom('daily', 'none'), rounding }),
  fc.record({ kind: fc.constant('oneTime'), rounding }),
  fc.record({ kind: fc.constant('perUnit'), unit: fc.constant('minute'), freeUnits: fc.nat(100), rounding }),
)
const price = (id: string): fc.Arbitrary<ProductOfferingPrice> => fc.record({
  id: fc.constant(id), label: fc.constant(id), amountMicro, currency: fc.constant('USD'), ratingGuideline: guideline, taxCategory: fc.constantFrom('telecom', 'equipment', 'none') })
const leg: fc.Arbitrary<SettlementLeg> = fc.oneof(
  fc.record({ kind: fc.constant('wholesale'), providerId: fc.constantFrom('centurylink', 'kestrel').map((id) => asId<'ProviderId'>(id)), priceId: fc.constantFrom('p0', 'p1'), amountMicro }),
  fc.record({ kind: fc.constant('share'), providerId: fc.constantFrom('centurylink', 'earthlink').map((id) => asId<'ProviderId'>(id)), priceId: fc.constantFrom('p0', 'p1'), partsPerMillion: fc.nat(1_000_000) }))
const offer = (id: string): fc.Arbitrary<ProductOffering> => fc.record({ prices: fc.tuple(price('p0'), price('p1')), legs: fc.array(leg, { maxLength: 4 }) })
  .map(({ prices, legs }) => offering(id, { prices, settlementRule: { id: 'r', version: 1, legs } }))
const tax: fc.Arbitrary<TaxRate> = fc.record({ category: fc.constantFrom('telecom', 'equipment'), region: fc.constantFrom('WY', 'CO'), name: fc.constantFrom('state', 'city'), partsPerMillion: fc.nat(200_000) })
const date = fc.record({ year: fc.integer({ min: 1996, max: 2104 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .chain(({ year, month, day }) => fc.nat(3).map((late) => shifted(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, late)))
const shifted = (from: string, days: number) => new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const scene = fc.record({ offers: fc.tuple(offer('a'), offer('b'), offer('c')), discountMicro: amountMicro, taxes: fc.array(tax, { maxLength: 3 }), activatedOn: date, billCycleDay: fc.integer({ min: 1, max: 28 }) })

function billOf(from: typeof scene extends fc.Arbitrary<infer T> ? T : never): BillPreview {
  const together = addOn('together', { kind: 'bundle', prices: [], bundleOf: [asId('a'), asId('b'), asId('c')], bundleDiscountMicro: from.discountMicro })
  return previewBill({ catalog: catalog([...from.offers, together], from.taxes), offeringIds: [asId('together')], activatedOn: from.activatedOn, billCycleDay: from.billCycleDay, region: 'WY', at: NOW })
}

describe('any bill', () => {
  it('has postings that sum to zero, charge by charge', () => {
    fc.assert(fc.property(scene, (from) => postingsBalance(billOf(from).charges)))
  })

  it('is the same by the second evaluator, to the micro-unit, amounts and legs', () => {
    fc.assert(fc.property(scene, (from) => {
      for (const charge of billOf(from).charges) {
        expect(recompute(charge).problems).toEqual([])
        const legs = from.offers.find((item) => item.id === charge.offeringId)?.settlementRule.legs ?? []
        expect(postedLegs(charge)).toEqual(recomputeLegs(charge, legs))
      }
    }))
  })

  it('has a total that its charges, its cents and its remainder agree on', () => {
    fc.assert(fc.property(scene, (from) => {
      const result = billOf(from)
      expect(result.charges.reduce((sum, charge) => sum + charge.amountMicro + charge.taxMicro, 0)).toBe(result.totalMicro)
      expect(result.totalMinor * 10_000 + result.remainderMicro).toBe(result.totalMicro)
      expect(Math.abs(result.remainderMicro)).toBeLessThanOrEqual(5_000)
      expect(new Set(result.charges.map((charge) => charge.id)).size).toBe(result.charges.length)
    }))
  })
})

describe('any month', () => {
  it('is covered by its days: parts that cut it sum to the whole within one rounding each', () => {
    fc.assert(fc.property(amountMicro, rounding, date, fc.integer({ min: 1, max: 28 }), (amount, rule, activatedOn, billCycleDay) => {
      const plan = offering('plan', { prices: [monthly('month', '0', { amountMicro: amount, ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: rule } })] })
      const charged = (from: string) => previewBill({ catalog: catalog([plan]), offeringIds: [plan.id], activatedOn: from, billCycleDay, region: 'WY', at: NOW }).charges[0]
      const whole = charged(addMonths(nextCycleStart(activatedOn, billCycleDay), -1))
      const part = charged(activatedOn)
      const cycle = daysBetween(addMonths(nextCycleStart(activatedOn, billCycleDay), -1), nextCycleStart(activatedOn, billCycleDay))
      const days = daysBetween(activatedOn, nextCycleStart(activatedOn, billCycleDay))
      // |part × cycle − whole × days| ≤ one place of error in each of the two roundings.
      const apart = BigInt(part?.amountMicro ?? 0) * BigInt(cycle) - BigInt(whole?.amountMicro ?? 0) * BigInt(days)
      expect(apart < 0n ? -apart : apart).toBeLessThanOrEqual(BigInt(rule.placeMicro) * BigInt(cycle + days))
    }))
  })

  it("has days whose single charges sum to the month's but for what rounding each left over", () => {
    fc.assert(fc.property(amountMicro, fc.integer({ min: 1, max: 28 }), date, (amount, billCycleDay, somewhere) => {
      const plan = offering('plan', { prices: [monthly('month', '0', { amountMicro: amount, ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: { mode: 'down', placeMicro: 1 } } })] })
      const to = nextCycleStart(somewhere, billCycleDay)
      const lastDay = shifted(to, -1)
      const [oneDay] = previewBill({ catalog: catalog([plan]), offeringIds: [plan.id], activatedOn: lastDay, billCycleDay, region: 'WY', at: NOW }).charges
      const cycle = daysBetween(addMonths(to, -1), to)
      const step = oneDay?.derivation.find((item) => item.kind === 'rounding')
      const lost = BigInt(step?.beforeNumerator ?? 0) - BigInt(oneDay?.amountMicro ?? 0) * BigInt(cycle)
      expect(BigInt(oneDay?.amountMicro ?? 0) * BigInt(cycle) + lost).toBe(BigInt(amount))
      expect(lost >= 0n && lost < BigInt(cycle)).toBe(true)
    }))
  })
})

describe('any usage', () => {
  it('costs the same in total however it is cut and in whatever order the cuts arrive', () => {
    fc.assert(fc.property(fc.array(fc.nat(10_000), { maxLength: 12 }), amountMicro, fc.nat(5_000), rounding, (cuts, amount, freeUnits, rule) => {
      const per = monthly('u', '0', { amountMicro: amount, ratingGuideline: { kind: 'perUnit', unit: 'minute', freeUnits, rounding: rule } })
      const total = cuts.reduce((sum, cut) => sum + cut, 0)
      let prior = 0
      let charged = 0
      for (const cut of cuts) {
        charged += rateUsage(per, cut, prior).amountMicro
        prior += cut
      }
      expect(charged).toBe(rateUsage(per, total, 0).amountMicro)
    }))
  })
})

describe('rounding', () => {
  /** The same rule in fractions of big integers. */
  const exactly = (value: number, numerator: number, denominator: number, mode: RoundingRule['mode']): number => {
    const product = BigInt(value) * BigInt(numerator)
    const [abs, d] = [product < 0n ? -product : product, BigInt(denominator)]
    const [quotient, twice] = [abs / d, (abs % d) * 2n]
    const isUp = { up: twice > 0n, down: false, 'half-up': twice >= d, 'half-even': twice > d || (twice === d && quotient % 2n === 1n) }[mode]
    return Number((isUp ? quotient + 1n : quotient) * (product < 0n ? -1n : 1n)) + 0
  }
  const wide = fc.oneof(fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }), fc.integer({ min: -100, max: 100 }))
  it('is the same in numbers as in big integers, wherever the figures leave numbers', () => {
    fc.assert(fc.property(wide, fc.integer({ min: 1, max: 12 }), fc.oneof(fc.constantFrom(1, 2, 100, 10_000), fc.integer({ min: 1, max: 2 ** 53 - 1 })), fc.constantFrom('half-even' as const, 'half-up' as const, 'up' as const, 'down' as const), (value, numerator, denominator, mode) => {
      const expected = exactly(value, numerator, denominator, mode)
      if (Number.isSafeInteger(expected)) expect(multiplyRounded(value, numerator, denominator, mode)).toBe(expected)
      else expect(() => multiplyRounded(value, numerator, denominator, mode)).toThrow('not an exact integer')
    }), { numRuns: 3_000 })
  })
  it('is so for a share of what a whole month brought, at every half too', () => {
    // A denominator of 4, 10 or 1,000,000 meets a half often; the products are past what a number holds.
    const large = fc.integer({ min: 2 ** 40, max: 2 ** 53 - 1 }).chain((value) => fc.constantFrom(value, -value))
    fc.assert(fc.property(large, fc.oneof(fc.constantFrom(1, 3, 5, 500_000, 600_001, 999_999), fc.integer({ min: 0, max: 1_000_000 })), fc.constantFrom(4, 10, 1_000_000, 2_000_000), fc.constantFrom('half-even' as const, 'half-up' as const, 'up' as const, 'down' as const), (value, numerator, denominator, mode) => {
      const expected = exactly(value, numerator, denominator, mode)
      if (Number.isSafeInteger(expected)) expect(multiplyRounded(value, numerator, denominator, mode)).toBe(expected)
      else expect(() => multiplyRounded(value, numerator, denominator, mode)).toThrow('not an exact integer')
    }), { numRuns: 5_000 })
  })
})
