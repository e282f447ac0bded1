// Goal: a bill is read, explained and disputed at a desk without a network, by nobody who has not proved who they are. Method: a real central's bills through its feed into a real cache; a real journal; the answers searched for figures.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCallerAuth } from '../../../main/console/caller/caller-auth.ts'
import { createAnswerDispute, createDispute, createDisputeSender, createReleaseBill } from '../../../main/console/bills/dispute.ts'
import { createListDecisions } from '../../../main/console/bills/list-decisions.ts'
import { createExplainLine, createListBills, createViewBill } from '../../../main/console/bills/read-bills.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { openJournal } from '../../../main/store/desk/journal/journal.ts'
import type { FeedItem, FeedPage } from '../../../shared/contract/central/wire.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { KEY, tempCache } from '../cache/caches.ts'
import { publishPlans, sell } from '../central/support/billed-orders.ts'
import { centralForTest, codeOf, valueOf } from '../central/support/start-central.ts'

const NOON = Date.UTC(2026, 10, 10, 19)
const REP: HandlerCtx = { user: { userId: 'rep-1', displayName: 'Rep', role: 'rep' }, clientId: 'window' }
const BOSS: HandlerCtx = { user: { userId: 'sup-1', displayName: 'Sup', role: 'supervisor' }, clientId: 'window' }
const SYSTEM = { deskId: 'central', userId: 'central', role: 'system' }
const COMMAND = '019a0000-0000-7000-8000-00000000000'

async function deskWithBill() {
  const started = await centralForTest()
  started.setNow(NOON)
  await publishPlans(started)
  await sell(started, { orderId: 'o1', customerId: 'c1', takenAt: NOON, offeringIds: ['fast', 'stream'], billCycleDay: 1 })
  valueOf(await started.send('billing.run', { upTo: '2026-11-10', limit: 10 }, { actor: SYSTEM }))
  const { cache, remove } = tempCache()
  const directory = mkdtempSync(join(tmpdir(), 'bills-'))
  const opened = openJournal({ file: join(directory, 'journal.db'), key: KEY, ids: { next: () => 'desk-1' }, clock: { now: () => NOON } })
  assert(opened.kind === 'ready', 'a fresh journal opens')
  const { journal } = opened
  onTestFinished(() => { journal.close(); remove(); rmSync(directory, { recursive: true }) })
  const pull = async () => { cache.applyFeed(valueOf(await started.client.feed(cache.cursor(), 500))) }
  await pull()
  let isUp = true
  const network = { isUp: () => isUp }
  const callerAuth = createCallerAuth({ clock: { now: () => NOON }, log: silentLog })
  callerAuth.authenticated('window', 'c1')
  const deps = { bills: cache, journal, callerAuth }
  const send = createDisputeSender({ journal, central: started.client, network, deskId: 'desk-1', log: silentLog, pull })
  const decide = { central: started.client, network, deskId: 'desk-1', pull }
  const bill = cache.billsOf(['c1'])[0] as Bill
  return { started, cache, journal, pull, callerAuth, bill, send, cut: (to: boolean) => void (isUp = !to), deps,
    list: createListBills(deps), view: createViewBill({ ...deps, userOf: (userId) => (userId === 'sup-1' ? { displayName: 'Sage Supersample', role: 'supervisor' } : null) }), explain: createExplainLine(deps), dispute: createDispute({ ...deps, clock: { now: () => NOON }, send: () => undefined }), answer: createAnswerDispute(decide), release: createReleaseBill(decide) }
}
type Desk = Awaited<ReturnType<typeof deskWithBill>>
const disputeFirst = (desk: Desk, n = 1) => desk.dispute({ commandId: `${COMMAND}${n}` as never, billId: desk.bill.id, lineId: desk.bill.lines[0]!.id, because: 'tooMuch', note: 'was promised less' }, REP)

describe('what waits for a supervisor at the desk', () => {
  it('is a dispute until it is answered, and a bill until it is let go, whatever else is known', async () => {
    const desk = await deskWithBill()
    const decisions = createListDecisions({ bills: desk.cache, callerAuth: desk.callerAuth })
    const waiting = async () => { const { held, disputes } = valueOf(await decisions({}, BOSS)); return [held.map(({ number }) => number), disputes.map(({ label }) => label)] }
    expect(await waiting()).toEqual([[], []])
    const { disputeId } = valueOf(await disputeFirst(desk))
    await desk.send()
    await desk.pull()
    expect(await waiting()).toEqual([[], [desk.bill.lines[0]!.label]])
    valueOf(await desk.answer({ commandId: `${COMMAND}8` as never, disputeId, decision: 'rejected', creditMinor: 0, because: 'It is right.' }, BOSS))
    await desk.pull()
    expect(await waiting()).toEqual([[], []])
    desk.cache.applyFeed(pageOf(desk, { kind: 'bill', bill: { ...desk.bill, revision: 2, state: 'onHold' } }))
    expect(await waiting()).toEqual([[desk.bill.number], []])
    desk.cache.applyFeed(pageOf(desk, { kind: 'bill', bill: { ...desk.bill, revision: 3, state: 'sent' } }))
    expect(await waiting()).toEqual([[], []])
  })
})

describe('a bill at the desk', () => {
  it('is listed, read and explained from the copy alone, each figure computed again', async () => {
    const desk = await deskWithBill()
    desk.cut(true)
    expect(valueOf(await desk.list({ customerId: 'c1' }, REP)).bills).toMatchObject([{ number: desk.bill.number, state: 'sent', totalMinor: desk.bill.totalMinor, disputes: 0 }])
    expect(valueOf(await desk.view({ billId: desk.bill.id }, REP)).bill).toEqual(desk.bill)
    for (const line of desk.bill.lines) {
      const explained = valueOf(await desk.explain({ billId: desk.bill.id, lineId: line.id }, REP))
      expect([explained.isSame, explained.sumMicro, explained.unreadSteps]).toEqual([true, 0, 0])
    }
  })

  it.each([
    ['the list', (desk: Desk) => desk.list({ customerId: 'c1' }, REP)], ['a bill', (desk: Desk) => desk.view({ billId: desk.bill.id }, REP)],
    ['a line', (desk: Desk) => desk.explain({ billId: desk.bill.id, lineId: desk.bill.lines[0]!.id }, REP)], ['a dispute', (desk: Desk) => disputeFirst(desk)],
  ])('is told to nobody who has not proved who they are: %s', async (_what, ask) => {
    const desk = await deskWithBill()
    desk.callerAuth.end('window')
    const answer = await ask(desk)
    expect(codeOf(answer)).toBe('caller-not-verified')
    expect(JSON.stringify(answer)).not.toContain(String(desk.bill.totalMinor))
  })

  it('says so when a figure does not come to what stands there', async () => {
    const desk = await deskWithBill()
    const [line] = desk.bill.lines
    const wrong: Bill = { ...desk.bill, revision: 2, lines: [{ ...line!, charge: { ...line!.charge, amountMicro: line!.charge.amountMicro + 10_000 } }, ...desk.bill.lines.slice(1)] }
    desk.cache.applyFeed(pageOf(desk, { kind: 'bill', bill: wrong }))
    expect(valueOf(await desk.explain({ billId: desk.bill.id, lineId: line!.id }, REP)).isSame).toBe(false)
  })

  it('is read though central is newer and explains it by a step this desk has never heard of', async () => {
    const desk = await deskWithBill()
    const [line] = desk.bill.lines
    const newer = { ...desk.bill, format: 2, revision: 2, colour: 'blue', lines: [{ ...line!, weather: 'fine', charge: { ...line!.charge, derivation: [...line!.charge.derivation, { kind: 'moonPhase', share: 3 }] } }] } as unknown as Bill
    desk.cache.applyFeed(pageOf(desk, { kind: 'bill', bill: newer }))
    const explained = valueOf(await desk.explain({ billId: desk.bill.id, lineId: line!.id }, REP))
    expect([explained.unreadSteps, explained.isSame, explained.how.map(({ step }) => step)]).toEqual([1, null, line!.charge.derivation.map(({ kind }) => kind)])
    expect(valueOf(await desk.list({ customerId: 'c1' }, REP)).bills[0]?.totalMinor).toBe(desk.bill.totalMinor)
  })

  it('stays at its newest revision when an older one comes again', async () => {
    const desk = await deskWithBill()
    desk.cache.applyFeed(pageOf(desk, { kind: 'bill', bill: { ...desk.bill, revision: 3, state: 'settled' } }))
    desk.cache.applyFeed(pageOf(desk, { kind: 'bill', bill: desk.bill }))
    expect(desk.cache.bill(desk.bill.id)).toMatchObject({ revision: 3, state: 'settled' })
  })
})

describe('a dispute', () => {
  it('is kept without a network, sent once when it is back, and shown from then on as central tells it', async () => {
    const desk = await deskWithBill()
    desk.cut(true)
    expect(valueOf(await disputeFirst(desk))).toEqual({ disputeId: `${COMMAND}1` })
    expect(valueOf(await disputeFirst(desk))).toEqual({ disputeId: `${COMMAND}1` })
    await desk.send()
    expect(valueOf(await desk.view({ billId: desk.bill.id }, REP))).toMatchObject({ entries: [], here: [{ state: 'queued', because: 'tooMuch' }] })
    expect(desk.journal.queued()).toBe(1)
    desk.cut(false)
    await Promise.all([desk.send(), desk.send()])
    const { entries, here, bill } = valueOf(await desk.view({ billId: desk.bill.id }, REP))
    expect([entries.map(({ kind }) => kind), here, bill]).toEqual([['dispute'], [], desk.bill])
    expect(desk.journal.queued()).toBe(0)
  })

  it('whose answer was lost is sent again and counts once', async () => {
    const desk = await deskWithBill()
    valueOf(await disputeFirst(desk))
    const lossy = createDisputeSender({ journal: desk.journal, central: { ...desk.started.client, command: async (...args) => { await desk.started.client.command(...args); return { ok: false, error: { code: 'central-unavailable', details: {} } } as never } }, network: { isUp: () => true }, deskId: 'desk-1', log: silentLog, pull: desk.pull })
    await lossy()
    expect(desk.journal.queued()).toBe(1)
    await desk.send()
    expect((await desk.started.feed()).filter((item) => item.kind === 'billEntry')).toHaveLength(1)
  })

  it('that central refuses for good is set aside with its reason, and does not dam up the next', async () => {
    const desk = await deskWithBill()
    valueOf(await disputeFirst(desk, 1))
    valueOf(await disputeFirst(desk, 2))
    let first = true
    const refusing = createDisputeSender({ journal: desk.journal, central: { ...desk.started.client, command: (...args) => { if (!first) return desk.started.client.command(...args); first = false; return Promise.resolve({ ok: false, error: { code: 'bill-line-unknown', details: {} } } as never) } }, network: { isUp: () => true }, deskId: 'desk-1', log: silentLog, pull: desk.pull })
    await refusing()
    const { entries, here } = valueOf(await desk.view({ billId: desk.bill.id }, REP))
    expect([entries.length, here.map(({ state, refusedCode }) => [state, refusedCode])]).toEqual([1, [['refused', 'bill-line-unknown']]])
  })

  it('answered by a supervisor shows its credit note, and the bill is as it was', async () => {
    const desk = await deskWithBill()
    valueOf(await disputeFirst(desk))
    await desk.send()
    valueOf(await desk.answer({ commandId: `${COMMAND}9` as never, disputeId: `${COMMAND}1`, decision: 'partly', creditMinor: 100, because: 'a day without service' }, BOSS))
    const { entries, bill, open, people } = valueOf(await desk.view({ billId: desk.bill.id }, REP))
    expect(entries.map(({ kind }) => kind)).toEqual(['dispute', 'disputeAnswered', 'creditNote'])
    expect(entries.map(({ byRole }) => byRole)).toEqual(['rep', 'supervisor', 'supervisor'])
    expect([open, people]).toEqual([[], [{ userId: 'sup-1', name: 'Sage Supersample', role: 'supervisor' }]])
    expect(bill).toEqual(desk.bill)
    expect(codeOf(await desk.release({ commandId: `${COMMAND}8` as never, billId: desk.bill.id, because: 'x' }, BOSS))).toBe('bill-not-held')
  })

  it('says how much of its line can still come back, less what came back before', async () => {
    const desk = await deskWithBill()
    const owed = desk.bill.lines[0]!.charge.amountMicro + desk.bill.lines[0]!.charge.taxMicro
    for (const [n, left] of [[1, owed], [2, owed - 1_000_000]] as const) {
      valueOf(await disputeFirst(desk, n))
      await desk.send()
      expect(valueOf(await desk.view({ billId: desk.bill.id }, REP)).open).toEqual([{ disputeId: `${COMMAND}${n}`, lineId: desk.bill.lines[0]!.id, leftMicro: left }])
      valueOf(await desk.answer({ commandId: `${COMMAND}${n + 6}` as never, disputeId: `${COMMAND}${n}`, decision: 'partly', creditMinor: 100, because: 'a day without service' }, BOSS))
    }
  })

  it('answered under one command twice is answered once', async () => {
    const desk = await deskWithBill()
    valueOf(await disputeFirst(desk))
    await desk.send()
    const again = () => desk.answer({ commandId: `${COMMAND}9` as never, disputeId: `${COMMAND}1`, decision: 'partly', creditMinor: 100, because: 'a day without service' }, BOSS)
    expect(valueOf(await again())).toEqual(valueOf(await again()))
    expect(valueOf(await desk.view({ billId: desk.bill.id }, REP)).entries.map(({ kind }) => kind)).toEqual(['dispute', 'disputeAnswered', 'creditNote'])
  })

  it('holds no card number, and needs a line that is there', async () => {
    const desk = await deskWithBill()
    const ask = (over: { readonly note?: string; readonly lineId?: string }) => desk.dispute({ commandId: `${COMMAND}5` as never, billId: desk.bill.id, lineId: over.lineId ?? desk.bill.lines[0]!.id, because: 'other', note: over.note ?? '' }, REP)
    expect(codeOf(await ask({ note: '4111 1111 1111 1111' }))).toBe('card-digits-refused')
    expect(codeOf(await ask({ lineId: 'nothing' }))).toBe('bill-line-unknown')
  })
})

let extra = 1_000
const pageOf = (desk: Desk, change: { readonly kind: 'bill'; readonly bill: Bill }): FeedPage => {
  extra = Math.max(extra, desk.cache.cursor()) + 1
  return { wireVersion: 1, items: [{ cursor: extra, at: NOON, ...change } as FeedItem], cursor: extra, more: false }
}
