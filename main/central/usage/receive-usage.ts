import { createHash } from 'node:crypto'
import type { UsageEvent, UsageIdentity, UsageOutcome, UsageReason } from '../../../shared/domain/usage.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { isSameData } from '../../../shared/kernel/same-data.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { Decider, RunningService } from './decide-usage.ts'
import type { LaneTable } from './lane-table.ts'
import type { UsageBook, UsagePage } from './ports.ts'
import { createReceipts } from './receipts.ts'
import type { UsageReceipts } from './receipts.ts'
import type { ScannedKind, SentBatch, SentUsage } from './sent-batch.ts'

/** What a batch is decided with. `servicesOf`: those of a subscriber, by the batch's table. */
export type BatchFacts = { readonly book: Pick<UsageBook, 'page'>; readonly decider: Decider; readonly servicesOf: (subscriber: number) => readonly RunningService[]; /** Of the batch's subscribers, to be added to; they hold as long as the decider. */ readonly lanesOf: (kind: ScannedKind) => LaneTable }
export type Batch = { readonly providerId: string; readonly sent: SentBatch; readonly now: Instant }

/** Identity: the provider's own id, else the content. The provider is beside it: two providers may use one id. */
export const identityOf = (event: UsageEvent): UsageIdentity => (event.eventId === null ? { kind: 'content', text: digest(canonicalJson(event)) } : { kind: 'id', text: event.eventId })

/**
 * Takes a batch: decides for each event whether it is new, whose it is and what it is rated at, keeps it, and answers with a receipt for
 * each, in order. What was here before changes nothing. The receipts are given when everything is on the disk, never earlier.
 */
export function receiveUsage({ book, decider, servicesOf, lanesOf }: BatchFacts, { providerId, sent, now }: Batch): UsageReceipts {
  const page = book.page(providerId)
  const receipts = createReceipts(sent, page)
  page.look(sent.columns(), sent.size())
  const takeAlike = alike({ decider, servicesOf, lanesOf }, { page, sent, now, inTimeFrom: decider.inTimeFrom(providerId, now) })
  for (let row = 0; row < sent.size(); row++) {
    const place = takeAlike(row)
    if (place !== -1) receipts.rate(row, place)
    else takeOne(row)
  }
  page.keep()
  return receipts

  function takeOne(row: number): void {
    const one = sent.at(row)
    const identity = one.ok ? identityOf(one.event) : { kind: 'unread' as const, text: digest(one.raw) }
    const before = page.find(identity)
    if (before) return receipts.known(row, before, isSame(one, before.event))
    const outcome = one.ok ? decider.decide(one.event, { services: servicesOf(sent.subscriberAt(row)), now }) : refused(one.reason)
    const place = page.put({ period: one.ok ? decider.periodOf(one.event.startedAt) : 'unread', identity, event: one.ok ? one.event : null, raw: one.ok ? null : one.raw.slice(0, MOST_RAW), outcome, receivedAt: now })
    receipts.fresh(row, place, outcome)
  }
}

/**
 * Takes an event that is new and of a lane, as nearly all of a file are, without an object of its own: what decides it was looked up for the first of
 * its kind. Returns its place in the page; −1: it is to be decided by itself.
 */
function alike({ decider, servicesOf, lanesOf }: Omit<BatchFacts, 'book'>, { page, sent, now, inTimeFrom }: { readonly page: UsagePage; readonly sent: SentBatch; readonly now: Instant; readonly inTimeFrom: Instant }): (row: number) => number {
  const { segments, checks, quantity, startedAt, endedAt, offeringIds, ids } = sent.columns()
  const { tallies } = decider
  const line = { ids, row: 0, hash: { segment: 0, check: 0 }, quantity: 0, startedAt: 0, endedAt: 0, offeringId: null as string | null, amountMicro: 0, priorQuantity: 0, owedMicro: 0, receivedAt: now }
  let kind: ScannedKind | null = null
  let lanes: LaneTable | null = null
  const laneOf = (row: number, table: LaneTable): number => {
    const [subscriber, one] = [sent.subscriberAt(row), sent.at(row)]
    const lane = one.ok ? decider.laneOf(one.event, servicesOf(subscriber)) : null
    return lane ? table.add(subscriber, lane) : -1
  }
  return (row) => {
    const of = sent.kindAt(row)
    const ends = endedAt[row] as number
    if (!of || ends < inTimeFrom || !page.isFresh(row)) return -1
    if (of !== kind || !lanes) {
      kind = of
      lanes = lanesOf(of)
    }
    const begins = startedAt[row] as number
    const known = lanes.find(sent.subscriberAt(row), begins)
    const lane = known === -1 ? laneOf(row, lanes) : known
    if (lane === -1) return -1
    const tally = lanes.tally(lane)
    line.row = row
    line.hash.segment = segments[row] as number
    line.hash.check = checks[row] as number
    line.quantity = quantity[row] as number
    line.startedAt = begins
    line.endedAt = ends
    line.offeringId = offeringIds[row] as string | null
    line.priorQuantity = tallies.quantity(tally)
    const { totalOf, leg } = lanes.total(lane)
    line.amountMicro = tallies.add(tally, line.quantity, totalOf)
    line.owedMicro = leg === null ? 0 : leg.take(line.amountMicro, line.priorQuantity, line.quantity)
    return page.putRated(lanes.rated, lane, line)
  }
}

const MOST_RAW = 2_000

const isSame = (sent: SentUsage, before: UsageEvent | null): boolean => !sent.ok || isSameData(before, sent.event)
const refused = (reason: UsageReason): UsageOutcome => ({ state: 'rejected', reason, guide: null, rated: null, billingPeriod: null })
const digest = (value: string): string => createHash('sha256').update(value).digest('hex')
