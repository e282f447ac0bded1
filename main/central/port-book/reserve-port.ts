import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { PortBook } from '../../../shared/engines/qualification/port-book.ts'
import { applyStep, portOf, proposePort } from '../../../shared/engines/qualification/port-book.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { keepBook, openedBook } from './change-book.ts'

/**
 * Gives an order that stands in line a port, when there are more free than orders before it. An order that has one gets the same again,
 * whatever it saw. Errors: `port-released`, `port-book-unknown`, `port-not-waiting`, `port-book-changed` when the book that was seen is not the book now, `port-others-first`.
 */
export const reservePort: CommandHandler<'ports.reserve'> = async (tx, { queueId, orderId, seenRevision }, ctx) => {
  if (await tx.portBooks.isReleased(orderId)) return err(appError('port-released', { orderId }))
  const opened = await openedBook(tx, queueId, ctx.now)
  if (!opened) return err(appError('port-book-unknown', { queueId }))
  if (opened.lapsed.includes(orderId)) return err(appError('port-released', { orderId }))
  const own = portOf(opened.book, orderId)
  if (own !== null) return ok({ portId: own, revision: opened.book.revision })
  const refusal = refusalOf(opened.book, { queueId, orderId, seenRevision })
  if (refusal) return err(refusal)

  const step = proposePort(opened.book, orderId)
  assert(step, 'who has fewer before it than there are ports is given one')
  const given = applyStep(opened.book, { ...step, seenRevision })
  assert(given.ok, 'a port that is proposed may be given')
  await keepBook(tx, opened, given.value, ctx)
  return ok({ portId: step.portId, revision: given.value.revision })
}

function refusalOf(book: PortBook, { queueId, orderId, seenRevision }: { readonly queueId: string; readonly orderId: string; readonly seenRevision: number }): AppError | null {
  const before = book.waiting.findIndex((entry) => entry.id === orderId)
  if (before < 0) return appError('port-not-waiting', { queueId })
  if (seenRevision !== book.revision) return appError('port-book-changed', { queueId, revision: book.revision })
  return before < book.free.length ? null : appError('port-others-first', { queueId, place: before + 1, waiting: book.waiting.length, free: book.free.length })
}
