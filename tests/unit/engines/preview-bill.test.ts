import { describe, expect, it } from 'vitest'
import type { Catalog, ProductOffering, TaxRate } from '../../../shared/domain/catalog.ts'
import type { Charge } from '../../../shared/domain/rating.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { postingsBalance } from '../../../shared/engines/rating/postings-balance.ts'
import { previewBill } from '../../../shared/engines/rating/preview-bill.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { microFromDecimal } from '../../../shared/kernel/money.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { addOn, bundle, catalog, monthly, NOW, offering, once, perUnit, WY_TELECOM } from './builders.ts'

const CTL = asId<'ProviderId'>('centurylink')
const KSK = asId<'ProviderId'>('kestrel')

function bill(from: { offerings: readonly ProductOffering[]; order?: readonly string[]; taxes?: readonly TaxRate[]; activatedOn?: string; billCycleDay?: number; region?: string }) {
  const known: Catalog = catalog(from.offerings, from.taxes)
  const offeringIds = (from.order ?? from.offerings.map((item) => item.id)).map((id) => asId<'OfferingId'>(id))
  return previewBill({ catalog: known, offeringIds, activatedOn: from.activatedOn ?? '2026-11-22', billCycleDay: from.billCycleDay ?? 1, region: from.region ?? 'WY', at: NOW })
}
const plan = (decimal: string, over: Partial<ProductOffering> = {}) => offering('plan', { prices: [monthly('month', decimal)], ...over })
const postingsOf = (charge: Charge | undefined) => Object.fromEntries((charge?.postings ?? []).map(({ party, amountMicro }) =>
  [party.kind === 'provider' ? party.providerId : party.kind === 'tax' ? party.name : party.kind, amountMicro]))

// Every expected figure is worked out by hand in the comment above it.
describe('the first bill', () => {
  // 22 November to 1 December is 9 of November's 30 days: 50.00 × 9/30 = 15.00; tax 4% = 0.60. A plain month: 50.00 + 2.00.
  it('is the days from activation to the next cycle', () => {
    const result = bill({ offerings: [plan('50.00')], taxes: [WY_TELECOM] })
    expect(result).toMatchObject({ periodFrom: '2026-11-22', periodTo: '2026-12-01', totalMicro: 15_600_000, totalMinor: 1560, remainderMicro: 0, monthlyMinor: 5200 })
    expect(result.charges[0]).toMatchObject({ amountMicro: 15_000_000, taxMicro: 600_000, kind: 'recurring' })
  })

  // 22 November to 15 December is 23 of 30 days: 49.95 × 23/30 = 38.295, half way: to the even cent 38.30; tax 4% of it 1.532 → 1.53.
  it('rounds half a cent to the even one, once, before tax', () => {
    const [charge] = bill({ offerings: [plan('49.95')], taxes: [WY_TELECOM], billCycleDay: 15 }).charges
    expect(charge).toMatchObject({ amountMicro: 38_300_000, taxMicro: 1_530_000 })
  })

  // One of 30 days: 49.95 / 30 = 1.665, half way: to the even cent 1.66.
  it('rounds half a cent down when that is the even one', () => {
    expect(bill({ offerings: [plan('49.95')], activatedOn: '2026-12-14', billCycleDay: 15 }).totalMinor).toBe(166)
  })

  // 15 February to 1 March 2024 is 15 of 29 days: 29.00 × 15/29 = 15.00. In 2026 it is 14 of 28: 14.50.
  it("counts a leap year's February", () => {
    expect(bill({ offerings: [plan('29.00')], activatedOn: '2024-02-15' }).totalMinor).toBe(1500)
    expect(bill({ offerings: [plan('29.00')], activatedOn: '2026-02-15' }).totalMinor).toBe(1450)
  })

  it('is a whole month when activation is on the cycle day, and not two', () => {
    const result = bill({ offerings: [plan('50.00')], activatedOn: '2026-12-01' })
    expect(result).toMatchObject({ periodFrom: '2026-12-01', periodTo: '2027-01-01', totalMinor: 5000, monthlyMinor: 5000 })
    expect(result.charges[0]?.derivation.map((step) => step.kind)).toEqual(['price', 'rounding'])
  })

  // Nothing of 50.00 is prorated; 35.00 is charged once: 85.00 first, 50.00 a month after.
  it('prorates only what says so and charges once what is charged once', () => {
    const whole = monthly('month', '50.00', { ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'none', rounding: { mode: 'half-even', placeMicro: 10_000 } } })
    expect(bill({ offerings: [offering('plan', { prices: [whole, once('activation', '35.00')] })] })).toMatchObject({ totalMinor: 8500, monthlyMinor: 5000 })
  })

  it('leaves usage to the events that will report it', () => {
    expect(bill({ offerings: [addOn('voice', { prices: [perUnit('minute', '0.05', 'minute')] })] }).charges).toEqual([])
  })

  // Equipment 35.00: 5% = 1.75. Telecom 50.00: 4% = 2.00 and 1.5% = 0.75, each rounded for itself. No tax of another region.
  it('taxes each charge by its category and the region, each tax for itself', () => {
    const taxes: readonly TaxRate[] = [WY_TELECOM, { ...WY_TELECOM, name: 'Cheyenne city', partsPerMillion: 15_000 }, { ...WY_TELECOM, category: 'equipment', name: 'Sales', partsPerMillion: 50_000 }, { ...WY_TELECOM, region: 'CO', name: 'Colorado' }]
    const result = bill({ offerings: [offering('plan', { prices: [monthly('month', '50.00'), once('modem', '35.00', { taxCategory: 'equipment' }), once('visit', '10.00', { taxCategory: 'none' })] })], taxes, activatedOn: '2026-12-01' })
    expect(result.charges.map((charge) => charge.taxMicro)).toEqual([2_750_000, 1_750_000, 0])
  })

  // 12.50 at 1% is 0.125, half way: to the even cent 0.12. 37.50 at 1% is 0.375: to the even cent 0.38.
  it.each([['12.50', 120_000], ['37.50', 380_000]])('rounds half a cent of tax on %s to the even one', (decimal, taxMicro) => {
    expect(bill({ offerings: [plan(decimal)], taxes: [{ ...WY_TELECOM, partsPerMillion: 10_000 }], activatedOn: '2026-12-01' }).charges[0]).toMatchObject({ taxMicro })
  })

  // 0.123456 kept to the micro-unit: 12 cents (12.3456 → 12), 3456 micro-units left over.
  it('keeps what rounding the total leaves over', () => {
    const fine = once('fee', '0.123456', { ratingGuideline: { kind: 'oneTime', rounding: { mode: 'down', placeMicro: 1 } } })
    expect(bill({ offerings: [offering('plan', { prices: [fine] })] })).toMatchObject({ totalMicro: 123_456, totalMinor: 12, remainderMicro: 3_456 })
  })

  it('takes the version on sale at the moment of the quote', () => {
    const versions = [offering('plan', { validTo: NOW, prices: [monthly('month', '40.00')] }), offering('plan', { version: 2, validFrom: NOW, prices: [monthly('month', '50.00')] })]
    const result = bill({ offerings: versions, order: ['plan'], activatedOn: '2026-12-01' })
    expect(result).toMatchObject({ totalMinor: 5000 })
    expect(result.charges[0]?.derivation[0]).toMatchObject({ offeringVersion: 2 })
  })

  it('is refused as a bug for what is not on sale', () => {
    expect(() => bill({ offerings: [plan('50.00')], order: ['gone'] })).toThrow('offering not on sale: gone')
  })
})

// First fraction of a month of the proration cases kb-proration-04, -18, -20, -21 (Kill Bill's invoice tests, commit 08d3d580).
describe('the part of a month agrees with published cases', () => {
  it.each([
    ['2011-02-17', 3, 14, 28], ['2011-03-07', 15, 8, 28], ['2011-03-10', 15, 5, 28], ['2011-01-31', 7, 7, 31],
  ])('from %s with cycle day %i it is %i of %i days', (activatedOn, billCycleDay, days, ofDays) => {
    expect(bill({ offerings: [plan('50.00')], activatedOn, billCycleDay }).charges[0]?.derivation[1]).toMatchObject({ kind: 'proration', days, ofDays })
  })
})

describe('the legs of a charge', () => {
  const settled = plan('50.00', { settlementRule: { id: 'r', version: 1, legs: [
    { kind: 'wholesale', providerId: CTL, priceId: 'month', amountMicro: microFromDecimal('30.00') }, { kind: 'share', providerId: KSK, priceId: 'month', partsPerMillion: 150_000 }] } })

  // 9/30: net 15.00, wholesale 30.00 × 9/30 = 9.00, share 15% of 15.00 = 2.25, margin 15.00 − 9.00 − 2.25 = 3.75, tax 0.60, customer −15.60.
  it('give each party its part and sum to zero', () => {
    const { charges } = bill({ offerings: [settled], taxes: [WY_TELECOM] })
    expect(postingsOf(charges[0])).toEqual({ customer: -15_600_000, centurylink: 9_000_000, kestrel: 2_250_000, 'Wyoming telecom': 600_000, margin: 3_750_000 })
    expect(postingsBalance(charges)).toBe(true)
  })

  // The control for the balance: one micro-unit moved in one posting.
  it('do not balance when one of them is off by a micro-unit', () => {
    const { charges } = bill({ offerings: [settled], taxes: [WY_TELECOM] })
    const broken = charges.map((charge) => ({ ...charge, postings: charge.postings.map((posting, index) => (index === 1 ? { ...posting, amountMicro: posting.amountMicro + 1 } : posting)) }))
    expect(postingsBalance(broken)).toBe(false)
  })

  // The other control: legs that sum to zero, and a customer who owes something else than the charge says.
  it('do not balance when they are for another amount than the charge', () => {
    const { charges } = bill({ offerings: [settled], taxes: [WY_TELECOM] })
    expect(postingsBalance(charges.map((charge) => ({ ...charge, amountMicro: charge.amountMicro + 10_000 })))).toBe(false)
  })

  // 50.00 sold, 60.00 owed: margin −10.00. A loss is posted, not hidden.
  it('may leave a loss', () => {
    const dear = plan('50.00', { settlementRule: { id: 'r', version: 1, legs: [{ kind: 'wholesale', providerId: CTL, priceId: 'month', amountMicro: microFromDecimal('60.00') }] } })
    expect(postingsOf(bill({ offerings: [dear], activatedOn: '2026-12-01' }).charges[0])).toMatchObject({ margin: -10_000_000 })
  })
})

describe('a bundle', () => {
  const share = { kind: 'share', providerId: KSK, priceId: 'month', partsPerMillion: 600_000 } as const
  const stream = addOn('stream', { prices: [monthly('month', '9.99')], settlementRule: { id: 'r', version: 1, legs: [share] } })
  const voice = addOn('voice', { prices: [monthly('month', '14.99')] })
  const together = bundle('together', ['stream', 'voice'], '3.00')

  // 3.00 over 9.99 + 14.99 = 24.98: 300 × 999/2498 = 119.97… cents, down to 1.19; the rest 1.81. 24.98 − 3.00 = 21.98.
  it('takes its discount from its members in proportion, to the cent', () => {
    const result = bill({ offerings: [stream, voice, together], order: ['together'], activatedOn: '2026-12-01' })
    expect(result.charges.map((charge) => [charge.kind, charge.offeringId, charge.amountMicro])).toEqual([
      ['recurring', 'stream', 9_990_000], ['recurring', 'voice', 14_990_000], ['discount', 'stream', -1_190_000], ['discount', 'voice', -1_810_000]])
    expect(result).toMatchObject({ totalMinor: 2198, monthlyMinor: 2198 })
  })

  // A share of 60% follows what is really paid: 60% of −1.19 = −0.714; margin takes the rest, −0.476; tax −0.0476 → −0.05; customer +1.24.
  it('lowers shares and taxes by what it lowers the price', () => {
    const result = bill({ offerings: [stream, voice, together], order: ['together'], taxes: [WY_TELECOM], activatedOn: '2026-12-01' })
    expect(postingsOf(result.charges[2])).toEqual({ customer: 1_240_000, kestrel: -714_000, 'Wyoming telecom': -50_000, margin: -476_000 })
    expect(postingsBalance(result.charges)).toBe(true)
  })

  // 9 of 30 days: 1.19 × 0.3 = 0.357 → 0.36; 1.81 × 0.3 = 0.543 → 0.54.
  it('prorates its discount as its members', () => {
    expect(bill({ offerings: [stream, voice, together], order: ['together'] }).charges.slice(2).map((charge) => charge.amountMicro)).toEqual([-360_000, -540_000])
  })

  // A dollar over three equals is 0.33 + 0.33 + 0.34, never 0.99.
  it('gives its whole discount whatever it is divided by', () => {
    const members = ['a', 'b', 'c'].map((id) => addOn(id, { prices: [monthly('month', '5.00')] }))
    const result = bill({ offerings: [...members, bundle('abc', ['a', 'b', 'c'], '1.00')], order: ['abc'], activatedOn: '2026-12-01' })
    expect(result.charges.slice(3).map((charge) => charge.amountMicro)).toEqual([-330_000, -330_000, -340_000])
    expect(result.totalMinor).toBe(1400)
  })

  it('is the same whether its members are named or not, and gives nothing when it is not ordered', () => {
    const known = [stream, voice, together]
    expect(bill({ offerings: known, order: ['together', 'stream', 'voice'] }).totalMicro).toBe(bill({ offerings: known, order: ['together'] }).totalMicro)
    expect(bill({ offerings: known, order: ['stream', 'voice'] }).charges.some((charge) => charge.kind === 'discount')).toBe(false)
  })
})

describe('an explanation', () => {
  it('tells each step of a figure by a message and its numbers', () => {
    const [charge] = bill({ offerings: [plan('49.95')], taxes: [WY_TELECOM], billCycleDay: 15 }).charges
    expect(charge && explain(charge.derivation)).toMatchObject([
      { code: 'price', details: { amountMicro: 49_950_000 } }, { code: 'proration', details: { days: 23, ofDays: 30, from: '2026-11-22', to: '2026-12-15' } },
      { code: 'rounding', details: { beforeNumerator: '1148850000', beforeDenominator: '30', afterMicro: 38_300_000 } }, { code: 'tax', details: { amountMicro: 1_530_000 } }])
  })

  it('does not tell of a rounding that changed nothing', () => {
    const [charge] = bill({ offerings: [plan('50.00')], activatedOn: '2026-12-01' }).charges
    expect(charge && explain(charge.derivation).map(({ code }) => code)).toEqual(['price'])
  })
})

describe('the second evaluator', () => {
  const [charge] = bill({ offerings: [plan('49.95')], taxes: [WY_TELECOM], billCycleDay: 15 }).charges
  it('comes to the same figure by its own way', () => expect(charge && recompute(charge)).toMatchObject({ amountMicro: 38_300_000n, taxMicro: 1_530_000n, problems: [] }))

  // Controls: each names one thing a broken engine could do, and the evaluator must say so.
  it.each([
    ['a wrong amount', (c: Charge): Charge => ({ ...c, amountMicro: c.amountMicro + 10_000 })],
    ['a rounding to the other side', (c: Charge): Charge => ({ ...c, amountMicro: 38_290_000, derivation: c.derivation.map((step) => (step.kind === 'rounding' ? { ...step, afterMicro: 38_290_000 } : step)) })],
    ['a month of thirty-one days', (c: Charge): Charge => ({ ...c, derivation: c.derivation.map((step) => (step.kind === 'proration' ? { ...step, ofDays: 31 } : step)) })],
    ['a tax on the unrounded figure', (c: Charge): Charge => ({ ...c, derivation: c.derivation.map((step) => (step.kind === 'tax' ? { ...step, baseMicro: 38_295_000 } : step)) })],
    ['a step left out', (c: Charge): Charge => ({ ...c, derivation: c.derivation.filter((step) => step.kind !== 'proration') })],
  ])('notices %s', (_, breakIt) => expect(charge && recompute(breakIt(charge)).problems.length).toBeGreaterThan(0))
})
