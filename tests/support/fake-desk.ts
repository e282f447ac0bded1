import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAcceptPrice } from '../../main/console/orders/accept-price.ts'
import { createCancelOrder } from '../../main/console/orders/cancel.ts'
import { createOpenDraft, createSaveDraft } from '../../main/console/signup/drafts.ts'
import { createSubmit } from '../../main/console/signup/submit.ts'
import type { HandlerCtx } from '../../main/console/context.ts'
import { silentLog } from '../../main/platform/log.ts'
import type { SagaJournal } from '../../main/provisioning/runner/ports.ts'
import { createRunner } from '../../main/provisioning/runner/runner.ts'
import type { RunnerDeps } from '../../main/provisioning/runner/runner.ts'
import { planSignup } from '../../main/provisioning/workflows/signup.ts'
import { openJournal } from '../../main/store/desk/journal/journal.ts'
import type { Journal } from '../../main/store/desk/journal/journal.ts'
import type { TakeWatch } from '../../main/store/desk/journal/take-order.ts'
import type { Catalog } from '../../shared/domain/catalog.ts'
import type { IdentifierMode } from '../../shared/domain/identifier.ts'
import { assert } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { anAddress, aQualification, aRegistration, OFFERING_IDS, PASSWORD, TERMS, TOTAL_MINOR, PROMISES_MADE, SPOKEN_TEXTS } from './signup-fixtures.ts'
import { seededIds } from './virtual-time.ts'
import type { VirtualTime } from './virtual-time.ts'
import { FAKE_QUEUE } from './fake-ports.ts'
import type { World } from './fake-world.ts'
import { OPEN_EYES } from './open-eyes.ts'

export const KEY = '0f'.repeat(32)
export const CTX: HandlerCtx = { user: { userId: 'rep-1', displayName: 'Rep', role: 'rep' }, clientId: 'test' }
/** On memory where there is some: these tests are about order and crashes; durability has tests of its own. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A directory of its own for one desk. */
export const makeDeskDirectory = (): string => mkdtempSync(join(ROOT, 'lastmile-desk-'))
export const removeDirectory = (directory: string): void => rmSync(directory, { recursive: true, force: true })

export function openTestJournal(directory: string, time: VirtualTime, overrides: Partial<Parameters<typeof openJournal>[0]> = {}): Journal {
  const opened = openJournal({ file: join(directory, 'journal.db'), key: KEY, ids: seededIds(0xfff), clock: time.clock, ballastBytes: 4_096, ...overrides })
  assert(opened.kind === 'ready', 'the journal opens')
  return opened.journal
}

/** An empty journal to copy, so that thousands of desks need not be migrated one by one. */
export function journalTemplate(time: VirtualTime): { readonly directory: string; readonly copyTo: (directory: string) => void } {
  const directory = makeDeskDirectory()
  openTestJournal(directory, time).close()
  return { directory, copyTo: (to) => copyFileSync(join(directory, 'journal.db'), join(to, 'journal.db')) }
}

export type DeskOptions = {
  /** Whether the line that is ordered on takes a port. */
  readonly takesPort?: boolean
  readonly directory: string
  readonly time: VirtualTime
  readonly world: Pick<World, 'partners' | 'central' | 'network'>
  readonly catalog: () => Catalog
  /** Stands between runner and journal: crashes, refusals, broken protocols. */
  readonly wrapSaga?: (saga: SagaJournal) => SagaJournal
  readonly seed?: number
  /** Whether callers are given a new identifier. */
  readonly identifierMode?: IdentifierMode
  readonly watchTaking?: TakeWatch
}
export type Desk = ReturnType<typeof openDesk>

/** A desk without a window over a real journal: the use cases and the runner, wired as a host wires them. */
export function openDesk(options: DeskOptions) {
  const { time, world, catalog } = options
  const journal = openTestJournal(options.directory, time, options.watchTaking ? { watchTaking: options.watchTaking } : {})
  const ids = seededIds(options.seed ?? 1)
  const saga = options.wrapSaga?.(journal.saga) ?? journal.saga
  const deps: RunnerDeps = { journal: saga, ...world, clock: time.clock, timers: time.timers, catalog, terms: () => TERMS, emit: () => undefined, log: silentLog }
  const runner = createRunner(deps)
  const common = { journal, ids, clock: time.clock, terms: () => TERMS, emit: () => undefined, kick: runner.kick, network: world.network, catalog, planWorkflow: planSignup, ordersUnderWayAt: () => [], texts: SPOKEN_TEXTS }
  const submit = createSubmit({ ...common, callerAuth: OPEN_EYES, address: (id) => anAddress(id) })
  const openDraft = createOpenDraft(common)
  const saveDraft = createSaveDraft(common)
  return {
    journal, runner,
    cancel: createCancelOrder(common), acceptPrice: createAcceptPrice(common), submit, openDraft, saveDraft,
    /** Signs a caller up at `place`: draft, qualification, submit. Answers the order's id. */
    signUp: async (place = 'adr-1', totalMinor = TOTAL_MINOR, commandId = ids.next()): Promise<string> => {
      const draft = unwrap(await openDraft({ commandId: ids.next() }, CTX))
      const known = aQualification(anAddress(place))
      const qualification = options.takesPort ? { ...known, lines: known.lines.map((line) => ({ ...line, port: { queueId: FAKE_QUEUE, distanceM: 1 } })) } : known
      if (!journal.read.qualification(qualification.id)) unwrap(journal.write((tx) => (tx.qualifications.save(qualification), { ok: true, value: null })))
      const saved = unwrap(await saveDraft({ draftId: draft.id, revision: 1, place, qualificationId: qualification.id, offeringIds: OFFERING_IDS, registration: aRegistration(), ispPassword: PASSWORD, promises: PROMISES_MADE, identifierMode: options.identifierMode ?? 'existing' }, CTX))
      return unwrap(await submit({ commandId, draftId: saved.id, revision: saved.revision, catalogVersion: catalog().version, totalMinor }, CTX)).orderId
    },
    outcomeOf: (orderId: string) => {
      const record = journal.saga.read(orderId)
      assert(record, 'the order is in the journal')
      return { orderId, state: record.state, isEnded: record.isEnded, isNewIdentifier: record.order.identifierMode === 'new' }
    },
  }
}

export function unwrap<T>(result: Result<T, unknown>): T {
  assert(result.ok, `expected a success: ${JSON.stringify(result)}`)
  return result.value
}

/** Lets everything that is due now happen. */
export const flush = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Moves time from timer to timer until `isSettled`; false when nothing is left to wait for, or after `limit` timers. */
export async function settle(time: VirtualTime, isSettled: () => boolean, limit = 5_000): Promise<boolean> {
  for (let fired = 0; fired < limit; fired++) {
    await flush()
    if (isSettled()) return true
    if (!time.fireNext()) return false
  }
  return false
}

/** True when nothing is left to do: every saga has ended and central has every record. */
export const isQuiet = (journal: Journal): boolean => journal.saga.activeOrderIds().length === 0 && journal.queued() === 0
