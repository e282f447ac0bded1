import type { CallWrites, KeptCall } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'

type Row = { body: string; countedAt: number; deskId: string }

/** What calls cost, a row each. */
export function callRepository(db: Db): CallWrites {
  const put = db.prepare(`INSERT INTO call_measure (call_id, desk_id, started_at, counted_at, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (call_id) DO UPDATE SET started_at = excluded.started_at, counted_at = excluded.counted_at, body = excluded.body
    WHERE desk_id = excluded.desk_id AND counted_at <= excluded.counted_at`)
  const since = db.prepare<[number], Row>('SELECT body, counted_at AS countedAt, desk_id AS deskId FROM call_measure WHERE started_at >= ? ORDER BY started_at, call_id')
  return {
    put: async ({ call, countedAt, deskId }) => void put.run(call.callId, deskId, call.startedAt, countedAt, JSON.stringify(call)),
    since: async (startedAt) => since.all(startedAt).map(({ body, ...row }) => ({ ...row, call: JSON.parse(body) as KeptCall['call'] })),
  }
}
