import type { Migration } from '../../sql/migrate.ts'

/** What calls cost, as the desk that took them counted last. Frozen: a change is a new migration. */
export const calls: Migration = {
  version: 5,
  name: 'calls',
  up: `
CREATE TABLE call_measure (
  call_id TEXT PRIMARY KEY, desk_id TEXT NOT NULL, started_at INTEGER NOT NULL, counted_at INTEGER NOT NULL, body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX call_measure_started ON call_measure (started_at);
`,
}
