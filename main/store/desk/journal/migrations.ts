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
-- Without an index: drafts are the calls under way, few enough to look through.
CREATE TABLE draft (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, owner_id TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 1),
  body TEXT NOT NULL CHECK (json_valid(body)), updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE secret (owner_id TEXT PRIMARY KEY, isp_password TEXT NOT NULL CHECK (isp_password <> '')) STRICT, WITHOUT ROWID;
CREATE TABLE qualification (id TEXT PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body)), valid_until INTEGER NOT NULL) STRICT;
-- Narrow, because every step of a saga writes it: what a list shows. What an order says is in order_content.
CREATE TABLE product_order (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, place TEXT NOT NULL, customer_name TEXT NOT NULL, address_line TEXT NOT NULL, search TEXT NOT NULL,
  taken_at INTEGER NOT NULL, taken_by_role TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('acknowledged','rejected','pending','held','inProgress','cancelled','completed','failed','partial','assessingCancellation','pendingCancellation')),
  state_reason TEXT CHECK (state_reason IS NULL OR json_valid(state_reason)), revision INTEGER NOT NULL CHECK (revision >= 1),
  active INTEGER NOT NULL, cancel_requested INTEGER NOT NULL CHECK (cancel_requested IN (0, 1)), held_quote TEXT CHECK (held_quote IS NULL OR json_valid(held_quote)),
  CHECK (state NOT IN ('failed','held') OR state_reason IS NOT NULL),
  CHECK (active = (state IN ('acknowledged','pending','held','inProgress','assessingCancellation','pendingCancellation')))
) STRICT, WITHOUT ROWID;
CREATE INDEX product_order_taken ON product_order (taken_at DESC, id);
CREATE INDEX product_order_customer ON product_order (customer_id);
-- Two orders under way for one address cannot both be taken at this desk. By active, not state: a step then leaves this index as it is.
CREATE UNIQUE INDEX product_order_in_flight ON product_order (place) WHERE active = 1;
-- What an order says from a revision on. A record for central that was already sent must say the same when it is sent again.
CREATE TABLE order_content (
  order_id TEXT NOT NULL REFERENCES product_order (id), revision INTEGER NOT NULL CHECK (revision >= 1), body TEXT NOT NULL CHECK (json_valid(body)),
  address TEXT NOT NULL CHECK (json_valid(address)), services TEXT NOT NULL CHECK (json_valid(services)), PRIMARY KEY (order_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER order_content_is_append_only BEFORE UPDATE ON order_content BEGIN SELECT RAISE(ABORT, 'what an order said is append-only'); END;
`,
  },
  {
    version: 2,
    name: 'steps, timeline and outbox',
    up: `
CREATE TABLE step (
  order_id TEXT NOT NULL REFERENCES product_order (id), id TEXT NOT NULL, position INTEGER NOT NULL CHECK (position >= 0),
  kind TEXT NOT NULL CHECK (kind IN ('confirmQuote','registerCustomer','deriveServices','authenticateIdentifier','holdAddress','serviceOrder','linkLocalId','activateBilling','assignAddress','completeOrder')),
  provider_id TEXT, phase TEXT NOT NULL CHECK (phase IN ('compensatable','pivot','retriable')),
  state TEXT NOT NULL CHECK (state IN ('notStarted','asking','done','unknown','refused','undoing','undone','waiting')),
  lost INTEGER NOT NULL CHECK (lost IN (0, 1)), attempts INTEGER NOT NULL CHECK (attempts >= 0), failures INTEGER NOT NULL CHECK (failures >= 0),
  next_at INTEGER, started_at INTEGER, ended_at INTEGER,
  request TEXT CHECK (request IS NULL OR json_valid(request)), details TEXT NOT NULL CHECK (json_valid(details)),
  PRIMARY KEY (order_id, id),
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
-- Records of orders for central: what changed only, the rest is in order_content.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES product_order (id), revision INTEGER NOT NULL, state TEXT NOT NULL,
  steps_done INTEGER NOT NULL, steps_total INTEGER NOT NULL, refused_code TEXT
) STRICT;
`,
  },
  {
    version: 3,
    name: 'what calls cost',
    up: `
-- One row a sitting: what one window counted of a call. The body has counts, durations and ids, never what was typed.
CREATE TABLE call_sitting (
  call_id TEXT NOT NULL, sitting_id TEXT NOT NULL, rep_id TEXT NOT NULL, rep_name TEXT NOT NULL, started_at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)), PRIMARY KEY (call_id, sitting_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_sitting_started ON call_sitting (started_at);
CREATE INDEX call_sitting_rep ON call_sitting (rep_id, started_at);
`,
  },
  {
    version: 4,
    name: 'an order is one append, and so is every change of its saga',
    up: `
-- What was taken and is not laid out yet. Empty but for the moment between the two, and after a power cut in that moment.
CREATE TABLE taken_order (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
-- All steps in their order; how far each is says saga_change.
ALTER TABLE order_content ADD COLUMN workflow TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(workflow));
DROP TRIGGER order_content_is_append_only;
UPDATE order_content SET workflow = (SELECT coalesce(json_group_array(json_object('id', s.id, 'kind', s.kind, 'providerId', s.provider_id, 'phase', s.phase) ORDER BY s.position), '[]') FROM step s WHERE s.order_id = order_content.order_id);
CREATE TRIGGER order_content_is_append_only BEFORE UPDATE ON order_content BEGIN SELECT RAISE(ABORT, 'what an order said is append-only'); END;
-- One row for every change: what came of which steps, and what the timeline tells. A step is what its changes say, one after another.
CREATE TABLE saga_change (
  order_id TEXT NOT NULL, revision INTEGER NOT NULL CHECK (revision >= 1), at INTEGER NOT NULL,
  steps_done INTEGER NOT NULL, steps_total INTEGER NOT NULL, steps_begun INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (order_id, revision), CHECK (steps_done BETWEEN 0 AND steps_total)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER saga_change_is_append_only BEFORE UPDATE ON saga_change BEGIN SELECT RAISE(ABORT, 'the past of an order is append-only'); END;
INSERT INTO saga_change SELECT o.id, o.revision, o.taken_at,
  (SELECT count(*) FROM step s WHERE s.order_id = o.id AND s.state = 'done'), (SELECT count(*) FROM step s WHERE s.order_id = o.id), (SELECT count(*) FROM step s WHERE s.order_id = o.id AND s.attempts > 0),
  json_object(
    'steps', json((SELECT json_group_array(json_object('id', s.id, 'state', s.state, 'lost', json(iif(s.lost, 'true', 'false')), 'attempts', s.attempts, 'failures', s.failures, 'nextAt', s.next_at,
      'startedAt', s.started_at, 'endedAt', s.ended_at, 'request', json(coalesce(s.request, 'null')), 'details', json(s.details))) FROM step s WHERE s.order_id = o.id AND s.state <> 'notStarted')),
    'events', json((SELECT json_group_array(json_object('at', e.at, 'stepId', e.step_id, 'kind', e.kind, 'details', json(e.details)) ORDER BY e.seq) FROM event e WHERE e.order_id = o.id)))
  FROM product_order o;
DROP TABLE step;
DROP TABLE event;
ALTER TABLE product_order DROP COLUMN revision;
`,
  },
  {
    version: 5,
    name: 'what callers were promised',
    up: `
CREATE TABLE caller_promise (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('message','confirm','callBack')), order_id TEXT REFERENCES product_order (id), draft_id TEXT, customer_id TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''), due_at INTEGER NOT NULL, made_by TEXT NOT NULL, made_at INTEGER NOT NULL, kept_at INTEGER,
  CHECK (due_at > made_at), CHECK (kept_at IS NULL OR kept_at >= made_at), CHECK ((order_id IS NULL) <> (draft_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX caller_promise_open ON caller_promise (due_at) WHERE kept_at IS NULL;
CREATE INDEX caller_promise_kept ON caller_promise (kept_at) WHERE kept_at IS NOT NULL;
CREATE INDEX caller_promise_customer ON caller_promise (customer_id);
-- What was said is never edited; only that it was kept is added, once.
CREATE TRIGGER caller_promise_stays BEFORE UPDATE OF id, kind, order_id, draft_id, customer_id, text, due_at, made_by, made_at ON caller_promise BEGIN SELECT RAISE(ABORT, 'what was promised stays'); END;
`,
  },
  {
    version: 6,
    name: 'what happened in the calls about an order',
    up: `
CREATE TABLE call_note (
  order_id TEXT NOT NULL REFERENCES product_order (id), call_id TEXT NOT NULL, by_name TEXT NOT NULL, at INTEGER NOT NULL,
  events TEXT NOT NULL CHECK (json_valid(events)), PRIMARY KEY (order_id, call_id)
) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 7,
    name: 'the PIN that a caller chose',
    up: `
-- By draft and later by order, until central has it. Beside the password, not in its row: a PIN goes earlier.
CREATE TABLE caller_pin (owner_id TEXT PRIMARY KEY, pin TEXT NOT NULL CHECK (length(pin) = 6)) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 8,
    name: 'identifiers that an ISP may be holding',
    up: `
CREATE TABLE identifier_hold (
  key TEXT PRIMARY KEY, draft_id TEXT NOT NULL, customer_id TEXT NOT NULL, user_identifier TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asking','held','releasing')), until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 9,
    name: 'which measure of a call central was told',
    up: `
CREATE TABLE call_told (call_id TEXT PRIMARY KEY, hash TEXT NOT NULL CHECK (hash <> ''), counted_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 10,
    name: 'what callers disputed',
    up: `
CREATE TABLE bill_dispute (
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, customer_id TEXT NOT NULL, bill_id TEXT NOT NULL, line_id TEXT NOT NULL, because TEXT NOT NULL CHECK (because <> ''), note TEXT NOT NULL,
  by_user TEXT NOT NULL, by_role TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('queued','sent','refused')), refused_code TEXT, CHECK ((state = 'refused') = (refused_code IS NOT NULL))
) STRICT;
CREATE INDEX bill_dispute_queued ON bill_dispute (seq) WHERE state = 'queued';
CREATE INDEX bill_dispute_bill ON bill_dispute (bill_id);
`,
  },
]
