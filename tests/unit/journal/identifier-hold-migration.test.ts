// Goal: version 8 of the journal takes nothing from a desk that was at work under version 7.
// Method: a real file of version 7 with a row of each kind that a call leaves; every row is read before and after, and the new table is used.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyDraft } from '../../../shared/domain/order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ok } from '../../../shared/kernel/result.ts'
import { JOURNAL_MIGRATIONS } from '../../../main/store/desk/journal/migrations.ts'
import { migrate } from '../../../main/store/sql/migrate.ts'
import type { Migration } from '../../../main/store/sql/migrate.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import type { Db } from '../../../main/store/sql/open.ts'
import { KEY, makeDeskDirectory, openTestJournal, removeDirectory } from '../../support/fake-desk.ts'
import { START } from '../../support/signup-fixtures.ts'
import { createVirtualTime } from '../../support/virtual-time.ts'

const BEFORE = 7
let directory: string
beforeEach(() => (directory = makeDeskDirectory()))
afterEach(() => removeDirectory(directory))

const aDraft = { ...emptyDraft({ id: asId('d'), customerId: asId('c'), ownerId: asId('rep-1') }, START), note: 'rings again at five' }
const tablesOf = (db: Db) => db.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`).all().map(({ name }) => name)
const rowsOf = (db: Db, tables: readonly string[]) => Object.fromEntries(tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]))

/** A desk of version 7: a call under way, an order under way, what was promised and noted about it, a PIN and a taken order not laid out. */
function writeOldFile(file: string): { readonly tables: readonly string[]; readonly rows: ReturnType<typeof rowsOf> } {
  const db = openDatabase({ file, key: KEY })
  expect(migrate(db, JOURNAL_MIGRATIONS.slice(0, BEFORE))).toMatchObject({ kind: 'ready', to: BEFORE })
  db.prepare(`INSERT INTO draft VALUES ('d', 'c', 'rep-1', 1, ?, ?)`).run(JSON.stringify(aDraft), START)
  db.prepare(`INSERT INTO command VALUES ('c1', 'signup.openDraft', ?, '{}', ?)`).run('0'.repeat(64), START)
  db.exec(`INSERT INTO product_order VALUES ('o', 'c', 'adr', 'Juniper Exampleton', 'somewhere', 'juniper', 1, 'rep', 'inProgress', NULL, 1, 0, NULL);
    INSERT INTO order_content VALUES ('o', 1, '{"id":"o"}', '{}', '[]', '[]');
    INSERT INTO saga_change VALUES ('o', 1, 1, 0, 9, 0, '{"steps":[],"events":[]}');
    INSERT INTO caller_promise VALUES ('p', 'callBack', 'o', NULL, 'c', 'We ring at five.', 9, 'rep', 1, NULL);
    INSERT INTO call_note VALUES ('o', 'call-1', 'Rep', 1, '[]');
    INSERT INTO caller_pin VALUES ('o', '482913')`)
  const tables = tablesOf(db)
  const rows = rowsOf(db, tables)
  db.close()
  return { tables, rows }
}

/** Which tables of before have other rows now. */
function changedBy(migrations: readonly Migration[], file: string): readonly string[] {
  const { tables, rows } = writeOldFile(file)
  const db = openDatabase({ file, key: KEY })
  migrate(db, migrations)
  const now = rowsOf(db, tables)
  db.close()
  return tables.filter((table) => JSON.stringify(now[table]) !== JSON.stringify(rows[table]))
}

const TO_EIGHT = JOURNAL_MIGRATIONS.slice(0, BEFORE + 1)

it('keeps every row of version 7 as it was', () => {
  expect(TO_EIGHT.at(-1)).toMatchObject({ version: 8, name: 'identifiers that an ISP may be holding' })
  expect(changedBy(TO_EIGHT, join(directory, 'journal.db'))).toEqual([])
})

it('would not pass with a migration that lost a row (negative control)', () => {
  const last = TO_EIGHT.at(-1)!
  const broken = [...TO_EIGHT.slice(0, -1), { ...last, up: `${last.up}; DELETE FROM caller_pin;` }]
  expect(changedBy(broken, join(directory, 'journal.db'))).toEqual(['caller_pin'])
})

it('lets the call of before hold an identifier, once for its key, in a state that exists', () => {
  const file = join(directory, 'journal.db')
  writeOldFile(file)
  const journal = openTestJournal(directory, createVirtualTime(START))
  expect(journal.read.draft('d')).toMatchObject({ id: 'd', note: 'rings again at five' })
  const hold = { key: 'd:sage@highplains.example:1', draftId: 'd', customerId: 'c', userIdentifier: 'sage@highplains.example', state: 'asking', until: 5 } as const
  journal.write((tx) => (tx.identifierHolds.put(hold), tx.identifierHolds.put({ ...hold, state: 'held', until: 9 }), ok(null)))
  journal.write((tx) => (expect(tx.identifierHolds.list()).toEqual([{ ...hold, state: 'held', until: 9 }]), ok(null)))
  journal.close()
  const db = openDatabase({ file, key: KEY })
  expect(() => db.exec(`UPDATE identifier_hold SET state = 'perhaps'`)).toThrow(/CHECK/)
  db.close()
})
