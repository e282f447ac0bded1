import type { CentralCommands } from '../../../../shared/contract/central/wire.ts'
import type { ProductOrder } from '../../../../shared/domain/order.ts'
import type { Role } from '../../../../shared/domain/roles.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { OutboxItem } from '../../../provisioning/runner/ports.ts'
import type { Db } from '../../sql/open.ts'

/** What changed of an order, as central will be told. */
export type OrderRecord = Omit<CentralCommands['order.record']['input'], 'order'> & { readonly orderId: string }
type Row = { seq: number; order_id: string; revision: number; state: string; steps_done: number; steps_total: number; taken_by_role: string; body: string }
export type OutboxRows = ReturnType<typeof outboxRows>

/**
 * What central must be told, in the order in which it happened. At-least-once: exactly once is central's key, which carries the revision,
 * so that central keeps the newest. A row becomes a command only when it is read: the order as it was at that revision, the same each time.
 */
export function outboxRows(db: Db, deskId: string) {
  const next = db.prepare<[], Row>(
    `SELECT b.seq, b.order_id, b.revision, b.state, b.steps_done, b.steps_total, o.taken_by_role,
      (SELECT body FROM order_content c WHERE c.order_id = b.order_id AND c.revision <= b.revision ORDER BY c.revision DESC LIMIT 1) AS body
      FROM outbox b CROSS JOIN product_order o ON o.id = b.order_id WHERE b.refused_code IS NULL ORDER BY b.seq LIMIT 1`,
  )
  const insert = db.prepare('INSERT INTO outbox (order_id, revision, state, steps_done, steps_total) VALUES (?, ?, ?, ?, ?)')
  const sent = db.prepare('DELETE FROM outbox WHERE seq = ?')
  const refused = db.prepare('UPDATE outbox SET refused_code = ? WHERE seq = ?')
  const queued = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM outbox WHERE refused_code IS NULL')
  return {
    next: (): OutboxItem | null => {
      const row = next.get()
      return row ? toItem(row, deskId) : null
    },
    insert: ({ orderId, revision, state, stepsDone, stepsTotal }: OrderRecord): void => void insert.run(orderId, revision, state, stepsDone, stepsTotal),
    sent: (seq: number): void => assert(sent.run(seq).changes === 1, 'an outbox row is sent once'),
    refused: (seq: number, code: string): void => assert(refused.run(code, seq).changes === 1, 'an outbox row is refused once'),
    queued: (): number => queued.get()?.n ?? 0,
  }
}

function toItem(row: Row, deskId: string): OutboxItem {
  const order = JSON.parse(row.body) as ProductOrder
  return {
    seq: row.seq, key: `${row.order_id}:record:${row.revision}`, name: 'order.record', actor: { deskId, userId: order.takenBy, role: row.taken_by_role as Role },
    input: { order, state: row.state as OrderRecord['state'], stepsDone: row.steps_done, stepsTotal: row.steps_total, revision: row.revision },
  }
}
