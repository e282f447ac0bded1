import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { CallerPromise } from '../../../shared/domain/promise.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock, IdSource } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'
import type { DecodedOf } from '../../../shared/contract/console/contract.ts'
import type { ConsoleEvent } from '../../../shared/contract/console/contract.ts'
import type { DeskJournal, JournalTx } from '../signup/ports.ts'
import { refuseCardDigits } from '../signup/refuse-card-digits.ts'

export type MakePromiseDeps = { readonly journal: DeskJournal; readonly clock: Clock; readonly ids: IdSource; readonly emit: (event: ConsoleEvent) => void; readonly look: () => void }

const FARTHEST_MS = 7 * 86_400_000

/** Keeps what a caller was promised, with its clock time, before the rep goes on. It is on the disk when this answers. */
export const createMakePromise = (deps: MakePromiseDeps): Handler<'promises.make'> => (input, ctx) => {
  const madeAt = deps.clock.now()
  const { commandId, ...content } = input
  const made = deps.journal.once(commandId, 'promises.make', content, (tx) => {
    const card = refuseCardDigits({ text: input.text })
    if (card) return err(card)
    if (input.dueAt <= madeAt || input.dueAt > madeAt + FARTHEST_MS) return err(appError('promise-time-refused'))
    const about = aboutOf(tx, input.about)
    if (!about.ok) return about
    const promise: CallerPromise = { id: deps.ids.next(), kind: input.kind, ...about.value, text: input.text, dueAt: input.dueAt, madeBy: asId(ctx.user?.userId ?? ''), madeAt, keptAt: null }
    tx.promises.insert(promise)
    return ok(promise)
  })
  if (made.ok) {
    deps.look()
    deps.emit({ name: 'orders.changed' })
  }
  return made
}

function aboutOf(tx: JournalTx, about: DecodedOf<'promises.make'>['about']): Result<Pick<CallerPromise, 'orderId' | 'draftId' | 'customerId'>, AppError> {
  if ('orderId' in about) {
    const record = tx.orders.read(about.orderId)
    return record ? ok({ orderId: record.order.id, draftId: null, customerId: record.order.customerId }) : err(appError('order-unknown'))
  }
  const draft = tx.drafts.get(about.draftId)
  return draft ? ok({ orderId: null, draftId: draft.id, customerId: draft.customerId }) : err(appError('draft-unknown'))
}
