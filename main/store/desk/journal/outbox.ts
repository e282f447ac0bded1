import { assert } from '../../../../shared/kernel/result.ts'
import type { OutboxItem } from '../../../provisioning/runner/ports.ts'
import type { Db } from '../../sql/open.ts'

type Row = { seq: number; key: string; name: string; input: string; actor: string }
export type OutboxRows = ReturnType<typeof outboxRows>

/** What central must be told, in the order in which it happened. At-least-once: exactly once is central's key. */
export function outboxRows(db: Db) {
  const next = db.prepare<[], Row>('SELECT seq, key, name, input, actor FROM outbox WHERE refused_code IS NULL ORDER BY seq LIMIT 1')
  const insert = db.prepare('INSERT INTO outbox (key, name, order_id, input, actor) VALUES (?, ?, ?, ?, ?)')
  const sent = db.prepare('DELETE FROM outbox WHERE seq = ?')
  const refused = db.prepare('UPDATE outbox SET refused_code = ? WHERE seq = ?')
  const queued = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM outbox WHERE refused_code IS NULL')
  return {
    next: (): OutboxItem | null => {
      const row = next.get()
      return row ? { seq: row.seq, key: row.key, name: row.name as OutboxItem['name'], input: JSON.parse(row.input), actor: JSON.parse(row.actor) } : null
    },
    insert: (item: Omit<OutboxItem, 'seq'>, orderId: string): void => void insert.run(item.key, item.name, orderId, JSON.stringify(item.input), JSON.stringify(item.actor)),
    sent: (seq: number): void => assert(sent.run(seq).changes === 1, 'an outbox row is sent once'),
    refused: (seq: number, code: string): void => assert(refused.run(code, seq).changes === 1, 'an outbox row is refused once'),
    queued: (): number => queued.get()?.n ?? 0,
  }
}
