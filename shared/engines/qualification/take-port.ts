import type { WaitingListEntry } from '../../domain/waiting-list.ts'
import type { Instant } from '../../kernel/time.ts'
import { assert } from '../../kernel/result.ts'
import type { PortBook } from './port-book.ts'
import { applyStep, portOf, proposePort } from './port-book.ts'
import { compareWaiting } from './waiting-line.ts'

/** What a house had that its order took over: a port that was kept for it, or its place in line. */
export type LentTurn =
  | { readonly kind: 'kept'; readonly holder: string; readonly place: string; readonly until: Instant }
  | { readonly kind: 'waiting'; readonly entry: WaitingListEntry }

/** `turn`: what the order took over, because both are of one house. */
export type TakenPort =
  | { readonly kind: 'held'; readonly portId: string; readonly book: PortBook; readonly turn: LentTurn | null }
  | { readonly kind: 'behind'; readonly place: number; readonly waiting: number; readonly free: number }

/**
 * A port for an order: the one it has; the one that is kept for its house; else a free one, when there are more than people before it. Who of its
 * house waits already lends it their turn. Nothing is left in line when others come first: `place` is where it would stand.
 */
export function takePort(book: PortBook, entry: WaitingListEntry): TakenPort {
  const own = portOf(book, entry.id)
  if (own !== null) return { kind: 'held', portId: own, book: orderedFor(book, own, entry), turn: null }
  const kept = [...book.terms].find(([, terms]) => terms.until !== null && terms.place === entry.place)?.[0]
  if (kept !== undefined) {
    const [holder, terms] = [book.held.get(kept), book.terms.get(kept)]
    const turn: LentTurn | null = holder === undefined || !terms || terms.place === null || terms.until === null ? null : { kind: 'kept', holder, place: terms.place, until: terms.until }
    return { kind: 'held', portId: kept, book: orderedFor(book, kept, entry), turn }
  }
  const turn = book.waiting.find((other) => other.place === entry.place || other.id === entry.id)
  const standing = { ...(turn ?? entry), id: entry.id }
  const joined: PortBook = { ...book, revision: book.revision + 1, waiting: [...book.waiting.filter((other) => other !== turn), standing].sort(compareWaiting) }
  const step = proposePort(joined, entry.id)
  if (!step) return { kind: 'behind', place: joined.waiting.findIndex(({ id }) => id === entry.id) + 1, waiting: joined.waiting.length, free: book.free.length }
  const given = applyStep(joined, step)
  assert(given.ok, 'a port that is proposed may be given')
  return { kind: 'held', portId: step.portId, book: given.value, turn: turn && turn.id !== entry.id ? { kind: 'waiting', entry: turn } : null }
}

/** Whose turn was lent. */
export const lenderOf = (turn: LentTurn): string => (turn.kind === 'kept' ? turn.holder : turn.entry.id)

/** The book after an order that never was gives back what it had been lent: the house has its port for the rest of its time, or stands in line where it stood and the port is free. */
export function returnTurn(book: PortBook, portId: string, turn: LentTurn): PortBook {
  if (turn.kind === 'kept') return { ...book, revision: book.revision + 1, held: new Map(book.held).set(portId, turn.holder), terms: new Map(book.terms).set(portId, { place: turn.place, until: turn.until, isAssigned: false }) }
  const freed = applyStep(book, { kind: 'release', portId })
  assert(freed.ok, 'a port that is held may be given back')
  const joined = applyStep(freed.value, { kind: 'join', entry: turn.entry })
  assert(joined.ok, 'who lent its turn stands nowhere')
  return joined.value
}

/** Who orders in time has the port for as long as the order lives. */
function orderedFor(book: PortBook, portId: string, { id, place }: WaitingListEntry): PortBook {
  const known = book.terms.get(portId)
  if (book.held.get(portId) === id && (known?.until ?? null) === null) return book
  return { ...book, revision: book.revision + 1, held: new Map(book.held).set(portId, id), terms: new Map(book.terms).set(portId, { place, until: null, isAssigned: known?.isAssigned ?? false }) }
}
