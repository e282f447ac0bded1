import type { UsageEvent } from '../../../shared/domain/usage.ts'
import type { CentralStore } from '../ports.ts'
import { createDecider } from './decide-usage.ts'
import type { Decider, RunningService } from './decide-usage.ts'
import type { LateRule } from './late-usage.ts'
import type { BatchFacts, SentUsage } from './receive-usage.ts'

/** `isCurrent`: nobody wrote to record or book since; to be asked right before deciding. `kept`: to be called when what was decided is kept; then all of this holds for the next batch. */
export type KnownFacts = BatchFacts & { readonly isCurrent: () => boolean; readonly kept: () => void }

/** Subscribers whose services are held between batches: those of a city. */
const MOST_SUBSCRIBERS = 200_000
const NOBODY: readonly RunningService[] = []

/**
 * What batches are decided with, read from the record and the book once, and again only after somebody else wrote to either: a file of a million events is
 * about the same few subscribers. Somebody may write between `gather` and its use: then it is gathered again. Throws when the storage refuses.
 */
export function createKnownFacts({ store, lateRules }: { readonly store: CentralStore; readonly lateRules: readonly LateRule[] }): { readonly gather: (providerId: string, sent: readonly SentUsage[]) => Promise<KnownFacts> } {
  let held: Held | null = null
  return { gather: async (providerId, sent) => {
    const read = await store.read(async (tx): Promise<KnownFacts> => {
      const [record, book] = [tx.usage.revision(), tx.usage.book.revision()]
      let now = held?.record === record && held.book === book && held.count < MOST_SUBSCRIBERS ? held : null
      if (!now) {
        const closed = new Set(await tx.usage.closedPeriods())
        const facts = { catalog: await tx.catalog.current(), corrections: await tx.corrections.all(), lateRules, isClosed: (period: string) => closed.has(period) }
        now = { record, book, decider: createDecider(tx.usage.book, facts), subscribers: new Map(), count: 0 }
      }
      const { decider } = now
      const of = subscribersOf(now, providerId)
      const missing: Pick<UsageEvent, 'localId' | 'idKind'>[] = []
      const services = sent.map((one): readonly RunningService[] => {
        if (!one.ok) return NOBODY
        const { localId, idKind } = one.event
        const known = of[idKind].get(localId)
        if (known) return known
        const added: RunningService[] = []
        // A text of its own: one that is cut from a chunk of what was sent would hold all of it.
        of[idKind].set(Buffer.from(localId).toString(), added)
        missing.push({ localId, idKind })
        return added
      })
      for (const row of missing.length === 0 ? [] : await tx.usage.rowsOf(providerId, missing)) of[row.idKind].get(row.localId)?.push(decider.serviceOf(row))
      now.count += missing.length
      // What is decided and not kept makes the running totals wrong: they hold again when it is.
      held = null
      const taken = now
      const isCurrent = (): boolean => tx.usage.revision() === record && tx.usage.book.revision() === book
      return { book: tx.usage.book, decider, services, isCurrent, kept: () => void (held = { ...taken, book: tx.usage.book.revision() }) }
    })
    if (!read.ok) throw new Error(`usage cannot be taken: ${read.error.code}`)
    return read.value
  } }
}

type Subscribers = { readonly [K in UsageEvent['idKind']]: Map<string, RunningService[]> }
type Held = { readonly record: number; readonly book: number; readonly decider: Decider; readonly subscribers: Map<string, Subscribers>; count: number }

function subscribersOf({ subscribers }: Held, providerId: string): Subscribers {
  const known = subscribers.get(providerId) ?? { localCustomer: new Map(), userIdentifier: new Map() }
  subscribers.set(providerId, known)
  return known
}
