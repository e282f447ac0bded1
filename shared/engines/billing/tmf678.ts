import type { Bill, BillLine, BillState } from '../../domain/bill.ts'
import type { LocalDate } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'
import type { Instant } from '../../kernel/time.ts'

/** `startOf`: the first moment of a calendar day where the customer is. `customerName`: empty where it is not known. */
export type Tmf678Facts = { readonly customerName: string; readonly startOf: (day: LocalDate) => Instant }

/** A bill and its lines as TMF678 Customer Bill Management v4.0.0 has them. The customer's own: no party's share is in it, taxes are. Amounts are dollars. */
export function tmf678(bill: Bill, facts: Tmf678Facts) {
  const at = (day: LocalDate): string => new Date(facts.startOf(day)).toISOString()
  const period = (from: LocalDate, to: LocalDate) => ({ startDateTime: at(from), endDateTime: at(to) })
  const net = bill.lines.reduce((sum, { charge }) => sum + charge.amountMicro, 0)
  const ref = { id: bill.id, '@referredType': 'CustomerBill' }
  return {
    customerBill: {
      id: bill.id, billNo: bill.number, billDate: at(bill.issuedOn), paymentDueDate: at(bill.dueOn), lastUpdate: new Date(bill.history.at(-1)?.at ?? facts.startOf(bill.issuedOn)).toISOString(), category: 'normal', runType: 'onCycle', state: STATES[bill.state],
      billingPeriod: period(bill.periodFrom, bill.periodTo),
      amountDue: money(bill.totalMinor * 10_000, bill.currency), taxExcludedAmount: money(net, bill.currency), taxIncludedAmount: money(bill.totalMicro, bill.currency),
      taxItem: [...taxesOf(bill.lines)].map(([taxCategory, { partsPerMillion, amountMicro }]) => ({ taxCategory, taxRate: partsPerMillion / 10_000, taxAmount: money(amountMicro, bill.currency) })),
      relatedParty: [{ id: bill.customerId, ...(facts.customerName === '' ? {} : { name: facts.customerName }), role: 'customer', '@referredType': 'Customer' }],
      '@type': 'CustomerBill',
    },
    appliedCustomerBillingRate: bill.lines.map((line) => ({
      id: line.id, name: line.label, description: line.offeringName, appliedBillingRateType: TYPES[line.group], isBilled: true, bill: ref, date: at(bill.issuedOn),
      ...(line.periodFrom && line.periodTo ? { periodCoverage: period(line.periodFrom, line.periodTo) } : {}),
      appliedTax: [...taxesOf([line])].map(([taxCategory, { partsPerMillion, amountMicro }]) => ({ taxCategory, taxRate: partsPerMillion / 10_000, taxAmount: money(amountMicro, bill.currency) })),
      ...(line.usage ? { characteristic: [{ id: 'quantity', name: 'quantity', valueType: 'number', value: line.usage.units }, { id: 'unit', name: 'unit', valueType: 'string', value: line.usage.unit }] } : {}),
      product: { id: line.charge.offeringId, name: line.offeringName, '@referredType': 'ProductOffering' },
      taxExcludedAmount: money(line.charge.amountMicro, bill.currency), taxIncludedAmount: money(line.charge.amountMicro + line.charge.taxMicro, bill.currency), '@type': 'AppliedCustomerBillingRate',
    })),
  }
}

/** Ours are named as TMF678's are. */
const STATES: { readonly [S in BillState]: string } = { new: 'new', onHold: 'onHold', validated: 'validated', sent: 'sent', partiallyPaid: 'partiallyPaid', settled: 'settled' }
const TYPES: { readonly [G in BillLine['group']]: string } = { recurring: 'recurringCharge', oneTime: 'oneTimeCharge', usage: 'usageCharge', discount: 'discount', credit: 'appliedBillingCredit' }

/** Six decimals are all a micro-unit has. */
const money = (micro: Micro, unit: string) => ({ unit, value: Number((micro / 1_000_000).toFixed(6)) })

/** What each tax came to, by name; of a credit, what comes back of it. */
function taxesOf(lines: readonly BillLine[]): ReadonlyMap<string, { readonly partsPerMillion: number; readonly amountMicro: Micro }> {
  const sums = new Map<string, { readonly partsPerMillion: number; readonly amountMicro: Micro }>()
  for (const { charge } of lines) {
    for (const { party, amountMicro } of charge.postings) {
      if (party.kind !== 'tax') continue
      const step = charge.derivation.find((one) => one.kind === 'tax' && one.name === party.name)
      const before = sums.get(party.name)
      sums.set(party.name, { partsPerMillion: step?.kind === 'tax' ? step.partsPerMillion : (before?.partsPerMillion ?? 0), amountMicro: (before?.amountMicro ?? 0) + amountMicro })
    }
  }
  return sums
}
