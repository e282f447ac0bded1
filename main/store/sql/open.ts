import Database from 'better-sqlite3'
import { assert } from '../../../shared/kernel/result.ts'

export type Db = Database.Database
/** 64 hex digits: 32 random bytes. A passphrase would cost 114 ms at every open (limits.md section 6). */
export type RawKey = string

/**
 * Opens an encrypted file: AEGIS cipher, raw key, WAL, synchronous=FULL, foreign keys.
 * The driver is compiled with NORMAL as its default in WAL, and the pragma still says FULL until the first access,
 * so the value is set, the file is read once, and the value is read back. Errors: throws SQLITE_NOTADB on a wrong key or a damaged header.
 */
export function openDatabase(options: { readonly file: string; readonly key: RawKey; readonly synchronous?: 'FULL' | 'NORMAL' }): Db {
  assert(/^[0-9a-f]{64}$/.test(options.key), 'a raw key has 64 hex digits')
  const db = new Database(options.file)
  try {
    db.pragma(`cipher='aegis'`)
    db.pragma(`key="x'${options.key}'"`)
    db.pragma('journal_mode=WAL')
    const synchronous = options.synchronous ?? 'FULL'
    db.pragma(`synchronous=${synchronous}`)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    db.pragma(`synchronous=${synchronous}`)
    assert(db.pragma('synchronous', { simple: true }) === (synchronous === 'FULL' ? 2 : 1), 'synchronous was not kept')
    db.pragma('foreign_keys=ON')
    db.pragma('busy_timeout=2000')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
