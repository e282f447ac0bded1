// Goal: events that are decided by a lane, straight from their columns, come to what each would by itself: the same receipts, the same book, the same sums.
// Method: files by seed of five subscribers (one service, two, one that ends, prices by the hour, one nobody knows) over three months of which one is closed, with
// late, repeated, altered and nameless events, once as a file and once event by event. Controls: lanes that do not end when their month or their service does.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDecider } from '../../../main/central/usage/decide-usage.ts'
import type { Decider, RunningService, UsageLane } from '../../../main/central/usage/decide-usage.ts'
import { decodeUsage } from '../../../main/central/usage/decode-usage.ts'
import { createLaneTable } from '../../../main/central/usage/lane-table.ts'
import type { LaneTable } from '../../../main/central/usage/lane-table.ts'
import type { GuideRow, UsageBook } from '../../../main/central/usage/ports.ts'
import { readNdjson } from '../../../main/central/usage/read-formats.ts'
import { receiveUsage } from '../../../main/central/usage/receive-usage.ts'
import { batchOf } from '../../../main/central/usage/sent-batch.ts'
import type { ScannedKind, SentBatch, SentUsage } from '../../../main/central/usage/sent-batch.ts'
import { openUsageBook } from '../../../main/store/central/usage/open-usage-book.ts'
import type { Catalog, SettlementLeg } from '../../../shared/domain/catalog.ts'
import { USAGE_STATES } from '../../../shared/domain/usage.ts'
import type { UsageReceipt } from '../../../shared/domain/usage.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { createRandom } from '../bills/random.ts'
import { bytesOf, meteredCatalog } from './support/usage-builders.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 11, 20)
const SENDER = { providerId: 'centurylink', now: NOW }
const COUNT = 900
const catalog: Catalog = withHours(meteredCatalog())
const row = (localId: string, change: Partial<GuideRow> = {}): GuideRow => ({ providerId: 'centurylink', localId, idKind: 'localCustomer', customerId: `c-${localId}`, billingServiceId: `s-${localId}`, offeringId: 'plan', offeringVersion: 1, from: Date.UTC(2026, 9, 10, 6), to: null, ...change })
const ROWS: readonly GuideRow[] = [row('one'), row('two'), row('two', { billingServiceId: 's-two-b', offeringId: 'hours' }), row('ends', { to: Date.UTC(2026, 10, 17, 3) }), row('hourly', { offeringId: 'hours' })]
const LOCALS = ['one', 'two', 'ends', 'hourly', 'nobody'] as const

/** A plan of its own whose minutes cost half at night; both share one rule, so what their providers receive runs over both. */
function withHours(plain: Catalog): Catalog {
  const [plan] = plain.offerings
  if (!plan) throw new Error('the tests have a plan')
  const hours = (fromMinute: number, beforeMinute: number) => ({ zone: 'America/Denver', times: [{ days: [0, 1, 2, 3, 4, 5, 6], fromMinute, beforeMinute }], holidays: [] })
  const prices = plan.prices.flatMap((price) => (price.id === 'minutes' ? [{ ...price, ratingGuideline: { ...price.ratingGuideline, hours: hours(360, 1_440) } }, { ...price, id: 'nights', amountMicro: 10_000, ratingGuideline: { ...price.ratingGuideline, hours: hours(0, 360) } }] : [price]))
  const theirs = { providerId: asId<'ProviderId'>('centurylink') } as const
  const legs: readonly SettlementLeg[] = [...plan.settlementRule.legs, { kind: 'share', ...theirs, priceId: 'minutes', partsPerMillion: 333_333 }, { kind: 'wholesaleUnit', ...theirs, priceId: 'minutes', amountMicro: 3_001 }, { kind: 'share', ...theirs, priceId: 'views', partsPerMillion: 700_000, capMicro: 9_000_000 }]
  const settled = { settlementRule: { ...plan.settlementRule, legs } }
  return { ...plain, offerings: [...plain.offerings.map((one) => ({ ...one, ...settled })), { ...plan, ...settled, id: 'hours' as typeof plan.id, prices: prices as typeof plan.prices }] }
}

function lines(seed: number): readonly string[] {
  const draw = createRandom(seed)
  const made: string[] = []
  for (let nth = 0; made.length < COUNT; nth++) {
    const kind = draw(10)
    const at = Date.UTC(2026, 9, 1) + draw(80 * 24 * 60) * 60_000
    const values = { ...(kind === 0 ? {} : { eventId: `e-${kind === 1 ? draw(made.length + 1) : nth}` }), quantity: 1 + draw(400), unit: kind < 7 ? 'second' : 'view' }
    const line = JSON.stringify({ '@type': 'Usage', usageType: kind < 7 ? 'voice' : 'view', usageDate: new Date(at).toISOString(), relatedParty: [{ id: LOCALS[draw(LOCALS.length)], role: 'localCustomer' }], usageCharacteristic: Object.entries(values).map(([name, value]) => ({ name, value })) })
    made.push(line)
    if (kind === 2) made.push(line)
    if (kind === 3) made.push(line.replace('"quantity","value":', '"quantity","value":7'))
  }
  return made
}

function openBook(): UsageBook {
  const directory = mkdtempSync(join(tmpdir(), 'usage-lanes-'))
  const book = openUsageBook({ directory, key: '4d'.repeat(32) })
  onTestFinished(() => {
    book.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return book
}

/** Takes batches as central does; `bend`: how its lanes are broken. */
function taker(book: UsageBook, bend: (lane: UsageLane) => UsageLane = (lane) => lane) {
  const right = createDecider(book, { catalog, corrections: [], lateRules: [{ providerId: '*', acceptForDays: 75 }], isClosed: (period) => period === '2026-11' })
  const decider: Decider = { ...right, laneOf: (event, services) => {
    const lane = right.laneOf(event, services)
    return lane && bend(lane)
  } }
  const services = new Map<string, readonly RunningService[]>(LOCALS.map((localId) => [localId, ROWS.filter((one) => one.localId === localId).map(right.serviceOf)]))
  const lanes = new Map<ScannedKind, LaneTable>()
  return (sent: SentBatch): readonly UsageReceipt[] => [...receiveUsage({
    book, decider, servicesOf: (subscriber) => services.get(sent.subscribers().localIdOf(subscriber)) ?? [],
    lanesOf: (kind) => {
      const known = lanes.get(kind) ?? createLaneTable()
      lanes.set(kind, known)
      return known
    },
  }, { providerId: 'centurylink', sent, now: NOW })]
}

const bookState = (book: UsageBook) => ({
  totals: USAGE_STATES.map((state) => book.totals()[state]), sums: ROWS.map(({ billingServiceId }) => book.ratedSums(billingServiceId).toSorted((a, b) => (a.priceId + a.billingPeriod < b.priceId + b.billingPeriod ? -1 : 1))),
  events: ROWS.flatMap(({ billingServiceId }) => ['2026-10', '2026-12'].flatMap((period) => book.ofService(billingServiceId, period))), 
  // Files are written one after another: in which order they wait says nothing.
  waiting: book.waiting().map((group) => ({ ...group, usageIds: group.usageIds.toSorted(), sums: group.sums.toSorted((a, b) => (a.usageType < b.usageType ? -1 : 1)) })).toSorted((a, b) => (`${a.localId} ${a.reason}` < `${b.localId} ${b.reason}` ? -1 : 1)),
})

async function fromFile(seed: number, bend?: (lane: UsageLane) => UsageLane) {
  const book = openBook()
  const take = taker(book, bend)
  const receipts: UsageReceipt[] = []
  let scanned = 0
  for await (const batch of readNdjson(bytesOf(`${lines(seed).join('\n')}\n`), SENDER)) {
    for (let each = 0; each < batch.size(); each++) if (batch.kindAt(each)) scanned += 1
    receipts.push(...take(batch))
  }
  return { receipts, scanned, ...bookState(book) }
}

function oneByOne(seed: number) {
  const book = openBook()
  const take = taker(book)
  const receipts = lines(seed).flatMap((line, nth) => {
    const event = decodeUsage(JSON.parse(line), SENDER)
    const one: SentUsage = event.ok ? { line: nth + 1, ok: true, event: event.value } : { line: nth + 1, ok: false, reason: event.error, raw: line }
    return take(batchOf([one]))
  })
  return { receipts, ...bookState(book) }
}

describe('a file whose events go through lanes', () => {
  it.each([1, 2, 3, 4])('comes to what its events come to one by one, seed %i', async (seed) => {
    const { scanned, ...file } = await fromFile(seed)
    expect(file).toEqual(oneByOne(seed))
    // Nine of ten have an id and are of a shape that was met.
    expect(scanned).toBeGreaterThan(COUNT * 0.8)
    expect(file.sums.flat().filter(({ owedMicro }) => owedMicro > 0).length).toBeGreaterThan(3)
    const kinds = new Set(file.receipts.map(({ status, reason, repeated }) => `${reason?.code ?? status}${repeated ? ' again' : ''}`))
    for (const kind of ['rated', 'rated again', 'late', 'before-activation', 'after-termination', 'subscriber-unknown', 'service-ambiguous', 'event-id-reused']) expect([kind, kinds.has(kind)]).toEqual([kind, true])
  })

  it('says the same of it when it comes again, in other batches', async () => {
    const book = openBook()
    const take = taker(book)
    const first: UsageReceipt[] = []
    const text = lines(1).join('\n')
    for await (const batch of readNdjson(bytesOf(text), SENDER)) first.push(...take(batch))
    const before = bookState(book)
    const again: UsageReceipt[] = []
    for await (const batch of readNdjson(bytesOf(text), SENDER)) again.push(...take(batch))
    expect(again.map(({ usageId, status }) => [usageId, status])).toEqual(first.map(({ usageId, status }) => [usageId, status]))
    expect(again.every(({ repeated, reason }) => repeated || reason?.code === 'event-id-reused')).toBe(true)
    expect(bookState(book)).toEqual(before)
  })

  it.each([
    ['the end of their month', (lane: UsageLane): UsageLane => ({ ...lane, until: Math.max(lane.until, lane.from + 40 * DAY) })],
    ['the beginning of their service', (lane: UsageLane): UsageLane => ({ ...lane, from: 0 })],
  ])('control: lanes that do not see %s', async (_, bend) => {
    const { scanned, ...file } = await fromFile(1, bend)
    expect(scanned).toBeGreaterThan(0)
    expect(file).not.toEqual(oneByOne(1))
  })
})
