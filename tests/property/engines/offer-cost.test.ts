import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FITS, USES } from '../../../shared/domain/need.ts'
import { rankOffers } from '../../../shared/engines/offers/rank-offers.ts'
import { judgeFit, wantedSpeed } from '../../../shared/engines/offers/wanted-speed.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import type { BillInput } from '../../../shared/engines/rating/preview-bill.ts'
import { totalCost } from '../../../shared/engines/rating/total-cost.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { catalog, monthly, NOW, offering, once, WY_TELECOM } from '../../unit/engines/builders.ts'

/* Goal: what is said of an offer's cost is what will be billed, whatever its prices. Method: any plan of a monthly price with or without an introduction, equipment and a fee once. */

const cents = (min: number) => fc.integer({ min, max: 20_000 })
const input: fc.Arbitrary<BillInput> = fc.record({
  month: cents(2), introduction: fc.option(fc.record({ percent: fc.integer({ min: 0, max: 99 }), months: fc.integer({ min: 1, max: 30 }) }), { nil: null }),
  equipment: cents(0), fee: cents(0), billCycleDay: fc.integer({ min: 1, max: 28 }), day: fc.integer({ min: 0, max: 900 }),
}).map(({ month, introduction, equipment, fee, billCycleDay, day }) => {
  const decimal = (value: number) => (value / 100).toFixed(2)
  const price = monthly('month', decimal(month), introduction ? { introductory: { amountMicro: Math.floor((month * introduction.percent) / 100) * 10_000, months: introduction.months } } : {})
  const plan = offering('plan', { prices: [price, monthly('modem', decimal(equipment), { taxCategory: 'equipment' }), once('fee', decimal(fee))] })
  return { catalog: catalog([plan], [WY_TELECOM]), offeringIds: [plan.id], activatedOn: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), billCycleDay, region: 'WY', at: NOW }
})

describe('any total', () => {
  it('of 24 months is the sum of 24 previewed bills, and its parts are all of it', () => {
    fc.assert(fc.property(input, (bill) => {
      const cost = totalCost(bill)
      const bills = previewBills(bill, 24)
      expect(cost.total24Minor).toBe(bills.reduce((sum, one) => sum + one.totalMinor, 0))
      expect(cost.total12Minor).toBe(bills.slice(0, 12).reduce((sum, one) => sum + one.totalMinor, 0))
      expect(cost.parts.serviceMinor + cost.parts.equipmentMinor + cost.parts.oneTimeMinor).toBe(cost.total24Minor)
      expect(Object.values(cost.parts).every((part) => Number.isSafeInteger(part) && part >= 0)).toBe(true)
    }))
  })
  it('is made of bills that balance, follow each other without a gap, and that the second evaluator finds the same', () => {
    fc.assert(fc.property(input, (bill) => {
      const bills = previewBills(bill, 24)
      for (const [index, one] of bills.entries()) {
        expect(postingsBalance(one.charges)).toBe(true)
        for (const charge of one.charges) expect(recompute(charge).problems).toEqual([])
        expect(one.periodFrom).toBe(index === 0 ? bill.activatedOn : bills[index - 1]?.periodTo)
      }
    }), { numRuns: 40 })
  })
  // The control: a total that is a price times a number of months is caught by the same sum.
  it('is not the monthly price times twenty-four', () => {
    expect(() => fc.assert(fc.property(input, (bill) => totalCost(bill).total24Minor === 24 * (previewBills(bill, 1)[0]?.monthlyMinor ?? 0)))).toThrow()
  })
})

describe('any ranking', () => {
  const facts = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), isOrderable: fc.boolean(), fit: fc.constantFrom(...FITS), liveBy: fc.constantFrom(null, '2026-11-22', '2026-12-02'), total24Minor: fc.integer({ min: 0, max: 3 }) }), { selector: (item) => item.id, maxLength: 8 })
  it('is the same whatever the order of the facts', () => {
    fc.assert(fc.property(facts, fc.infiniteStream(fc.nat(1000)), (offers, numbers) => {
      const shuffled = offers.map((offer) => ({ offer, key: numbers.next().value as number })).sort((a, b) => a.key - b.key).map(({ offer }) => offer)
      expect(rankOffers(shuffled)).toEqual(rankOffers(offers))
    }))
  })
})

describe('any need', () => {
  it('wants no less when more is asked for, and a line that fits a greater need fits a smaller one', () => {
    const need = fc.record({ people: fc.integer({ min: 1, max: 20 }), uses: fc.subarray([...USES]) })
    fc.assert(fc.property(need, fc.nat(200_000), fc.nat(50_000), (asked, downlinkKbps, uplinkKbps) => {
      const [more, less] = [wantedSpeed(asked), wantedSpeed({ people: Math.max(1, asked.people - 1), uses: asked.uses.slice(1) })]
      expect(more.downlinkKbps).toBeGreaterThanOrEqual(less.downlinkKbps)
      const fits = (wanted: typeof more) => judgeFit(wanted, { downlinkKbps, uplinkKbps }).verdict === 'fits'
      expect(!fits(more) || fits(less)).toBe(true)
    }))
  })
})
