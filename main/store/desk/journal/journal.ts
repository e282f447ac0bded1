import type { AppError } from '../../../../shared/domain/errors.ts'
import { appError } from '../../../../shared/domain/errors.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err, ok } from '../../../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../../../shared/kernel/time.ts'
import type { DeskJournal, JournalTx, NewOrder } from '../../../console/signup/ports.ts'
import type { SagaJournal } from '../../../provisioning/runner/ports.ts'
import { migrate } from '../../sql/migrate.ts'
import type { Db, RawKey } from '../../sql/open.ts'
import { openDatabase } from '../../sql/open.ts'
import { callRows } from './call-sittings.ts'
import { commandRows, hashOf } from './commands.ts'
import type { CommandRows } from './commands.ts'
import { draftRows } from './drafts.ts'
import { JOURNAL_MIGRATIONS } from './migrations.ts'
import { toOrderView } from './order-view.ts'
import { orderRows } from './orders.ts'
import { outboxRows } from './outbox.ts'
import { qualificationRows } from './qualifications.ts'
import { applySagaChange, readSaga } from './saga-change.ts'
import type { SagaRows } from './saga-change.ts'
import { secretRows } from './secrets.ts'
import { settingRows } from './settings.ts'
import { stepRows } from './steps.ts'
import type { StorageGuard } from './storage-guard.ts'
import { createStorageGuard } from './storage-guard.ts'

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
  const rows: SagaRows = { orders: orderRows(db), steps: stepRows(db), outbox: outboxRows(db, deskId), secrets: secretRows(db) }
  const drafts = draftRows(db)
  const qualifications = qualificationRows(db)
  const commands = commandRows(db)
  const calls = callRows(db)
  const now = options.clock.now
  const tx: JournalTx = {
    drafts, secrets: rows.secrets, qualifications, calls,
    orders: {
      insert: (order) => takeOrder(rows, order),
      inFlightAt: rows.orders.inFlightAt,
      read: (orderId) => readSaga(rows, orderId),
      change: (orderId, change) => applySagaChange(rows, orderId, change, now()),
    },
  }
  const writeNull = (work: () => void) => guard.transact(() => (work(), ok(null)))
  return {
    once: (commandId, name, input, work) => guard.transact(() => answerOnce(commands, { id: commandId, name, hash: hashOf(name, input) }, now(), () => work(tx))),
    write: (work) => guard.transact(() => work(tx)),
    read: {
      drafts: drafts.list, draft: drafts.get, qualification: qualifications.get, orders: rows.orders.list, orderIdsOf: rows.orders.idsOf, hasOrder: rows.orders.exists, calls: calls.reads,
      saga: (orderId) => readSaga(rows, orderId),
      order: (orderId) => {
        const record = readSaga(rows, orderId)
        return record ? toOrderView(record, rows.orders.events(orderId)) : null
      },
    },
    saga: {
      deskId, activeOrderIds: rows.orders.activeIds, secret: rows.secrets.get, qualification: qualifications.get,
      read: (orderId) => readSaga(rows, orderId),
      change: (orderId, change) => guard.transact(() => ok(applySagaChange(rows, orderId, change, now()))),
      outbox: { next: rows.outbox.next, sent: (seq) => writeNull(() => rows.outbox.sent(seq)), refused: (seq, code) => writeNull(() => rows.outbox.refused(seq, code)) },
    },
    settings: { get: settings.get, set: (name, value) => writeNull(() => settings.set(name, value)) },
    storage: { mode: guard.mode, tryRecover: guard.tryRecover },
    queued: rows.outbox.queued,
    close: () => void db.close(),
  }

  function takeOrder(into: SagaRows, taken: NewOrder): void {
    const { order } = taken
    into.orders.insert(taken)
    into.steps.insert(order.id, taken.steps)
    const kinds = taken.queued ? (['taken', 'queued'] as const) : (['taken'] as const)
    into.orders.appendEvents(order.id, kinds.map((kind) => ({ stepId: null, kind, details: { totalMinor: order.quote.totalMinor, catalogVersion: order.catalogVersion } })), now())
    into.outbox.insert({ orderId: order.id, revision: 1, state: taken.queued ? 'pending' : 'acknowledged', stepsDone: 0, stepsTotal: taken.steps.length })
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
