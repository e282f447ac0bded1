import type { Migration } from '../../sql/migrate.ts'

/** Who could not be billed, and why: kept until a run bills them. Frozen: a change is a new migration. */
export const billingFailures: Migration = {
  version: 12,
  name: 'billing-failures',
  up: `
CREATE TABLE billing_failure (
  customer_id TEXT PRIMARY KEY,
  problem TEXT NOT NULL,
  since INTEGER NOT NULL,
  tries INTEGER NOT NULL CHECK (tries >= 1)
) STRICT, WITHOUT ROWID;
`,
}
