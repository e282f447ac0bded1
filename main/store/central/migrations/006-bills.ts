import type { Migration } from '../../sql/migrate.ts'

/** Bills, what they bill, what happened to them, and what settlement has counted. Frozen: a change is a new migration. */
export const bills: Migration = {
  version: 6,
  name: 'bills',
  up: `
-- The quote that was read out. Orders activated before this are billed by the quote their own record holds.
CREATE TABLE billing_told (
  order_id TEXT PRIMARY KEY REFERENCES billing_activation (order_id),
  told TEXT NOT NULL CHECK (json_type(told) = 'object')
) STRICT, WITHOUT ROWID;
INSERT INTO billing_told (order_id, told) SELECT a.order_id, json_extract(o.body, '$.quote') FROM billing_activation a JOIN product_order o ON o.id = a.order_id WHERE json_type(o.body, '$.quote') = 'object';
-- When a customer has something to bill next, so that a run that finds nothing reads one index.
CREATE TABLE billing_due (customer_id TEXT PRIMARY KEY REFERENCES customer (id), due_on TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX billing_due_on ON billing_due (due_on);
INSERT INTO billing_due (customer_id, due_on) SELECT DISTINCT customer_id, '' FROM billing_activation;

CREATE TABLE bill (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  customer_id TEXT NOT NULL REFERENCES customer (id)
) STRICT;
CREATE INDEX bill_customer ON bill (customer_id);
CREATE TABLE bill_revision (
  bill_id TEXT NOT NULL REFERENCES bill (id),
  revision INTEGER NOT NULL CHECK (revision > 0),
  state TEXT NOT NULL CHECK (state IN ('new', 'onHold', 'validated', 'sent', 'partiallyPaid', 'settled')),
  body TEXT NOT NULL CHECK (json_valid(body)),
  at INTEGER NOT NULL,
  PRIMARY KEY (bill_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bill_revision_is_append_only BEFORE UPDATE ON bill_revision BEGIN SELECT RAISE(ABORT, 'a bill is append-only: it is corrected by a new revision or entry'); END;
CREATE TRIGGER bill_revision_stays BEFORE DELETE ON bill_revision BEGIN SELECT RAISE(ABORT, 'a bill stays'); END;
-- A line is on one bill, ever: the key says so.
CREATE TABLE billed_line (
  line_id TEXT PRIMARY KEY,
  obligation TEXT NOT NULL,
  bill_id TEXT NOT NULL REFERENCES bill (id),
  customer_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX billed_line_customer ON billed_line (customer_id);
CREATE TABLE bill_entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  customer_id TEXT NOT NULL,
  bill_id TEXT NOT NULL REFERENCES bill (id),
  kind TEXT NOT NULL CHECK (kind IN ('dispute', 'disputeAnswered', 'creditNote')),
  -- The dispute that an answer is to; one answer each.
  answers TEXT,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX bill_entry_customer ON bill_entry (customer_id);
CREATE UNIQUE INDEX bill_entry_answered_once ON bill_entry (answers) WHERE kind = 'disputeAnswered';
CREATE TRIGGER bill_entry_is_append_only BEFORE UPDATE ON bill_entry BEGIN SELECT RAISE(ABORT, 'what happened to a bill is append-only'); END;
CREATE TABLE settlement_block (
  period TEXT NOT NULL,
  leg TEXT NOT NULL,
  net_micro INTEGER NOT NULL,
  units INTEGER NOT NULL,
  paid_micro INTEGER NOT NULL,
  PRIMARY KEY (period, leg)
) STRICT, WITHOUT ROWID;
`,
}
