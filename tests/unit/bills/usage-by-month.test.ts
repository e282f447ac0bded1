// Goal: what a person used is counted once for each month, whatever late lines and corrections their bills hold. Method: bills built by hand, sums worked out by hand; the sum over any order of bills.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usageView } from '../../../renderer/journeys/bills/usage-view.ts'
import type { Bill, BillLine } from '../../../shared/domain/bill.ts'
import { usageByMonth } from '../../../shared/engines/billing/usage-by-month.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import { charge } from '../central/support/builders.ts'

type Line = { readonly period: string; readonly nth: number; readonly prior: number; readonly total: number; readonly micro: number; readonly what?: string }
const line = ({ period, nth, prior, total, micro, what = 'minutes' }: Line): BillLine => ({
  id: `usage|service|${what}|${period}|${nth}`, obligation: '', orderId: 'o', group: 'usage', label: `the ${what}`, offeringName: 'Voice', providerId: 'p', providerName: 'Kestrel', periodFrom: `${period}-01`, periodTo: null, settlement: null, corrects: null,
  usage: { units: total - prior, unit: 'minute', events: 1 }, charge: { ...charge(), priceId: what, amountMicro: micro, derivation: [{ kind: 'usage', unit: 'minute', priorUnits: prior, totalUnits: total, freeUnits: 0, mode: 'up', placeMicro: 1 }] },
})
const bill = (...lines: readonly Line[]): Bill => ({ lines: lines.map(line) }) as unknown as Bill
const NOV = { period: '2026-11', nth: 0, prior: 0, total: 100, micro: 100 }
const LATE = { period: '2026-11', nth: 1, prior: 100, total: 130, micro: 30 }
const AGAIN = { period: '2026-11', nth: 2, prior: 0, total: 130, micro: 65 }
const JAN = { period: '2027-01', nth: 0, prior: 0, total: 7, micro: 7 }
const unitsOf = (bills: readonly Bill[], most = 24) => usageByMonth(bills, most).series.map(({ months }) => months.map(({ period, units, amountMicro }) => [period, units, amountMicro]))

describe('usage by month', () => {
  it('adds what came late to its month, and says the months between', () => {
    expect(unitsOf([bill(NOV), bill(LATE, JAN)])).toEqual([[['2026-11', 130, 130], ['2027-01', 7, 7]]])
    expect(usageByMonth([bill(NOV), bill(JAN)], 24).months).toEqual(['2026-11', '2026-12', '2027-01'])
  })
  it('counts what was charged again by a corrected price once', () => {
    expect(unitsOf([bill(NOV), bill(LATE), bill(AGAIN)])).toEqual([[['2026-11', 130, 65]]])
    // Control: without what stands it would be twice as much.
    expect([NOV, LATE, AGAIN].reduce((sum, { prior, total }) => sum + total - prior, 0)).toBe(260)
  })
  it('keeps things apart that are counted apart, and shows the last months only', () => {
    expect(usageByMonth([bill(NOV, { ...NOV, what: 'data' })], 24).series.map(({ label }) => label)).toEqual(['the data', 'the minutes'])
    expect(unitsOf([bill(NOV), bill(JAN)], 2)).toEqual([[['2027-01', 7, 7]]])
    expect(usageByMonth([bill(NOV), bill(JAN)], 2).months).toEqual(['2026-12', '2027-01'])
  })
  it('is nothing where nothing was used', () => {
    expect(usageByMonth([], 24)).toEqual({ months: [], series: [] })
    expect(usageView({ months: [], series: [] }, null, createTexts('en'))).toBeNull()
  })
  it('is the same in whatever order the bills come', () => {
    const bills = [bill(NOV), bill(LATE), bill(AGAIN), bill(JAN)]
    fc.assert(fc.property(fc.shuffledSubarray(bills, { minLength: 4 }), (shuffled) => { expect(usageByMonth(shuffled, 24)).toEqual(usageByMonth(bills, 24)) }))
  })
  it.each([['en', 'Voice: the minutes, 3 months. Most in November 2026: 130 minutes.'], ['es', 'Voice: the minutes, 3 meses. El mayor, noviembre de 2026: 130 minutos.']] as const)('is read in %s as a sentence, and a month without use is a row of nothing', (language, sentence) => {
    const view = usageView(usageByMonth([bill(NOV), bill(LATE, JAN)], 24), 'gone', createTexts(language))
    expect(view?.sentence).toBe(sentence)
    expect(view?.rows.map(({ units, charge: cost }) => [units, cost])).toEqual([[130, '$0.00013'], [0, '$0.00'], [7, '$0.000007']])
  })
})
