// Goal: no two waiting customers ever get one port, and nobody is served before others, while eight desks act at once against the real store.
// Method: PORT_STEPS seeded commands in rounds of eight, decided on books seen earlier; every answer goes to a ledger that must agree with the store, and
// every change in the feed is judged. `npm run soak` takes 100,000. Controls: a store that forgets holders, and a feed with somebody served out of turn.
import { describe, expect, it } from 'vitest'
import type { CentralStore } from '../../../main/central/ports.ts'
import type { BookChange, KeptBook } from '../../../main/central/port-book/ports.ts'
import type { PortBookState } from '../../../shared/domain/waiting-list.ts'
import { compareWaiting } from '../../../shared/engines/qualification/waiting-line.ts'
import { ADMIN, NOW } from './support/builders.ts'
import { centralForTest, valueOf } from './support/start-central.ts'

const STEPS = Number(process.env['PORT_STEPS'] ?? 2_000)
const SEED = 20_261_124
const PORTS = Array.from({ length: 6 }, (_, index) => `port-${index + 1}`)

function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What is wrong between one told book and the next, or null. `gone`: who gave back or left. */
function judge(before: PortBookState, after: PortBookState, gone: ReadonlySet<string>): string | null {
  if (after.revision !== before.revision + 1 && after.revision !== before.revision + 2) return 'a change was not told'
  if (after.waiting.some((entry, index) => index > 0 && compareWaiting(after.waiting[index - 1]!, entry) >= 0)) return 'the line is out of order'
  const stands = new Set(after.waiting.map((entry) => entry.id))
  const served = before.waiting.findIndex((entry) => !stands.has(entry.id) && !gone.has(entry.id))
  // A port that was given back in the same change counts for the first in line.
  return served > 0 && served >= before.portsFree ? `${before.waiting[served]?.id} was served before others` : null
}

/** What went wrong first, or null, and how often ports changed hands. */
async function walk(steps: number, wrap?: (store: CentralStore) => CentralStore): Promise<{ readonly wrong: string | null; readonly given: number; readonly promoted: number; readonly stale: number }> {
  const started = await centralForTest(wrap)
  const random = mulberry(SEED)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  valueOf(await started.send('ports.plan', { queueId: 'n', providerId: 'p', accessType: 'copper', portIds: PORTS, waiting: [] }, { actor: ADMIN }))
  const look = async () => (await started.ask('ports.book', { queueId: 'n' })).book!
  let book = await look()
  const desks = Array.from({ length: 8 }, () => book)
  const ledger = new Map<string, string>()
  const gone = new Set<string>()
  /** The class each order was put in line with: what is told is judged by it, not by what central made of it. */
  const classes = new Map<string, number>()
  const count = { given: 0, promoted: 0, stale: 0 }
  let wrong: string | null = null
  let joined = 0
  let cursor = 0
  let told: PortBookState | null = null

  const release = async (orderId: string): Promise<void> => {
    gone.add(orderId)
    const { promoted } = valueOf(await started.send('ports.release', { orderId }))
    const port = [...ledger].find(([, holder]) => holder === orderId)?.[0]
    if (port !== undefined) ledger.delete(port)
    if (promoted === null) return
    count.promoted += 1
    if (ledger.has(promoted.portId)) wrong ??= `${promoted.portId} was given to two customers`
    ledger.set(promoted.portId, promoted.orderId)
  }
  const reserve = async (seen: PortBookState, mayAskAgain = true): Promise<void> => {
    const orderId = pick(seen.waiting.slice(0, Math.max(1, seen.portsFree)))?.id
    if (orderId === undefined) return
    const answer = await started.send('ports.reserve', { queueId: 'n', orderId, seenRevision: seen.revision })
    if (!answer.ok) {
      const isStale = answer.error.code === 'port-book-changed'
      count.stale += Number(isStale)
      return isStale && mayAskAgain ? reserve(await look(), false) : undefined
    }
    const holder = ledger.get(answer.value.portId)
    if (holder !== undefined && holder !== orderId) wrong ??= `${answer.value.portId} was given to two customers`
    count.given += Number(holder === undefined)
    ledger.set(answer.value.portId, orderId)
  }
  const act = async (desk: number): Promise<void> => {
    const kind = random()
    if (kind < 0.3 && book.waiting.length < 25) {
      joined += 1
      const over = { priorityClass: Math.floor(random() * 3), since: NOW - Math.floor(random() * 5), distanceM: Math.floor(random() * 3) }
      classes.set(`o-${joined}`, over.priorityClass)
      valueOf(await started.send('ports.wait', { queueId: 'n', orderId: `o-${joined}`, place: `house-${joined}`, ...over }))
    } else if (kind < 0.4) await release(pick(book.waiting)?.id ?? 'nobody')
    else if (kind < 0.6) await release(pick([...ledger.values()]) ?? 'nobody')
    else await reserve(random() < 0.7 ? book : desks[desk]!)
    if (random() < 0.3) desks[desk] = book
  }
  for (let step = 0; step < steps && wrong === null; step += 8) {
    await Promise.all(desks.map((_, desk) => act(desk)))
    book = await look()
    for (const item of await started.feed(cursor)) {
      cursor = item.cursor
      if (item.kind !== 'portBook') continue
      const now = { ...item.book, waiting: item.book.waiting.map((entry) => ({ ...entry, priorityClass: classes.get(entry.id) ?? entry.priorityClass })) }
      if (told) wrong ??= judge(told, now, gone)
      told = now
    }
  }
  if (book.portsFree + ledger.size !== PORTS.length) wrong ??= 'the book does not hold what was promised'
  return { wrong, ...count }
}

/** Books in memory that let anybody have a port: both nets off. */
function forgetful(store: CentralStore): CentralStore {
  const kept: { book: KeptBook | null; holders: Map<string, string> } = { book: null, holders: new Map() }
  const change = async ({ to, added, given, freed, joined, left }: BookChange): Promise<void> => {
    const before = kept.book!
    for (const { portId } of freed) kept.holders.delete(portId)
    for (const { portId, holder } of given) kept.holders.set(portId, holder)
    kept.book = { ...before, revision: to, ports: [...before.ports, ...added.map((portId) => ({ portId, holder: null }))], waiting: [...before.waiting.filter((entry) => !left.includes(entry.id)), ...joined] }
  }
  const books = {
    find: async () => kept.book, change, turnOf: async () => null, keepTurn: async () => undefined, takeBackRelease: async () => undefined, planned: async () => [], due: async () => [], keepRecord: async () => undefined, assign: async () => undefined, isReleased: async () => false, markReleased: async () => undefined,
    queueOf: async (orderId: string) => (kept.book?.waiting.some((entry) => entry.id === orderId) ? 'n' : null),
    open: async (thing: KeptBook['thing']) => void (kept.book = { thing, revision: 0, ports: [], waiting: [] }),
  }
  return { ...store, write: (work) => store.write((tx) => work({ ...tx, portBooks: books })), read: (work) => store.read((tx) => work({ ...tx, portBooks: books })) }
}

describe(`the ports of a node under ${STEPS} commands of eight desks at once (seed ${SEED})`, () => {
  it('are never given twice and never out of turn, and the ledger of answers agrees with the store', async () => {
    const { wrong, given, promoted, stale } = await walk(STEPS)
    expect(wrong).toBeNull()
    // The walk is no walk in the park: ports change hands both ways, and late decisions are refused.
    expect(given).toBeGreaterThan(STEPS / 1_000)
    expect(promoted).toBeGreaterThan(STEPS / 1_000)
    expect(stale).toBeGreaterThan(STEPS / 1_000)
  }, 1_800_000)
  it('control: are given twice by a store that forgets who has them, and the walk says so', async () => expect((await walk(400, forgetful)).wrong).toMatch(/two customers/))
  it('control: are given out of turn by a store that ignores the class, and the walk says so', async () => {
    const classless = (store: CentralStore): CentralStore => ({ ...store, write: (work) => store.write((tx) => work({ ...tx, portBooks: { ...tx.portBooks, change: (change) => tx.portBooks.change({ ...change, joined: change.joined.map((entry) => ({ ...entry, priorityClass: 0 })) }), find: async (queueId) => {
      const kept = await tx.portBooks.find(queueId)
      return kept && { ...kept, waiting: kept.waiting.map((entry) => ({ ...entry, priorityClass: 0 })) }
    } } })) })
    expect((await walk(400, classless)).wrong).toMatch(/out of order|before others/)
  })
  it('control: somebody served before others is seen in what is told', () => {
    const entry = (id: string, since: number) => ({ id, queueId: 'n', providerId: 'p', accessType: 'copper', priorityClass: 1, since, distanceM: 1, place: id }) as unknown as PortBookState['waiting'][number]
    const before: PortBookState = { queueId: 'n', providerId: 'p', accessType: 'copper', revision: 1, portsTotal: 1, portsFree: 1, waiting: [entry('a', 1), entry('b', 2)] }
    const after = (waiting: PortBookState['waiting']): PortBookState => ({ ...before, revision: 2, portsFree: 0, waiting })
    expect(judge(before, after([entry('a', 1)]), new Set())).toBe('b was served before others')
    expect(judge(before, after([entry('b', 2)]), new Set())).toBeNull()
    expect(judge(before, after([entry('b', 2), entry('a', 1)]), new Set())).toBe('the line is out of order')
  })
})
