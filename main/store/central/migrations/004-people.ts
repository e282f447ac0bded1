import type { Migration } from '../../sql/migrate.ts'

/** People joined and taken apart by a person, notes, and one open order per place. Frozen: a change is a new migration. */
export const people: Migration = {
  version: 4,
  name: 'people',
  up: `
CREATE TABLE customer_event (
  seq INTEGER PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'unmerge', 'note')),
  -- The other customer, or the note's id.
  subject TEXT NOT NULL,
  words TEXT NOT NULL CHECK (words <> ''),
  user_id TEXT NOT NULL,
  desk_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_event_customer ON customer_event (customer_id, subject);
CREATE UNIQUE INDEX customer_event_note ON customer_event (subject) WHERE kind = 'note';
CREATE TRIGGER customer_event_is_append_only BEFORE UPDATE ON customer_event BEGIN SELECT RAISE(ABORT, 'what was done to a customer is append-only'); END;

CREATE TABLE place_claim (
  place TEXT PRIMARY KEY,
  order_id TEXT NOT NULL UNIQUE,
  desk_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  claimed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A mail, a phone and a family name are shared by spouses: equal keys are candidates, not one person.
DROP INDEX customer_one_per_person;
CREATE INDEX customer_person_key ON customer (person_key) WHERE merged_into IS NULL;

-- The kinds of feed items are the wire's to name: a list here would ask for a copy of the table with every new kind.
CREATE TABLE feed_item_4 (
  cursor INTEGER PRIMARY KEY CHECK (cursor > 0),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
INSERT INTO feed_item_4 (cursor, at, kind, body) SELECT cursor, at, kind, body FROM feed_item;
DROP TABLE feed_item;
ALTER TABLE feed_item_4 RENAME TO feed_item;
`,
}
