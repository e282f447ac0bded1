import type { WaitingListEntry } from '../../domain/waiting-list.ts'
import { assert } from '../../kernel/result.ts'
import type { PortBook } from './port-book.ts'
import { applyStep, portOf, proposePort } from './port-book.ts'
import { compareWaiting } from './waiting-line.ts'

/** `replaced`: whose turn or promised port the order took over, because both are of one house. */
export type TakenPort =
  | { readonly kind: 'held'; readonly portId: string; readonly book: PortBook; readonly replaced: string | null }
  | { readonly kind: 'behind'; readonly place: number; readonly waiting: number; readonly free: number }

/**
 * A port for an order: the one it has; the one that is kept for its house; else a free one, when there are more than people before it. Who of its
 * house waits already lends it their turn. Nothing is left in line when others come first: `place` is where it would stand.
 */
export function takePort(book: PortBook, entry: WaitingListEntry): TakenPort {
  const own = portOf(book, entry.id)
  if (own !== null) return { kind: 'held', portId: own, book: orderedFor(book, own, entry), replaced: null }
  const kept = [...book.terms].find(([, terms]) => terms.until !== null && terms.place === entry.place)?.[0]
  if (kept !== undefined) {
    return { kind: 'held', portId: kept, book: orderedFor(book, kept, entry), replaced: book.held.get(kept) ?? null }
  }
  const turn = book.waiting.find((other) => other.place === entry.place || other.id === entry.id)
  const standing = { ...(turn ?? entry), id: entry.id }
  const joined: PortBook = { ...book, revision: book.revision + 1, waiting: [...book.waiting.filter((other) => other !== turn), standing].sort(compareWaiting) }
  const step = proposePort(joined, entry.id)
  if (!step) return { kind: 'behind', place: joined.waiting.findIndex(({ id }) => id === entry.id) + 1, waiting: joined.waiting.length, free: book.free.length }
  const given = applyStep(joined, step)
  assert(given.ok, 'a port that is proposed may be given')
  return { kind: 'held', portId: step.portId, book: given.value, replaced: turn && turn.id !== entry.id ? turn.id : null }
}

/** Who orders in time has the port for as long as the order lives. */
function orderedFor(book: PortBook, portId: string, { id, place }: WaitingListEntry): PortBook {
  const known = book.terms.get(portId)
  if (book.held.get(portId) === id && (known?.until ?? null) === null) return book
  return { ...book, revision: book.revision + 1, held: new Map(book.held).set(portId, id), terms: new Map(book.terms).set(portId, { place, until: null, isAssigned: known?.isAssigned ?? false }) }
}
