// Goal: one event counts once, whatever is repeated in whatever order, and every event is in exactly one state.
// Method: a real store on disk, closed and opened again; control: a book that forgets identities charges twice and is caught.
import { describe, expect, it } from 'vitest'
import { createDecider } from '../../../main/central/usage/decide-usage.ts'
import { createLaneTable } from '../../../main/central/usage/lane-table.ts'
import { receiveUsage } from '../../../main/central/usage/receive-usage.ts'
import { batchOf } from '../../../main/central/usage/sent-batch.ts'
import type { UsageBook } from '../../../main/central/usage/ports.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { decodeUsage } from '../../../main/central/usage/decode-usage.ts'
import { NOW } from '../central/support/builders.ts'
import { centralForTest } from '../central/support/start-central.ts'
import type { StartedCentral } from '../central/support/start-central.ts'
import { LATER, bookOf, meteredCatalog, only, send, usageBody, usageDeskOf, withSubscriber } from './support/usage-builders.ts'

const SERVICE = async (central: StartedCentral): Promise<string> => {
  const { services } = await central.ask('billing.services', { customerId: 'customer-of-o1' })
  return services[0]?.billingServiceId ?? ''
}
/** What a service was charged, and how much of it. */
async function charged(central: StartedCentral, book: UsageBook) {
  const all = book.ofService(await SERVICE(central), '2026-11')
  return { micro: all.reduce((sum, one) => sum + (one.outcome.rated?.amountMicro ?? 0), 0), seconds: all.reduce((sum, one) => sum + (one.event?.quantity ?? 0), 0) }
}
const calls = (count: number) => Array.from({ length: count }, (_, n) => usageBody({ eventId: `call-${n}`, quantity: 61 + n, unit: 'second' }))

describe('usage that comes in', () => {
  it('is rated as the difference of running totals, whatever the order', async () => {
    for (const order of [calls(20), calls(20).toReversed()]) {
      const central = await centralForTest()
      await withSubscriber(central)
      await send(usageDeskOf(central), order)
      // 20 calls of 61 to 80 seconds: 1410 s are 24 started minutes, 3 of them free, 21 at two cents.
      expect(await charged(central, await bookOf(central))).toEqual({ micro: 420_000, seconds: 1_410 })
    }
  })

  it('counts once when repeated in the same file, in another, and after a restart', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const first = await send(usageDeskOf(central), [...calls(5), ...calls(5)])
    expect(first.map((one) => one.repeated)).toEqual([...Array<boolean>(5).fill(false), ...Array<boolean>(5).fill(true)])
    expect(first.slice(5).map((one) => one.usageId)).toEqual(first.slice(0, 5).map((one) => one.usageId))
    expect((await send(usageDeskOf(central), calls(5))).every((one) => one.repeated)).toBe(true)
    await central.store.close()
    const again = openCentralStore({ file: central.file, key: central.key })
    assert(again.ok, 'the store opens again')
    const repeated = await send(usageDeskOf({ ...central, store: again.value }), calls(6))
    expect(repeated.map((one) => one.repeated)).toEqual([true, true, true, true, true, false])
    const read = await again.value.read(async (tx) => tx.usage.book)
    assert(read.ok, 'reads')
    expect(read.value.totals()).toEqual({ received: 0, rejected: 0, recycled: 0, guided: 0, rated: 6, rerated: 0, billed: 0 })
    await again.value.close()
  })

  it('without an id the content is the identity: the same content is the same event', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central)
    const [one, same, other] = await send(desk, [usageBody({ eventId: undefined }), usageBody({ eventId: undefined, quantity: 600, unit: 'second' }), usageBody({ eventId: undefined, quantity: 11 })])
    expect(same).toMatchObject({ usageId: one?.usageId, repeated: true })
    expect(other).toMatchObject({ repeated: false, status: 'rated' })
  })

  it('refuses an id that comes again with other content, also in another period, and keeps the first', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central)
    await send(desk, [usageBody()])
    for (const other of [usageBody({ quantity: 11 }), usageBody({ startDate: '2026-10-01T00:00:00Z' })])
      expect(only(await send(desk, [other]))).toMatchObject({ usageId: null, status: 'rejected', repeated: false, reason: { code: 'event-id-reused' } })
    expect(await charged(central, await bookOf(central))).toEqual({ micro: 140_000, seconds: 600 })
    expect(only(await send(desk, [usageBody()]))).toMatchObject({ status: 'rated', repeated: true })
  })

  it('two providers may use one event id', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central)
    const [one] = await send(desk, [usageBody()])
    const [two] = await send(desk, [usageBody()], { providerId: 'kestrel' })
    expect(one).toMatchObject({ status: 'rated', repeated: false })
    expect(two).toMatchObject({ status: 'recycled', repeated: false, reason: { code: 'subscriber-unknown' } })
    expect(two?.usageId).not.toBe(one?.usageId)
    expect(await usageDeskOf(central).get('kestrel', one?.usageId ?? '')).toEqual({ ok: true, value: null })
  })

  it('keeps what no price is for as guided, and says so', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    expect(only(await send(usageDeskOf(central), [usageBody({ unit: 'GB', quantity: '1.5' }, { usageType: 'data' })]))).toMatchObject({ status: 'guided', reason: { code: 'not-priced' } })
  })

  it('follows the late rules, which are data, and drops nothing', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central, { now: NOW + 11 * 86_400_000, lateRules: [{ providerId: 'kestrel', acceptForDays: 90 }, { providerId: '*', acceptForDays: 10 }] })
    expect(only(await send(desk, [usageBody()], { now: NOW + 11 * 86_400_000 }))).toMatchObject({ status: 'recycled', reason: { code: 'late' } })
    expect(only(await send(desk, [usageBody()], { now: NOW + 11 * 86_400_000, providerId: 'kestrel' }))).toMatchObject({ reason: { code: 'subscriber-unknown' } })
    expect((await bookOf(central)).totals().recycled).toBe(2)
  })

  it('usage of a closed period is billed in the next that is open', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    for (const period of ['2026-11', '2026-12']) await central.store.write((tx) => tx.usage.closePeriod(period, NOW))
    const { usageId } = only(await send(usageDeskOf(central), [usageBody()]))
    expect((await bookOf(central)).get(usageId ?? '')?.outcome.billingPeriod).toBe('2027-01')
  })

  it('an event moves only as the states allow', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const { usageId } = only(await send(usageDeskOf(central), [usageBody()]))
    const book = await bookOf(central)
    const { outcome } = book.get(usageId ?? '') ?? {}
    assert(outcome && usageId, 'it is here')
    expect(() => book.move([{ usageId, at: LATER, outcome: { ...outcome, state: 'recycled' } }])).toThrow('usage does not go from rated to recycled')
    book.move([{ usageId, at: LATER, outcome: { ...outcome, state: 'billed' } }])
    expect(() => book.move([{ usageId, at: LATER, outcome: { ...outcome, state: 'rated' } }])).toThrow('from billed to rated')
    expect(book.totals()).toMatchObject({ rated: 0, billed: 1 })
  })

  it('control: a book that finds nothing again charges twice, and the same sum shows it', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const book = await bookOf(central)
    const forgetful: UsageBook = { ...book, page: (providerId) => {
      const page = book.page(providerId)
      return { ...page, find: (identity) => {
        page.find(identity)
        return null
      }, isFresh: () => true }
    } }
    const event = decodeUsage(usageBody(), { providerId: 'centurylink', now: LATER })
    assert(event.ok, 'a valid event')
    const rows = await central.store.read((tx) => tx.usage.rowsOf('centurylink', [{ localId: 'CTL-o1', idKind: 'localCustomer' }]))
    assert(rows.ok, 'rows')
    const decider = createDecider(forgetful, { catalog: meteredCatalog(), corrections: [], lateRules: [], isClosed: () => false })
    const services = rows.value.map(decider.serviceOf)
    for (const line of [1, 2]) receiveUsage({ book: forgetful, decider, servicesOf: () => services, lanesOf: createLaneTable }, { providerId: 'centurylink', now: LATER, sent: batchOf([{ line, ok: true, event: event.value }]) })
    expect(await charged(central, book)).toEqual({ micro: 340_000, seconds: 1_200 })
  })
})
