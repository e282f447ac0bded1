import { existsSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Migration } from '../../sql/migrate.ts'
import { migrate } from '../../sql/migrate.ts'
import type { Db, RawKey } from '../../sql/open.ts'
import { openDatabase } from '../../sql/open.ts'
import type { Cache } from './cache.ts'
import { CACHE_MIGRATIONS } from './migrations.ts'
import { createSqliteCache } from './sqlite-cache.ts'
import { createTerrainFiles } from './terrain-files.ts'

/** Where an import puts tiles of the ground, beside the cache. */
export const TERRAIN_DIRECTORY = 'terrain'

export type Quarantined = { readonly file: string; readonly reason: 'corrupt' | 'older' | 'newer' }
/** `quarantined`: the file that was put aside because it could not be used; the cache is then empty and waits to be filled. */
export type OpenedCache = { readonly kind: 'ready'; readonly cache: Cache; readonly quarantined: Quarantined | null }

/**
 * Opens the cache, or builds an empty one. A file that is damaged, has another key, or is of another version is renamed `.bad-<n>` with
 * its side files and reported: it is a projection, so nobody is asked and nothing is lost. Errors: throws what is wrong with the disk
 * (full, no permission, locked), because putting the file aside would not cure that.
 */
export function openCache(options: { readonly file: string; readonly key: RawKey; readonly migrations?: readonly Migration[] }): OpenedCache {
  const migrations = options.migrations ?? CACHE_MIGRATIONS
  // Tiles are kept as they came, beside the cache: they outlive it.
  const terrain = createTerrainFiles(join(dirname(options.file), TERRAIN_DIRECTORY))
  const opened = openSound(options.file, options.key, migrations)
  if (opened.kind === 'sound') return { kind: 'ready', cache: createSqliteCache(opened.db, terrain), quarantined: null }
  const quarantined = { file: putAside(options.file), reason: opened.reason }
  const fresh = openSound(options.file, options.key, migrations)
  if (fresh.kind !== 'sound') throw new Error(`a new cache file is ${fresh.reason}`)
  return { kind: 'ready', cache: createSqliteCache(fresh.db, terrain), quarantined }
}

const IMPORT_PATIENCE_MS = 20_000
/** A second connection to the cache of a running desk, for an import in a thread of its own. The file is there and sound: the desk opened it. */
export function openCacheForImport(options: { readonly file: string; readonly key: RawKey }): Cache {
  const db = openDatabase({ ...options, synchronous: 'NORMAL' })
  // The desk's own writes go first as often as not; an import waits rather than breaks off.
  db.pragma(`busy_timeout=${IMPORT_PATIENCE_MS}`)
  return createSqliteCache(db)
}

type Soundness = { readonly kind: 'sound'; readonly db: Db } | { readonly kind: 'unusable'; readonly reason: Quarantined['reason'] }

function openSound(file: string, key: RawKey, migrations: readonly Migration[]): Soundness {
  let db: Db | undefined
  try {
    // NORMAL is enough here: what a power cut takes from a projection comes back with the next feed page, in order.
    db = openDatabase({ file, key, synchronous: 'NORMAL' })
    const reason = unusableReason(db, migrations)
    if (reason === null) return { kind: 'sound', db }
    db.close()
    return { kind: 'unusable', reason }
  } catch (error) {
    db?.close()
    if (!isDamage(error)) throw error
    return { kind: 'unusable', reason: 'corrupt' }
  }
}

function unusableReason(db: Db, migrations: readonly Migration[]): Quarantined['reason'] | null {
  const found = db.pragma('user_version', { simple: true }) as number
  if (found > migrations.length) return 'newer'
  const isNew = found === 0 && (db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }).tables === 0
  if (!isNew && found < migrations.length) return 'older'
  migrate(db, migrations)
  return db.pragma('quick_check', { simple: true }) === 'ok' ? null : 'corrupt'
}

/** SQLITE_NOTADB: wrong key or damaged header. SQLITE_CORRUPT: a page whose tag or content is wrong. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code)

function putAside(file: string): string {
  let n = 1
  while (existsSync(`${file}.bad-${n}`)) n++
  const aside = `${file}.bad-${n}`
  for (const side of ['-wal', '-shm']) if (existsSync(file + side)) renameSync(file + side, aside + side)
  renameSync(file, aside)
  return aside
}
