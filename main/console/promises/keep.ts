import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'

/** A person did what was promised. Doing it twice changes nothing: the first time counts. */
export const createKeepPromise = (deps: { readonly journal: DeskJournal; readonly clock: Clock; readonly emit: (event: ConsoleEvent) => void }): Handler<'promises.keep'> => (input) => {
  const kept = deps.journal.once(input.commandId, 'promises.keep', { promiseId: input.promiseId }, (tx) => {
    const promise = tx.promises.get(input.promiseId)
    if (!promise) return err(appError('promise-unknown'))
    if (promise.keptAt !== null) return ok(promise)
    const keptAt = deps.clock.now()
    tx.promises.keep(promise.id, keptAt)
    return ok({ ...promise, keptAt })
  })
  if (kept.ok) deps.emit({ name: 'orders.changed' })
  return kept
}
