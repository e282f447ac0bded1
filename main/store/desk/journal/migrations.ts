import type { Migration } from '../../sql/migrate.ts'

/** Frozen: a shipped row is never edited, a change is a new row. The words of states are carried here, not imported. */
export const JOURNAL_MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    name: 'commands, drafts, qualifications and orders',
    up: `
CREATE TABLE desk_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE command (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, input_hash TEXT NOT NULL CHECK (length(input_hash) = 64),
  answer TEXT NOT NULL CHECK (json_valid(answer)), at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE draft (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL UNIQUE, owner_id TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 1),
  body TEXT NOT NULL CHECK (json_valid(body)), updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_owner ON draft (owner_id, updated_at);
CREATE TABLE secret (owner_id TEXT PRIMARY KEY, isp_password TEXT NOT NULL CHECK (isp_password <> '')) STRICT, WITHOUT ROWID;
CREATE TABLE qualification (id TEXT PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body)), valid_until INTEGER NOT NULL) STRICT;
CREATE TABLE product_order (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL CHECK (json_valid(body)),
  address TEXT NOT NULL CHECK (json_valid(address)), search TEXT NOT NULL, taken_at INTEGER NOT NULL, taken_by_role TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('acknowledged','rejected','pending','held','inProgress','cancelled','completed','failed','partial','assessingCancellation','pendingCancellation')),
  state_reason TEXT CHECK (state_reason IS NULL OR json_valid(state_reason)), revision INTEGER NOT NULL CHECK (revision >= 1),
  CHECK (state NOT IN ('failed','held') OR state_reason IS NOT NULL)
) STRICT;
CREATE INDEX product_order_taken ON product_order (taken_at DESC, id);
CREATE INDEX product_order_customer ON product_order (customer_id);
-- Two orders under way for one address cannot both be taken at this desk.
CREATE UNIQUE INDEX product_order_in_flight ON product_order (place)
  WHERE state IN ('acknowledged','pending','held','inProgress','assessingCancellation','pendingCancellation');
`,
  },
  {
    version: 2,
    name: 'saga, steps, timeline and outbox',
    up: `
CREATE TABLE saga (
  order_id TEXT PRIMARY KEY REFERENCES product_order (id), active INTEGER NOT NULL CHECK (active IN (0, 1)),
  cancel_requested INTEGER NOT NULL CHECK (cancel_requested IN (0, 1)), services TEXT NOT NULL CHECK (json_valid(services)),
  held_quote TEXT CHECK (held_quote IS NULL OR json_valid(held_quote))
) STRICT, WITHOUT ROWID;
CREATE INDEX saga_active ON saga (order_id) WHERE active = 1;
CREATE TABLE step (
  order_id TEXT NOT NULL REFERENCES saga (order_id), id TEXT NOT NULL, position INTEGER NOT NULL CHECK (position >= 0),
  kind TEXT NOT NULL CHECK (kind IN ('confirmQuote','registerCustomer','deriveServices','authenticateIdentifier','holdAddress','serviceOrder','linkLocalId','activateBilling','assignAddress','completeOrder')),
  provider_id TEXT, phase TEXT NOT NULL CHECK (phase IN ('compensatable','pivot','retriable')),
  state TEXT NOT NULL CHECK (state IN ('notStarted','asking','done','unknown','refused','undoing','undone','waiting')),
  lost INTEGER NOT NULL CHECK (lost IN (0, 1)), attempts INTEGER NOT NULL CHECK (attempts >= 0), failures INTEGER NOT NULL CHECK (failures >= 0),
  next_at INTEGER, started_at INTEGER, ended_at INTEGER,
  request TEXT CHECK (request IS NULL OR json_valid(request)), details TEXT NOT NULL CHECK (json_valid(details)),
  PRIMARY KEY (order_id, id), UNIQUE (order_id, position),
  -- The intent is on disk before anybody is asked.
  CHECK (state NOT IN ('asking','unknown') OR (request IS NOT NULL AND attempts >= 1)),
  CHECK (state <> 'notStarted' OR attempts = 0),
  CHECK (phase = 'compensatable' OR state NOT IN ('undoing','undone'))
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  order_id TEXT NOT NULL REFERENCES product_order (id), seq INTEGER NOT NULL CHECK (seq >= 1), at INTEGER NOT NULL, step_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('taken','queued','intent','answer','lost','probe','undoIntent','undone','held','resumed','pivot','completed','ended')),
  details TEXT NOT NULL CHECK (json_valid(details)), PRIMARY KEY (order_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END;
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, order_id TEXT NOT NULL REFERENCES product_order (id),
  input TEXT NOT NULL CHECK (json_valid(input)), actor TEXT NOT NULL CHECK (json_valid(actor)), refused_code TEXT
) STRICT;
CREATE INDEX outbox_unsent ON outbox (seq) WHERE refused_code IS NULL;
`,
  },
]
