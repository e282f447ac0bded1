import type { AppError } from '../../../../shared/domain/errors.ts'
import { appError } from '../../../../shared/domain/errors.ts'
import type { Result } from '../../../../shared/kernel/result.ts'
import { err, ok } from '../../../../shared/kernel/result.ts'
import type { Clock } from '../../../../shared/kernel/time.ts'
import type { DeskJournal, JournalTx } from '../../../console/signup/ports.ts'
import type { Db } from '../../sql/open.ts'
import type { CommandRows } from './commands.ts'
import { hashOf } from './commands.ts'
import type { DraftRows } from './drafts.ts'
import type { Sagas } from './sagas.ts'
import type { SecretRows } from './secrets.ts'
import type { StorageGuard } from './storage-guard.ts'
import { takenRows, toBytes } from './taken-orders.ts'
import type { TakenEntry } from './taken-orders.ts'

/** Told around the one durable write of an order. For tests that cut the power there, and for the bench. */
export type TakeWatch = { readonly appending?: () => void; readonly appended?: () => void }
export type TakeDeps = {
  readonly db: Db
  readonly transact: StorageGuard['transact']
  readonly rows: { readonly commands: CommandRows; readonly drafts: DraftRows; readonly secrets: SecretRows; readonly sagas: Sagas }
  readonly tx: JournalTx
  readonly clock: Clock
  readonly synchronous: 'FULL' | 'NORMAL'
  readonly watch?: TakeWatch | undefined
}
export type TakeOrder = { readonly take: DeskJournal['take']; readonly catchUp: () => Result<null, AppError> }

/**
 * Takes an order with one append: everything that follows from it as one row, on disk before the rep is answered. Then it is laid out in
 * the tables that the runner and the screens read, in a transaction that need not wait for the disk: should the power fail in between,
 * the row is still there and `catchUp` lays it out at the next start. On a disk that fills up between the two the order is taken all the
 * same, and laid out when there is room.
 */
export function createTakeOrder({ db, transact, rows, tx, clock, synchronous, watch }: TakeDeps): TakeOrder {
  const taken = takenRows(db)
  let isBehind = true
  const layOut = ({ command, answer, at, draftId, order }: TakenEntry): void => {
    rows.sagas.insert(order, at)
    rows.secrets.move(draftId, order.order.id)
    rows.drafts.remove(draftId)
    rows.commands.insert(command.id, command.name, command.hash, answer, at)
  }
  const layOutFirst = (): Result<boolean, AppError> => transact(() => {
    const first = taken.first()
    if (!first) return ok(false)
    layOut(first.entry)
    taken.remove(first.seq)
    return ok(true)
  })
  const catchUp = (): Result<null, AppError> => {
    while (isBehind) {
      db.pragma('synchronous=NORMAL')
      try {
        const laid = layOutFirst()
        if (!laid.ok) return laid
        isBehind = laid.value
      } finally {
        db.pragma(`synchronous=${synchronous}`)
      }
    }
    return ok(null)
  }
  return {
    catchUp,
    take: (commandId, name, input, compose) => {
      const settled = catchUp()
      if (!settled.ok) return settled
      const hash = hashOf(name, input)
      const stored = rows.commands.get(commandId)
      if (stored) return stored.hash === hash ? ok(JSON.parse(stored.answer)) : err(appError('command-reused'))
      const composed = compose(tx)
      if (!composed.ok) return composed
      const entry = toBytes({ ...composed.value, command: { id: commandId, name, hash }, at: clock.now() })
      watch?.appending?.()
      const appended = transact(() => ok(taken.append(entry)))
      if (!appended.ok) return appended
      isBehind = true
      watch?.appended?.()
      try {
        catchUp()
      } catch (bug) {
        // What cannot be laid out was never answered: it must not stand in the way of everything after it.
        transact(() => (taken.remove(appended.value), ok(null)))
        throw bug
      }
      return ok(composed.value.answer)
    },
  }
}
