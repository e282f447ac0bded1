import type { Migration } from '../../sql/migrate.ts'

/** Territories as they were published: the parts desks fetch. Frozen: a change is a new migration. */
export const territory: Migration = {
  version: 9,
  name: 'territory',
  up: `
CREATE TABLE territory_part (
  revision TEXT NOT NULL CHECK (revision <> ''), part INTEGER NOT NULL CHECK (part >= 0), body TEXT NOT NULL CHECK (json_valid(body)), PRIMARY KEY (revision, part)
) STRICT;
-- The newest is in force; the parts of those before it are gone.
CREATE TABLE territory_publication (
  seq INTEGER PRIMARY KEY, revision TEXT NOT NULL, parts INTEGER NOT NULL CHECK (parts > 0), info TEXT NOT NULL CHECK (json_valid(info)), published_at INTEGER NOT NULL
) STRICT;
`,
}
