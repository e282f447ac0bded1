import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../../shared/kernel/canonical.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { Db } from '../../sql/open.ts'

export type StoredCommand = { readonly hash: string; readonly answer: string }
export type CommandRows = ReturnType<typeof commandRows>

/** Commands that were accepted, with what was answered. */
export function commandRows(db: Db) {
  const get = db.prepare<[string], { input_hash: string; answer: string }>('SELECT input_hash, answer FROM command WHERE id = ?')
  const insert = db.prepare('INSERT INTO command (id, name, input_hash, answer, at) VALUES (?, ?, ?, ?, ?)')
  return {
    get: (id: string): StoredCommand | null => {
      const row = get.get(id)
      return row ? { hash: row.input_hash, answer: row.answer } : null
    },
    insert: (id: string, name: string, hash: string, answer: unknown, at: Instant): void => void insert.run(id, name, hash, JSON.stringify(answer), at),
  }
}

/** The fingerprint of a command's content. Two names never share one. */
export const hashOf = (name: string, input: unknown): string => createHash('sha256').update(canonicalJson([name, input])).digest('hex')
