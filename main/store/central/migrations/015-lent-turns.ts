import type { Migration } from '../../sql/migrate.ts'

/** The turn that a house lent to an order, until the order has its port for good. Frozen: a change is a new migration. */
export const lentTurns: Migration = {
  version: 15,
  name: 'lent-turns',
  up: `
CREATE TABLE port_turn (
  order_id TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
}
