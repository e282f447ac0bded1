import { createHash } from 'node:crypto'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { CorrectedPrice } from '../../../shared/domain/price-correction.ts'
import { correctOffering } from '../../../shared/engines/rating/correct-price.ts'
import type { UsageEvent, UsageOutcome, UsageReason, UsageReceipt } from '../../../shared/domain/usage.ts'
import { usagePeriod } from '../../../shared/domain/usage.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { USAGE_EN } from '../../../shared/messages/en/usage.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { guideUsage } from './guide-usage.ts'
import { billingPeriodOf, isLate } from './late-usage.ts'
import type { LateRule } from './late-usage.ts'
import type { GuideReads, GuideRow, NewUsage, RateUsage, StoredUsage, UsageBook } from './ports.ts'
import { isPriced } from './rate-event.ts'

/** One thing a provider sent, read or not. `raw`: what was sent, at least its beginning and, where that is not all, its digest. */
export type SentUsage = { readonly line: number; readonly raw: string } & ({ readonly ok: true; readonly event: UsageEvent } | { readonly ok: false; readonly reason: UsageReason })

export type UsageFacts = { readonly catalog: Catalog | null; /** Oldest first. */ readonly corrections: readonly CorrectedPrice[]; readonly guides: GuideReads; readonly lateRules: readonly LateRule[]; readonly isClosed: (period: string) => boolean; readonly rate: RateUsage }
export type Batch = { readonly providerId: string; readonly sent: readonly SentUsage[]; readonly now: Instant }

/** Identity: the provider's own id, else the content. The provider is beside it: two providers may use one id. */
export const identityOf = (event: UsageEvent): string => (event.eventId === null ? `content:${digest(canonicalJson(event))}` : `id:${event.eventId}`)

/**
 * Takes a batch: decides for each event whether it is new, whose it is and what it is rated at, keeps it, and answers with a receipt for
 * each, in order. What was here before changes nothing. The receipts are given when everything is on the disk, never earlier.
 */
export async function receiveUsage(book: UsageBook, facts: UsageFacts, batch: Batch): Promise<readonly UsageReceipt[]> {
  const guides = await guidesOf(facts, batch)
  const fresh: NewUsage[] = []
  const places = new Map<string, number>()
  const added = new Map<string, number>()
  const drafts = batch.sent.map((sent): { readonly receipt: Omit<UsageReceipt, 'usageId'>; readonly usageId: string | null; readonly fresh: number | null } => {
    const identity = sent.ok ? identityOf(sent.event) : `unread:${digest(sent.raw)}`
    const eventId = sent.ok ? sent.event.eventId : null
    const place = places.get(identity)
    const before: NewUsage | StoredUsage | null = place === undefined ? book.find(batch.providerId, identity) : (fresh[place] ?? null)
    if (before) {
      const isSame = !sent.ok || canonicalJson(before.event) === canonicalJson(sent.event)
      if (!isSame) return { receipt: { line: sent.line, eventId, status: 'rejected', repeated: false, reason: worded('event-id-reused') }, usageId: null, fresh: null }
      const { state, reason } = before.outcome
      return { receipt: { line: sent.line, eventId, status: state, repeated: true, reason: reason && worded(reason) }, usageId: 'usageId' in before ? before.usageId : null, fresh: place ?? null }
    }
    const outcome = sent.ok ? decide(book, facts, { event: sent.event, rows: guides.get(guideKey(sent.event)) ?? [], now: batch.now, added }) : refused(sent.reason)
    places.set(identity, fresh.length)
    fresh.push({ providerId: batch.providerId, period: sent.ok ? usagePeriod(sent.event.startedAt) : 'unread', identity, event: sent.ok ? sent.event : null, raw: sent.ok ? null : sent.raw.slice(0, 2_000), outcome, receivedAt: batch.now })
    return { receipt: { line: sent.line, eventId, status: outcome.state, repeated: false, reason: outcome.reason && worded(outcome.reason) }, usageId: null, fresh: fresh.length - 1 }
  })
  const ids = book.append(fresh)
  return drafts.map(({ receipt, usageId, fresh: index }) => ({ ...receipt, usageId: index === null ? usageId : (ids[index] ?? null) }))
}

/** What becomes of an event that is new or waited. `added`: what this batch rated already, beside what the book knows. */
export function decide(book: UsageBook, facts: UsageFacts, { event, rows, now, added, lateIsFine = false }: { readonly event: UsageEvent; readonly rows: readonly GuideRow[]; readonly now: Instant; readonly added: Map<string, number>; readonly lateIsFine?: boolean }): UsageOutcome {
  if (!lateIsFine && isLate(facts.lateRules, { providerId: event.providerId, endedAt: event.endedAt, now })) return recycled('late')
  const guided = guideUsage(event, rows, facts.catalog, (offering) => isPriced(offering, event))
  if (!guided.ok) return recycled(guided.error)
  const { customerId, billingServiceId, offeringId, offeringVersion } = guided.value.row
  const guide = { customerId, billingServiceId, offeringId, offeringVersion }
  const billingPeriod = billingPeriodOf(usagePeriod(event.startedAt), facts.isClosed)
  const keyOf = (priceId: string): string => `${billingServiceId}|${priceId}|${billingPeriod}`
  const rated = facts.rate(correctOffering(guided.value.offering, facts.corrections, billingPeriod), event, (priceId) => book.ratedQuantity({ billingServiceId, priceId, billingPeriod }) + (added.get(keyOf(priceId)) ?? 0))
  if (!rated) return { state: 'guided', reason: 'not-priced', guide, rated: null, billingPeriod }
  added.set(keyOf(rated.priceId), (added.get(keyOf(rated.priceId)) ?? 0) + event.quantity)
  return { state: 'rated', reason: null, guide, rated, billingPeriod }
}

/** The guide rows of every subscriber in a batch, asked for once. */
async function guidesOf({ guides }: UsageFacts, { providerId, sent }: Batch): Promise<ReadonlyMap<string, readonly GuideRow[]>> {
  const events = sent.flatMap((one) => (one.ok ? [one.event] : []))
  const ids = [...new Map(events.map((event) => [guideKey(event), { localId: event.localId, idKind: event.idKind }])).values()]
  const rows = ids.length === 0 ? [] : await guides.rowsOf(providerId, ids)
  return Map.groupBy(rows, guideKey)
}

export const guideKey = ({ localId, idKind }: Pick<UsageEvent, 'localId' | 'idKind'>): string => `${idKind}|${localId}`

const refused = (reason: UsageReason): UsageOutcome => ({ state: 'rejected', reason, guide: null, rated: null, billingPeriod: null })
const recycled = (reason: UsageReason): UsageOutcome => ({ state: 'recycled', reason, guide: null, rated: null, billingPeriod: null })
const worded = (code: UsageReason): NonNullable<UsageReceipt['reason']> => ({ code, message: USAGE_EN[`usage.reason.${code}`] })
const digest = (value: string): string => createHash('sha256').update(value).digest('hex')
