import type { PortStanding } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { PortBook } from '../../../shared/engines/qualification/port-book.ts'
import { applyStep, portOf } from '../../../shared/engines/qualification/port-book.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { keepBook, openedBook } from './change-book.ts'

/**
 * Puts an order in line for a port and tells its place; an order that stands there or has a port is told where it stands. A moment that
 * has not come yet counts as now: nobody gets ahead by a clock that is fast. Errors: `port-released`, `port-book-unknown`, `port-elsewhere`.
 */
export const waitForPort: CommandHandler<'ports.wait'> = async (tx, { queueId, orderId, place, priorityClass, since, distanceM }, ctx) => {
  if (await tx.portBooks.isReleased(orderId)) return err(appError('port-released', { orderId }))
  const opened = await openedBook(tx, queueId, ctx.now)
  if (!opened) return err(appError('port-book-unknown', { queueId }))
  if (opened.lapsed.includes(orderId)) return err(appError('port-released', { orderId }))
  const standsAt = await tx.portBooks.queueOf(orderId)
  if (standsAt === queueId) return ok(standing(opened.book, orderId))
  if (standsAt !== null) return err(appError('port-elsewhere', { queueId: standsAt }))

  const joined = applyStep(opened.book, { kind: 'join', entry: { ...opened.thing, id: orderId, place: asId(place), priorityClass, since: Math.min(since, ctx.now), distanceM } })
  assert(joined.ok, 'who stands nowhere may join')
  await keepBook(tx, opened, joined.value, ctx)
  return ok(standing(joined.value, orderId))
}

/** Where an order of this book stands. */
export function standing(book: PortBook, orderId: string): PortStanding {
  const portId = portOf(book, orderId)
  if (portId !== null) return { kind: 'held', portId, revision: book.revision }
  return { kind: 'waiting', place: book.waiting.findIndex((entry) => entry.id === orderId) + 1, waiting: book.waiting.length, portsFree: book.free.length, revision: book.revision }
}
