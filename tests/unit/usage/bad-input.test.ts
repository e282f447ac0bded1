// Goal: whatever a provider sends, each event gets one receipt that says what is wrong with it, and the good ones count.
// Method: one valid event; each row of the table breaks one thing in it. Control: the unbroken event is rated by the same path.
import { describe, expect, it } from 'vitest'
import type { UsageReason } from '../../../shared/domain/usage.ts'
import { centralForTest } from '../central/support/start-central.ts'
import { NOW } from '../central/support/builders.ts'
import { AT, LATER, bookOf, ndjson, only, send, usageBody, usageDeskOf, withSubscriber } from './support/usage-builders.ts'

const YEAR_MS = 365 * 86_400_000
const date = (at: number): string => new Date(at).toISOString()
const rejected: readonly (readonly [string, UsageReason, unknown])[] = [
  ['a negative quantity', 'quantity-negative', usageBody({ quantity: -1 })],
  ['a negative quantity as text', 'quantity-negative', usageBody({ quantity: '-0.5' })],
  ['an absurd quantity', 'quantity-absurd', usageBody({ quantity: 600_000 })],
  ['a quantity that overflows a double', 'quantity-absurd', usageBody({ quantity: '9'.repeat(400) })],
  ['NaN', 'quantity-not-a-number', usageBody({ quantity: 'NaN' })],
  ['Infinity', 'quantity-not-a-number', usageBody({ quantity: 'Infinity' })],
  ['an exponent as text', 'quantity-not-a-number', usageBody({ quantity: '1e3' })],
  ['hexadecimal', 'quantity-not-a-number', usageBody({ quantity: '0x10' })],
  ['a boolean', 'quantity-not-a-number', usageBody({ quantity: true })],
  ['no quantity', 'quantity-missing', usageBody({ quantity: undefined })],
  ['null', 'quantity-missing', usageBody({ quantity: null })],
  ['a third of a second', 'quantity-not-whole', usageBody({ quantity: '0.3333', unit: 'second' })],
  ['an unknown unit', 'unit-unknown', usageBody({ unit: 'furlong' })],
  ['a unit that is a name of Object', 'unit-unknown', usageBody({ unit: 'constructor' })],
  ['bytes of a call', 'unit-not-of-type', usageBody({ unit: 'GB' })],
  ['an unknown type', 'type-unknown', usageBody({}, { usageType: 'teleportation' })],
  ['an unknown currency', 'currency-unknown', usageBody({ amount: '1.00', currency: 'XAU' })],
  ['an amount without a currency', 'currency-unknown', usageBody({ amount: '1.00' })],
  ['an amount that is none', 'value-unreadable', usageBody({ amount: '1,00', currency: 'USD' })],
  ['a clock a year ahead', 'clock-ahead', usageBody({ startDate: date(LATER + YEAR_MS), endDate: date(LATER + YEAR_MS) })],
  ['an end a year ahead', 'clock-ahead', usageBody({ endDate: date(LATER + YEAR_MS) })],
  ['a period that ends before it starts', 'ends-before-start', usageBody({ startDate: AT, endDate: date(NOW - 1) })],
  ['a date of 1970', 'too-long-ago', usageBody({ startDate: '1970-01-01T00:00:00Z' })],
  ['a date without a zone', 'date-unreadable', usageBody({ startDate: '2026-11-22T18:00:00' })],
  ['the thirtieth of February', 'date-unreadable', usageBody({ startDate: '2026-02-30T00:00:00Z' })],
  ['a date that is a number', 'date-unreadable', usageBody({ startDate: NOW })],
  ['nobody', 'local-id-missing', usageBody({}, { relatedParty: [] })],
  ['an event id that is an object', 'event-id-unreadable', usageBody({ eventId: {} })],
  ['an event id of a thousand characters', 'event-id-unreadable', usageBody({ eventId: 'x'.repeat(1_000) })],
  ['another provider', 'other-provider', usageBody({}, { relatedParty: [{ id: 'kestrel', role: 'provider' }, { id: 'CTL-o1', role: 'localCustomer' }] })],
  ['a list', 'not-a-usage', [1, 2]],
  ['null alone', 'not-a-usage', null],
]

describe('bad usage', () => {
  it.each(rejected)('%s is rejected as %s, and repeated it changes nothing', async (_name, reason, body) => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central)
    const receipt = only(await send(desk, [body]))
    expect(receipt).toMatchObject({ line: 1, status: 'rejected', repeated: false, reason: { code: reason, message: expect.stringMatching(/^not rated because /) } })
    expect(only(await send(desk, [body]))).toEqual({ ...receipt, repeated: true })
    expect((await bookOf(central)).totals()).toMatchObject({ rejected: 1, rated: 0, recycled: 0 })
  })

  it('control: the event that none of them breaks is rated', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    expect(only(await send(usageDeskOf(central), [usageBody()]))).toMatchObject({ status: 'rated', reason: null, repeated: false })
  })

  it('a number with more digits than a double holds is refused, never rounded', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const line = JSON.stringify(usageBody({ eventId: 'wide', quantity: 0 })).replace('"value":0', '"value":1e400')
    expect(only(await send(usageDeskOf(central), `${line}\n`))).toMatchObject({ status: 'rejected', reason: { code: 'quantity-absurd' } })
  })

  it('of a truncated bulk file the good lines count and the bad are named', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const whole = ndjson([usageBody({ eventId: 'a' }), usageBody({ eventId: 'b' }), usageBody({ eventId: 'c' })])
    const receipts = await send(usageDeskOf(central), `${whole.slice(0, whole.indexOf('\n') + 1)}{"broken\n\n${whole.slice(whole.indexOf('\n') + 1, -20)}`)
    expect(receipts.map(({ line, status, reason }) => [line, status, reason?.code])).toEqual([[1, 'rated', undefined], [2, 'rejected', 'not-json'], [4, 'rated', undefined], [5, 'rejected', 'line-truncated']])
  })

  it('a last line without its newline counts when it is whole', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    expect(only(await send(usageDeskOf(central), JSON.stringify(usageBody())))).toMatchObject({ status: 'rated' })
  })

  it('a megabyte of JSON in one line is one rejected line, and the next counts', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const huge = JSON.stringify(usageBody({ eventId: 'huge', note: 'x'.repeat(1_000_000) }))
    const receipts = await send(usageDeskOf(central), `${huge}\n${ndjson([usageBody()])}`)
    expect(receipts.map(({ status, reason }) => [status, reason?.code])).toEqual([['rejected', 'line-too-long'], ['rated', undefined]])
    const [first] = receipts
    expect((await bookOf(central)).get(first?.usageId ?? '')?.raw?.length).toBeLessThan(400)
  })

  it('an event before activation waits for a person, and so does one after termination', async () => {
    const central = await centralForTest()
    await withSubscriber(central)
    const desk = usageDeskOf(central)
    expect(only(await send(desk, [usageBody({ eventId: 'early', startDate: date(NOW - 1) })]))).toMatchObject({ status: 'recycled', reason: { code: 'before-activation' } })
    central.advance(60_000)
    await central.send('crosswalk.release', { customerId: 'customer-of-o1', providerId: 'centurylink', orderId: 'o1' })
    expect(only(await send(desk, [usageBody({ eventId: 'in time', startDate: date(NOW + 59_999) })]))).toMatchObject({ status: 'rated' })
    expect(only(await send(desk, [usageBody({ eventId: 'after', startDate: date(NOW + 60_000) })]))).toMatchObject({ status: 'recycled', reason: { code: 'after-termination' } })
  })
})
