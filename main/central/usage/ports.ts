import type { UsageEvent, UsageGuide, UsageIdentity, UsageOutcome, UsageState } from '../../../shared/domain/usage.ts'
import type { UsageCandidate, UsageDecision, WaitingGroup } from '../../../shared/domain/usage-queue.ts'
import type { Currency, Micro } from '../../../shared/kernel/money.ts'
import type { TextColumn } from '../../../shared/kernel/text-column.ts'
import type { TextHash } from '../../../shared/kernel/text-hash.ts'
import type { Instant } from '../../../shared/kernel/time.ts'

/** What is kept of one event. `event` is null for a line that could not be read; `raw` then has its beginning. */
export type KeptUsage = { readonly identity: UsageIdentity; readonly event: UsageEvent | null; readonly raw: string | null; readonly outcome: UsageOutcome; readonly receivedAt: Instant }
export type StoredUsage = KeptUsage & { readonly usageId: string; /** When its present state began. */ readonly movedAt: Instant }
/** `period`: the partition, the month of its start, or 'unread'. */
export type NewUsage = KeptUsage & { readonly period: string }

/** Recycled usage of one subscriber for one reason: what a person works at once. */
export type WaitingUsage = WaitingGroup & { readonly usageIds: readonly string[] }

/** What was rated of one service under one price in one period. `quantity`: in base units. `owedMicro`: what providers receive of the `owedEvents`, which are all but those that an earlier version rated. */
export type RatedSum = { readonly billingServiceId: string; readonly priceId: string; readonly billingPeriod: string; readonly quantity: number; readonly amountMicro: Micro; readonly events: number; readonly owedMicro: Micro; readonly owedEvents: number }

/** Usage that comes together. Nothing of it is kept before `keep`; in one go, with nothing else written to the book in between. */
export type UsagePage = {
  /** What the book or this page holds under an identity. The event is to be looked at before the next is found. */
  readonly find: (identity: UsageIdentity) => FoundUsage | null
  /** Usage with the identity that was looked for last, and not found. All of it is copied. Returns its place in the page. */
  readonly put: (one: NewUsage) => number
  /** Of events with ids of their own, by row of what was sent: whether the book may hold each. `isFresh` answers for these rows, until something else is looked for. */
  readonly look: (hashes: { readonly segments: Uint32Array; readonly checks: Uint32Array }, count: number) => void
  /** False: it has to be found. True: neither the book nor this page holds it. */
  readonly isFresh: (row: number) => boolean
  /** A rated event with an id of its own, which is fresh. `lanes` only grow: what is written of one is looked up once. Returns its place in the page. */
  readonly putRated: (lanes: readonly RatedLane[], lane: number, line: RatedLine) => number
  /** Returns when everything that was put is on the disk. All of one partition stands or falls together. */
  readonly keep: () => void
  /** What was kept, by its place. */
  readonly usageIdOf: (place: number) => string
}
/** `place`: of what was put in the page. */
export type FoundUsage = { readonly event: UsageEvent | null; readonly outcome: UsageOutcome } & ({ readonly usageId: string } | { readonly place: number })

/** What many rated events have in common. */
export type RatedLane = { readonly period: string; readonly event: Pick<UsageEvent, 'providerId' | 'localId' | 'idKind' | 'usageType' | 'unit'>; readonly guide: UsageGuide; readonly billingPeriod: string; readonly priceId: string; readonly currency: Currency }
/** The rest of one. Its own id stands in a line of `ids`; `hash`: of that. */
export type RatedLine = { readonly ids: TextColumn; row: number; readonly hash: TextHash; quantity: number; startedAt: Instant; endedAt: Instant; offeringId: string | null; amountMicro: Micro; priorQuantity: number; owedMicro: Micro; receivedAt: Instant }

/** The book of usage. What `keep` and `move` return from is on the disk. One writer. */
export type UsageBook = {
  /** The event with this identity at this provider, in whatever period it was kept. Exact: the stored identity is compared. */
  readonly find: (providerId: string, identity: UsageIdentity) => StoredUsage | null
  readonly get: (usageId: string) => StoredUsage | null
  /** What one provider's usage is kept with. */
  readonly page: (providerId: string) => UsagePage
  /** Throws on a move that the states do not allow: a bug. */
  readonly move: (moves: readonly { readonly usageId: string; readonly outcome: UsageOutcome; readonly at: Instant }[]) => void
  /** The rated quantity of a service under a price in a period. */
  readonly ratedQuantity: (key: { readonly billingServiceId: string; readonly priceId: string; readonly billingPeriod: string }) => number
  /** What everybody's use of a price of these offerings comes to in a period: in money, and in units of `unitFactor` base units, started ones whole for each service. */
  readonly ratedAcross: (key: { readonly offerings: readonly { readonly offeringId: string; readonly offeringVersion: number; readonly unitFactor: number }[]; readonly priceId: string; readonly billingPeriod: string }) => { readonly netMicro: Micro; readonly units: number }
  /** Everything rated of a service, by price and the period it is billed in; billed or not. */
  readonly ratedSums: (billingServiceId: string) => readonly RatedSum[]
  readonly waiting: () => readonly WaitingUsage[]
  /** Usage of a service billed in a period, as it came. */
  readonly ofService: (billingServiceId: string, billingPeriod: string) => readonly StoredUsage[]
  /** How many events are in each state: their sum is what was kept. */
  readonly totals: (providerId?: string) => Readonly<Record<UsageState, number>>
  /** Another after everything that is written. */
  readonly revision: () => number
  /** What a power failure left half written and was cut off, in bytes. Nobody had a receipt for it. */
  readonly droppedBytes: number
  readonly close: () => void
}

/** One service a subscriber id at a provider can stand for. */
export type GuideRow = UsageGuide & { readonly providerId: string; readonly localId: string; readonly idKind: UsageEvent['idKind']; readonly from: Instant; /** Exclusive; null while it lives. */ readonly to: Instant | null }

export type GuideReads = { readonly rowsOf: (providerId: string, ids: readonly { readonly localId: string; readonly idKind: UsageEvent['idKind'] }[]) => Promise<readonly GuideRow[]> }

/** What central's store has of usage: the book, and in the record what was decided about it. */
export type UsageReads = GuideReads & { readonly book: UsageBook; readonly closedPeriods: () => Promise<readonly string[]>; /** Another whenever anything in the record may be: what was read of it under the same still holds. */ readonly revision: () => number; readonly candidates: (providerId: string, text: string) => Promise<readonly UsageCandidate[]>; /** Newest first. */ readonly decisions: (limit: number) => Promise<readonly UsageDecision[]> }
export type UsageWrites = UsageReads & {
  /** Usage of a closed period is billed in the next. Repeating it changes nothing. */
  readonly closePeriod: (period: string, at: Instant) => Promise<void>
  readonly keepDecision: (decision: UsageDecision) => Promise<void>
  readonly putOwner: (owner: { readonly providerId: string; readonly localId: string; readonly idKind: UsageEvent['idKind']; readonly customerId: string; readonly from: Instant; readonly userId: string; readonly at: Instant }) => Promise<void>
}
