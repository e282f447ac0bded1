import { tmpdir } from 'node:os'
import { readNdjson } from '../../../main/central/usage/read-formats.ts'
import { createExplainLine, createListBills, createUsageOnBills, createViewBill } from '../../../main/console/bills/read-bills.ts'
import { createUseByDay } from '../../../main/console/bills/use-by-day.ts'
import type { HandlerCtx } from '../../../main/console/context.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import type { Catalog, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { tempCache } from '../../unit/cache/caches.ts'
import { startCentral, valueOf } from '../../unit/central/support/start-central.ts'
import type { StartedCentral } from '../../unit/central/support/start-central.ts'
import { CATALOG, DAY, HOUR, MINUTES, NOON, SYSTEM, sellVoice } from '../../unit/central/support/voice.ts'
import * as b from '../../unit/engines/builders.ts'
import { usageDeskOf } from '../../unit/usage/support/usage-builders.ts'
import { percentile } from '../support/measure.ts'
import { formatMs } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const EVENTS = Number(process.env['LASTMILE_BENCH_USAGE'] ?? 1_000_000)
const CUSTOMERS = Number(process.env['LASTMILE_BENCH_SUBSCRIBERS'] ?? 500)
const [ROUNDS, MOST_MS, CHUNK_LINES] = [3, 100, 4_096]
const SUPERVISOR: HandlerCtx = { user: { userId: 'super-1', displayName: 'Supervisor', role: 'supervisor' }, clientId: 'bench' }
const NOW = NOON + 20 * DAY
/** Each call by itself: the line tells every length there was. */
const CALLS: ProductOfferingPrice = { ...b.perUnit('calls', '0.02', 'minute'), ratingGuideline: { kind: 'call', unit: 'minute', connectMicro: 50_000, firstUnits: 60, nextUnits: 6, rounding: b.CENT } }

/**
 * What a person at a desk asks of a month of many events, as its main process answers: the bills of a customer, one bill, the explanation of each line with all of its lengths of
 * calls, use by month and by day. Central receives and rates the events, bills and packs them; a desk's own encrypted cache takes the feed.
 */
export async function billRows(): Promise<readonly Row[]> {
  const central = await startCentral(undefined, { directory: tmpdir() })
  const desk = tempCache()
  try {
    await billMonth(central)
    for (let after = 0, more = true; more; ) {
      const page = valueOf(await central.client.feed(after, 500))
      assert(desk.cache.applyFeed(page).skipped === 0, 'a desk reads all that it is told')
      ;[after, more] = [page.cursor, page.more]
    }
    return await rowsOf(desk.cache)
  } finally {
    desk.remove()
    await central.close()
  }
}

async function billMonth(central: StartedCentral): Promise<void> {
  const byCall = CATALOG.offerings.find(({ id }) => id === 'voice')
  assert(byCall, 'voice is sold')
  const catalog: Catalog = { ...CATALOG, offerings: CATALOG.offerings.map((one) => (one.id === 'voice' ? { ...one, prices: [...one.prices.filter(({ id }) => id !== MINUTES.id), { ...CALLS, id: MINUTES.id }] } : one)) }
  await sellVoice(central, { customers: CUSTOMERS, catalog })
  central.setNow(NOW)
  let received = 0
  for await (const receipts of usageDeskOf(central, { now: NOW }).receive('kestrel', readNdjson(lines(), { providerId: 'kestrel', now: NOW }))) received += receipts.rated
  assert(received === EVENTS, 'every event is rated')
  central.setNow(NOON + 40 * DAY)
  for (let more = true; more; ) ({ more } = valueOf(await central.send('billing.run', { upTo: '2026-12-01', limit: 50 }, { actor: SYSTEM })))
  for (let [after, more] = ['', true]; more; ) ({ last: after, more } = valueOf(await central.send('usage.pack', { after, limit: 50 }, { actor: SYSTEM })))
}

async function* lines(): AsyncGenerator<Buffer> {
  let state = 7
  const random = (below: number): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % below
  let some: string[] = []
  for (let nth = 0; nth < EVENTS; nth++) {
    const characteristic = Object.entries({ eventId: `e-${nth}`, quantity: random(3_000), unit: 'second' }).map(([name, value]) => ({ name, value }))
    some.push(JSON.stringify({ '@type': 'Usage', 'usageType': 'voice', 'usageDate': new Date(NOON + HOUR + random(19 * 86_400) * 1_000).toISOString(), 'relatedParty': [{ id: `KSK-${1 + (nth % CUSTOMERS)}`, role: 'localCustomer' }], 'usageCharacteristic': characteristic }))
    if (some.length < CHUNK_LINES && nth < EVENTS - 1) continue
    yield Buffer.from(`${some.join('\n')}\n`)
    some = []
  }
}

async function rowsOf(cache: Cache): Promise<readonly Row[]> {
  const shown = { bills: cache, journal: { read: { disputes: { ofBill: () => [], next: () => null, queued: () => 0 } } }, callerAuth: { maySee: () => true }, catalog: () => null, userOf: () => null }
  const [list, view, explain, byMonth, byDay] = [createListBills(shown as never), createViewBill(shown as never), createExplainLine(shown as never), createUsageOnBills(shown as never), createUseByDay(shown as never)]
  const times = { list: [] as number[], view: [] as number[], explain: [] as number[], byMonth: [] as number[], byDay: [] as number[] }
  const timed = async <T>(into: number[], work: () => T | Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const answer = await work()
    into.push(performance.now() - startedAt)
    return answer
  }
  const seen: Bill[] = []
  for (let round = 0; round < ROUNDS; round++) {
    for (let n = 1; n <= CUSTOMERS; n++) {
      const listed = await timed(times.list, () => list({ customerId: `c${n}` }, SUPERVISOR))
      assert(listed.ok && listed.value.bills.length > 0, 'each customer has a bill')
      for (const { billId } of listed.value.bills) {
        const answer = await timed(times.view, () => view({ billId }, SUPERVISOR))
        assert(answer.ok, 'the bill is here')
        if (round === 0) seen.push(answer.value.bill)
        for (const { id } of answer.value.bill.lines) {
          const why = await timed(times.explain, () => explain({ billId, lineId: id }, SUPERVISOR))
          assert(why.ok && why.value.isSame, 'each line computes again to the micro-unit')
        }
      }
      await timed(times.byMonth, () => byMonth({ customerId: `c${n}` }, SUPERVISOR))
      const days = await timed(times.byDay, () => byDay({ customerId: `c${n}` }, SUPERVISOR))
      assert(days.ok && days.value.series.length > 0, 'each customer has use by day')
    }
  }
  const billed = seen.flatMap((bill) => bill.lines).reduce((sum, { usage }) => sum + (usage?.events ?? 0), 0)
  assert(billed === EVENTS, `every event is on a bill: ${billed}`)
  const row = (name: string, all: readonly number[]): Row => {
    const p99 = percentile(all, 99)
    return { name: `${EVENTS} events of ${CUSTOMERS} customers in a month: ${name}`, ours: `p50 ${formatMs(percentile(all, 50))}, p99 ${formatMs(p99)}`, peer: '-', ratio: '-', bound: `p99 ${MOST_MS} ms`, verdict: p99 <= MOST_MS ? 'holds' : 'broken' }
  }
  return [row('the bills of a customer', times.list), row('a bill', times.view), row('the explanation of a line', times.explain), row('use by month', times.byMonth), row('use by day', times.byDay)]
}
