// Goal: no two waiting customers ever get one port, whatever desks do at once. Method: 100,000 seeded steps of eight desks that decide on
// books they saw earlier; every answer is kept in a ledger beside the book, and both must agree. A broken book must be caught by the same walk.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import { applyStep, openBook, proposePort } from '../../../shared/engines/qualification/port-book.ts'
import type { PortBook, PortStep } from '../../../shared/engines/qualification/port-book.ts'
import { compareWaiting, placeInLine } from '../../../shared/engines/qualification/waiting-line.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ok } from '../../../shared/kernel/result.ts'

const SEED = 20_261_123
const PORTS = Array.from({ length: 12 }, (_, index) => `port-${String(index + 1).padStart(2, '0')}`)

function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Apply = typeof applyStep
const give = (book: PortBook, { entryId, portId }: Extract<PortStep, { kind: 'reserve' }>): PortBook => ({
  revision: book.revision + 1, free: book.free.filter((port) => port !== portId), terms: new Map(), held: new Map(book.held).set(portId, entryId), waiting: book.waiting.filter((entry) => entry.id !== entryId),
})
const placeOf = (book: PortBook, entryId: string): number => book.waiting.findIndex((entry) => entry.id === entryId)
/** A book that keeps the line but believes that a port is still as it was seen. */
const gullible: Apply = (book, step) => (step.kind === 'reserve' && placeOf(book, step.entryId) >= 0 && placeOf(book, step.entryId) < book.free.length ? ok(give(book, step)) : applyStep(book, step))
/** A book that looks at the port but not at the line. */
const unfair: Apply = (book, step) => (step.kind === 'reserve' && placeOf(book, step.entryId) >= 0 && book.free.includes(step.portId) ? ok(give(book, step)) : applyStep(book, step))

/** What went wrong first, or null. `given`: reservations that were acknowledged, and how often each kind of step went through. */
function walk(apply: Apply, steps: number): { readonly wrong: string | null; readonly given: number; readonly refused: number } {
  const random = mulberry(SEED)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  let book = openBook(PORTS)
  let joined = 0
  let refused = 0
  let given = 0
  const desks: PortBook[] = Array.from({ length: 8 }, () => book)
  /** Who was told that a port is theirs. */
  const ledger = new Map<string, string>()
  for (let step = 0; step < steps; step++) {
    const desk = Math.floor(random() * desks.length)
    const kind = random()
    let next: PortStep | null = null
    if (kind < 0.25) next = book.waiting.length < 40 ? { kind: 'join', entry: entryOf((joined += 1), random) } : null
    else if (kind < 0.3) next = { kind: 'leave', entryId: pick(book.waiting)?.id ?? 'nobody' }
    else if (kind < 0.5) desks[desk] = book
    else if (kind < 0.75) next = { kind: 'release', portId: pick(PORTS)! }
    else {
      // Half of the decisions are taken on a book that was seen earlier.
      const seen = random() < 0.5 ? book : desks[desk]!
      next = proposePort(seen, pick(seen.waiting)?.id ?? 'nobody')
    }
    if (!next) continue
    const before = book
    const done = apply(book, next)
    if (!done.ok) {
      refused += 1
      continue
    }
    book = done.value
    if (next.kind === 'release') ledger.delete(next.portId)
    if (next.kind === 'reserve') {
      given += 1
      if (ledger.has(next.portId)) return { wrong: `step ${step}: ${next.portId} was given to two customers`, given, refused }
      ledger.set(next.portId, next.entryId)
      const { entryId } = next
      if (before.waiting.findIndex((entry) => entry.id === entryId) >= before.free.length) return { wrong: `step ${step}: ${entryId} was served before others`, given, refused }
    }
    const wrong = inconsistency(book, ledger)
    if (wrong) return { wrong: `step ${step}: ${wrong}`, given, refused }
  }
  return { wrong: null, given, refused }
}

function entryOf(serial: number, random: () => number): WaitingListEntry {
  return { id: `w-${serial}`, queueId: 'n', providerId: asId('p'), accessType: 'copper', priorityClass: Math.floor(random() * 3), since: Math.floor(random() * 5), distanceM: Math.floor(random() * 3), place: asId(`house-${serial}`) }
}

function inconsistency(book: PortBook, ledger: ReadonlyMap<string, string>): string | null {
  if (book.held.size !== ledger.size || [...ledger].some(([port, entry]) => book.held.get(port) !== entry)) return 'the book does not hold what was promised'
  if (book.free.length + book.held.size !== PORTS.length || book.free.some((port) => book.held.has(port))) return 'a port was lost or doubled'
  const holders = new Set(book.held.values())
  if (holders.size !== book.held.size) return 'a customer holds two ports'
  if (book.waiting.some((entry) => holders.has(entry.id))) return 'a customer waits who holds a port'
  if (book.waiting.some((entry, index) => index > 0 && compareWaiting(book.waiting[index - 1]!, entry) >= 0)) return 'the line is out of order'
  return null
}

describe(`the ports of a node under 100,000 steps of eight desks (seed ${SEED})`, () => {
  it('are never given twice, never lost, and given in the order of the line', () => {
    const { wrong, given, refused } = walk(applyStep, 100_000)
    expect(wrong).toBeNull()
    // The walk is no walk in the park: ports change hands, and late decisions are refused.
    expect(given).toBeGreaterThan(1_000)
    expect(refused).toBeGreaterThan(1_000)
  })
  it('are given twice by a book that believes whoever comes: the walk says so', () => expect(walk(gullible, 100_000).wrong).toMatch(/two customers/))
  it('are given out of turn by a book that asks for a free port only: the walk says so', () => expect(walk(unfair, 100_000).wrong).toMatch(/before others/))
})

describe('the line', () => {
  const entry = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), priorityClass: fc.nat(1), since: fc.nat(1), distanceM: fc.nat(1) })
    .map((over): WaitingListEntry => ({ queueId: 'n', providerId: asId('p'), accessType: 'copper', place: asId(`house-${over.id}`), ...over }))
  it('is a strict order: one of two different ids is first, and first before a second that is before a third is first of all', () => {
    fc.assert(fc.property(entry, entry, entry, (a, b, c) => {
      expect(Math.sign(compareWaiting(a, b)) + Math.sign(compareWaiting(b, a))).toBe(0)
      expect(compareWaiting(a, a)).toBe(0)
      if (a.id !== b.id) expect(compareWaiting(a, b)).not.toBe(0)
      if (compareWaiting(a, b) < 0 && compareWaiting(b, c) < 0) expect(compareWaiting(a, c)).toBeLessThan(0)
    }))
  })
  it('moves up when who is before is served or leaves, and back when a better class joins', () => {
    const waiting = (id: string, priorityClass: number): WaitingListEntry => ({ ...entryOf(1, () => 0), id, priorityClass, place: asId(`house-${id}`) })
    const steps: readonly PortStep[] = [{ kind: 'join', entry: waiting('a', 1) }, { kind: 'join', entry: waiting('b', 2) }, { kind: 'join', entry: waiting('c', 0) }, { kind: 'reserve', entryId: 'c', portId: 'p1', seenRevision: 3 }, { kind: 'leave', entryId: 'a' }, { kind: 'release', portId: 'p1' }]
    let book = openBook(['p1'])
    const places = steps.map((step) => {
      const done = applyStep(book, step)
      if (done.ok) book = done.value
      return placeInLine(book.waiting, { queueId: 'n', providerId: asId('p'), accessType: 'copper', place: asId('house-b') }).place
    })
    expect(places).toEqual([2, 2, 3, 2, 1, 1])
    expect(proposePort(book, 'b')).toMatchObject({ portId: 'p1' })
  })
  it('refuses by name what cannot be', () => {
    const book = openBook(['p1', 'p1'])
    expect(book.free).toEqual(['p1'])
    const refusal = (step: PortStep, on = book) => {
      const done = applyStep(on, step)
      return done.ok ? 'done' : done.error
    }
    const one = applyStep(book, { kind: 'join', entry: entryOf(1, () => 0) })
    const on = one.ok ? one.value : book
    expect([
      refusal({ kind: 'leave', entryId: 'x' }), refusal({ kind: 'release', portId: 'p1' }), refusal({ kind: 'reserve', entryId: 'x', portId: 'p1', seenRevision: 0 }),
      refusal({ kind: 'join', entry: entryOf(1, () => 0) }, on), refusal({ kind: 'reserve', entryId: 'w-1', portId: 'p1', seenRevision: 0 }, on), refusal({ kind: 'reserve', entryId: 'w-1', portId: 'p9', seenRevision: 1 }, on),
    ]).toEqual(['not-waiting', 'port-not-held', 'not-waiting', 'already-known', 'stale', 'port-not-free'])
  })
})
