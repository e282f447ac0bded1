import Database from 'better-sqlite3'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

export type Held = { readonly kind: 'taken'; readonly release: () => void } | { readonly kind: 'held'; readonly by: string }

/**
 * Takes a data directory for this process. The lock is SQLite's own exclusive lock on a small file: the system drops it when a
 * process dies in any way, so there is never a stale one to argue about. `by`: a sentence part naming the holder.
 */
export function holdDirectory(directory: string, who: { readonly pid: number; readonly startedAt: string }): Held {
  const db = new Database(join(directory, 'lock.db'), { timeout: 0 })
  const noteFile = join(directory, 'holder.json')
  try {
    db.pragma('journal_mode=DELETE')
    db.pragma('locking_mode=EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch {
    db.close()
    return { kind: 'held', by: describe(noteFile) }
  }
  writeFileSync(noteFile, JSON.stringify({ pid: who.pid, host: hostname(), startedAt: who.startedAt }), { mode: 0o600 })
  return {
    kind: 'taken',
    release: () => {
      if (db.inTransaction) db.exec('ROLLBACK')
      db.close()
    },
  }
}

function describe(noteFile: string): string {
  if (!existsSync(noteFile)) return 'another Lastmile Desk'
  try {
    const note = JSON.parse(readFileSync(noteFile, 'utf8')) as { pid?: unknown; startedAt?: unknown }
    return `the Lastmile Desk with process id ${String(note.pid)}, started ${String(note.startedAt)}`
  } catch {
    return 'another Lastmile Desk'
  }
}
