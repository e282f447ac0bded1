import type { CallEvent, KeptNotes } from '../../../../shared/domain/talk.ts'
import type { Db } from '../../sql/open.ts'

type Row = { order_id: string; call_id: string; by_name: string; at: number; events: string }

/** Events of calls about orders, one row a call. */
export function noteRows(db: Db) {
  const put = db.prepare('INSERT INTO call_note (order_id, call_id, by_name, at, events) VALUES (?, ?, ?, ?, ?) ON CONFLICT (order_id, call_id) DO UPDATE SET by_name = excluded.by_name, at = excluded.at, events = excluded.events')
  const list = db.prepare<[string], Row>('SELECT order_id, call_id, by_name, at, events FROM call_note WHERE order_id = ? ORDER BY at, call_id LIMIT 50')
  return {
    keep: (notes: KeptNotes): void => void put.run(notes.orderId, notes.callId, notes.by, notes.at, JSON.stringify(notes.events)),
    of: (orderId: string): readonly KeptNotes[] => list.all(orderId).map((row) => ({ orderId: row.order_id, callId: row.call_id, by: row.by_name, at: row.at, events: JSON.parse(row.events) as readonly CallEvent[] })),
  }
}
