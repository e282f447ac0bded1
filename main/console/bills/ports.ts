import type { DisputeHere } from '../../../shared/contract/console/bills.ts'
import type { Bill, BillEntry, DisputeReason } from '../../../shared/domain/bill.ts'
import type { Role } from '../../../shared/domain/roles.ts'

/** Bills as the feed told them. */
export type KnownBills = {
  readonly idsOfPerson: (customerId: string) => readonly string[]
  readonly billsOf: (customerIds: readonly string[]) => readonly Bill[]
  readonly bill: (billId: string) => Bill | null
  readonly billEntries: (billId: string) => readonly BillEntry[]
}
/** What waits for a supervisor, as the feed told it. `ownRecord`: who a customer is; null for somebody of another region. */
export type WaitingBills = Pick<KnownBills, 'bill' | 'billEntries'> & { readonly heldBills: () => readonly Bill[]; readonly openDisputes: () => readonly BillEntry[]; readonly ownRecord: (customerId: string) => { readonly givenName: string; readonly familyName: string } | null }

/** Who may sign in at this desk; null for somebody of another one. */
export type KnownUser = (userId: string) => { readonly displayName: string; readonly role: Role } | null

/** What a caller disputed at this desk, kept until central has it and after. */
export type KeptDispute = { readonly id: string; readonly customerId: string; readonly billId: string; readonly lineId: string; readonly because: DisputeReason; readonly note: string; readonly byUser: string; readonly byRole: Role; readonly at: number }
export type DisputeReads = { readonly ofBill: (billId: string) => readonly DisputeHere[]; readonly next: () => KeptDispute | null; readonly queued: () => number }
export type DisputeWrites = { readonly keep: (dispute: KeptDispute) => void; readonly settle: (id: string, state: 'sent' | 'refused', refusedCode: string | null) => void }
