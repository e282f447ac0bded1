// Goal: central's file keeps its promises by itself. Method: the real file; rows that break a rule must be refused by the schema, not by code.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { CENTRAL_MIGRATIONS } from '../../../main/store/central/migrations.ts'
import { createMutex } from '../../../main/store/central/mutex.ts'
import { storageError } from '../../../main/store/central/storage-errors.ts'
import { migrate } from '../../../main/store/sql/migrate.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { centralForTest } from './support/start-central.ts'

const newDb = () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys=ON')
  migrate(db, CENTRAL_MIGRATIONS)
  return db
}
const HASH = 'a'.repeat(64)
/** One good row of every table, in the order that foreign keys ask for. */
const GOOD_ROWS = [
  `INSERT INTO command VALUES ('k', 'address.assign', '${HASH}', '{}', 'd', 'u', 1)`,
  `INSERT INTO feed_item VALUES (1, 1, 'merge', '{}')`,
  `INSERT INTO territory_part VALUES ('r1', 0, '[]')`,
  `INSERT INTO territory_publication VALUES (1, 'r1', 1, '{}', 1)`,
  `INSERT INTO catalog_version VALUES (1, 1, '{}')`,
  `INSERT INTO billing_account VALUES ('a', 'n', 't', 'h', 28)`,
  `INSERT INTO customer VALUES ('c', 'p', 'g', 'f', 'e', '1', 'u', 'a', NULL, 1)`,
  `INSERT INTO customer VALUES ('c2', 'p', 'g', 'f', 'e', '1', 'u', 'a', 'c', 1)`,
  `INSERT INTO product_order VALUES ('o', 'c', 'inProgress', 1, 1, 9, 'd', '{}')`,
  `INSERT INTO customer_event VALUES (1, 'c2', 'merge', 'c', 'one voice', 'u', 'd', 1)`,
  `INSERT INTO place_claim VALUES ('adr', 'o', 'd', 'u', 1)`,
  `INSERT INTO crosswalk_link VALUES (1, 'c', 'p', 'L', 'linked', 1, NULL)`,
  `INSERT INTO crosswalk_claim VALUES (1, 'o')`,
  `INSERT INTO ip_pool VALUES ('P', 'n', '203.0.113.0/24', '[]', 0, 0)`,
  `INSERT INTO ip_rule VALUES ('r', 1, NULL, NULL, NULL, 'P', 'ascending', 1)`,
  `INSERT INTO address_assignment VALUES (1, 'P', '203.0.113.1', 'held', 9, NULL, NULL, 'o', 'c', 'r', 'h', 1, 9)`,
  `INSERT INTO address_release VALUES ('o', 1)`,
  `INSERT INTO billing_activation VALUES ('o', 'c', '{}', 1, 1, 1100, '${HASH}')`,
  `INSERT INTO billing_service VALUES ('b', 'o', 0, 's', 'c', 'plan', 1, 'p', 'L')`,
  `INSERT INTO billing_posting VALUES ('o', 'charge', 0, 'customer', '', -1, 'USD')`,
  `INSERT INTO customer_pin VALUES ('c', '${'5'.repeat(32)}', '${HASH}', 1, 0, NULL)`,
  `INSERT INTO customer_history VALUES (1, 'c', 1, 'pinSet', 'u', 'd', '{}')`,
  `INSERT INTO call_measure VALUES ('call', 'd', 1, 1, '{}')`,
  `INSERT INTO billing_told VALUES ('o', '{}')`,
  `INSERT INTO billing_due VALUES ('c', '2026-12-01')`,
  `INSERT INTO bill VALUES (1, 'bill', 'c')`,
  `INSERT INTO bill_revision VALUES ('bill', 1, 'sent', '{}', 1)`,
  `INSERT INTO billed_line VALUES ('line', 'line', 'bill', 'c')`,
  `INSERT INTO bill_entry VALUES (1, 'd', 'c', 'bill', 'disputeAnswered', 'x', '{}')`,
  `INSERT INTO billing_failure VALUES ('c', 'no rule', 1, 1)`,
  `INSERT INTO price_correction VALUES (1, 'correction', 'plan', 1, '{}', '', 0)`,
  `INSERT INTO usage_pack VALUES ('c1', '2026-11', 1, 'f', 1, 1)`,
  `INSERT INTO settlement_block VALUES ('2026-11', 'leg', 1, 0, 1)`,
  `INSERT INTO usage_owner VALUES (1, 'p', 'L', 'localCustomer', 'c', 0, 'u', 1)`,
  `INSERT INTO usage_closed_period VALUES ('2026-11', 1)`,
  `INSERT INTO usage_decision VALUES (1, 'p', 'L', 'localCustomer', 'late', 'attached', 'c', '', 1, 'u', 1)`,
  `INSERT INTO radius_session VALUES ('nas', 's', '{}', 0, 1)`,
  `INSERT INTO port_thing (queue_id, provider_id, access_type, revision) VALUES ('cabinet', 'p', 'copper', 1)`,
  `INSERT INTO port (queue_id, port_id, holder) VALUES ('cabinet', 'port-1', 'o'), ('cabinet', 'port-2', NULL)`,
  `INSERT INTO port_line VALUES ('w', 'cabinet', 1, 1, 20.5, 'house')`,
  `INSERT INTO port_release VALUES ('o3', 1)`,
  `INSERT INTO port_turn VALUES ('o4', '{}')`,
]

describe('the schema of central', () => {
  it('takes a good row of every table', () => {
    const db = newDb()
    for (const sql of GOOD_ROWS) db.exec(sql)
    const tables = db.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    for (const { name } of tables) expect(db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${name}`).get()?.n, name).toBeGreaterThan(0)
    expect(db.pragma('user_version', { simple: true })).toBe(CENTRAL_MIGRATIONS.length)
  })

  it.each([
    ['an address twice in a pool among live rows', `INSERT INTO address_assignment VALUES (2, 'P', '203.0.113.1', 'quarantined', 9, NULL, NULL, 'o2', 'c', 'r', 'h2', 1, 9)`],
    ['two live addresses of one order', `INSERT INTO address_assignment VALUES (2, 'P', '203.0.113.2', 'assigned', NULL, NULL, NULL, 'o', 'c', 'r', 'h2', 1, 9)`],
    ['an assigned address that would lapse', `INSERT INTO address_assignment VALUES (2, 'P', '203.0.113.2', 'assigned', 9, NULL, NULL, 'o2', 'c', 'r', 'h2', 1, 9)`],
    ['an ended address without a reason', `INSERT INTO address_assignment VALUES (2, 'P', '203.0.113.2', 'ended', 9, NULL, NULL, 'o2', 'c', 'r', 'h2', 1, 9)`],
    ['an address of a pool that is not there', `INSERT INTO address_assignment VALUES (2, 'Q', '203.0.113.2', 'held', 9, NULL, NULL, 'o2', 'c', 'r', 'h2', 1, 9)`],
    ['one local id for two customers', `INSERT INTO crosswalk_link VALUES (2, 'c2', 'p', 'L', 'linked', 1, NULL)`],
    ['two local ids of one customer at one provider', `INSERT INTO crosswalk_link VALUES (2, 'c', 'p', 'M', 'linked', 1, NULL)`],
    ['a second note under one id', `INSERT INTO customer_event VALUES (2, 'c', 'note', 'n', 'w', 'u', 'd', 1), (3, 'c2', 'note', 'n', 'w', 'u', 'd', 1)`],
    ['two places for one order', `INSERT INTO place_claim VALUES ('adr-2', 'o', 'd', 'u', 1)`],
    ['a customer merged into itself', `INSERT INTO customer VALUES ('c3', 'q', 'g', 'f', 'e', '1', 'u', 'a', 'c3', 1)`],
    ['a cycle day that February may not have', `INSERT INTO billing_account VALUES ('b', 'n', 't', 'h', 29)`],
    ['an order state of its own', `INSERT INTO product_order VALUES ('o2', 'c', 'done', 1, 1, 9, 'd', '{}')`],
    ['more steps done than there are', `INSERT INTO product_order VALUES ('o2', 'c', 'inProgress', 1, 10, 9, 'd', '{}')`],
    ['a second answer to one key', GOOD_ROWS[0]!],
    ['a second activation of one order', GOOD_ROWS.find((row) => row.includes('billing_activation'))!],
    ['a PIN as it is said', `UPDATE customer_pin SET verifier = '271828'`],
    ['five wrong tries without a lock', `UPDATE customer_pin SET wrong_tries = 5`],
    ['a lock without five wrong tries', `UPDATE customer_pin SET locked_until = 9`],
    ['a history written over', `UPDATE customer_history SET kind = 'pinVerified'`],
    ['one line on two bills', `INSERT INTO billed_line VALUES ('line', 'line', 'bill', 'c2')`],
    ['a bill written over', `UPDATE bill_revision SET state = 'new'`],
    ['two ports of one order', `UPDATE port SET holder = 'o' WHERE port_id = 'port-2'`],
    ['a port of a thing that is not there', `INSERT INTO port (queue_id, port_id, holder) VALUES ('elsewhere', 'port-1', NULL)`],
    ['two places of one order in line', `INSERT INTO port_line VALUES ('w', 'cabinet', 2, 1, 20.5, 'house')`],
    ['a distance below nothing', `UPDATE port_line SET distance_m = -1`],
    ['usage set aside without a word', `UPDATE usage_decision SET decision = 'setAside', customer_id = NULL`],
    ['usage given to nobody', `UPDATE usage_decision SET customer_id = NULL`],
    ['a session that is half ended', `UPDATE radius_session SET is_ended = 2`],
    ['usage of a kind of id that nobody has', `UPDATE usage_owner SET id_kind = 'face'`],
    ['a pack without a revision', `INSERT INTO usage_pack VALUES ('c2', '2026-11', 0, 'f', 2, 1)`],
    ['one correction twice', `INSERT INTO price_correction VALUES (2, 'correction', 'plan', 1, '{}', '', 0)`],
    ['a second answer to one dispute', `INSERT INTO bill_entry VALUES (2, 'e', 'c', 'bill', 'disputeAnswered', 'x', '{}')`],
    ['a bill state of its own', `INSERT INTO bill_revision VALUES ('bill', 2, 'lost', '{}', 1)`],
    ['a posting that is not a whole number', `INSERT INTO billing_posting VALUES ('o', 'charge', 1, 'margin', '', 0.5, 'USD')`],
  ])('refuses %s', (_what, sql) => {
    const db = newDb()
    for (const good of GOOD_ROWS) db.exec(good)
    expect(() => db.exec(sql)).toThrow(/constraint|STRICT|cannot store|append-only/)
  })

  it('allows a local id again once its link was released, and an address once its row ended', () => {
    const db = newDb()
    for (const sql of GOOD_ROWS) db.exec(sql)
    db.exec(`UPDATE crosswalk_link SET state = 'released', released_at = 2; INSERT INTO crosswalk_link VALUES (2, 'c2', 'p', 'L', 'linked', 3, NULL)`)
    db.exec(`UPDATE address_assignment SET state = 'ended', ended_why = 'lapsed', ended_at = 9; INSERT INTO address_assignment VALUES (2, 'P', '203.0.113.1', 'held', 9, NULL, NULL, 'o', 'c', 'r', 'h2', 1, 9)`)
  })

  it('has migrations that nobody changed after they shipped', () => {
    const digests = CENTRAL_MIGRATIONS.map(({ version, up }) => `${version} ${createHash('sha256').update(up).digest('hex').slice(0, 16)}`)
    expect(digests).toEqual(['1 c6663725cd686343', '2 841600742fc41546', '3 02bd87ee0768bc12', '4 6354b94a40b59f4b', '5 961f473bae50fcf4', '6 4ca3a992b7582375', '7 8161b7ed79754f61', '8 ba9c2e8db0dbd17a', '9 618643534ebad750', '10 c3bbb2c40fab415a', '11 90ebb4bd7c27ffaf', '12 d60d2b580f9eba1d', '13 23abd2d90e559a61', '14 9b2cd56a2303bf48', '15 d327ca6e384fcc2d'])
  })
})

describe('opening the store', () => {
  it('leaves a file of a newer central alone', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'central-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const file = join(directory, 'central.db')
    const key = 'cd'.repeat(32)
    const first = openCentralStore({ file, key })
    if (first.ok) await first.value.close()
    const db = openDatabase({ file, key })
    db.pragma('user_version=99')
    db.close()
    expect(openCentralStore({ file, key })).toEqual({ ok: false, error: { code: 'central-older', details: { fileVersion: 99, knownVersion: CENTRAL_MIGRATIONS.length } } })
  })

  it('cannot be read with another key', async () => {
    const started = await centralForTest()
    expect(() => openCentralStore({ file: started.file, key: 'ee'.repeat(32) })).toThrow()
  })
})

/** Two slow pieces of work at once; what they did, in order. */
async function twoAtOnce(run: (work: () => Promise<void>) => Promise<void>): Promise<readonly string[]> {
  const seen: string[] = []
  const slow = (name: string) => run(async () => {
    seen.push(`${name} begins`)
    await Promise.resolve()
    seen.push(`${name} ends`)
  })
  await Promise.all([slow('a'), slow('b')])
  return seen
}
const ONE_AFTER_THE_OTHER = ['a begins', 'a ends', 'b begins', 'b ends']

describe('the unit of work', () => {
  it('lets one transaction run at a time, over every await in it', async () => {
    const started = await centralForTest()
    expect(await twoAtOnce(async (work) => void (await started.store.write(work)))).toEqual(ONE_AFTER_THE_OTHER)
    expect(await twoAtOnce(async (work) => void (await started.store.read(work)))).toEqual(ONE_AFTER_THE_OTHER)
  })

  it('control: without the lock the same work interleaves', async () => {
    expect(await twoAtOnce((work) => work())).not.toEqual(ONE_AFTER_THE_OTHER)
  })

  it('frees the lock when work throws', async () => {
    const mutex = createMutex()
    await expect(mutex.run(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
    expect(await mutex.run(async () => 'next')).toBe('next')
  })

  it('rolls everything back when work throws', async () => {
    const started = await centralForTest()
    const work = started.store.write(async (tx) => {
      await tx.feed.append({ kind: 'merge', from: 'a', into: 'b' }, 1)
      throw new Error('a bug')
    })
    await expect(work).rejects.toThrow('a bug')
    expect(await started.feed()).toEqual([])
  })

  it('answers storage-full when the disk is, keeps nothing, and goes on when there is room', async () => {
    const started = await centralForTest()
    const change = { kind: 'merge' as const, from: 'x', into: 'y' }
    const full = await started.store.write(async (tx) => {
      await tx.feed.append(change, 1)
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    })
    expect(full).toMatchObject({ ok: false, error: { code: 'storage-full' } })
    expect(await started.feed()).toEqual([])
    expect((await started.store.write((tx) => tx.feed.append(change, 1))).ok).toBe(true)
  })

  it.each([['SQLITE_FULL', 'storage-full'], ['SQLITE_READONLY_DBMOVED', 'storage-read-only'], ['SQLITE_BUSY_SNAPSHOT', 'storage-busy'], ['SQLITE_IOERR_WRITE', 'storage-busy']])('calls %s %s', (sqlite, code) => {
    expect(storageError(Object.assign(new Error(), { code: sqlite }))).toEqual({ code, details: { sqlite } })
  })

  it('does not take a broken constraint or a bug for a state of the storage', () => {
    for (const error of [Object.assign(new Error(), { code: 'SQLITE_CONSTRAINT_UNIQUE' }), new Error('SQLITE_FULL'), 'SQLITE_FULL', null]) expect(storageError(error)).toBeNull()
  })
})
