import type { Migration } from '../../sql/migrate.ts'

/** For how long a port is kept for whom, and what the plant's record said last. Frozen: a change is a new migration. */
export const portTerms: Migration = {
  version: 11,
  name: 'port-terms',
  up: `
-- Null: the ports were not planned by a publication.
ALTER TABLE port_thing ADD COLUMN record_total INTEGER CHECK (record_total >= 0);
ALTER TABLE port_thing ADD COLUMN record_free INTEGER CHECK (record_free BETWEEN 0 AND record_total);
-- The house it is for, null where nobody named one.
ALTER TABLE port ADD COLUMN place TEXT;
-- Until when it is kept for somebody who has not ordered yet; null: for an order, or in use.
ALTER TABLE port ADD COLUMN until INTEGER;
ALTER TABLE port ADD COLUMN assigned INTEGER NOT NULL DEFAULT 0 CHECK (assigned IN (0, 1));
CREATE INDEX port_promised ON port (until) WHERE until IS NOT NULL;
`,
}
