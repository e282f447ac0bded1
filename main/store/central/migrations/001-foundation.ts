import type { Migration } from '../../sql/migrate.ts'

/** The first schema of central. Frozen: a change is a new migration. */
export const foundation: Migration = {
  version: 1,
  name: 'foundation',
  up: `
CREATE TABLE command (
  key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 200),
  name TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  desk_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  answered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feed_item (
  cursor INTEGER PRIMARY KEY CHECK (cursor > 0),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('catalog', 'customer', 'merge', 'crosswalk', 'order', 'assignment')),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE catalog_version (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  published_at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE TABLE billing_account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  payment_token TEXT NOT NULL,
  payment_hint TEXT NOT NULL,
  bill_cycle_day INTEGER NOT NULL CHECK (bill_cycle_day BETWEEN 1 AND 28)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
  id TEXT PRIMARY KEY,
  person_key TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  user_identifier TEXT NOT NULL,
  billing_account_id TEXT NOT NULL REFERENCES billing_account (id),
  merged_into TEXT REFERENCES customer (id) CHECK (merged_into <> id),
  registered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX customer_one_per_person ON customer (person_key) WHERE merged_into IS NULL;
CREATE INDEX customer_merged_into ON customer (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE product_order (
  id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'cancelled', 'completed', 'failed', 'partial', 'assessingCancellation', 'pendingCancellation')),
  revision INTEGER NOT NULL CHECK (revision >= 0),
  steps_done INTEGER NOT NULL CHECK (steps_done BETWEEN 0 AND steps_total),
  steps_total INTEGER NOT NULL,
  desk_id TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT, WITHOUT ROWID;
CREATE INDEX product_order_customer ON product_order (customer_id);

CREATE TABLE crosswalk_link (
  link_id INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  provider_id TEXT NOT NULL,
  local_customer_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('linked', 'released')),
  linked_at INTEGER NOT NULL,
  released_at INTEGER,
  CHECK ((state = 'released') = (released_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX crosswalk_one_customer_per_local_id ON crosswalk_link (provider_id, local_customer_id) WHERE state = 'linked';
CREATE UNIQUE INDEX crosswalk_one_local_id_per_customer ON crosswalk_link (customer_id, provider_id) WHERE state = 'linked';
CREATE INDEX crosswalk_link_customer ON crosswalk_link (customer_id);
CREATE TABLE crosswalk_claim (
  link_id INTEGER NOT NULL REFERENCES crosswalk_link (link_id),
  order_id TEXT NOT NULL,
  PRIMARY KEY (link_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ip_pool (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  cidr TEXT NOT NULL,
  reserved TEXT NOT NULL CHECK (json_type(reserved) = 'array'),
  quarantine_ms INTEGER NOT NULL CHECK (quarantine_ms >= 0),
  is_retired INTEGER NOT NULL CHECK (is_retired IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE TABLE ip_rule (
  id TEXT PRIMARY KEY,
  weight INTEGER NOT NULL,
  isp_id TEXT,
  access_type TEXT,
  offering_id TEXT,
  pool_id TEXT NOT NULL REFERENCES ip_pool (id),
  strategy TEXT NOT NULL CHECK (strategy IN ('ascending', 'descending')),
  hold_ms INTEGER NOT NULL CHECK (hold_ms > 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE address_assignment (
  row_id INTEGER PRIMARY KEY,
  pool_id TEXT NOT NULL REFERENCES ip_pool (id),
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'assigned', 'quarantined', 'ended')),
  until INTEGER,
  ended_why TEXT CHECK (ended_why IN ('lapsed', 'released')),
  ended_at INTEGER,
  order_id TEXT NOT NULL,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  rule_id TEXT NOT NULL,
  hold_id TEXT NOT NULL UNIQUE,
  held_at INTEGER NOT NULL,
  hold_until INTEGER NOT NULL CHECK (hold_until > held_at),
  CHECK ((state = 'ended') = (ended_why IS NOT NULL AND ended_at IS NOT NULL)),
  CHECK (state <> 'assigned' OR until IS NULL),
  CHECK (state <> 'quarantined' OR until IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX address_once_per_pool ON address_assignment (pool_id, address) WHERE state <> 'ended';
CREATE UNIQUE INDEX address_once_per_order ON address_assignment (order_id) WHERE state IN ('held', 'assigned');
CREATE INDEX address_assignment_order ON address_assignment (order_id, row_id);

CREATE TABLE billing_activation (
  order_id TEXT PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  registration TEXT NOT NULL CHECK (json_type(registration) = 'object'),
  catalog_version INTEGER NOT NULL,
  activated_at INTEGER NOT NULL,
  first_bill_minor INTEGER NOT NULL,
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64)
) STRICT, WITHOUT ROWID;
CREATE TABLE billing_service (
  id TEXT PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES billing_activation (order_id),
  position INTEGER NOT NULL,
  service_id TEXT NOT NULL,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  offering_id TEXT NOT NULL,
  offering_version INTEGER NOT NULL,
  provider_id TEXT NOT NULL,
  local_customer_id TEXT,
  UNIQUE (order_id, service_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX billing_service_customer ON billing_service (customer_id);
CREATE TABLE billing_posting (
  order_id TEXT NOT NULL REFERENCES billing_activation (order_id),
  charge_id TEXT NOT NULL,
  leg INTEGER NOT NULL,
  party_kind TEXT NOT NULL CHECK (party_kind IN ('customer', 'provider', 'tax', 'margin')),
  party TEXT NOT NULL,
  amount_micro INTEGER NOT NULL,
  currency TEXT NOT NULL CHECK (currency IN ('USD')),
  PRIMARY KEY (order_id, charge_id, leg)
) STRICT, WITHOUT ROWID;
`,
}
