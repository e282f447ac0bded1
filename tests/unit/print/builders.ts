import type { Bill, BillEntry, BillLine } from '../../../shared/domain/bill.ts'
import { postCharge } from '../../../shared/engines/rating/post-charge.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { addOn, CENT, monthly, NOW, offering, perUnit, WY_TELECOM } from '../engines/builders.ts'

const COUNTY = { ...WY_TELECOM, name: 'Laramie County', partsPerMillion: 20_000 }
const TAXES = [WY_TELECOM, COUNTY]
const plan = offering('fra-air-25', { name: 'FRA Air 25 Start', prices: [monthly('month', '35.00')] })
const data = { ...perUnit('data', '0', 'gigabyte', 0, CENT), label: 'Data beyond 500 GB', ratingGuideline: { kind: 'graduated', unit: 'gigabyte', rounding: CENT, tiers: [{ upToUnits: 500, unitMicro: 0, flatMicro: 0 }, { upToUnits: 1_000, unitMicro: 50_000, flatMicro: 0 }, { upToUnits: null, unitMicro: 20_000, flatMicro: 0 }] } } as const
const voice = addOn('voice', { name: 'Kestrel Voice', prices: [monthly('month', '9.00')] })

const lineOf = (id: string, more: Partial<BillLine> & Pick<BillLine, 'charge' | 'label' | 'offeringName' | 'providerName'>): BillLine => ({
  id, obligation: id, orderId: 'o1', group: 'recurring', providerId: 'p', periodFrom: '2026-12-01', periodTo: '2027-01-01', settlement: null, usage: null, corrects: null, ...more,
})
const month = (id: string, of: typeof plan, sharedDays: number | null) => {
  const [price] = of.prices
  return postCharge({ id, kind: 'recurring', label: price!.label, offering: of, price: price!, amountMicro: price!.amountMicro, origin: { kind: 'price', offeringId: of.id, offeringVersion: 1, priceId: price!.id, amountMicro: price!.amountMicro }, introduction: null, share: sharedDays === null ? null : { days: sharedDays, ofDays: 30, from: '2026-11-22', to: '2026-12-01' } }, TAXES)
}

/** A bill with a month, a part of one, usage by tiers, a credit, and `more` further lines of one provider. */
export function billToPrint({ more = 0, name = 'FRA Air 25 Start' }: { readonly more?: number; readonly name?: string } = {}): Bill {
  const charge = month('c0', plan, null)
  const lines = [
    lineOf('l0', { charge, label: name, offeringName: name, providerName: 'Front Range Air' }),
    lineOf('l1', { group: 'usage', charge: postUsage({ id: 'c1', offering: { ...plan, prices: [data] }, price: data, priorUnits: 0, totalUnits: 1_250 }, TAXES), label: data.label, offeringName: 'FRA Air 25 Start', providerName: 'Front Range Air', usage: { units: 1_250, unit: 'gigabyte', events: 214 } }),
    lineOf('l2', { charge: month('c2', voice, 9), label: 'Kestrel Voice', offeringName: 'Kestrel Voice', providerName: 'Kestrel', periodFrom: '2026-11-22', periodTo: '2026-12-01' }),
    ...Array.from({ length: more }, (_unused, n) => lineOf(`m${n}`, { charge: month(`cm${n}`, voice, (n % 29) + 1), label: `Kestrel Voice ${n + 1}`, offeringName: 'Kestrel Voice', providerName: 'Kestrel' })),
    lineOf('l3', { group: 'credit', charge: { ...month('c3', voice, null), amountMicro: -3_000_000, taxMicro: -180_000, derivation: [], postings: [{ party: { kind: 'tax', name: 'Wyoming telecom' }, amountMicro: -180_000, currency: 'USD' }] }, label: 'Credit for Kestrel Voice', offeringName: 'Kestrel Voice', providerName: 'Kestrel', corrects: { billId: 'b0', lineId: 'x', because: 'Three days without service.' } }),
  ]
  const totalMicro = lines.reduce((sum, line) => sum + line.charge.amountMicro + line.charge.taxMicro, 0)
  const totalMinor = Math.round(totalMicro / 10_000)
  return {
    format: 1, id: 'b1', number: 'B-2026-12-000042', customerId: 'UC-7K3M-9Q2X', revision: 1, state: 'sent', history: [{ state: 'sent', at: NOW, because: '', by: 'central' }], currency: 'USD', issuedOn: '2026-12-01', dueOn: '2026-12-15',
    periodFrom: '2026-12-01', periodTo: '2027-01-01', lines, totalMicro, totalMinor, remainderMicro: totalMicro - totalMinor * 10_000, told: [], holds: [],
  }
}
export const DISPUTED: readonly BillEntry[] = [{ id: 'd1', customerId: 'UC-7K3M-9Q2X', billId: 'b1', lineId: 'l1', at: NOW, by: 'rep', kind: 'dispute', because: 'tooMuch', note: '' }]
export const CUSTOMER = { customerName: 'Juniper Exampleton', addressLines: ['610 W 26th St', 'Cheyenne WY 82001'] }
