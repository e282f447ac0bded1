import type { Migration } from '../../sql/migrate.ts'

/** PINs of customers and what was done about them. Frozen: a change is a new migration. */
export const pins: Migration = {
  version: 3,
  name: 'pins of customers, their history',
  up: `
-- A salted scrypt verifier, never the PIN. Wrong tries are counted here so that a restart or another desk does not forget them.
CREATE TABLE customer_pin (
  customer_id TEXT PRIMARY KEY REFERENCES customer (id),
  salt TEXT NOT NULL CHECK (length(salt) = 32),
  verifier TEXT NOT NULL CHECK (length(verifier) = 64),
  set_at INTEGER NOT NULL,
  wrong_tries INTEGER NOT NULL CHECK (wrong_tries BETWEEN 0 AND 5),
  locked_until INTEGER,
  CHECK ((wrong_tries = 5) = (locked_until IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_history (
  row_id INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('pinSet', 'pinVerified', 'pinWrong', 'pinLocked', 'pinUnlocked', 'pinReset')),
  user_id TEXT NOT NULL,
  desk_id TEXT NOT NULL,
  details TEXT NOT NULL CHECK (json_type(details) = 'object')
) STRICT;
CREATE INDEX customer_history_customer ON customer_history (customer_id, row_id);
CREATE TRIGGER customer_history_is_append_only BEFORE UPDATE ON customer_history BEGIN SELECT RAISE(ABORT, 'a history is append-only'); END;
`,
}
