import { appError } from '../../../shared/domain/errors.ts'
import { lenderOf, takePort } from '../../../shared/engines/qualification/take-port.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { keepBook, openedBook } from './change-book.ts'

/**
 * A port for an order, in one step: asked again it is the same port. A thing of which no book is kept has nothing to hold, and says so. An order that
 * has to wait is refused and stands nowhere: whether it waits is for the caller to say. Errors: `port-released`, `port-elsewhere`, `port-others-first` with the place it would have.
 */
export const holdPort: CommandHandler<'ports.hold'> = async (tx, { queueId, orderId, place, priorityClass, since, distanceM }, ctx) => {
  if (await tx.portBooks.isReleased(orderId)) return err(appError('port-released', { orderId }))
  const opened = await openedBook(tx, queueId, ctx.now)
  if (!opened) return ok({ kind: 'noBook' })
  if (opened.lapsed.includes(orderId)) return err(appError('port-released', { orderId }))
  const standsAt = await tx.portBooks.queueOf(orderId)
  if (standsAt !== null && standsAt !== queueId) return err(appError('port-elsewhere', { queueId: standsAt }))
  const taken = takePort(opened.book, { ...opened.thing, id: orderId, place: asId(place), priorityClass, since: Math.min(since, ctx.now), distanceM })
  if (taken.kind === 'behind') return err(appError('port-others-first', { queueId, place: taken.place, waiting: taken.waiting, free: taken.free }))
  if (taken.turn !== null) {
    await tx.portBooks.markReleased(lenderOf(taken.turn), ctx.now)
    await tx.portBooks.keepTurn(orderId, taken.turn)
  }
  await keepBook(tx, opened, taken.book, ctx)
  return ok({ kind: 'held', portId: taken.portId })
}
