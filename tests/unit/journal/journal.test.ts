// Goal: the file of what cannot be rebuilt keeps its promises: once, all or nothing, and never more than the disk can hold.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appError } from '../../../shared/domain/errors.ts'
import { emptyDraft } from '../../../shared/domain/order.ts'
import type { Draft } from '../../../shared/domain/order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Journal } from '../../../main/store/desk/journal/journal.ts'
import { openJournal } from '../../../main/store/desk/journal/journal.ts'
import { JOURNAL_MIGRATIONS } from '../../../main/store/desk/journal/migrations.ts'
import { migrate } from '../../../main/store/sql/migrate.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { openBenchDesk } from '../../bench/support/bench-desk.ts'
import { KEY, makeDeskDirectory, openTestJournal, removeDirectory } from '../../support/fake-desk.ts'
import { PASSWORD, START } from '../../support/signup-fixtures.ts'
import { createVirtualTime, seededIds } from '../../support/virtual-time.ts'

const time = createVirtualTime(START)
let directory: string
beforeEach(() => (directory = makeDeskDirectory()))
afterEach(() => removeDirectory(directory))

const aDraft = (id: string): Draft => ({ ...emptyDraft({ id: asId(id), customerId: asId(`customer-of-${id}`), ownerId: asId('rep-1') }, START), note: 'x'.repeat(2_000) })
const openDraft = (journal: Journal, id: string) => journal.once(`command-${id}`, 'signup.openDraft', { id }, (tx) => (tx.drafts.insert(aDraft(id)), ok({ id })))

describe('once', () => {
  it('answers the same command with the stored answer and does its work one time', () => {
    const journal = openTestJournal(directory, time)
    let runs = 0
    const ask = (input: unknown) => journal.once('c1', 'signup.openDraft', input, () => ok({ run: ++runs }))
    expect([ask({ b: 1, a: 2 }), ask({ a: 2, b: 1 })]).toEqual([ok({ run: 1 }), ok({ run: 1 })])
    expect(runs).toBe(1)
    journal.close()
  })

  it('refuses the same id with other content, and with another name', () => {
    const journal = openTestJournal(directory, time)
    journal.once('c1', 'signup.openDraft', { a: 1 }, () => ok({}))
    expect(journal.once('c1', 'signup.openDraft', { a: 2 }, () => ok({}))).toEqual(err(appError('command-reused')))
    expect(journal.once('c1', 'orders.cancel', { a: 1 }, () => ok({}))).toEqual(err(appError('command-reused')))
    journal.close()
  })

  it('leaves nothing of a refusal, or of a failure, and takes the command again', () => {
    const journal = openTestJournal(directory, time)
    const attempt = (end: () => ReturnType<typeof ok<object>> | ReturnType<typeof err<ReturnType<typeof appError>>>) => journal.once('c1', 'signup.openDraft', {}, (tx) => (tx.drafts.insert(aDraft('d')), end()))
    expect(attempt(() => err(appError('catalog-missing'))).ok).toBe(false)
    expect(() => attempt(() => { throw new Error('a bug') })).toThrow('a bug')
    expect(journal.read.draft('d')).toBeNull()
    expect(attempt(() => ok({})).ok).toBe(true)
    expect(journal.read.draft('d')).not.toBeNull()
    journal.close()
  })

  it('keeps answers and the desk id over a restart', () => {
    const first = openTestJournal(directory, time)
    openDraft(first, 'd')
    const { deskId } = first.saga
    first.close()
    const second = openTestJournal(directory, time, { ids: seededIds(5) })
    expect(openDraft(second, 'd')).toEqual(ok({ id: 'd' }))
    expect(second.saga.deskId).toBe(deskId)
    second.close()
  })
})

describe('a record for central', () => {
  it('says the same however often it is sent, though the order is rewritten meanwhile', async () => {
    using desk = openBenchDesk(directory)
    const { saga } = desk.journal
    const orderId = (await desk.prepareSubmit())()
    const first = saga.outbox.next()
    const rewritten = { ...saga.read(orderId)!.order, catalogVersion: 99 }
    expect(saga.change(orderId, { order: rewritten, events: [] })).toEqual(ok({ revision: 2 }))
    expect(saga.outbox.next()).toEqual(first)
    expect(first?.input).toMatchObject({ revision: 1, order: { catalogVersion: 1 } })
    saga.outbox.sent(first!.seq)
    expect(saga.outbox.next()).toMatchObject({ key: `${orderId}:record:2`, input: { revision: 2, order: rewritten } })
    expect(saga.read(orderId)?.order).toEqual(rewritten)
  })

  it('is made only when something central keeps has changed', async () => {
    using desk = openBenchDesk(directory)
    const { saga } = desk.journal
    const orderId = (await desk.prepareSubmit())()
    saga.change(orderId, { stateReason: { code: 'x', details: {} }, events: [] })
    expect(desk.journal.queued()).toBe(1)
    saga.change(orderId, { state: 'inProgress', events: [] })
    expect(desk.journal.queued()).toBe(2)
  })
})

describe('an order taken', () => {
  const POWER_CUT = 'the power is cut'
  const takeOne = async (appended: () => void) => {
    const desk = openBenchDesk(directory, { watchTaking: { appended } })
    const submit = await desk.prepareSubmit()
    return { desk, submit }
  }

  it('is laid out at the next start when the power fails after it is on disk: order, draft, secret and the answer to a repetition', async () => {
    const { desk, submit } = await takeOne(() => { throw new Error(POWER_CUT) })
    expect(submit).toThrow(POWER_CUT)
    // Without the start that follows there would be nothing: the control of what comes next.
    const raw = openDatabase({ file: join(directory, 'journal.db'), key: KEY })
    expect(raw.prepare('SELECT (SELECT count(*) FROM taken_order) AS taken, (SELECT count(*) FROM product_order) AS laid, (SELECT count(*) FROM draft) AS drafts').get()).toEqual({ taken: 1, laid: 0, drafts: 1 })
    raw.close()
    desk[Symbol.dispose]()
    using again = openBenchDesk(directory)
    const [order] = again.journal.read.orders({ limit: 5 })
    expect(again.journal.read.orders({ limit: 5 })).toHaveLength(1)
    expect(again.journal.saga.activeOrderIds()).toEqual([order?.orderId])
    expect(again.journal.saga.secret(order?.orderId ?? '')).toBe(PASSWORD)
    expect(again.journal.read.drafts('rep-1')).toEqual([])
    expect(again.journal.queued()).toBe(1)
  })

  it('is answered though the file is busy for a moment after it is on disk, and is there as soon as it is not', { timeout: 20_000 }, async () => {
    const other = { close: () => undefined as void }
    const { desk, submit } = await takeOne(() => {
      const db = openDatabase({ file: join(directory, 'journal.db'), key: KEY })
      db.exec('BEGIN IMMEDIATE')
      other.close = () => void db.close()
    })
    const orderId = submit()
    expect(desk.journal.read.orders({ limit: 5 })).toEqual([])
    other.close()
    expect(desk.journal.saga.read(orderId)?.state).toBe('acknowledged')
    expect(desk.journal.read.orders({ limit: 5 })).toMatchObject([{ orderId }])
    desk[Symbol.dispose]()
  })

  it('that cannot be laid out was not taken, and does not stand in the way of the next', async () => {
    using desk = openBenchDesk(directory)
    const submit = await desk.prepareSubmit()
    const { journal } = desk
    expect(() => journal.take('c-bug', 'signup.submit', {}, () => ok({ draftId: 'no such draft', order: { order: { id: 'x' } } as never, answer: {} }))).toThrow()
    submit()
    expect(journal.read.orders({ limit: 5 })).toHaveLength(1)
  })
})

describe('a disk without room', () => {
  it.each(['pages', 'tmpfs'] as const)('gives the ballast back, turns read-only and keeps every promise (%s)', (kind) => {
    const small = kind === 'tmpfs' ? mountSmallDisk() : directory
    if (small === null) return void process.stdout.write('SKIPPED the full disk on a real small file system: mounting was refused; the page limit stands for it\n')
    try {
      const ballastBytes = 256 * 1024
      const journal = openTestJournal(small, time, { ballastBytes, ...(kind === 'pages' ? { maxPages: 60 } : {}) })
      const promised: string[] = []
      let refusal: unknown = null
      for (let n = 0; n < 5_000 && refusal === null; n++) {
        const answer = openDraft(journal, `d${n}`)
        if (answer.ok) promised.push(`d${n}`)
        else refusal = answer.error
      }
      expect(refusal).toEqual(appError('storage-full'))
      expect(journal.storage.mode()).toBe('readOnly')
      expect(existsSync(join(small, 'ballast'))).toBe(false)
      expect(openDraft(journal, 'late')).toEqual(err(appError('storage-read-only')))
      expect(promised.length).toBeGreaterThan(10)
      journal.close()
      const again = openTestJournal(small, time, { ballastBytes })
      expect(promised.filter((id) => again.read.draft(id) === null)).toEqual([])
      again.close()
    } finally {
      if (kind === 'tmpfs') execFileSync('umount', [small])
    }
  })

  it('takes writes again once the ballast fits', () => {
    const journal = openTestJournal(directory, time, { maxPages: 60 })
    for (let n = 0; journal.storage.mode() === 'readWrite'; n++) openDraft(journal, `d${n}`)
    expect(journal.storage.tryRecover()).toBe('readWrite')
    expect(journal.write((tx) => (tx.drafts.remove('d0'), ok(null))).ok).toBe(true)
    journal.close()
  })

  it('looks by itself whether there is room again, half a minute later', () => {
    const journal = openTestJournal(directory, time, { maxPages: 60 })
    for (let n = 0; journal.storage.mode() === 'readWrite'; n++) openDraft(journal, `d${n}`)
    const drop = () => journal.write((tx) => (tx.drafts.remove('d0'), ok(null)))
    time.jump(29_999)
    expect(drop()).toEqual(err(appError('storage-read-only')))
    time.jump(1)
    expect(drop().ok).toBe(true)
    journal.close()
  })

  it('says busy while another holds the file, and does not turn read-only for it', { timeout: 20_000 }, () => {
    const journal = openTestJournal(directory, time)
    const other = openDatabase({ file: join(directory, 'journal.db'), key: KEY })
    other.exec('BEGIN IMMEDIATE')
    expect(openDraft(journal, 'd')).toEqual(err(appError('storage-busy')))
    other.exec('ROLLBACK')
    other.close()
    expect(openDraft(journal, 'd').ok).toBe(true)
    journal.close()
  })
})

describe('a change of a saga', () => {
  it.each([
    ['a step asked without its intent', 'holdAddress', { state: 'asking', attempts: 1 }],
    ['a step asked that was never tried', 'holdAddress', { state: 'unknown', request: {} }],
    ['an undone pivot', 'activateBilling', { state: 'undone', attempts: 1, request: {} }],
    ['a step that was tried and has not begun', 'holdAddress', { attempts: 1 }],
    ['a step that the workflow does not have', 'sendFlowers', { state: 'done' }],
  ] as const)('refuses %s, and nothing of it stays', async (_what, id, patch) => {
    using desk = openBenchDesk(directory)
    const orderId = (await desk.prepareSubmit())()
    const before = desk.journal.read.order(orderId)
    expect(() => desk.journal.saga.change(orderId, { steps: [{ id, ...patch }], events: [{ stepId: id, kind: 'intent', details: {} }] })).toThrow()
    expect(desk.journal.read.order(orderId)).toEqual(before)
  })

  it('reads the same after a restart as it was remembered: steps, timeline and how far it is', async () => {
    const desk = openBenchDesk(directory)
    const orderId = (await desk.prepareSubmit())()
    const { saga } = desk.journal
    const [first, second] = saga.read(orderId)?.steps ?? []
    saga.change(orderId, { state: 'inProgress', steps: [{ id: first!.id, state: 'asking', attempts: 1, request: { n: 1 }, startedAt: START }], events: [{ stepId: first!.id, kind: 'intent', details: { attempt: 1 } }] })
    saga.change(orderId, { steps: [{ id: first!.id, state: 'done', details: { found: 'x' } }, { id: second!.id, state: 'waiting' }], events: [{ stepId: first!.id, kind: 'answer', details: {} }, { stepId: second!.id, kind: 'held', details: {} }] })
    const remembered = [saga.read(orderId), desk.journal.read.order(orderId), desk.journal.read.orders({ limit: 1 })]
    desk[Symbol.dispose]()
    using again = openBenchDesk(directory)
    expect([again.journal.saga.read(orderId), again.journal.read.order(orderId), again.journal.read.orders({ limit: 1 })]).toEqual(remembered)
    expect(again.journal.read.order(orderId)?.events.map(({ seq, kind }) => [seq, kind])).toEqual([[1, 'taken'], [2, 'intent'], [3, 'answer'], [4, 'held']])
  })
})

describe('migrations', () => {
  it('carry the rows of every earlier version', () => {
    const file = join(directory, 'journal.db')
    const db = openDatabase({ file, key: KEY })
    expect(migrate(db, JOURNAL_MIGRATIONS.slice(0, 1))).toEqual({ kind: 'ready', from: 0, to: 1 })
    db.prepare(`INSERT INTO draft VALUES ('d', 'c', 'rep-1', 1, ?, ?)`).run(JSON.stringify(aDraft('d')), START)
    db.prepare(`INSERT INTO command VALUES ('c1', 'signup.openDraft', ?, '{}', ?)`).run('0'.repeat(64), START)
    db.close()
    const journal = openTestJournal(directory, time)
    expect(journal.read.draft('d')).toEqual(aDraft('d'))
    expect(journal.once('c1', 'signup.openDraft', {}, () => ok({}))).toEqual(err(appError('command-reused')))
    journal.close()
  })

  it('keep an order under way of the version before: what has begun, what has not, and how far it is', () => {
    const file = join(directory, 'journal.db')
    const db = openDatabase({ file, key: KEY })
    migrate(db, JOURNAL_MIGRATIONS.slice(0, 2))
    const order = { id: 'o', registration: {}, quote: {} }
    db.exec(`INSERT INTO product_order VALUES ('o', 'c', 'adr', 'Juniper Exampleton', 'somewhere', 'juniper', 1, 'rep', 'inProgress', NULL, 3, 1, 0, NULL);
      INSERT INTO order_content VALUES ('o', 1, '${JSON.stringify(order)}', '{}', '[]');
      INSERT INTO step VALUES ('o', 'confirmQuote', 0, 'confirmQuote', NULL, 'compensatable', 'done', 0, 1, 0, NULL, 1, 2, '{}', '{"totalMinor":5994}');
      INSERT INTO step VALUES ('o', 'serviceOrder:earthlink', 1, 'serviceOrder', 'earthlink', 'compensatable', 'asking', 0, 2, 1, NULL, 3, NULL, '{"part":1}', '{}');
      INSERT INTO step VALUES ('o', 'activateBilling', 2, 'activateBilling', NULL, 'pivot', 'notStarted', 0, 0, 0, NULL, NULL, NULL, NULL, '{}');
      INSERT INTO event VALUES ('o', 1, 1, NULL, 'taken', '{}')`)
    db.close()
    const journal = openTestJournal(directory, time)
    expect(journal.saga.read('o')?.steps.map(({ id, providerId, state, attempts, request }) => [id, providerId, state, attempts, request])).toEqual([
      ['confirmQuote', null, 'done', 1, {}], ['serviceOrder:earthlink', 'earthlink', 'asking', 2, { part: 1 }], ['activateBilling', null, 'notStarted', 0, null],
    ])
    expect(journal.read.orders({ limit: 5 })).toMatchObject([{ orderId: 'o', stepsDone: 1, stepsTotal: 3, queued: false }])
    expect(journal.read.order('o')).toMatchObject({ revision: 3, events: [{ seq: 1, at: 1, kind: 'taken' }] })
    expect(journal.saga.change('o', { steps: [{ id: 'activateBilling', state: 'waiting' }], events: [{ stepId: 'activateBilling', kind: 'answer', details: {} }] })).toEqual(ok({ revision: 4 }))
    journal.close()
  })

  it('leave the journal of a newer program untouched and say so', () => {
    const file = join(directory, 'journal.db')
    const db = openDatabase({ file, key: KEY })
    db.pragma('user_version=99')
    db.close()
    expect(openJournal({ file, key: KEY, ids: seededIds(1), clock: time.clock })).toEqual({ kind: 'newer', found: 99, known: JOURNAL_MIGRATIONS.length })
  })

  it.each([
    ['a failed order without a reason', `UPDATE product_order SET state = 'failed', active = 0 WHERE id = 'o'`],
    ['an order that has ended and is still under way', `UPDATE product_order SET state = 'completed' WHERE id = 'o'`],
    ['other words for what an order said', `UPDATE order_content SET body = '{"other":1}' WHERE order_id = 'o'`],
    ['a second order under way for one address', `INSERT INTO product_order VALUES ('o2', 'c', 'adr', '', '', '', 1, 'rep', 'inProgress', NULL, 1, 0, NULL)`],
    ['a change of the past', `UPDATE saga_change SET at = 2 WHERE order_id = 'o'`],
    ['more steps done than there are', `INSERT INTO saga_change VALUES ('o', 2, 1, 10, 9, 0, '{}')`],
  ])('make the schema refuse %s', (_what, sql) => {
    const db = openDatabase({ file: join(directory, 'journal.db'), key: KEY })
    migrate(db, JOURNAL_MIGRATIONS)
    db.exec(`INSERT INTO product_order VALUES ('o', 'c', 'adr', '', '', '', 1, 'rep', 'acknowledged', NULL, 1, 0, NULL); INSERT INTO order_content VALUES ('o', 1, '{}', '{}', '[]', '[]'); INSERT INTO saga_change VALUES ('o', 1, 1, 0, 9, 0, '{}')`)
    expect(() => db.exec(sql)).toThrow(/CHECK|UNIQUE|append-only/)
    db.close()
  })
})

it('is not readable with another key', () => {
  openTestJournal(directory, time).close()
  expect(() => openJournal({ file: join(directory, 'journal.db'), key: 'ab'.repeat(32), ids: seededIds(1), clock: time.clock })).toThrow()
})

/** A file system of 1 MB; null where mounting is not allowed. */
function mountSmallDisk(): string | null {
  const at = join(directory, 'small')
  mkdirSync(at)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' })
    return at
  } catch {
    return null
  }
}
