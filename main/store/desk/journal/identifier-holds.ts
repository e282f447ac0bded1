import type { IdentifierHold } from '../../../console/isp/ports.ts'
import type { Db } from '../../sql/open.ts'

type Row = { key: string; draft_id: string; customer_id: string; user_identifier: string; state: IdentifierHold['state']; until: number; }
export type IdentifierHoldRows = ReturnType<typeof identifierHoldRows>

/** Identifiers that an ISP may be holding for a call here. Written before the ISP is asked, gone when it certainly holds nothing any more. */
export function identifierHoldRows(db: Db) {
  const list = db.prepare<[], Row>('SELECT key, draft_id, customer_id, user_identifier, state, until FROM identifier_hold ORDER BY key LIMIT 200')
  const put = db.prepare(`INSERT INTO identifier_hold (key, draft_id, customer_id, user_identifier, state, until) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET state = excluded.state, until = excluded.until`)
  const remove = db.prepare('DELETE FROM identifier_hold WHERE key = ?')
  return {
    list: (): readonly IdentifierHold[] => list.all().map((row) => ({ key: row.key, draftId: row.draft_id, customerId: row.customer_id, userIdentifier: row.user_identifier, state: row.state, until: row.until })),
    put: (hold: IdentifierHold): void => void put.run(hold.key, hold.draftId, hold.customerId, hold.userIdentifier, hold.state, hold.until),
    remove: (key: string): void => void remove.run(key),
  }
}
