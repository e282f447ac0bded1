import type { Migration } from '../../sql/migrate.ts'

/** Orders that gave their address back. Frozen: a change is a new migration. */
export const releasedOrders: Migration = {
  version: 2,
  name: 'released orders',
  up: `
CREATE TABLE address_release (order_id TEXT PRIMARY KEY, released_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Orders of before are known by what they left: a hold that was released, or an address that rests.
INSERT INTO address_release (order_id, released_at)
  SELECT order_id, max(coalesce(ended_at, held_at)) FROM address_assignment WHERE ended_why = 'released' OR state = 'quarantined' GROUP BY order_id;
`,
}
