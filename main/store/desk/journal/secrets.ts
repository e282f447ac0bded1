import { assert } from '../../../../shared/kernel/result.ts'
import type { Db } from '../../sql/open.ts'

export type SecretRows = ReturnType<typeof secretRows>

/** The caller's password at the ISP, by draft and later by order. It lives in the encrypted file only, and not a moment longer than the saga. */
export function secretRows(db: Db) {
  const get = db.prepare<[string], { isp_password: string }>('SELECT isp_password FROM secret WHERE owner_id = ?')
  const put = db.prepare('INSERT INTO secret (owner_id, isp_password) VALUES (?, ?) ON CONFLICT (owner_id) DO UPDATE SET isp_password = excluded.isp_password')
  const move = db.prepare('UPDATE secret SET owner_id = ? WHERE owner_id = ?')
  const erase = db.prepare('DELETE FROM secret WHERE owner_id = ?')
  return {
    get: (ownerId: string): string | null => get.get(ownerId)?.isp_password ?? null,
    has: (ownerId: string): boolean => get.get(ownerId) !== undefined,
    put: (ownerId: string, password: string): void => void put.run(ownerId, password),
    move: (fromId: string, toId: string): void => assert(move.run(toId, fromId).changes === 1, 'a secret moves with its draft'),
    erase: (ownerId: string): void => void erase.run(ownerId),
  }
}
