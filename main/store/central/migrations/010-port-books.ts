import type { Migration } from '../../sql/migrate.ts'

/** The ports of nodes and sectors, who holds them and who waits. Frozen: a change is a new migration. */
export const portBooks: Migration = {
  version: 10,
  name: 'port-books',
  up: `
CREATE TABLE port_thing (
  queue_id TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL,
  access_type TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE port (
  queue_id TEXT NOT NULL REFERENCES port_thing (queue_id),
  port_id TEXT NOT NULL,
  holder TEXT,
  PRIMARY KEY (queue_id, port_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX port_one_per_holder ON port (holder) WHERE holder IS NOT NULL;
CREATE TABLE port_line (
  entry_id TEXT PRIMARY KEY,
  queue_id TEXT NOT NULL REFERENCES port_thing (queue_id),
  priority_class INTEGER NOT NULL CHECK (priority_class >= 0),
  since INTEGER NOT NULL,
  distance_m REAL NOT NULL CHECK (distance_m >= 0),
  place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX port_line_queue ON port_line (queue_id);
-- Who gave back what it had, or would have had: a command that comes late takes nothing more.
CREATE TABLE port_release (order_id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`,
}
