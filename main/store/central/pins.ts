import type { CustomerHistoryEntry } from '../../../shared/contract/central/wire.ts'
import type { PinRecord, PinWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type PinRow = { salt: string; verifier: string; wrong_tries: number; locked_until: number | null }
type HistoryRow = { at: number; kind: string; user_id: string; desk_id: string; details: string }

/** PIN verifiers with their tries, and what was done about them. */
export function pinRepository(db: Db): PinWrites {
  const get = db.prepare<[string], PinRow>('SELECT salt, verifier, wrong_tries, locked_until FROM customer_pin WHERE customer_id = ?')
  const put = db.prepare(`INSERT INTO customer_pin (customer_id, salt, verifier, set_at, wrong_tries, locked_until) VALUES (?, ?, ?, ?, 0, NULL)
    ON CONFLICT (customer_id) DO UPDATE SET salt = excluded.salt, verifier = excluded.verifier, set_at = excluded.set_at, wrong_tries = 0, locked_until = NULL`)
  const count = db.prepare('UPDATE customer_pin SET wrong_tries = ?, locked_until = ? WHERE customer_id = ?')
  const append = db.prepare('INSERT INTO customer_history (customer_id, at, kind, user_id, desk_id, details) VALUES (?, ?, ?, ?, ?, ?)')
  const history = db.prepare<[string, number], HistoryRow>('SELECT at, kind, user_id, desk_id, details FROM customer_history WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY row_id DESC LIMIT ?')
  return {
    get: async (customerId) => {
      const row = get.get(customerId)
      return row ? pinRecord(row) : null
    },
    put: async (customerId, { salt, verifier }, setAt) => changeOne(put.run(customerId, salt, verifier, setAt), 'set a PIN'),
    setTries: async (customerId, { wrongTries, lockedUntil }) => changeOne(count.run(wrongTries, lockedUntil, customerId), 'count a try'),
    append: async (customerId, { at, kind, userId, deskId, details }) => changeOne(append.run(customerId, at, kind, userId, deskId, JSON.stringify(details)), 'append to a history'),
    history: async (customerIds, limit) => history.all(JSON.stringify(customerIds), limit).map(historyEntry),
  }
}

const pinRecord = (row: PinRow): PinRecord => ({ salt: row.salt, verifier: row.verifier, wrongTries: row.wrong_tries, lockedUntil: row.locked_until })

const historyEntry = (row: HistoryRow): CustomerHistoryEntry => ({ at: row.at, kind: row.kind as CustomerHistoryEntry['kind'], userId: row.user_id, deskId: row.desk_id, details: JSON.parse(row.details) })
