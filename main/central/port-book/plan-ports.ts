import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import { replanBook } from '../../../shared/engines/qualification/port-book.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { CommandHandler } from '../context.ts'
import type { WriteTx } from '../ports.ts'
import { keepBook, keptUntil, newBook, openedBook } from './change-book.ts'
import { promoteWaiting } from '../../../shared/engines/qualification/promises.ts'
import type { ScarceThing } from './ports.ts'

/**
 * Takes the ports of a node or sector as the plant's record has them, and who waits there. Who gave back before does not stand in line again, who
 * stands elsewhere stays there. Errors: `port-elsewhere` when the thing is another provider's or another access type's.
 */
export const planPorts: CommandHandler<'ports.plan'> = async (tx, { portIds, waiting, ...named }, ctx) => {
  const thing = named as ScarceThing
  const known = await openedBook(tx, thing.queueId, ctx.now)
  if (known && (known.thing.providerId !== thing.providerId || known.thing.accessType !== thing.accessType)) return err(appError('port-elsewhere', { queueId: thing.queueId }))
  if (!known) await tx.portBooks.open(thing)
  const opened = known ?? newBook(thing)
  const planned = replanBook(opened.book, { ports: portIds, waiting: await whoMayStand(tx, waiting.map((entry): WaitingListEntry => ({ ...entry, ...thing }))) })
  const { book } = promoteWaiting(planned, await keptUntil(tx, ctx.now))
  await keepBook(tx, opened, book, ctx)
  assert(book.waiting.every((entry) => entry.queueId === thing.queueId), 'a line is of one thing')
  return ok({ revision: book.revision, portsFree: book.free.length })
}

/** Without those who gave back before, and those who stand elsewhere. */
export async function whoMayStand(tx: WriteTx, entries: readonly WaitingListEntry[]): Promise<readonly WaitingListEntry[]> {
  const may: WaitingListEntry[] = []
  for (const entry of entries) if (!(await tx.portBooks.isReleased(entry.id)) && (await tx.portBooks.queueOf(entry.id)) === null) may.push(entry)
  return may
}
