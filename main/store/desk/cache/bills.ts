import type { Bill, BillEntry } from '../../../../shared/domain/bill.ts'
import type { Db } from '../../sql/open.ts'

/** Bills as central's feed told them: the newest revision of each, and what happened to it since. */
export type BillFacts = {
  /** Newest period first. */
  readonly billsOf: (customerIds: readonly string[]) => Bill[]
  readonly bill: (billId: string) => Bill | null
  /** In the order in which they happened. */
  readonly billEntries: (billId: string) => BillEntry[]
  /** Bills that wait for a person before they are sent, oldest period first. */
  readonly heldBills: () => Bill[]
  /** Disputes that nobody answered, oldest first. */
  readonly openDisputes: () => BillEntry[]
}
export type BillWriter = { readonly putBill: (bill: Bill) => void; readonly putEntry: (entry: BillEntry) => void }

export function createBills(db: Db): { readonly reads: BillFacts; readonly writer: BillWriter } {
  const put = db.prepare(`INSERT INTO bill (id, customer_id, period_from, revision, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, period_from = excluded.period_from, revision = excluded.revision, body = excluded.body WHERE excluded.revision > bill.revision`)
  const putEntry = db.prepare('INSERT INTO bill_entry (id, bill_id, at, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING')
  const ofCustomers = db.prepare('SELECT body FROM bill WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY period_from DESC, id DESC').pluck()
  const one = db.prepare('SELECT body FROM bill WHERE id = ?').pluck()
  const entries = db.prepare('SELECT body FROM bill_entry WHERE bill_id = ? ORDER BY seq').pluck()
  const held = db.prepare("SELECT body FROM bill WHERE json_extract(body, '$.state') = 'onHold' ORDER BY period_from, id").pluck()
  const open = db.prepare(`SELECT body FROM bill_entry d WHERE json_extract(body, '$.kind') = 'dispute'
    AND NOT EXISTS (SELECT 1 FROM bill_entry a WHERE json_extract(a.body, '$.kind') = 'disputeAnswered' AND json_extract(a.body, '$.disputeId') = d.id) ORDER BY seq`).pluck()
  const read = <T>(rows: unknown[]): T[] => rows.map((body) => JSON.parse(body as string) as T)
  return {
    writer: {
      putBill: (bill) => void put.run(bill.id, bill.customerId, bill.periodFrom, bill.revision, JSON.stringify(bill)),
      putEntry: (entry) => void putEntry.run(entry.id, entry.billId, entry.at, JSON.stringify(entry)),
    },
    reads: {
      billsOf: (customerIds) => read<Bill>(ofCustomers.all(JSON.stringify(customerIds))),
      bill: (billId) => read<Bill>(one.all(billId))[0] ?? null,
      heldBills: () => read<Bill>(held.all()),
      openDisputes: () => read<BillEntry>(open.all()),
      billEntries: (billId) => read<BillEntry>(entries.all(billId)),
    },
  }
}
