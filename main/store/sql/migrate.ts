import type { Db } from './open.ts'

/** One numbered step of a schema. Frozen once shipped: it imports no living code and carries its own constants. */
export type Migration = { readonly version: number; readonly name: string; readonly up: string }

export type MigrationOutcome = { readonly kind: 'ready'; readonly from: number; readonly to: number } | { readonly kind: 'newer'; readonly found: number; readonly known: number }

/**
 * Brings a file to the newest known version, each step in its own transaction together with its number.
 * `migrations`: versions 1, 2, 3 … without gaps. A file of a newer version is left untouched and reported as 'newer'.
 */
export function migrate(db: Db, migrations: readonly Migration[]): MigrationOutcome {
  const from = db.pragma('user_version', { simple: true }) as number
  const known = migrations.length
  if (from > known) return { kind: 'newer', found: from, known }
  for (const migration of migrations.slice(from)) {
    db.transaction(() => {
      db.exec(migration.up)
      db.pragma(`user_version=${migration.version}`)
    }).immediate()
  }
  return { kind: 'ready', from, to: known }
}
