import type { BillToDecide, DisputeToDecide } from '../../../shared/contract/console/bills.ts'
import { creditLeft } from '../../../shared/engines/billing/credit-left.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import type { WaitingBills } from './ports.ts'

/** Rows of one answer: who decides this many comes back for more. */
const MOST = 200

/** What waits for a supervisor at every customer: bills that are held, and disputes nobody answered; the oldest first. A look at each is kept as one. */
export const createListDecisions = ({ bills, callerAuth }: { readonly bills: WaitingBills; readonly callerAuth: Pick<CallerAuth, 'maySee'> }): Handler<'bills.toDecide'> => (_input, ctx) => {
  const nameOf = (customerId: string): string => {
    const known = bills.ownRecord(customerId)
    return known ? `${known.givenName} ${known.familyName}`.trim() : ''
  }
  const [held, disputes] = [bills.heldBills(), bills.openDisputes()]
  const shown = <T extends { readonly customerId: string }>(all: readonly T[]): readonly T[] => all.slice(0, MOST).filter(({ customerId }) => callerAuth.maySee(ctx, customerId))
  return ok({
    heldInAll: held.length, disputesInAll: disputes.length,
    held: shown(held).map((bill): BillToDecide => ({ billId: bill.id, number: bill.number, customerId: bill.customerId, customerName: nameOf(bill.customerId), issuedOn: bill.issuedOn, totalMinor: bill.totalMinor, holds: bill.holds })),
    disputes: shown(disputes).flatMap((entry): readonly DisputeToDecide[] => {
      const bill = bills.bill(entry.billId)
      const line = bill?.lines.find(({ id }) => id === entry.lineId)
      if (!bill || !line || entry.kind !== 'dispute') return []
      return [{ disputeId: entry.id, billId: bill.id, lineId: line.id, number: bill.number, customerId: bill.customerId, customerName: nameOf(bill.customerId), label: line.label, because: entry.because, at: entry.at, leftMicro: creditLeft(bill.id, line, bills.billEntries(bill.id)) }]
    }),
  })
}
