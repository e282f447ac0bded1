import type { Migration } from '../../sql/migrate.ts'

/** What people and billing decided about usage; the events are in block files. Frozen: a change is a new migration. */
export const usage: Migration = {
  version: 7,
  name: 'usage',
  up: `
CREATE INDEX billing_service_local_id ON billing_service (provider_id, local_customer_id);
CREATE INDEX billing_activation_user ON billing_activation (json_extract(registration, '$.userIdentifier'));
-- A person said whose an id at a provider is, from when.
CREATE TABLE usage_owner (
  seq INTEGER PRIMARY KEY,
  provider_id TEXT NOT NULL,
  local_id TEXT NOT NULL,
  id_kind TEXT NOT NULL CHECK (id_kind IN ('localCustomer', 'userIdentifier')),
  customer_id TEXT NOT NULL REFERENCES customer (id),
  from_at INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (provider_id, id_kind, local_id, customer_id)
) STRICT;
CREATE TABLE usage_closed_period (period TEXT PRIMARY KEY, closed_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`,
}
