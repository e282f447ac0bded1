// Goal: a promotion lowers the bills that begin in its days, says until when, and what was read out is what is billed. Method: previews and real central; 20 % off $50.00 from December to January, by hand.
import { describe, expect, it } from 'vitest'
import type { Promotion } from '../../../shared/domain/catalog.ts'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { NOW, bundle, catalog, monthly, offering } from '../engines/builders.ts'
import { publishPlans, sell } from './support/billed-orders.ts'
import { centralForTest } from './support/start-central.ts'
import { billsOf, proof, run } from './support/voice.ts'

const WINTER: Promotion = { label: 'Winter', from: '2026-12-01', until: '2027-02-01', off: { kind: 'percent', partsPerMillion: 200_000 } }
const planWith = (...promotions: readonly Promotion[]) => offering('plan', { name: 'Plan', prices: [monthly('month', '50.00', { promotions })] })
const bills = (promotion: Promotion, over: { readonly activatedOn?: string; readonly billCycleDay?: number } = {}) =>
  previewBills({ catalog: catalog([planWith(promotion)]), offeringIds: [asId('plan')], activatedOn: '2026-11-10', billCycleDay: 1, region: 'WY', at: NOW, ...over }, 5)
const netOf = (all: ReturnType<typeof bills>) => all.map(({ periodFrom, charges }) => [periodFrom, charges[0]?.amountMicro])
const introduced = (bill: ReturnType<typeof bills>[number] | undefined) => bill?.charges[0]?.derivation.find(({ kind }) => kind === 'introductory') ?? null

describe('a promotion in time', () => {
  it('lowers the bills that begin in its days, and no other', () => {
    const all = bills(WINTER)
    expect(netOf(all)).toEqual([['2026-11-10', 35_000_000], ['2026-12-01', 40_000_000], ['2027-01-01', 40_000_000], ['2027-02-01', 50_000_000], ['2027-03-01', 50_000_000]])
    expect(all.map(introduced)).toEqual([null, ...Array<unknown>(2).fill({ kind: 'introductory', regularMicro: 50_000_000, until: '2027-02-01', promotion: 'Winter' }), null, null])
    expect(all[0]?.monthlyMinor).toBe(all[4]?.totalMinor)
    for (const { charges } of all) for (const charge of charges) expect([recompute(charge).problems, recheckCharge(charge)]).toEqual([[], true])
  })

  it('says the first day of the bill that is whole again, where cycles do not begin with the month', () => {
    const all = bills(WINTER, { billCycleDay: 15 })
    // 5 of the 31 days from 15 October: $8.06.
    expect(netOf(all).map(([, micro]) => micro)).toEqual([8_060_000, 50_000_000, 40_000_000, 40_000_000, 50_000_000])
    expect(introduced(all[2])).toMatchObject({ until: '2027-02-15' })
  })

  it('may be a sum, and lowers the days before the first cycle too', () => {
    // 21 of 30 days of $50.00 less $12.50 are $26.25.
    expect(netOf(bills({ ...WINTER, from: '2026-11-01', off: { kind: 'amount', amountMicro: 12_500_000 } })).slice(0, 2)).toEqual([['2026-11-10', 26_250_000], ['2026-12-01', 37_500_000]])
  })

  it('leaves a bundle’s discount no more than is paid', () => {
    const free = planWith({ ...WINTER, from: '2026-11-01', off: { kind: 'amount', amountMicro: 46_000_000 } })
    const [, december] = previewBills({ catalog: catalog([free, bundle('together', ['plan'], '5.00')]), offeringIds: [asId('together')], activatedOn: '2026-11-01', billCycleDay: 1, region: 'WY', at: NOW }, 2)
    expect(december?.charges.reduce((sum, { amountMicro }) => sum + amountMicro, 0)).toBe(0)
  })

  it('is billed as it was read out, once, and is over on its day', async () => {
    const started = await centralForTest()
    const at = Date.UTC(2026, 11, 10, 19)
    started.setNow(at)
    const sold = catalog([planWith(WINTER)])
    await publishPlans(started, sold)
    const quote = await sell(started, { orderId: 'o1', customerId: 'c1', takenAt: at, offeringIds: ['plan'], billCycleDay: 1 }, at, sold)
    for (const day of ['2026-12-10', '2027-01-01', '2027-01-01', '2027-02-01']) await run(started, day)
    const billed = await billsOf(started)
    // 22 of 31 days of $40.00, then $40.00, then $50.00.
    expect(billed.map(({ lines }) => lines.map(({ charge }) => charge.amountMicro))).toEqual([[28_390_000], [40_000_000], [50_000_000]])
    expect([billed[0]?.totalMicro, billed[0]?.holds]).toEqual([quote.totalMicro, []])
    expect(await proof(started, '2027-02-01')).toMatchObject({ missing: [], doubled: [], unfounded: [] })
  })

  it('is said by its name in both languages', () => {
    const say = (language: 'en' | 'es') => explain(bills(WINTER)[1]!.charges[0]!.derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details))[1]
    expect([say('en'), say('es')]).toEqual(['Winter: lower until Feb 1, 2027, then $50.00', 'Winter: más bajo hasta el 1 feb 2027, después $50.00'])
  })
})
