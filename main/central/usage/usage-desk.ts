import type { AppError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Log } from '../../platform/log.ts'
import type { CentralStore } from '../ports.ts'
import type { LateRule } from './late-usage.ts'
import type { StoredUsage } from './ports.ts'
import type { SessionState } from './radius/sessions.ts'
import { createKnownFacts } from './known-facts.ts'
import { receiveUsage } from './receive-usage.ts'
import type { UsageReceipts } from './receipts.ts'
import type { SentBatch } from './sent-batch.ts'

export type UsageDesk = {
  /** Receipts in the order of what was sent, a batch at a time; each is given after it is on the disk. Throws when the storage refuses. */
  readonly receive: (providerId: string, sent: AsyncIterable<SentBatch>) => AsyncGenerator<UsageReceipts>
  /** One event of the provider itself; null for any other. */
  readonly get: (providerId: string, usageId: string) => Promise<Result<StoredUsage | null, AppError>>
  /** The event that the provider gave this id; null when there is none. */
  readonly withEventId: (providerId: string, eventId: string) => Promise<Result<StoredUsage | null, AppError>>
  /** The accounting sessions with an id at a NAS of the provider, newest first, each with the usage that was made of it. */
  readonly sessions: (providerId: string, id: { readonly nas: string; readonly sessionId: string }) => Promise<Result<readonly SessionTold[], AppError>>
}
export type SessionTold = { readonly state: SessionState; readonly usage: readonly StoredUsage[] }
export type UsageDeskDeps = { readonly store: CentralStore; readonly clock: Clock; readonly log: Log; readonly lateRules: readonly LateRule[] }

/** Where providers bring their usage. */
export function createUsageDesk(deps: UsageDeskDeps): UsageDesk {
  const known = createKnownFacts(deps)
  const take = async (providerId: string, sent: SentBatch): Promise<UsageReceipts> => {
    const startedAt = deps.clock.now()
    let facts = await known.gather(providerId, sent)
    // From here to what is kept nothing waits, so that nobody else can write in between.
    while (!facts.isCurrent()) facts = await known.gather(providerId, sent)
    const receipts = receiveUsage(facts, { providerId, sent, now: deps.clock.now() })
    facts.kept()
    deps.log.info({ kind: 'usage', name: 'receive', outcome: 'ok', providerId, events: receipts.count, rated: receipts.rated, repeated: receipts.repeated, durationMs: deps.clock.now() - startedAt })
    return receipts
  }
  return {
    receive: async function* (providerId, sent) {
      for await (const batch of sent) yield await take(providerId, batch)
    },
    get: async (providerId, usageId) => {
      const found = await deps.store.read(async (tx) => tx.usage.book.get(usageId))
      if (!found.ok) return err(found.error)
      return ok(usageId.startsWith(`${providerId}~`) ? found.value : null)
    },
    withEventId: (providerId, eventId) => deps.store.read(async (tx) => tx.usage.book.find(providerId, { kind: 'id', text: eventId })),
    sessions: (providerId, id) => deps.store.read(async (tx) => tx.radius.withId(providerId, id).map(({ state, usageIds }) => ({ state, usage: usageIds.flatMap((usageId) => tx.usage.book.get(usageId) ?? []) }))),
  }
}
