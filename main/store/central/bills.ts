import type { Bill, BillEntry } from '../../../shared/domain/bill.ts'
import type { BillPreview } from '../../../shared/domain/rating.ts'
import type { LegTotals } from '../../../shared/domain/settlement.ts'
import type { BillWrites } from '../../central/billing/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'
import { ENDED } from './usage.ts'

type ActivationRow = { order_id: string; customer_id: string; catalog_version: number; activated_at: number; told: string | null; ended_at: number | null; services: string }

/** Bills and what belongs to them. A bill's body is kept whole at each revision; what must be unique is a column. */
export function billRepository(db: Db): BillWrites {
  const due = db.prepare<[string, number], { customer_id: string }>('SELECT customer_id FROM billing_due WHERE due_on <= ? ORDER BY due_on, customer_id LIMIT ?')
  const putDue = db.prepare('INSERT INTO billing_due (customer_id, due_on) VALUES (?, ?) ON CONFLICT (customer_id) DO UPDATE SET due_on = excluded.due_on')
  const activations = db.prepare<[string], ActivationRow>(`SELECT a.order_id, a.customer_id, a.catalog_version, a.activated_at, t.told,
      (SELECT CASE WHEN count(*) = count(ended) THEN max(ended) END FROM (SELECT ${ENDED} AS ended FROM billing_service s WHERE s.order_id = a.order_id AND s.local_customer_id IS NOT NULL)) AS ended_at,
      (SELECT json_group_array(json_object('offeringId', s.offering_id, 'version', s.offering_version)) FROM (SELECT * FROM billing_service WHERE order_id = a.order_id ORDER BY position) s) AS services
    FROM billing_activation a LEFT JOIN billing_told t ON t.order_id = a.order_id WHERE a.customer_id IN (SELECT value FROM json_each(?)) ORDER BY a.activated_at, a.order_id`)
  const everyone = db.prepare<[string, number], { customer_id: string }>('SELECT DISTINCT customer_id FROM billing_activation WHERE customer_id > ? ORDER BY customer_id LIMIT ?')
  const insertTold = db.prepare('INSERT INTO billing_told (order_id, told) VALUES (?, ?)')
  const billed = db.prepare<[string], { lineId: string; obligation: string; billId: string }>('SELECT line_id AS lineId, obligation, bill_id AS billId FROM billed_line WHERE customer_id IN (SELECT value FROM json_each(?))')
  const count = db.prepare<[], { n: number }>('SELECT coalesce(max(seq), 0) AS n FROM bill')
  const insertBill = db.prepare('INSERT INTO bill (id, customer_id) VALUES (?, ?)')
  const insertRevision = db.prepare('INSERT INTO bill_revision (bill_id, revision, state, body, at) VALUES (?, ?, ?, ?, ?)')
  const insertLine = db.prepare('INSERT INTO billed_line (line_id, obligation, bill_id, customer_id) VALUES (?, ?, ?, ?)')
  const latest = db.prepare<[string], { body: string }>('SELECT body FROM bill_revision WHERE bill_id = ? ORDER BY revision DESC LIMIT 1')
  const ofCustomers = db.prepare<[string], { body: string }>(`SELECT (SELECT r.body FROM bill_revision r WHERE r.bill_id = b.id ORDER BY r.revision DESC LIMIT 1) AS body FROM bill b
    WHERE b.customer_id IN (SELECT value FROM json_each(?)) ORDER BY b.seq`)
  const insertEntry = db.prepare('INSERT INTO bill_entry (id, customer_id, bill_id, kind, answers, body) VALUES (?, ?, ?, ?, ?, ?)')
  const entry = db.prepare<[string], { body: string }>('SELECT body FROM bill_entry WHERE id = ?')
  const answerTo = db.prepare<[string], { id: string }>(`SELECT id FROM bill_entry WHERE kind = 'disputeAnswered' AND answers = ?`)
  const entries = db.prepare<[string], { body: string }>('SELECT body FROM bill_entry WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY seq')
  const block = db.prepare<[string, string], { netMicro: number; units: number; paidMicro: number }>('SELECT net_micro AS netMicro, units, paid_micro AS paidMicro FROM settlement_block WHERE period = ? AND leg = ?')
  const putBlock = db.prepare(`INSERT INTO settlement_block (period, leg, net_micro, units, paid_micro) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (period, leg) DO UPDATE SET net_micro = excluded.net_micro, units = excluded.units, paid_micro = excluded.paid_micro`)
  const failures = db.prepare<[], { customerId: string; problem: string; since: number; tries: number }>('SELECT customer_id AS customerId, problem, since, tries FROM billing_failure ORDER BY since, customer_id')
  const putFailure = db.prepare('INSERT INTO billing_failure (customer_id, problem, since, tries) VALUES (?, ?, ?, 1) ON CONFLICT (customer_id) DO UPDATE SET problem = excluded.problem, tries = tries + 1')
  const dropFailure = db.prepare('DELETE FROM billing_failure WHERE customer_id = ?')
  const insert = (bill: Bill, at: number) => changeOne(insertRevision.run(bill.id, bill.revision, bill.state, JSON.stringify(bill), at), 'insert bill revision')
  const json = (ids: readonly string[]) => JSON.stringify(ids)
  return {
    failures: async () => failures.all(),
    noteFailure: async (customerId, problem, at) => void (problem === null ? dropFailure.run(customerId) : putFailure.run(customerId, problem, at)),
    due: async (upTo, limit) => due.all(upTo, limit).map((row) => row.customer_id),
    everyone: async (after, limit) => everyone.all(after, limit).map((row) => row.customer_id),
    setDue: async (customerId, dueOn) => changeOne(putDue.run(customerId, dueOn), 'set billing due'),
    activations: async (customerIds) => activations.all(json(customerIds)).map((row) => ({
      orderId: row.order_id, customerId: row.customer_id, catalogVersion: row.catalog_version, activatedAt: row.activated_at, endedAt: row.ended_at,
      told: row.told === null ? null : (JSON.parse(row.told) as BillPreview), services: JSON.parse(row.services) as { offeringId: string; version: number }[],
    })),
    keepTold: async (orderId, told) => changeOne(insertTold.run(orderId, JSON.stringify(told)), 'keep what was told'),
    billed: async (customerIds) => billed.all(json(customerIds)),
    nextNumber: async () => (count.get()?.n ?? 0) + 1,
    insert: async (bill, at) => {
      changeOne(insertBill.run(bill.id, bill.customerId), 'insert bill')
      insert(bill, at)
      for (const line of bill.lines) changeOne(insertLine.run(line.id, line.obligation, bill.id, bill.customerId), 'insert billed line')
    },
    addRevision: async (bill, at) => insert(bill, at),
    get: async (billId) => {
      const row = latest.get(billId)
      return row ? (JSON.parse(row.body) as Bill) : null
    },
    ofCustomers: async (customerIds) => ofCustomers.all(json(customerIds)).map((row) => JSON.parse(row.body) as Bill),
    insertEntry: async (one) => changeOne(insertEntry.run(one.id, one.customerId, one.billId, one.kind, one.kind === 'dispute' ? null : one.disputeId, JSON.stringify(one)), 'insert bill entry'),
    entry: async (id) => {
      const row = entry.get(id)
      return row ? (JSON.parse(row.body) as BillEntry) : null
    },
    isAnswered: async (disputeId) => answerTo.get(disputeId) !== undefined,
    entries: async (customerIds) => entries.all(json(customerIds)).map((row) => JSON.parse(row.body) as BillEntry),
    block: async (period, legs) => new Map(legs.flatMap((leg): [string, LegTotals][] => {
      const row = block.get(period, leg)
      return row ? [[leg, row]] : []
    })),
    putBlock: async (period, totals) => {
      for (const [leg, { netMicro, units, paidMicro }] of totals) changeOne(putBlock.run(period, leg, netMicro, units, paidMicro), 'put settlement block')
    },
  }
}
