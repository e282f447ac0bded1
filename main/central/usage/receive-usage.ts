import { createHash } from 'node:crypto'
import type { UsageEvent, UsageIdentity, UsageOutcome, UsageReason, UsageReceipt } from '../../../shared/domain/usage.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { USAGE_EN } from '../../../shared/messages/en/usage.ts'
import type { Decider, RunningService } from './decide-usage.ts'
import type { NewUsage, StoredUsage, UsageBook } from './ports.ts'

/** One thing a provider sent, read or not. `raw`: what was sent, at least its beginning and, where that is not all, its digest. */
export type SentUsage = { readonly line: number; readonly ok: true; readonly event: UsageEvent } | { readonly line: number; readonly ok: false; readonly reason: UsageReason; readonly raw: string }
/** What a batch is decided with. `services`: those of the subscriber of each event, by its place. */
export type BatchFacts = { readonly book: UsageBook; readonly decider: Decider; readonly services: readonly (readonly RunningService[])[] }
export type Batch = { readonly providerId: string; readonly sent: readonly SentUsage[]; readonly now: Instant }

/** Identity: the provider's own id, else the content. The provider is beside it: two providers may use one id. */
export const identityOf = (event: UsageEvent): UsageIdentity => (event.eventId === null ? { kind: 'content', text: digest(canonicalJson(event)) } : { kind: 'id', text: event.eventId })

/**
 * Takes a batch: decides for each event whether it is new, whose it is and what it is rated at, keeps it, and answers with a receipt for
 * each, in order. What was here before changes nothing. The receipts are given when everything is on the disk, never earlier.
 */
export function receiveUsage({ book, decider, services }: BatchFacts, batch: Batch): readonly UsageReceipt[] {
  const fresh: NewUsage[] = []
  const found = createFresh(fresh)
  /** For each of what was sent: which of the new ones its receipt is of; −1: it is of none. */
  const places = new Int32Array(batch.sent.length).fill(-1)
  const receipts: Draft[] = []
  for (let at = 0; at < batch.sent.length; at++) {
    const sent = batch.sent[at] as SentUsage
    const identity: UsageIdentity = sent.ok ? identityOf(sent.event) : { kind: 'unread', text: digest(sent.raw) }
    const place = found.placeOf(identity)
    const before = place === undefined ? book.find(batch.providerId, identity) : (fresh[place] ?? null)
    if (before) {
      receipts.push(repeated(sent, before))
      if (place !== undefined && receipts[at]?.repeated) places[at] = place
      continue
    }
    const outcome = sent.ok ? decider.decide(sent.event, { services: services[at] ?? [], now: batch.now }) : refused(sent.reason)
    places[at] = fresh.length
    found.push(newUsage(sent, { identity, outcome, period: sent.ok ? decider.periodOf(sent.event.startedAt) : 'unread', now: batch.now }))
    receipts.push({ line: sent.line, usageId: null, eventId: sent.ok ? sent.event.eventId : null, status: outcome.state, repeated: false, reason: outcome.reason === null ? null : worded(outcome.reason) })
  }
  const ids = book.append(batch.providerId, fresh)
  for (const [at, receipt] of receipts.entries()) if (places[at] !== -1) receipt.usageId = ids[places[at] as number] ?? null
  return receipts
}

/** A receipt whose usage has no id until it is kept. */
type Draft = Omit<UsageReceipt, 'usageId'> & { usageId: string | null }

/** What was here before: the same again changes nothing; another event under the same id is refused. */
function repeated(sent: SentUsage, before: NewUsage | StoredUsage): Draft {
  const { line } = sent
  const eventId = sent.ok ? sent.event.eventId : null
  const isSame = !sent.ok || canonicalJson(before.event) === canonicalJson(sent.event)
  if (!isSame) return { line, usageId: null, eventId, status: 'rejected', repeated: false, reason: worded('event-id-reused') }
  const { state, reason } = before.outcome
  return { line, usageId: 'usageId' in before ? before.usageId : null, eventId, status: state, repeated: true, reason: reason && worded(reason) }
}

const newUsage = (sent: SentUsage, { identity, outcome, period, now }: { readonly identity: UsageIdentity; readonly outcome: UsageOutcome; readonly period: string; readonly now: Instant }): NewUsage =>
  ({ period, identity, event: sent.ok ? sent.event : null, raw: sent.ok ? null : sent.raw.slice(0, 2_000), outcome, receivedAt: now })

/** What is new in a batch, found by its identity. */
function createFresh(fresh: NewUsage[]) {
  const places: { readonly [K in UsageIdentity['kind']]: Map<string, number> } = { id: new Map(), content: new Map(), unread: new Map() }
  return {
    placeOf: ({ kind, text }: UsageIdentity): number | undefined => places[kind].get(text),
    push: (one: NewUsage): void => {
      places[one.identity.kind].set(one.identity.text, fresh.length)
      fresh.push(one)
    },
  }
}

const refused = (reason: UsageReason): UsageOutcome => ({ state: 'rejected', reason, guide: null, rated: null, billingPeriod: null })
const worded = (code: UsageReason): NonNullable<UsageReceipt['reason']> => ({ code, message: USAGE_EN[`usage.reason.${code}`] })
const digest = (value: string): string => createHash('sha256').update(value).digest('hex')
