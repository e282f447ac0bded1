// Goal: a tax changes on its day, on bills, for use and in what was read out, whatever catalog the order was priced with. Method: real central; 4 % up to the end of 2026, 5 % from then on, worked out by hand.
import { describe, expect, it } from 'vitest'
import type { TaxRate } from '../../../shared/domain/catalog.ts'
import { recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { recompute } from '../../support/second-evaluator.ts'
import { NOW, catalog, monthly, offering } from '../engines/builders.ts'
import { publishPlans } from './support/billed-orders.ts'
import { CATALOG, DAY, billsOf, bring, call, run, withVoice } from './support/voice.ts'

const row = (partsPerMillion: number, dates: Pick<TaxRate, 'from' | 'until'>): TaxRate => ({ category: 'telecom', region: 'WY', name: 'State', partsPerMillion, ...dates })
const TAXES = [row(40_000, { until: '2027-01-01' }), row(50_000, { from: '2027-01-01' })]
const DATED = { ...CATALOG, taxes: TAXES }
const DECEMBER = Date.UTC(2026, 11, 10, 19)

describe('a tax that changes on a day', () => {
  it('stands on each month by its own rate, and on use by that of the month it was used in', async () => {
    const started = await withVoice(undefined, { catalog: DATED })
    await run(started, '2026-12-01')
    await bring(started, [call('a', 412, { at: DECEMBER })], DECEMBER + DAY)
    await run(started, '2027-01-01')
    const lines = (await billsOf(started)).flatMap((bill) => bill.lines).filter(({ charge }) => charge.offeringId === 'voice')
    // $9.00: 21 days of November $6.30, then whole months; 112 minutes at two cents: $2.24.
    expect(lines.map(({ periodFrom, charge }) => [charge.priceId, periodFrom, charge.amountMicro, charge.taxMicro])).toEqual([
      ['month', '2026-11-10', 6_300_000, 250_000], ['month', '2026-12-01', 9_000_000, 360_000], ['month', '2027-01-01', 9_000_000, 450_000], ['minutes', '2026-12-01', 2_240_000, 90_000],
    ])
    for (const { charge } of lines) expect([recompute(charge).problems, recheckCharge(charge)]).toEqual([[], true])
    const say = (language: 'en' | 'es') => explain(lines[2]!.charge.derivation).map(({ code, details }) => createTexts(language).tf('charge', code, details)).at(-1)
    expect([say('en'), say('es')]).toEqual(['State on $9.00, the rate since Jan 1, 2027: $0.45', 'State sobre $9.00, la tasa desde el 1 ene 2027: $0.45'])
  })

  it('is that of the newest table, also for who ordered by an older one; what is billed stays as it is', async () => {
    const started = await withVoice(undefined, { catalog: DATED })
    await run(started, '2026-12-01')
    const before = await billsOf(started)
    await publishPlans(started, { ...DATED, version: DATED.version + 1, taxes: [TAXES[0]!, row(60_000, { from: '2027-01-01' })] })
    await run(started, '2027-01-01')
    const after = await billsOf(started)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.at(-1)?.lines.find(({ charge }) => charge.offeringId === 'voice')).toMatchObject({ periodFrom: '2027-01-01', charge: { taxMicro: 540_000 } })
  })

  it('is in the bills that are read out, and the plain month is that of the last rate', () => {
    const plan = offering('plan', { prices: [monthly('month', '10.00')] })
    const bills = previewBills({ catalog: catalog([plan], TAXES), offeringIds: [asId('plan')], activatedOn: '2026-11-01', billCycleDay: 1, region: 'WY', at: NOW }, 4)
    expect(bills.map(({ totalMinor }) => totalMinor)).toEqual([1_040, 1_040, 1_050, 1_050])
    expect(bills[0]?.monthlyMinor).toBe(1_050)
  })
})
