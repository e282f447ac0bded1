import type { AppError } from '../../../../shared/domain/errors.ts'
import { appError } from '../../../../shared/domain/errors.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err, ok } from '../../../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../../../shared/kernel/time.ts'
import type { DeskJournal, JournalTx } from '../../../console/signup/ports.ts'
import type { SagaJournal } from '../../../provisioning/runner/ports.ts'
import { migrate } from '../../sql/migrate.ts'
import type { Db, RawKey } from '../../sql/open.ts'
import { openDatabase } from '../../sql/open.ts'
import { callRows } from './call-sittings.ts'
import { noteRows } from './call-notes.ts'
import { changeRows } from './changes.ts'
import { commandRows, hashOf } from './commands.ts'
import type { CommandRows } from './commands.ts'
import { draftRows } from './drafts.ts'
import { identifierHoldRows } from './identifier-holds.ts'
import { JOURNAL_MIGRATIONS } from './migrations.ts'
import { toOrderView } from './order-view.ts'
import { createOrderFacts } from './order-facts.ts'
import { orderRows } from './orders.ts'
import { outboxRows } from './outbox.ts'
import { disputeRows } from './disputes.ts'
import { endedOrderRows } from './ended-orders.ts'
import { promiseRows } from './promises.ts'
import { qualificationRows } from './qualifications.ts'
import { createSagas } from './sagas.ts'
import { secretRows } from './secrets.ts'
import { settingRows } from './settings.ts'
import type { StorageGuard } from './storage-guard.ts'
import { createStorageGuard } from './storage-guard.ts'
import { createTakeOrder } from './take-order.ts'
import type { TakeWatch } from './take-order.ts'

export type JournalOptions = {
  readonly file: string
  readonly key: RawKey
  readonly ids: IdSource
  readonly clock: Clock
  /** NORMAL loses acknowledged work at a power cut; it exists for the control of the power-loss test. */
  readonly synchronous?: 'FULL' | 'NORMAL'
  readonly ballastBytes?: number
  /** A ceiling on the file, in pages of 4 KB. */
  readonly maxPages?: number
  readonly watchTaking?: TakeWatch
}
export type Journal = DeskJournal & {
  readonly saga: SagaJournal
  readonly settings: { readonly get: (name: string) => string | null; readonly set: (name: string, value: string) => Result<null, AppError> }
  readonly storage: Pick<StorageGuard, 'mode' | 'tryRecover'>
  /** Orders taken here of which no step has begun, and records central has not acknowledged. */
  readonly queued: () => number
  readonly close: () => void
}
export type OpenedJournal = { readonly kind: 'ready'; readonly journal: Journal } | { readonly kind: 'newer'; readonly found: number; readonly known: number }

/**
 * Opens the file of everything that cannot be rebuilt, and brings it to the newest version. A journal of a newer program is left
 * untouched and reported. Errors: throws on a wrong key or a damaged file (the host shows it), never on a full disk: that is `storage.mode`.
 */
export function openJournal(options: JournalOptions): OpenedJournal {
  const db = openDatabase({ file: options.file, key: options.key, ...(options.synchronous ? { synchronous: options.synchronous } : {}) })
  const outcome = migrate(db, JOURNAL_MIGRATIONS)
  if (outcome.kind === 'newer') {
    db.close()
    return outcome
  }
  if (options.maxPages !== undefined) db.pragma(`max_page_count=${options.maxPages}`)
  return { kind: 'ready', journal: journalOver(db, options) }
}

function journalOver(db: Db, options: JournalOptions): Journal {
  const guard = createStorageGuard(db, options)
  const settings = settingRows(db)
  const deskId = settings.getOrSet('deskId', options.ids.next)
  const orders = orderRows(db)
  const secrets = secretRows(db)
  const outbox = outboxRows(db, deskId)
  const drafts = draftRows(db)
  const qualifications = qualificationRows(db)
  const commands = commandRows(db)
  const sagas = createSagas({ orders, changes: changeRows(db), outbox, secrets })
  const identifierHolds = identifierHoldRows(db)
  const calls = callRows(db, createOrderFacts(sagas))
  const promises = promiseRows(db)
  const notes = noteRows(db)
  const disputes = disputeRows(db)
  const now = options.clock.now
  const tx: JournalTx = {
    drafts, secrets, qualifications, calls, promises, notes, disputes, identifierHolds,
    orders: { inFlightAt: orders.inFlightAt, read: sagas.read, change: (orderId, change) => sagas.change(orderId, change, now()) },
  }
  const transact = <T>(work: () => Result<T, AppError>): Result<T, AppError> => {
    let isCommitted = false
    try {
      const result = guard.transact(work)
      isCommitted = result.ok
      return result
    } finally {
      if (!isCommitted) sagas.forget()
    }
  }
  const taking = createTakeOrder({ db, transact, tx, rows: { commands, drafts, secrets, sagas }, clock: options.clock, synchronous: options.synchronous ?? 'FULL', watch: options.watchTaking })
  const write = <T>(work: () => Result<T, AppError>): Result<T, AppError> => {
    const settled = taking.catchUp()
    return settled.ok ? transact(work) : settled
  }
  const writeNull = (work: () => void) => write(() => (work(), ok(null)))
  const readSaga = (orderId: string) => (taking.catchUp(), sagas.read(orderId))
  taking.catchUp()
  return {
    once: (commandId, name, input, work) => write(() => answerOnce(commands, { id: commandId, name, hash: hashOf(name, input) }, now(), () => work(tx))),
    take: taking.take,
    write: (work) => write(() => work(tx)),
    read: {
      drafts: drafts.list, draft: drafts.get, qualification: qualifications.get, orders: orders.list, ordersAt: orders.underWayAt, newestOrderAt: orders.newestAt, orderIdsOf: orders.idsOf, hasOrder: orders.exists, calls: calls.reads, identifierHolds: identifierHolds.list, notes: notes.of, disputes, promises: { ...promises, ...endedOrderRows(db) },
      saga: readSaga,
      order: (orderId) => {
        const record = readSaga(orderId)
        return record ? toOrderView(record, sagas.events(orderId)) : null
      },
    },
    saga: {
      deskId, activeOrderIds: orders.activeIds, secret: secrets.get, callerPin: secrets.pin, forgetCallerPin: (orderId) => writeNull(() => secrets.erasePin(orderId)), qualification: qualifications.get,
      read: readSaga,
      change: (orderId, change) => write(() => ok(sagas.change(orderId, change, now()))),
      outbox: { next: outbox.next, sent: (seq) => writeNull(() => outbox.sent(seq)), refused: (seq, code) => writeNull(() => outbox.refused(seq, code)) },
    },
    settings: { get: settings.get, set: (name, value) => writeNull(() => settings.set(name, value)) },
    storage: { mode: guard.mode, tryRecover: guard.tryRecover },
    queued: () => outbox.queued() + disputes.queued(),
    close: () => void db.close(),
  }
}

/** Only what was accepted is remembered: a refusal left nothing behind, so the same command may be tried again when its cause is gone. */
function answerOnce<T>(commands: CommandRows, command: { readonly id: string; readonly name: string; readonly hash: string }, at: number, work: () => Result<T, AppError>): Result<T, AppError> {
  const stored = commands.get(command.id)
  if (stored) return stored.hash === command.hash ? ok(JSON.parse(stored.answer) as T) : err(appError('command-reused'))
  const result = work()
  if (result.ok) commands.insert(command.id, command.name, command.hash, result.value, at)
  return result
}
