import { assert } from '../../../../shared/kernel/result.ts'
import type { Db } from '../../sql/open.ts'

export type SecretRows = ReturnType<typeof secretRows>

/** The caller's password at the ISP and their PIN with us, by draft and later by order. They live in the encrypted file only, and not a moment longer than the saga; a PIN only until central has it. */
export function secretRows(db: Db) {
  const get = db.prepare<[string], { isp_password: string }>('SELECT isp_password FROM secret WHERE owner_id = ?')
  const put = db.prepare('INSERT INTO secret (owner_id, isp_password) VALUES (?, ?) ON CONFLICT (owner_id) DO UPDATE SET isp_password = excluded.isp_password')
  const move = db.prepare('UPDATE secret SET owner_id = ? WHERE owner_id = ?')
  const erase = db.prepare('DELETE FROM secret WHERE owner_id = ?')
  const getPin = db.prepare<[string], string>('SELECT pin FROM caller_pin WHERE owner_id = ?').pluck()
  const putPin = db.prepare('INSERT INTO caller_pin (owner_id, pin) VALUES (?, ?) ON CONFLICT (owner_id) DO UPDATE SET pin = excluded.pin')
  const movePin = db.prepare('UPDATE caller_pin SET owner_id = ? WHERE owner_id = ?')
  const erasePin = db.prepare('DELETE FROM caller_pin WHERE owner_id = ?')
  return {
    get: (ownerId: string): string | null => get.get(ownerId)?.isp_password ?? null,
    has: (ownerId: string): boolean => get.get(ownerId) !== undefined,
    put: (ownerId: string, password: string): void => void put.run(ownerId, password),
    pin: (ownerId: string): string | null => getPin.get(ownerId) ?? null,
    putPin: (ownerId: string, pin: string): void => void putPin.run(ownerId, pin),
    erasePin: (ownerId: string): void => void erasePin.run(ownerId),
    move: (fromId: string, toId: string): void => {
      assert(move.run(toId, fromId).changes === 1, 'a secret moves with its draft')
      movePin.run(toId, fromId)
    },
    erase: (ownerId: string): void => {
      erase.run(ownerId)
      erasePin.run(ownerId)
    },
  }
}
