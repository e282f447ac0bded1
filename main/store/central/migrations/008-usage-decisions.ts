import type { Migration } from '../../sql/migrate.ts'

/** What people decided about waiting usage, and the accounting sessions that are not over. Frozen: a change is a new migration. */
export const usageDecisions: Migration = {
  version: 8,
  name: 'usage-decisions',
  up: `
CREATE TABLE usage_decision (
  seq INTEGER PRIMARY KEY,
  provider_id TEXT NOT NULL,
  local_id TEXT NOT NULL,
  id_kind TEXT NOT NULL CHECK (id_kind IN ('localCustomer', 'userIdentifier')),
  reason TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('attached', 'guidedAgain', 'setAside')),
  customer_id TEXT REFERENCES customer (id) CHECK ((decision = 'attached') = (customer_id IS NOT NULL)),
  because TEXT NOT NULL CHECK (decision <> 'setAside' OR because <> ''),
  events INTEGER NOT NULL CHECK (events >= 0),
  user_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
-- A session of a network access server as its last record told it; an ended one is kept for a while, to know it when it is told again.
CREATE TABLE radius_session (
  client TEXT NOT NULL,
  session TEXT NOT NULL,
  record TEXT NOT NULL,
  is_ended INTEGER NOT NULL CHECK (is_ended IN (0, 1)),
  heard_at INTEGER NOT NULL,
  PRIMARY KEY (client, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX radius_session_ended ON radius_session (heard_at) WHERE is_ended = 1;
CREATE INDEX billing_service_provider ON billing_service (provider_id);
`,
}
