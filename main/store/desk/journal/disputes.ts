import type { DisputeHere } from '../../../../shared/contract/console/bills.ts'
import type { DisputeReason } from '../../../../shared/domain/bill.ts'
import type { Role } from '../../../../shared/domain/roles.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { DisputeReads, DisputeWrites } from '../../../console/bills/ports.ts'
import type { Db } from '../../sql/open.ts'

type Row = { id: string; customer_id: string; bill_id: string; line_id: string; because: DisputeReason; note: string; by_user: string; by_role: Role; at: number; state: DisputeHere['state']; refused_code: string | null }

/** What callers disputed here, in the order in which they did. */
export function disputeRows(db: Db): DisputeReads & DisputeWrites {
  const insert = db.prepare(`INSERT INTO bill_dispute (id, customer_id, bill_id, line_id, because, note, by_user, by_role, at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued')`)
  const settle = db.prepare(`UPDATE bill_dispute SET state = ?, refused_code = ? WHERE id = ? AND state = 'queued'`)
  const ofBill = db.prepare<[string], Row>('SELECT * FROM bill_dispute WHERE bill_id = ? ORDER BY seq')
  const next = db.prepare<[], Row>(`SELECT * FROM bill_dispute WHERE state = 'queued' ORDER BY seq LIMIT 1`)
  const queued = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM bill_dispute WHERE state = 'queued'`)
  return {
    keep: (one) => void insert.run(one.id, one.customerId, one.billId, one.lineId, one.because, one.note, one.byUser, one.byRole, one.at),
    settle: (id, state, code) => assert(settle.run(state, code, id).changes === 1, 'a dispute is settled once'),
    ofBill: (billId) => ofBill.all(billId).map((row) => ({ disputeId: row.id, lineId: row.line_id, because: row.because, note: row.note, at: row.at, state: row.state, refusedCode: row.refused_code })),
    next: () => {
      const row = next.get()
      return row ? { id: row.id, customerId: row.customer_id, billId: row.bill_id, lineId: row.line_id, because: row.because, note: row.note, byUser: row.by_user, byRole: row.by_role, at: row.at } : null
    },
    queued: () => queued.get()?.n ?? 0,
  }
}
