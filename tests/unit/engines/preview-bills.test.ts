import { describe, expect, it } from 'vitest'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import { checkCatalog } from '../../../shared/engines/catalog/check-catalog.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { previewBill, previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import type { BillInput } from '../../../shared/engines/rating/preview-bill.ts'
import { totalCost } from '../../../shared/engines/rating/total-cost.ts'
import { microFromDecimal } from '../../../shared/kernel/money.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { addOn, bundle, catalog, monthly, NOW, offering, once, WY_TELECOM } from './builders.ts'

const input = (offerings: readonly ProductOffering[], over: Partial<BillInput> = {}): BillInput =>
  ({ catalog: catalog(offerings, [WY_TELECOM]), offeringIds: offerings.map((item) => item.id), activatedOn: '2026-11-22', billCycleDay: 1, region: 'WY', at: NOW, ...over })
const intro = (decimal: string, months: number) => ({ introductory: { amountMicro: microFromDecimal(decimal), months } })
const plan = offering('plan', { prices: [monthly('month', '50.00', intro('40.00', 2)), once('visit', '75.00', { taxCategory: 'none' })] })
const totals = (bills: readonly { readonly totalMinor: number }[]) => bills.map((bill) => bill.totalMinor)

// Every expected figure is worked out by hand in the comment above it.
describe('the bills after the first', () => {
  // 9 of 30 days of 40.00 is 12.00, tax 4 % 0.48, and 75.00 once: 87.48. Two whole months at 40.00 + 1.60. Then 50.00 + 2.00.
  it('keep the introductory price for its whole months and the days before them, and charge once what is charged once', () => {
    const bills = previewBills(input([plan]), 5)
    expect(totals(bills)).toEqual([8748, 4160, 4160, 5200, 5200])
    expect(bills.map((bill) => `${bill.periodFrom} ${bill.periodTo}`)).toEqual(['2026-11-22 2026-12-01', '2026-12-01 2027-01-01', '2027-01-01 2027-02-01', '2027-02-01 2027-03-01', '2027-03-01 2027-04-01'])
  })
  // A whole first month is the first of the two.
  it('count the first whole month as one of the introduction', () => expect(totals(previewBills(input([plan], { activatedOn: '2026-12-01' }), 4))).toEqual([11660, 4160, 5200, 5200]))
  it('say in every derivation what the price will be and from when', () => {
    const [charge] = previewBill(input([plan])).charges
    expect(charge && explain(charge.derivation)).toContainEqual({ step: 'introductory', code: 'introductory', details: { regularMicro: 50_000_000, until: '2027-02-01' } })
    expect(previewBills(input([plan]), 4)[3]?.charges[0]?.derivation.map((step) => step.kind)).toEqual(['price', 'rounding', 'tax'])
  })
  it('name the month without any introduction as the monthly price', () => expect(previewBill(input([plan])).monthlyMinor).toBe(5200))
  it('agree with the second evaluator, which knows nothing of introductions but their words', () => {
    for (const bill of previewBills(input([plan]), 4)) for (const charge of bill.charges) expect(recompute(charge).problems).toEqual([])
  })
  // The control: a derivation whose introduction is not below the regular price is caught.
  it('are caught when an introduction is dearer than the price it stands for', () => {
    const [charge] = previewBill(input([plan])).charges
    expect(charge && recompute({ ...charge, derivation: charge.derivation.map((step) => (step.kind === 'introductory' ? { ...step, regularMicro: 1 } : step)) }).problems).toHaveLength(1)
  })
  // Two members at 3.00 (introductory) and 5.00, 10.00 off: the bundle gives no more than what is paid, 8.00.
  it('give no discount on money that an introduction does not ask for', () => {
    const members = [addOn('a', { prices: [monthly('m', '9.00', intro('3.00', 1))] }), addOn('b', { prices: [monthly('m', '5.00')] })]
    const together = bundle('together', ['a', 'b'], '10.00')
    expect(totals(previewBills(input([...members, together], { offeringIds: [together.id], activatedOn: '2026-12-01', region: 'CO' }), 2))).toEqual([0, 400])
  })
  it('end in months of every length', () => expect(previewBills(input([plan], { activatedOn: '2027-01-28', billCycleDay: 28 }), 3).map((bill) => bill.periodTo)).toEqual(['2027-02-28', '2027-03-28', '2027-04-28']))
})

describe('the total cost', () => {
  // First bill 12.48 + 75.00; then 41.60 twice and 52.00: 12 bills 87.48 + 2×41.60 + 9×52.00 = 638.68; 24 bills 87.48 + 83.20 + 21×52.00 = 1262.68.
  it('is the sum of the bills, with its parts', () => {
    expect(totalCost(input([plan]))).toMatchObject({ total12Minor: 63_868, total24Minor: 126_268, secondBillMinor: 4160, introductoryUntil: '2027-02-01', parts: { oneTimeMinor: 7500, equipmentMinor: 0, serviceMinor: 118_768 } })
  })
  // Equipment by its tax category: 8.00 without tax, 9 of 30 days 2.40, then 23 months: 186.40.
  it('tells equipment from service by what is taxed as equipment', () => {
    expect(totalCost(input([offering('plan', { prices: [monthly('month', '50.00'), monthly('modem', '8.00', { taxCategory: 'equipment' })] })])).parts).toMatchObject({ equipmentMinor: 18_640, oneTimeMinor: 0 })
  })
  it('has no end of an introduction where there is none', () => expect(totalCost(input([offering('plan')])).introductoryUntil).toBeNull())
})

describe('a catalog with introductory prices', () => {
  const problems = (prices: ProductOffering['prices']) => { const checked = checkCatalog(catalog([offering('plan', { prices })])); return checked.ok ? [] : checked.error.map(({ path, problem }) => `${path}: ${problem}`) }
  it('stands', () => expect(problems(plan.prices)).toEqual([]))
  it.each([
    ['not below', [monthly('m', '50.00', intro('50.00', 2))], 'offerings.0.prices.0.introductory: not below the price it stands for'],
    ['of what is charged once', [once('m', '50.00', intro('40.00', 2))], 'offerings.0.prices.0.introductory: only a monthly price can be introductory'],
  ] as const)('is refused with one that is %s', (_what, prices, problem) => expect(problems(prices)).toContain(problem))
  it.each([0, 37, 1.5])('is refused with an introduction of %d months', (months) => expect(problems([monthly('m', '50.00', intro('40.00', months))])).toHaveLength(1))
})
