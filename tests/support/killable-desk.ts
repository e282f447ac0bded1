// A desk in a process of its own, to be killed: node tests/support/killable-desk.ts DIRECTORY ORDERS [NORMAL]
// Says "ready" when loaded and waits for a line on stdin; then opens the journal in DIRECTORY, goes on with what it finds and signs callers up until the journal
// holds ORDERS orders. Writes to DIRECTORY/acks.log what it has promised: "taken ID" after a submit, "revision ID N" after
// every change of a saga, "ended ID" after its last, "quiet" at the end.
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOpenDraft, createSaveDraft } from '../../main/console/signup/drafts.ts'
import { createSubmit } from '../../main/console/signup/submit.ts'
import { systemClock, systemIds } from '../../main/platform/system.ts'
import { createRunner } from '../../main/provisioning/runner/runner.ts'
import { planSignup } from '../../main/provisioning/workflows/signup.ts'
import { openJournal } from '../../main/store/desk/journal/journal.ts'
import { assert } from '../../shared/kernel/result.ts'
import type { ConsoleEvent } from '../../shared/contract/console/contract.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { createWorld } from './fake-world.ts'
import type { LedgerEntry } from './fake-world.ts'
import { aCatalog, anAddress, aQualification, aRegistration, OFFERING_IDS, PASSWORD, TERMS, TOTAL_MINOR, PROMISES_MADE, SPOKEN_TEXTS } from './signup-fixtures.ts'
import { OPEN_EYES } from './open-eyes.ts'

/** Orders under way at the same time; a process that finds as many goes on with those. */
const AT_ONCE = 12
// This module is loaded once for every kill, so it takes little with it.
const KEY = '0f'.repeat(32)
const CTX = { user: { userId: 'rep-1', displayName: 'Rep', role: 'rep' }, clientId: 'killable' } as const
const silentLog = { info: () => undefined, warn: () => undefined, error: (line: Readonly<Record<string, unknown>>) => process.stderr.write(`${JSON.stringify(line)}\n`) }
const [directory = '', wanted = '0', synchronous] = process.argv.slice(2)

await warmUp()
writeSync(1, 'ready\n')
await once(process.stdin, 'data')
await run(directory, Number(wanted), () => void writeSync(1, 'working\n'))
process.exit(0)

/** One sign-up somewhere else: a process that is killed within milliseconds should not spend them on compiling. */
async function warmUp(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'lastmile-warm-'))
  await run(scratch, 1, () => undefined)
  rmSync(scratch, { recursive: true })
}

async function run(directory: string, wanted: number, onWorking: () => void): Promise<void> {
  const opened = openJournal({ file: join(directory, 'journal.db'), key: KEY, ids: systemIds, clock: systemClock, ballastBytes: 4_096, ...(synchronous === 'NORMAL' ? { synchronous } : {}) })
  assert(opened.kind === 'ready', 'the journal opens')
  const { journal } = opened
  const timers = { after: (delayMs: number, run: () => void) => { const timer = setTimeout(run, delayMs); return () => clearTimeout(timer) } }
  const time = { clock: systemClock, timers, fireNext: () => false, jump: () => undefined, forgetTimers: () => undefined }
  const world = createWorld({ time, catalog: () => aCatalog(), ledger: openLedger(join(directory, 'effects.jsonl')) })
  const acks = openSync(join(directory, 'acks.log'), 'a')
  const promise = (line: string) => void writeSync(acks, `${line}\n`)
  const emit = (event: ConsoleEvent) => {
    if (event.name !== 'order.changed') return
    promise(`revision ${event.orderId} ${event.revision}`)
    if (journal.saga.read(event.orderId)?.isEnded) promise(`ended ${event.orderId}`)
  }
  const runner = createRunner({ journal: journal.saga, ...world, clock: systemClock, timers, catalog: () => aCatalog(), terms: () => TERMS, emit, log: silentLog })
  const common = { journal, ids: systemIds, clock: systemClock, terms: () => TERMS, emit: () => undefined, kick: runner.kick, network: world.network, catalog: () => aCatalog(), planWorkflow: planSignup, ordersUnderWayAt: () => [], texts: SPOKEN_TEXTS }
  const [openDraft, saveDraft, submit] = [createOpenDraft(common), createSaveDraft(common), createSubmit({ ...common, callerAuth: OPEN_EYES, address: (id: string) => anAddress(id) })]
  onWorking()
  // Half of the processes take a caller first and half resume first, or the kill would always hit the same work.
  let isRunning = process.pid % 2 === 0
  if (isRunning) runner.start()
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
  for (let taken = journal.read.orders({ limit: 10_000 }).length; taken < wanted; ) {
    await breathe()
    if (isRunning && journal.saga.activeOrderIds().length >= AT_ONCE) continue
    const commandId = systemIds.next()
    const place = `adr-${commandId}`
    const draft = unwrap(await openDraft({ commandId }, CTX))
    const qualification = { ...aQualification(anAddress(place)), validUntil: Number.MAX_SAFE_INTEGER }
    unwrap(journal.write((tx) => (tx.qualifications.save(qualification), { ok: true, value: null })))
    const saved = unwrap(await saveDraft({ draftId: draft.id, revision: 1, place, qualificationId: qualification.id, offeringIds: OFFERING_IDS, registration: aRegistration(), ispPassword: PASSWORD, promises: PROMISES_MADE }, CTX))
    promise(`taken ${unwrap(await submit({ commandId: systemIds.next(), draftId: draft.id, revision: saved.revision, catalogVersion: 1, totalMinor: TOTAL_MINOR }, CTX)).orderId}`)
    taken++
    if (!isRunning) runner.start()
    isRunning = true
  }
  if (!isRunning) runner.start()
  while (journal.saga.activeOrderIds().length > 0 || journal.queued() > 0) await breathe()
  promise('quiet')
  await runner.stop()
  journal.close()
  closeSync(acks)
}

function unwrap<T>(result: Result<T, unknown>): T {
  assert(result.ok, `expected a success: ${JSON.stringify(result)}`)
  return result.value
}

/** What the parties did, a fsynced line each; a line that a kill cut off did not happen. */
function openLedger(file: string): { readonly entries: readonly LedgerEntry[]; readonly append: (entry: LedgerEntry) => void } {
  if (!existsSync(file)) appendFileSync(file, '')
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  truncateSync(file, Buffer.byteLength(whole))
  const handle = openSync(file, 'a')
  return {
    entries: whole.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as LedgerEntry),
    append: (entry) => {
      writeSync(handle, `${JSON.stringify(entry)}\n`)
      fsyncSync(handle)
    },
  }
}
