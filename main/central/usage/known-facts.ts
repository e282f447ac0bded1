import type { UsageEvent } from '../../../shared/domain/usage.ts'
import type { CentralStore } from '../ports.ts'
import { createDecider } from './decide-usage.ts'
import type { Decider, RunningService } from './decide-usage.ts'
import { createLaneTable } from './lane-table.ts'
import type { LaneTable } from './lane-table.ts'
import type { LateRule } from './late-usage.ts'
import type { UsageBook } from './ports.ts'
import type { BatchFacts } from './receive-usage.ts'
import type { ScannedKind, SentBatch } from './sent-batch.ts'
import type { SubscriberTable } from './subscriber-table.ts'

/** `isCurrent`: nobody wrote to record or book since; to be asked right before deciding. `kept`: to be called when what was decided is kept; then all of this holds for the next batch. */
export type KnownFacts = Omit<BatchFacts, 'book'> & { readonly book: UsageBook; readonly isCurrent: () => boolean; readonly kept: () => void }

/** Subscribers whose services are held between batches: those of a city. */
const MOST_SUBSCRIBERS = 200_000
const NOBODY: readonly RunningService[] = []

/**
 * What batches are decided with, read from the record and the book once, and again only after somebody else wrote to either: a file of a million events is
 * about the same few subscribers. Somebody may write between `gather` and its use: then it is gathered again. Throws when the storage refuses.
 */
export function createKnownFacts({ store, lateRules }: { readonly store: CentralStore; readonly lateRules: readonly LateRule[] }): { readonly gather: (providerId: string, sent: SentBatch) => Promise<KnownFacts> } {
  let held: Held | null = null
  return { gather: async (providerId, sent) => {
    // Nobody else has what is gathered here before it is whole; and what is decided and not kept makes the running totals wrong: they hold again when it is.
    const before = held
    held = null
    const read = await store.read(async (tx): Promise<KnownFacts> => {
      const [record, book] = [tx.usage.revision(), tx.usage.book.revision()]
      let now = before?.record === record && before.book === book && before.count < MOST_SUBSCRIBERS ? before : null
      if (!now) {
        const closed = new Set(await tx.usage.closedPeriods())
        const facts = { catalog: await tx.catalog.current(), corrections: await tx.corrections.all(), lateRules, isClosed: (period: string) => closed.has(period) }
        now = { record, book, decider: createDecider(tx.usage.book, facts), subscribers: new Map(), ofTable: new WeakMap(), lanes: new WeakMap(), count: 0 }
      }
      const { decider } = now
      const of = subscribersOf(now, providerId)
      const missing: Pick<UsageEvent, 'localId' | 'idKind'>[] = []
      const table = sent.subscribers()
      const services = now.ofTable.get(table) ?? []
      now.ofTable.set(table, services)
      for (let number = services.length; number < table.size(); number++) {
        const [idKind, localId] = [table.idKindOf(number), table.localIdOf(number)]
        const known = of[idKind].get(localId)
        const added: RunningService[] = []
        services[number] = known ?? added
        if (known) continue
        of[idKind].set(localId, added)
        missing.push({ localId, idKind })
      }
      for (const row of missing.length === 0 ? [] : await tx.usage.rowsOf(providerId, missing)) of[row.idKind].get(row.localId)?.push(decider.serviceOf(row))
      now.count += missing.length
      const taken = now
      const isCurrent = (): boolean => tx.usage.revision() === record && tx.usage.book.revision() === book
      return { book: tx.usage.book, decider, servicesOf: (number) => services[number] ?? NOBODY, lanesOf: (kind) => lanesOf(taken, table, kind), isCurrent, kept: () => void (held = { ...taken, book: tx.usage.book.revision() }) }
    })
    if (!read.ok) throw new Error(`usage cannot be taken: ${read.error.code}`)
    return read.value
  } }
}

type Subscribers = { readonly [K in UsageEvent['idKind']]: Map<string, RunningService[]> }
type Held = { readonly record: number; readonly book: number; readonly decider: Decider; readonly subscribers: Map<string, Subscribers>; /** By the numbers of a batch's table. */ readonly ofTable: WeakMap<SubscriberTable, RunningService[][]>; readonly lanes: WeakMap<SubscriberTable, Map<ScannedKind, LaneTable>>; count: number }

function subscribersOf({ subscribers }: Held, providerId: string): Subscribers {
  const known = subscribers.get(providerId) ?? { localCustomer: new Map(), userIdentifier: new Map() }
  subscribers.set(providerId, known)
  return known
}

function lanesOf({ lanes }: Held, table: SubscriberTable, kind: ScannedKind): LaneTable {
  const ofTable = lanes.get(table) ?? new Map<ScannedKind, LaneTable>()
  lanes.set(table, ofTable)
  const known = ofTable.get(kind) ?? createLaneTable()
  ofTable.set(kind, known)
  return known
}
