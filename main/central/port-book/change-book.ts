import type { PortBookState } from '../../../shared/domain/waiting-list.ts'
import type { PortBook } from '../../../shared/engines/qualification/port-book.ts'
import { openBook, restoreBook } from '../../../shared/engines/qualification/port-book.ts'
import { settleBook } from '../../../shared/engines/qualification/promises.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { CommandCtx } from '../context.ts'
import type { ReadTx, WriteTx } from '../ports.ts'
import type { BookChange, ScarceThing } from './ports.ts'

/** `book`: as it is now. `before`: as it was kept. `lapsed`: who did not order in time. */
export type OpenedBook = { readonly thing: ScarceThing; readonly book: PortBook; readonly before: PortBook; readonly lapsed: readonly string[] }

/** For how long a port is kept for who was next, where the territory does not say. */
const PROMISE_HOURS = 72
const HOUR_MS = 3_600_000
/** Until when a port that is promised now is kept. */
export const keptUntil = async (tx: Pick<ReadTx, 'territory'>, now: Instant): Promise<Instant> => now + ((await tx.territory.inForce())?.info.policy.portPromiseHours ?? PROMISE_HOURS) * HOUR_MS

/** The book of a scarce thing as it is at `now`: what was kept for somebody longer than promised is with the next. Null where none is kept. */
export async function openedBook(tx: Pick<ReadTx, 'portBooks' | 'territory'>, queueId: string, now: Instant): Promise<OpenedBook | null> {
  const kept = await tx.portBooks.find(queueId)
  if (!kept) return null
  const before = restoreBook(kept)
  return { thing: kept.thing, before, ...settleBook(before, { now, until: await keptUntil(tx, now) }) }
}

export const newBook = (thing: ScarceThing): OpenedBook => ({ thing, book: openBook([]), before: openBook([]), lapsed: [] })

/** Keeps what became of a book and tells every desk, in the transaction of the command. A book that did not change is not told again. */
export async function keepBook(tx: WriteTx, { thing, before, lapsed }: OpenedBook, after: PortBook, ctx: CommandCtx): Promise<void> {
  if (after === before) return
  for (const id of lapsed) await tx.portBooks.markReleased(id, ctx.now)
  await tx.portBooks.change(changeBetween(thing.queueId, before, after))
  await tx.feed.append({ kind: 'portBook', book: bookState(thing, after) }, ctx.now)
}

export const bookState = (thing: ScarceThing, book: PortBook): PortBookState => ({ ...thing, revision: book.revision, portsTotal: book.free.length + book.held.size, portsFree: book.free.length, waiting: book.waiting, ...promisedOf(book) })

function promisedOf(book: PortBook): Pick<PortBookState, 'promised'> {
  const promised = [...book.terms].flatMap(([portId, { place, until }]) => (place === null || until === null ? [] : [{ place, until, entryId: book.held.get(portId) ?? '' }]))
  return promised.length === 0 ? {} : { promised: promised.sort((a, b) => (a.place < b.place ? -1 : 1)) }
}

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
