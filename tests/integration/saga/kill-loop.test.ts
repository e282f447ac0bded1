// Goal: kill -9 at any moment loses nothing that was promised and does nothing twice.
// Method: a real desk process over a real journal on disk, killed after a random 0–40 ms of work, again and again; then one that may finish.
// (The page cache survives a kill: what a power cut does is in power-loss.test.ts.)
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock, systemIds } from '../../../main/platform/system.ts'
import { openJournal } from '../../../main/store/desk/journal/journal.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { KEY } from '../../support/fake-desk.ts'
import { findHalfDone } from '../../support/fake-world.ts'
import type { LedgerEntry } from '../../support/fake-world.ts'
import { PARTIES } from '../../support/signup-fixtures.ts'
import { seededRandom } from '../../support/virtual-time.ts'

const KILLS = Number(process.env['KILLS'] ?? 200)
const SEED = Number(process.env['SEED'] ?? 20_261_122)
const MAX_WORK_MS = 40
/** More than the killed processes get done, so that each has something to take. */
const ORDERS_PER_KILL = 2

it(`survives ${KILLS} kills: every promise kept, every effect exactly once, no saga torn`, { timeout: 300_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-kill-'))
  const random = seededRandom(SEED)
  // The next processes load their modules while this one works.
  const waiting = [startDesk(directory, KILLS * ORDERS_PER_KILL), startDesk(directory, KILLS * ORDERS_PER_KILL)]
  for (let kill = 0; kill < KILLS; kill++) {
    const desk = waiting.shift()
    assert(desk, 'a process is waiting')
    await desk.output()
    waiting.push(startDesk(directory, KILLS * ORDERS_PER_KILL))
    desk.process.stdin?.write('go\n')
    await desk.output()
    await sleepMs(random() * MAX_WORK_MS)
    desk.process.kill('SIGKILL')
    await desk.exited
  }
  waiting.forEach((desk) => desk.process.kill('SIGKILL'))
  const takenBefore = readAcks(directory).taken.size
  const last = startDesk(directory, takenBefore)
  await last.output()
  last.process.stdin?.write('go\n')
  expect(await last.exited).toBe(0)

  const { taken, ended, isQuiet } = readAcks(directory)
  const { orders, torn } = readJournal(directory)
  const ledger = readFileSync(join(directory, 'effects.jsonl'), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as LedgerEntry)
  const book = ledger.flatMap((entry) => entry.effects)
  console.log(`kill loop: seed ${SEED}, ${KILLS} kills, ${taken.size} orders promised, ${orders.length} in the journal, ${ledger.length} requests reached a party`)
  expect(isQuiet).toBe(true)
  expect(taken.size).toBeGreaterThan(0)
  expect([...taken, ...ended].filter((id) => !orders.some((order) => order.orderId === id))).toEqual([])
  expect(torn).toEqual([])
  expect(new Set(ledger.map((entry) => `${entry.party} ${entry.key}`)).size).toBe(ledger.length)
  const recorded = new Map(orders.map((order) => [order.orderId, { state: lastRecorded(ledger, order.orderId), revision: 0 }]))
  expect(findHalfDone({ book, recorded }, orders, PARTIES)).toEqual([])
  // The same checker sees an effect that happened twice, and one that is missing.
  expect(findHalfDone({ book: [...book, ...book.slice(-1)], recorded }, orders, PARTIES)).not.toEqual([])
  expect(findHalfDone({ book: book.slice(0, -1), recorded }, orders, PARTIES)).not.toEqual([])
  rmSync(directory, { recursive: true, force: true })
})

type DeskProcess = { readonly process: ChildProcess; /** Resolves at its next line. */ readonly output: () => Promise<unknown>; readonly exited: Promise<number | null> }

function startDesk(directory: string, orders: number): DeskProcess {
  const process = spawn(globalThis.process.execPath, ['tests/support/killable-desk.ts', directory, String(orders)], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...globalThis.process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'lastmile-compile-cache') } })
  assert(process.stdout, 'the desk has an output')
  const lines = process.stdout[Symbol.asyncIterator]()
  return { process, output: () => lines.next(), exited: once(process, 'exit').then(([code]) => code as number | null) }
}

function readAcks(directory: string) {
  const lines = readFileSync(join(directory, 'acks.log'), 'utf8').split('\n')
  const idsOf = (word: string) => new Set(lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1)))
  return { taken: idsOf('taken'), ended: idsOf('ended'), isQuiet: lines.includes('quiet') }
}

/** An order is torn when a part of what one transaction wrote is missing. */
function readJournal(directory: string) {
  const opened = openJournal({ file: join(directory, 'journal.db'), key: KEY, ids: systemIds, clock: systemClock, ballastBytes: 4_096 })
  assert(opened.kind === 'ready', 'the journal opens')
  const { journal } = opened
  const summaries = journal.read.orders({ limit: 100_000 })
  const torn = summaries.flatMap(({ orderId }) => {
    const view = journal.read.order(orderId)
    const isWhole = view && view.steps.length > 0 && view.events[0]?.kind === 'taken' && view.events.every((event, index) => event.seq === index + 1)
    return isWhole ? [] : [orderId]
  })
  const orders = summaries.map(({ orderId, state }) => ({ orderId, state, isEnded: journal.saga.read(orderId)?.isEnded ?? false }))
  journal.close()
  return { orders, torn }
}

/** What central was told last, by revision. */
function lastRecorded(ledger: readonly LedgerEntry[], orderId: string): string {
  const records = ledger.filter((entry) => entry.key.startsWith(`${orderId}:record:`)).map((entry) => JSON.parse(entry.content)[1] as { state: string; revision: number })
  return records.reduce((newest, record) => (record.revision > newest.revision ? record : newest), { state: 'nothing', revision: 0 }).state
}

/** A kill has to come at a moment of real time; nothing is waited for with it. */
const sleepMs = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
