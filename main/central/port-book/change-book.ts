import type { PortBookState } from '../../../shared/domain/waiting-list.ts'
import type { PortBook } from '../../../shared/engines/qualification/port-book.ts'
import { restoreBook } from '../../../shared/engines/qualification/port-book.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import type { CommandCtx } from '../context.ts'
import type { ReadTx, WriteTx } from '../ports.ts'
import type { BookChange, ScarceThing } from './ports.ts'

export type OpenedBook = { readonly thing: ScarceThing; readonly book: PortBook }

/** The book of a scarce thing as the engine sees it; null where none is kept. */
export async function openedBook(tx: Pick<ReadTx, 'portBooks'>, queueId: string): Promise<OpenedBook | null> {
  const kept = await tx.portBooks.find(queueId)
  return kept ? { thing: kept.thing, book: restoreBook(kept) } : null
}

/** Keeps what became of a book and tells every desk, in the transaction of the command. A book that did not change is not told again. */
export async function keepBook(tx: WriteTx, { thing, book: before }: OpenedBook, after: PortBook, ctx: CommandCtx): Promise<void> {
  if (after === before) return
  await tx.portBooks.change(changeBetween(thing.queueId, before, after))
  await tx.feed.append({ kind: 'portBook', book: bookState(thing, after) }, ctx.now)
}

export const bookState = (thing: ScarceThing, book: PortBook): PortBookState => ({ ...thing, revision: book.revision, portsTotal: book.free.length + book.held.size, portsFree: book.free.length, waiting: book.waiting })

function changeBetween(queueId: string, before: PortBook, after: PortBook): BookChange {
  const had = new Set([...before.free, ...before.held.keys()])
  const has = new Set([...after.free, ...after.held.keys()])
  const stood = new Set(before.waiting.map((entry) => entry.id))
  const stands = new Set(after.waiting.map((entry) => entry.id))
  return {
    queueId, from: before.revision, to: after.revision,
    added: [...has].filter((port) => !had.has(port)),
    removed: [...had].filter((port) => !has.has(port)),
    given: [...after.held].filter(([port, holder]) => before.held.get(port) !== holder).map(([portId, holder]) => ({ portId, holder })),
    freed: [...before.held].filter(([port, holder]) => after.held.get(port) !== holder).map(([portId, holder]) => ({ portId, holder })),
    termed: [...after.terms].flatMap(([portId, terms]) => (isSameData(before.held.get(portId) === after.held.get(portId) ? before.terms.get(portId) : undefined, terms) ? [] : [{ portId, holder: after.held.get(portId) ?? '', ...terms }])),
    joined: after.waiting.filter((entry) => !stood.has(entry.id)),
    left: [...stood].filter((id) => !stands.has(id)),
  }
}
