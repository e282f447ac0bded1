import type { PortBook } from '../../../shared/engines/qualification/port-book.ts'
import { applyStep, portOf, proposePort } from '../../../shared/engines/qualification/port-book.ts'
import { assert, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler } from '../context.ts'
import type { WriteTx } from '../ports.ts'
import { keepBook, openedBook } from './change-book.ts'

type Promoted = { readonly orderId: string; readonly portId: string }

/** Gives back what an order has, or would have had. Whoever is first in line gets a port, in the same transaction. */
export const releasePort: CommandHandler<'ports.release'> = async (tx, { orderId }, ctx) => ok({ promoted: await giveBackPort(tx, orderId, ctx) })

/** As the command; who got which port, null when nobody did. Repeating it changes nothing. */
export async function giveBackPort(tx: WriteTx, orderId: string, ctx: CommandCtx): Promise<Promoted | null> {
  await tx.portBooks.markReleased(orderId, ctx.now)
  const queueId = await tx.portBooks.queueOf(orderId)
  const opened = queueId === null ? null : await openedBook(tx, queueId)
  if (!opened) return null
  const portId = portOf(opened.book, orderId)
  const freed = applyStep(opened.book, portId === null ? { kind: 'leave', entryId: orderId } : { kind: 'release', portId })
  assert(freed.ok, 'who stands in a book may leave it')
  const { book, promoted } = portId === null ? { book: freed.value, promoted: null } : promoteFirst(freed.value)
  await keepBook(tx, opened, book, ctx)
  return promoted
}

/** The first in line gets a port: a port that is free while somebody waits would go to whoever asks fastest. */
function promoteFirst(book: PortBook): { readonly book: PortBook; readonly promoted: Promoted | null } {
  const first = book.waiting[0]
  const step = first ? proposePort(book, first.id) : null
  if (!step) return { book, promoted: null }
  const given = applyStep(book, step)
  assert(given.ok, 'a port that is proposed may be given')
  return { book: given.value, promoted: { orderId: step.entryId, portId: step.portId } }
}
