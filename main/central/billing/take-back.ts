import type { BillEntry } from '../../../shared/domain/bill.ts'
import { creditCharge, reverseCharge } from '../../../shared/engines/billing/credit-charge.ts'
import { creditLeft } from '../../../shared/engines/billing/credit-left.ts'
import { grossMicro } from '../../../shared/engines/billing/due-lines.ts'
import type { IdSource, Instant } from '../../../shared/kernel/time.ts'
import type { WriteTx } from '../ports.ts'
import type { TakenBack } from './ports.ts'

/**
 * Gives back lines whose price was corrected, as credit notes of their own: all of each, less what disputes gave back of it before. To be run in
 * the transaction that charges the whole again. `entries`: all of the customer. The notes name the correction where others name a dispute.
 */
export async function takeBack(tx: WriteTx, taken: readonly TakenBack[], { entries, ctx: { ids, now } }: { readonly entries: readonly BillEntry[]; readonly ctx: { readonly ids: IdSource; readonly now: Instant } }): Promise<readonly BillEntry[]> {
  const notes = taken.flatMap(({ billId, customerId, line, because: { id: disputeId, because, by, byRole } }): readonly BillEntry[] => {
    const left = creditLeft(billId, line, entries)
    if (grossMicro(line.charge) > 0 ? left === 0 : line.charge.postings.length === 0) return []
    const charge = grossMicro(line.charge) > 0 ? creditCharge(line.charge, left) : reverseCharge(line.charge)
    return [{ kind: 'creditNote', id: ids.next(), customerId, billId, lineId: line.id, at: now, by, byRole, disputeId, because, charge }]
  })
  for (const entry of notes) {
    await tx.bills.insertEntry(entry)
    await tx.feed.append({ kind: 'billEntry', entry }, now)
  }
  return notes
}
