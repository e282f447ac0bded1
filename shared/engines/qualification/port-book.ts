import type { WaitingListEntry } from '../../domain/waiting-list.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { compareWaiting } from './waiting-line.ts'

/** What a held port is held on. `place`: the house it is for. `until`: it is kept that long for somebody who has not ordered yet; null where it is an order's or in use. */
export type PortTerms = { readonly place: string | null; readonly until: Instant | null; readonly isAssigned: boolean }

/** The ports of one scarce thing, who holds them and who waits. `revision` counts its changes: whoever decides names the one that was seen. */
export type PortBook = {
  readonly revision: number
  /** Free port ids, sorted. */
  readonly free: readonly string[]
  /** Port id → the waiting entry it was given to. */
  readonly held: ReadonlyMap<string, string>
  /** Port id → on what it is held; absent: on none. */
  readonly terms: ReadonlyMap<string, PortTerms>
  /** In order of service. */
  readonly waiting: readonly WaitingListEntry[]
}

export type PortStep =
  | { readonly kind: 'join'; readonly entry: WaitingListEntry }
  | { readonly kind: 'leave'; readonly entryId: string }
  /** `seenRevision`: of the book on which the port was chosen. */
  | { readonly kind: 'reserve'; readonly entryId: string; readonly portId: string; readonly seenRevision: number }
  | { readonly kind: 'release'; readonly portId: string }

export type PortRefusal = 'already-known' | 'not-waiting' | 'stale' | 'port-not-free' | 'others-first' | 'port-not-held'

/** A book of ports nobody holds. A port named twice is one port. */
export const openBook = (ports: readonly string[]): PortBook => ({ revision: 0, free: [...new Set(ports)].sort(), held: new Map(), terms: new Map(), waiting: [] })

/** A port as a store keeps it. */
export type KeptPort = { readonly portId: string; readonly holder: string | null } & Partial<PortTerms>

/** A book from what a store kept of it, whatever the order its rows come in. */
export const restoreBook = (kept: { readonly revision: number; readonly ports: readonly KeptPort[]; readonly waiting: readonly WaitingListEntry[] }): PortBook => ({
  revision: kept.revision,
  free: kept.ports.filter((port) => port.holder === null).map((port) => port.portId).sort(),
  held: new Map(kept.ports.flatMap(({ portId, holder }) => (holder === null ? [] : [[portId, holder] as const]))),
  terms: new Map(kept.ports.flatMap(({ portId, holder, place = null, until = null, isAssigned = false }) => (holder === null ? [] : [[portId, { place, until, isAssigned }] as const]))),
  waiting: [...kept.waiting].sort(compareWaiting),
})

/**
 * The book after the plant's record came anew: ports that are new are free, free ones that are no longer named go, a held one stays with who
 * has it; who is new stands in line. The same record twice is the same book at the same revision.
 */
export function replanBook(book: PortBook, plan: { readonly ports: readonly string[]; readonly waiting: readonly WaitingListEntry[] }): PortBook {
  const free = [...new Set(plan.ports)].filter((port) => !book.held.has(port)).sort()
  const known = new Set([...book.waiting.map((entry) => entry.id), ...book.held.values()])
  const joining = plan.waiting.filter((entry) => !known.has(entry.id) && known.add(entry.id))
  const isSame = joining.length === 0 && free.length === book.free.length && free.every((port, index) => port === book.free[index])
  return isSame ? book : next(book, { free, waiting: [...book.waiting, ...joining].sort(compareWaiting) })
}

/** The port that this entry was given, null when it has none. */
export const portOf = (book: PortBook, entryId: string): string | null => [...book.held].find(([, holder]) => holder === entryId)?.[0] ?? null

/** Which port this entry would be given now; null while others come first or none is free. */
export function proposePort(book: PortBook, entryId: string): Extract<PortStep, { kind: 'reserve' }> | null {
  const place = book.waiting.findIndex((entry) => entry.id === entryId)
  const portId = place >= 0 ? book.free[place] : undefined
  return portId === undefined ? null : { kind: 'reserve', entryId, portId, seenRevision: book.revision }
}

/**
 * One step of the book. A reservation takes the entry out of the line and moves everybody behind it up; a released port goes to
 * whoever is first. Refused, the book unchanged: who is known already, who does not wait, a decision on an older book, a port that is
 * not free, an entry with more people before it than ports, a port nobody holds.
 */
export function applyStep(book: PortBook, step: PortStep): Result<PortBook, PortRefusal> {
  switch (step.kind) {
    case 'join': return join(book, step.entry)
    case 'leave': return book.waiting.some((entry) => entry.id === step.entryId) ? ok(next(book, { waiting: without(book, step.entryId) })) : err('not-waiting')
    case 'reserve': return reserve(book, step)
    case 'release': return release(book, step.portId)
  }
}

function join(book: PortBook, entry: WaitingListEntry): Result<PortBook, PortRefusal> {
  if (book.waiting.some((other) => other.id === entry.id) || [...book.held.values()].includes(entry.id)) return err('already-known')
  return ok(next(book, { waiting: [...book.waiting, entry].sort(compareWaiting) }))
}

function reserve(book: PortBook, { entryId, portId, seenRevision }: Extract<PortStep, { kind: 'reserve' }>): Result<PortBook, PortRefusal> {
  const place = book.waiting.findIndex((entry) => entry.id === entryId)
  if (place < 0) return err('not-waiting')
  if (seenRevision !== book.revision) return err('stale')
  if (!book.free.includes(portId)) return err('port-not-free')
  if (place >= book.free.length) return err('others-first')
  const terms = new Map(book.terms).set(portId, { place: book.waiting[place]?.place ?? null, until: null, isAssigned: false })
  return ok(next(book, { free: book.free.filter((port) => port !== portId), held: new Map(book.held).set(portId, entryId), terms, waiting: without(book, entryId) }))
}

function release(book: PortBook, portId: string): Result<PortBook, PortRefusal> {
  if (!book.held.has(portId)) return err('port-not-held')
  const held = new Map(book.held)
  held.delete(portId)
  const terms = new Map(book.terms)
  terms.delete(portId)
  return ok(next(book, { free: [...book.free, portId].sort(), held, terms }))
}

const without = (book: PortBook, entryId: string): readonly WaitingListEntry[] => book.waiting.filter((entry) => entry.id !== entryId)
const next = (book: PortBook, change: Partial<Omit<PortBook, 'revision'>>): PortBook => ({ ...book, ...change, revision: book.revision + 1 })
