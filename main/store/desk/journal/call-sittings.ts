import type { CallReads, KeptSitting } from '../../../console/calls/ports.ts'
import type { OrderFacts, WaitMeasure } from '../../../../shared/domain/call-record.ts'
import { WAIT_FROM_MS } from '../../../../shared/domain/call-record.ts'
import type { ErrorCode } from '../../../../shared/domain/errors.ts'
import { ERRORS } from '../../../../shared/domain/errors.ts'
import type { Db } from '../../sql/open.ts'

type Row = { rep_id: string; rep_name: string; body: string }
type FactsRow = { id: string; state: OrderFacts['state']; state_reason: string | null; undone: number; held: number; refused_by: string | null; provider_code: string | null; stuck: string | null }
type WaitRow = { order_id: string; provider_id: string; count: number; total_ms: number; longest_ms: number }
export type CallRows = ReturnType<typeof callRows>

const FACTS = `SELECT o.id, o.state, o.state_reason,
  (SELECT count(*) FROM step s WHERE s.order_id = o.id AND s.state IN ('undone', 'undoing')) AS undone,
  (SELECT count(*) FROM event e WHERE e.order_id = o.id AND e.kind = 'held') AS held,
  (SELECT s.provider_id FROM step s WHERE s.order_id = o.id AND s.state = 'refused' ORDER BY s.position LIMIT 1) AS refused_by,
  (SELECT json_extract(s.details, '$.providerCode') FROM step s WHERE s.order_id = o.id AND s.state = 'refused' ORDER BY s.position LIMIT 1) AS provider_code,
  (SELECT json_extract(s.details, '$.code') FROM step s WHERE s.order_id = o.id AND s.state = 'waiting' AND s.phase = 'retriable' AND s.failures > 0 ORDER BY s.position LIMIT 1) AS stuck
  FROM product_order o WHERE o.id IN (SELECT value FROM json_each(?))`
const WAITS = `SELECT order_id, provider_id, count(*) AS count, sum(ended_at - started_at) AS total_ms, max(ended_at - started_at) AS longest_ms
  FROM step WHERE order_id IN (SELECT value FROM json_each(?)) AND provider_id IS NOT NULL AND ended_at - started_at > ${WAIT_FROM_MS} GROUP BY order_id, provider_id`

/** What calls cost, one row a sitting. A sitting's body holds counts and ids; what became of the order is read from the order. */
export function callRows(db: Db) {
  const get = db.prepare<[string, string], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE call_id = ? AND sitting_id = ?')
  const ofCall = db.prepare<[string], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE call_id = ? ORDER BY started_at')
  const ofAll = db.prepare<[number, number], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE started_at >= ? ORDER BY started_at DESC LIMIT ?')
  const ofRep = db.prepare<[string, number, number], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE rep_id = ? AND started_at >= ? ORDER BY started_at DESC LIMIT ?')
  const put = db.prepare(`INSERT INTO call_sitting (call_id, sitting_id, rep_id, rep_name, started_at, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (call_id, sitting_id) DO UPDATE SET body = excluded.body, started_at = excluded.started_at`)
  const facts = db.prepare<[string], FactsRow>(FACTS)
  const waits = db.prepare<[string], WaitRow>(WAITS)
  const reads: CallReads = {
    sittings: ({ since, repId, limit }) => (repId === undefined ? ofAll.all(since, limit) : ofRep.all(repId, since, limit)).map(decode),
    sittingsOf: (callId) => ofCall.all(callId).map(decode),
    orderFacts: (orderIds) => {
      const ids = JSON.stringify(orderIds)
      const waited = Map.groupBy(waits.all(ids), (row) => row.order_id)
      return facts.all(ids).map((row) => toFacts(row, (waited.get(row.id) ?? []).map(toWait)))
    },
  }
  return {
    reads,
    get: (callId: string, sittingId: string): KeptSitting | null => {
      const row = get.get(callId, sittingId)
      return row ? decode(row) : null
    },
    put: ({ repId, repName, sitting }: KeptSitting): void => void put.run(sitting.callId, sitting.sittingId, repId, repName, sitting.startedAt, JSON.stringify(sitting)),
  }
}

const decode = (row: Row): KeptSitting => ({ repId: row.rep_id, repName: row.rep_name, sitting: JSON.parse(row.body) as KeptSitting['sitting'] })

const toWait = (row: WaitRow): WaitMeasure => ({ kind: 'provider', name: row.provider_id, count: row.count, totalMs: row.total_ms, longestMs: row.longest_ms })

function toFacts(row: FactsRow, waits: readonly WaitMeasure[]): OrderFacts {
  const reason = row.state_reason === null ? null : (JSON.parse(row.state_reason) as { readonly code: string })
  return { orderId: row.id, state: row.state, code: reason?.code ?? null, providerCode: row.provider_code, providerId: row.refused_by, undoneSteps: row.undone, stuckCode: row.stuck !== null && needsPerson(row.stuck) ? row.stuck : null, heldTimes: row.held, waits }
}

/** Only a decision waits for a person; what may pass is asked again by itself. */
const needsPerson = (code: string): boolean => !(ERRORS[code as ErrorCode]?.transient ?? false)
