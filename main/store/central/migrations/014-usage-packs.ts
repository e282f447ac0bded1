import type { Migration } from '../../sql/migrate.ts'

/** What desks were told of a customer's usage in a period, and where that stands in the feed. Frozen: a change is a new migration. */
export const usagePacks: Migration = {
  version: 14,
  name: 'usage-packs',
  up: `
CREATE TABLE usage_pack (
  customer_id TEXT NOT NULL,
  period TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  fingerprint TEXT NOT NULL,
  cursor INTEGER NOT NULL UNIQUE,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (customer_id, period)
) STRICT, WITHOUT ROWID;
`,
}
