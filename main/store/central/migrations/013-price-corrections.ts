import type { Migration } from '../../sql/migrate.ts'

/** What prices for usage should have been, and how far what was rated by the old ones was rated anew. Frozen: a change is a new migration. */
export const priceCorrections: Migration = {
  version: 13,
  name: 'price-corrections',
  up: `
CREATE TABLE price_correction (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  offering_id TEXT NOT NULL,
  offering_version INTEGER NOT NULL,
  document TEXT NOT NULL,
  rerated_to TEXT NOT NULL DEFAULT '',
  is_rerated INTEGER NOT NULL DEFAULT 0 CHECK (is_rerated IN (0, 1))
) STRICT;
CREATE INDEX price_correction_open ON price_correction (seq) WHERE is_rerated = 0;
CREATE INDEX billing_service_offering ON billing_service (offering_id, offering_version, id);
`,
}
