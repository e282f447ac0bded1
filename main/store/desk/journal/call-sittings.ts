import type { CallReads, KeptSitting, ToldCall } from '../../../console/calls/ports.ts'
import type { Db } from '../../sql/open.ts'

type Row = { rep_id: string; rep_name: string; body: string }
export type CallRows = ReturnType<typeof callRows>

/** What calls cost, one row a sitting. A sitting's body holds counts and ids; what became of the order is read from the order. */
export function callRows(db: Db, orderFacts: CallReads['orderFacts']) {
  const get = db.prepare<[string, string], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE call_id = ? AND sitting_id = ?')
  const ofCall = db.prepare<[string], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE call_id = ? ORDER BY started_at')
  const ofAll = db.prepare<[number, number], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE started_at >= ? ORDER BY started_at DESC LIMIT ?')
  const ofRep = db.prepare<[string, number, number], Row>('SELECT rep_id, rep_name, body FROM call_sitting WHERE rep_id = ? AND started_at >= ? ORDER BY started_at DESC LIMIT ?')
  const put = db.prepare(`INSERT INTO call_sitting (call_id, sitting_id, rep_id, rep_name, started_at, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (call_id, sitting_id) DO UPDATE SET body = excluded.body, started_at = excluded.started_at`)
  const told = db.prepare<[string], { hash: string; countedAt: number }>('SELECT hash, counted_at AS countedAt FROM call_told WHERE call_id = ?')
  const putTold = db.prepare('INSERT INTO call_told (call_id, hash, counted_at) VALUES (?, ?, ?) ON CONFLICT (call_id) DO UPDATE SET hash = excluded.hash, counted_at = excluded.counted_at')
  const reads: CallReads = {
    told: (callId) => told.get(callId) ?? null,
    sittings: ({ since, repId, limit }) => (repId === undefined ? ofAll.all(since, limit) : ofRep.all(repId, since, limit)).map(decode),
    sittingsOf: (callId) => ofCall.all(callId).map(decode),
    orderFacts,
  }
  return {
    reads,
    get: (callId: string, sittingId: string): KeptSitting | null => {
      const row = get.get(callId, sittingId)
      return row ? decode(row) : null
    },
    putTold: (callId: string, { hash, countedAt }: ToldCall): null => (putTold.run(callId, hash, countedAt), null),
    put: ({ repId, repName, sitting }: KeptSitting): void => void put.run(sitting.callId, sitting.sittingId, repId, repName, sitting.startedAt, JSON.stringify(sitting)),
  }
}

const decode = (row: Row): KeptSitting => ({ repId: row.rep_id, repName: row.rep_name, sitting: JSON.parse(row.body) as KeptSitting['sitting'] })
