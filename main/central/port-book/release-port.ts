import { applyStep, portOf } from '../../../shared/engines/qualification/port-book.ts'
import type { Promoted } from '../../../shared/engines/qualification/promises.ts'
import { promoteWaiting, settleBook } from '../../../shared/engines/qualification/promises.ts'
import { assert, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx, CommandHandler, QueryHandler } from '../context.ts'
import type { WriteTx } from '../ports.ts'
import type { LentTurn } from '../../../shared/engines/qualification/take-port.ts'
import { lenderOf, returnTurn } from '../../../shared/engines/qualification/take-port.ts'
import type { OpenedBook } from './change-book.ts'
import { keepBook, keptUntil, openedBook } from './change-book.ts'

/** Gives back what an order has, or would have had. Whoever is first in line gets a port, in the same transaction. */
export const releasePort: CommandHandler<'ports.release'> = async (tx, { orderId }, ctx) => ok({ promoted: await giveBackPort(tx, orderId, ctx) })

/** As the command; who got which port, null when nobody did. Repeating it changes nothing. */
export async function giveBackPort(tx: WriteTx, orderId: string, ctx: CommandCtx): Promise<Promoted | null> {
  await tx.portBooks.markReleased(orderId, ctx.now)
  const queueId = await tx.portBooks.queueOf(orderId)
  const opened = queueId === null ? null : await openedBook(tx, queueId, ctx.now)
  if (!opened) return null
  const portId = portOf(opened.book, orderId)
  // Who is in the book by what was kept, and let it lapse meanwhile, has nothing to give back.
  const leaves = portId !== null || opened.book.waiting.some(({ id }) => id === orderId)
  if (!leaves) return keepBook(tx, opened, opened.book, ctx).then(() => null)
  const turn = portId === null || opened.book.terms.get(portId)?.isAssigned ? null : await tx.portBooks.turnOf(orderId)
  if (portId !== null && turn) return giveBackTurn(tx, { portId, turn, opened }, ctx)
  const freed = applyStep(opened.book, portId === null ? { kind: 'leave', entryId: orderId } : { kind: 'release', portId })
  assert(freed.ok, 'who stands in a book may leave it')
  const { book, promoted } = portId === null ? { book: freed.value, promoted: [] } : promoteWaiting(freed.value, await keptUntil(tx, ctx.now), 1)
  await keepBook(tx, opened, book, ctx)
  return promoted[0] ?? null
}

/** An order that never was gives the house the turn it had lent: nobody behind it is served before it for that. */
async function giveBackTurn(tx: WriteTx, { portId, turn, opened }: { readonly portId: string; readonly turn: LentTurn; readonly opened: OpenedBook }, ctx: CommandCtx): Promise<Promoted | null> {
  await tx.portBooks.takeBackRelease(lenderOf(turn))
  const until = await keptUntil(tx, ctx.now)
  // What was kept for it may have run out meanwhile; then it is the next one's.
  const settled = settleBook(returnTurn(opened.book, portId, turn), { now: ctx.now, until })
  const { book, promoted } = promoteWaiting(settled.book, until, 1)
  await keepBook(tx, { ...opened, lapsed: [...opened.lapsed, ...settled.lapsed] }, book, ctx)
  return promoted[0] ?? null
}

/** Lets what was kept for somebody longer than promised go to the next, in every book: a desk hears of it without anybody asking there. */
export const settlePorts: CommandHandler<'ports.settle'> = async (tx, _input, ctx) => {
  const due = await tx.portBooks.due(ctx.now)
  for (const queueId of due) {
    const opened = await openedBook(tx, queueId, ctx.now)
    if (opened) await keepBook(tx, opened, opened.book, ctx)
  }
  return ok({ books: due.length })
}

/** How many books have a port that was kept longer than promised. */
export const countDuePorts: QueryHandler<'ports.due'> = async (tx, _input, { now }) => ok({ books: (await tx.portBooks.due(now)).length })
