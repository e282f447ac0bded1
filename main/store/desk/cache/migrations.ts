import type { Migration } from '../../sql/migrate.ts'

/**
 * The cache has no upgrades: a file of another version is put aside and built anew. Raise the version with every change of the schema.
 * `number_key`: the house number without a leading word, for seeking; `number` is what people read. `over_provider_id`: '' where the
 * answer is about a line of the provider's own (a key column holds no null).
 */
export const CACHE_MIGRATIONS: readonly Migration[] = [{
  version: 1,
  name: 'places, plant, answers and central projection',
  up: `
CREATE TABLE setting (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE street (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL, postcode TEXT NOT NULL, UNIQUE (name, city, region, postcode)) STRICT;
CREATE INDEX street_by_postcode ON street (postcode);
CREATE VIRTUAL TABLE street_search USING fts5(text, content='', detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE street_word USING fts5vocab(street_search, 'row');
CREATE TABLE addr (
  street_id INTEGER NOT NULL REFERENCES street(id), number_key TEXT NOT NULL, unit TEXT NOT NULL, number TEXT NOT NULL, id TEXT NOT NULL UNIQUE, parent_id TEXT,
  latitude REAL NOT NULL, longitude REAL NOT NULL, block_group TEXT NOT NULL, needs_unit INTEGER NOT NULL CHECK (needs_unit IN (0, 1)), origin TEXT NOT NULL CHECK (origin IN ('real', 'invented')),
  PRIMARY KEY (street_id, number_key, number, unit)) STRICT, WITHOUT ROWID;
CREATE INDEX addr_by_number ON addr (number_key, street_id) WHERE unit = '';
CREATE INDEX addr_by_parent ON addr (parent_id) WHERE parent_id IS NOT NULL;
CREATE TABLE answer (
  address_id TEXT NOT NULL, provider_id TEXT NOT NULL, access_type TEXT NOT NULL, qualified INTEGER NOT NULL CHECK (qualified IN (0, 1)), plan_name TEXT, price_micro INTEGER, downlink_kbps INTEGER, uplink_kbps INTEGER,
  reason_code TEXT, over_provider_id TEXT NOT NULL, answered_at INTEGER NOT NULL, source TEXT NOT NULL, PRIMARY KEY (address_id, provider_id, access_type, over_provider_id)) STRICT, WITHOUT ROWID;
CREATE TABLE node (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE span (row INTEGER PRIMARY KEY, node_id TEXT NOT NULL REFERENCES node(id), body TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE span_box USING rtree(row, west, east, south, north);
CREATE TABLE sector (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE waiting (id TEXT PRIMARY KEY, queue_id TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE customer (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE merge_link (from_id TEXT PRIMARY KEY, into_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE crosswalk (customer_id TEXT NOT NULL, provider_id TEXT NOT NULL, local_customer_id TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('linked', 'released')), PRIMARY KEY (customer_id, provider_id, local_customer_id)) STRICT, WITHOUT ROWID;
CREATE TABLE remote_order (
  order_id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, state TEXT NOT NULL, steps_done INTEGER NOT NULL, steps_total INTEGER NOT NULL, revision INTEGER NOT NULL, desk_id TEXT NOT NULL, taken_at INTEGER NOT NULL,
  address_line TEXT NOT NULL, search_text TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX remote_order_by_time ON remote_order (taken_at DESC, order_id DESC);
CREATE INDEX remote_order_by_customer ON remote_order (customer_id, taken_at);
`,
}, {
  version: 2,
  name: 'finding people',
  up: `
-- One row a customer that is indexed; its number is the row of the full text.
CREATE TABLE person (row INTEGER PRIMARY KEY, customer_id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE person_key (key TEXT NOT NULL, customer_id TEXT NOT NULL, PRIMARY KEY (key, customer_id)) STRICT, WITHOUT ROWID;
CREATE INDEX person_key_customer ON person_key (customer_id);
CREATE VIRTUAL TABLE person_search USING fts5(name, sound, phone, mail, id, address, content='', contentless_delete=1, detail=column, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE person_event (cursor INTEGER PRIMARY KEY, customer_id TEXT NOT NULL, other_id TEXT, kind TEXT NOT NULL CHECK (kind IN ('merge', 'unmerge', 'note')), words TEXT NOT NULL, user_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX person_event_customer ON person_event (customer_id);
CREATE INDEX person_event_other ON person_event (other_id) WHERE other_id IS NOT NULL;
CREATE INDEX merge_link_into ON merge_link (into_id);
CREATE INDEX remote_order_by_place ON remote_order (json_extract(body, '$.place'));
`,
}, {
  version: 3,
  name: 'imported territories',
  up: `
-- The hash a list gave an address, so that another list may name the address by it.
CREATE TABLE addr_hash (hash TEXT PRIMARY KEY, address_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- What a provider claims to serve in a cell of the FCC's grid. Speeds in kbit/s.
CREATE TABLE cell_claim (
  cell TEXT NOT NULL, provider_id TEXT NOT NULL, technology INTEGER NOT NULL, location_id TEXT NOT NULL, access_type TEXT, brand TEXT NOT NULL, frn TEXT NOT NULL, block TEXT NOT NULL, downlink_kbps INTEGER NOT NULL, uplink_kbps INTEGER NOT NULL,
  is_low_latency INTEGER NOT NULL CHECK (is_low_latency IN (0, 1)), customers TEXT NOT NULL CHECK (customers IN ('residential', 'business', 'both')), source TEXT NOT NULL, as_of TEXT NOT NULL,
  PRIMARY KEY (cell, provider_id, technology, location_id)) STRICT, WITHOUT ROWID;
-- How far a file was read; written in one transaction with what was read. key: content and the way it is read. byte_offset: where to go on.
CREATE TABLE import_file (
  key TEXT PRIMARY KEY, path TEXT NOT NULL, line INTEGER NOT NULL, byte_offset INTEGER NOT NULL, is_done INTEGER NOT NULL CHECK (is_done IN (0, 1)), state TEXT NOT NULL,
  written INTEGER NOT NULL, known INTEGER NOT NULL, refused INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE import_refusal (key TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (key, line, reason)) STRICT, WITHOUT ROWID;
`,
}, {
  version: 4,
  name: 'bills',
  up: `
-- The newest revision of each; central keeps them all.
CREATE TABLE bill (id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, period_from TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX bill_by_customer ON bill (customer_id, period_from);
CREATE TABLE bill_entry (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bill_id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX bill_entry_by_bill ON bill_entry (bill_id);
`,
}, {
  version: 5,
  name: 'addresses are searched in memory',
  up: `
DROP TABLE street_word;
DROP TABLE street_search;
`,
}, {
  version: 6,
  name: 'spans are found by their id',
  up: `
-- An import asks of every span whether it is known; a node with many spans must not be read through for each.
CREATE INDEX span_by_id ON span (json_extract(body, '$.id'), node_id);
`,
}, {
  version: 7,
  name: 'the search index is kept',
  up: `
-- The houses of the search index as it was built. Any new address takes it away, whoever writes it: what is kept is never stale.
CREATE TABLE search_index (part TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TRIGGER search_index_of_addr AFTER INSERT ON addr BEGIN DELETE FROM search_index; END;
CREATE TRIGGER search_index_of_street AFTER INSERT ON street BEGIN DELETE FROM search_index; END;
`,
}, {
  version: 8,
  name: 'where providers answered',
  up: `
-- Houses with an answer by cells of 0.002 degrees, so that neighbours are found without a walk through the city. An answer comes after its house.
CREATE TABLE answered_house (cell_north INTEGER NOT NULL, cell_east INTEGER NOT NULL, address_id TEXT NOT NULL, PRIMARY KEY (cell_north, cell_east, address_id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER answered_house_of_answer AFTER INSERT ON answer BEGIN
  INSERT OR IGNORE INTO answered_house SELECT CAST(latitude * 500 AS INTEGER), CAST(longitude * 500 AS INTEGER), id FROM addr WHERE id = NEW.address_id; END;
`,
}, {
  version: 9,
  name: 'where each provider answered',
  up: `
-- One number a cell, so that the cells around a house are sought one by one: two ranges read a band across the whole city. Resold lines follow their owner's.
DROP TRIGGER answered_house_of_answer;
DROP TABLE answered_house;
CREATE TABLE answered_house (cell INTEGER NOT NULL, provider_id TEXT NOT NULL, address_id TEXT NOT NULL, PRIMARY KEY (cell, provider_id, address_id)) STRICT, WITHOUT ROWID;
CREATE TRIGGER answered_house_of_answer AFTER INSERT ON answer WHEN NEW.over_provider_id = '' BEGIN
  INSERT OR IGNORE INTO answered_house SELECT CAST(latitude * 500 AS INTEGER) * 1000000 + CAST(longitude * 500 AS INTEGER), NEW.provider_id, id FROM addr WHERE id = NEW.address_id AND unit = ''; END;
`,
}, {
  version: 10,
  name: 'port books',
  up: `
-- The newest revision of each; free ports and lines of the territory give way to it.
CREATE TABLE port_book (queue_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
`,
}, {
  version: 11,
  name: 'bills that wait for a decision',
  up: `
CREATE INDEX bill_on_hold ON bill (period_from, id) WHERE json_extract(body, '$.state') = 'onHold';
CREATE INDEX bill_entry_by_kind ON bill_entry (json_extract(body, '$.kind'), json_extract(body, '$.disputeId'));
`,
}, {
  version: 12,
  name: 'usage by day',
  up: `
-- The newest revision of each customer's period.
CREATE TABLE usage_pack (customer_id TEXT NOT NULL, period TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (customer_id, period)) STRICT, WITHOUT ROWID;
`,
}]
