// Goal: whatever a provider sends through the real door, each thing gets an answer with a sentence, and nothing is lost.
// Method: a real central process. Each row breaks one thing in a good event and is sent alone, as application/json; then all rows in one bulk
// file. Oracle: the answers, one for each; what the door says later of each id it gave. Controls: the unbroken event is rated by both ways,
// and the same check reports a door that forgets a line or answers without a sentence.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UsageReceipt } from '../../../shared/domain/usage.ts'
import { usageTokenOf } from '../../../main/central/usage/usage-token.ts'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import { ADMIN, REP, commandInputs } from '../../unit/central/support/builders.ts'
import { valueOf } from '../../unit/central/support/start-central.ts'
import { meteredCatalog, ndjson, usageBody } from '../../unit/usage/support/usage-builders.ts'
import { TOKEN, newPlace, startCentralProcess } from '../central/support/processes.ts'

const USAGE = '/tmf-api/usageManagement/v4/usage'
const HOUR_MS = 3_600_000
const SINCE = Date.now() - 3 * HOUR_MS
const date = (at: number): string => new Date(at).toISOString()
const OF_CTL = { relatedParty: [{ id: 'CTL-1', role: 'localCustomer' }] }
const body = (name: string, change: Readonly<Record<string, unknown>> = {}, top: Readonly<Record<string, unknown>> = {}) => usageBody({ eventId: name, startDate: date(SINCE + 1_000), ...change }, { ...OF_CTL, usageDate: date(SINCE + 1_000), ...top })

/** What is sent, what it becomes, and why. An event of nobody's or out of its time waits for a person; what can never be right is rejected. */
type Row = readonly [name: string, status: UsageReceipt['status'], reason: string | null, line: string]
const row = (name: string, status: Row[1], reason: Row[2], event: unknown): Row => [name, status, reason, typeof event === 'string' ? event : JSON.stringify(event)]
/** A number that JSON can write and JavaScript cannot. */
const raw = (name: string, quantity: string): string => JSON.stringify(body(name, { quantity: 0 })).replace('"name":"quantity","value":0', `"name":"quantity","value":${quantity}`)
const TABLE: readonly Row[] = [
  row('good', 'rated', null, body('good')),
  row('a negative quantity', 'rejected', 'quantity-negative', body('negative', { quantity: -10 })),
  row('an absurd quantity', 'rejected', 'quantity-absurd', body('absurd', { quantity: 600_000 })),
  row('a quantity that overflows a double', 'rejected', 'quantity-absurd', raw('overflow', '1e400')),
  row('a quantity that overflows an integer', 'rejected', 'quantity-absurd', raw('wide', '123456789012345678901234567890')),
  row('a quantity of four hundred digits as text', 'rejected', 'quantity-absurd', body('digits', { quantity: '9'.repeat(400) })),
  row('NaN as text', 'rejected', 'quantity-not-a-number', body('nan', { quantity: 'NaN' })),
  row('infinity as text', 'rejected', 'quantity-not-a-number', body('infinity', { quantity: '-Infinity' })),
  row('no quantity', 'rejected', 'quantity-missing', body('none', { quantity: undefined })),
  row('an unknown unit', 'rejected', 'unit-unknown', body('furlong', { unit: 'furlong' })),
  row('a unit that every object has', 'rejected', 'unit-unknown', body('proto', { unit: '__proto__' })),
  row('a unit of something else', 'rejected', 'unit-not-of-type', body('bytes', { unit: 'GB' })),
  row('an unknown currency', 'rejected', 'currency-unknown', body('gold', { amount: '1.00', currency: 'XAU' })),
  row('a clock a year ahead', 'rejected', 'clock-ahead', body('ahead', { startDate: date(SINCE + 365 * 24 * HOUR_MS) })),
  row('a period that ends before it starts', 'rejected', 'ends-before-start', body('backwards', { endDate: date(SINCE) })),
  row('an event before activation', 'recycled', 'before-activation', body('early', { startDate: date(SINCE - 1) })),
  row('an event after termination', 'recycled', 'after-termination', body('after', { startDate: date(SINCE + 1_000) }, { relatedParty: [{ id: 'CTL-ended', role: 'localCustomer' }] })),
  row('an event of nobody', 'recycled', 'subscriber-unknown', body('nobody', {}, { relatedParty: [{ id: 'CTL-9', role: 'localCustomer' }] })),
  row('an event in the name of another provider', 'rejected', 'other-provider', body('forged', {}, { relatedParty: [{ id: 'kestrel', role: 'provider' }, ...OF_CTL.relatedParty] })),
  row('an id used again for something else', 'rejected', 'event-id-reused', body('good', { quantity: 11 })),
]
/** What JSON itself does not know, or what is none: alone the door refuses the body, in a file the line is named. */
const NOT_JSON: readonly Row[] = [
  row('NaN as a number', 'rejected', 'not-json', raw('bare', 'NaN')),
  row('half an object', 'rejected', 'not-json', '{"@type":"Usage","usageType":'),
]

async function start() {
  const place = newPlace()
  const central = await startCentralProcess(place)
  const client = createHttpCentralClient({ baseUrl: central.url, token: TOKEN, timeoutMs: 5_000, network: { isUp: () => true } })
  valueOf(await client.command('catalog.publish', 'metered', { catalog: { ...meteredCatalog(), version: 2 }, ipPools: [], ipRules: [] }, ADMIN))
  const sell = async (orderId: string, localCustomerId: string, at: number): Promise<void> => {
    const inputs = commandInputs(orderId)
    const { services: [service], ...rest } = inputs['billing.activate']
    if (!service) throw new Error('one service')
    valueOf(await client.command('customer.register', `r-${orderId}`, inputs['customer.register'], REP))
    valueOf(await client.command('crosswalk.link', `l-${orderId}`, { ...inputs['crosswalk.link'], providerId: 'centurylink', localCustomerId }, REP))
    valueOf(await client.command('billing.activate', `a-${orderId}`, { ...rest, activatedAt: at, services: [{ ...service, providerId: 'centurylink', localCustomerId }] }, REP))
  }
  await sell('o1', 'CTL-1', SINCE)
  // Ended the moment it is released here, which is now: activated long before, so that an event of an hour ago lies in its time and one of now after it.
  await sell('o2', 'CTL-ended', SINCE)
  valueOf(await client.command('crosswalk.release', 'x-o2', { customerId: 'customer-of-o2', providerId: 'centurylink', orderId: 'o2' }, REP))
  const endedAt = Date.now() + 1_000
  const { url } = JSON.parse(readFileSync(join(place.data, 'usage-door.json'), 'utf8')) as { url: string }
  const secret = readFileSync(join(place.data, 'usage-secret'), 'utf8').trim()
  const headers = (providerId: string, type?: string) => ({ authorization: `Bearer ${usageTokenOf(secret, providerId)}`, ...(type ? { 'content-type': type } : {}) })
  const post = (text: string, { type = 'application/json', providerId = 'centurylink' } = {}) => fetch(`${url}${USAGE}`, { method: 'POST', headers: headers(providerId, type), body: text })
  return {
    endedAt,
    one: async (text: string, providerId?: string) => {
      const response = await post(text, providerId === undefined ? {} : { providerId })
      return { answered: response.status, ...((await response.json()) as { code?: string; reason?: string; receipt?: UsageReceipt }) }
    },
    bulk: async (text: string, providerId?: string): Promise<readonly UsageReceipt[]> => {
      const answer = await (await post(text, { type: 'application/x-ndjson', ...(providerId === undefined ? {} : { providerId }) })).text()
      return answer.trim().split('\n').map((line) => JSON.parse(line) as UsageReceipt)
    },
    statusOf: async (usageId: string) => ((await (await fetch(`${url}${USAGE}/${encodeURIComponent(usageId)}`, { headers: headers('centurylink') })).json()) as { status: string; statusReason?: { code: string; message: string } }),
  }
}

/** What is wrong with the answers to rows, given in their order. */
function faults(rows: readonly Row[], receipts: readonly (UsageReceipt | undefined)[]): readonly string[] {
  return rows.flatMap(([name, status, code], index): readonly string[] => {
    const receipt = receipts[index]
    if (!receipt) return [`${name}: no receipt`]
    if (receipt.status !== status || (receipt.reason?.code ?? null) !== code) return [`${name}: ${receipt.status} ${receipt.reason?.code ?? ''}`]
    if (code !== null && !/^not rated because [a-z ].{10,}$/.test(receipt.reason?.message ?? '')) return [`${name}: no sentence`]
    return receipt.usageId === null && code !== 'event-id-reused' ? [`${name}: not kept`] : []
  })
}
/** The ended service's row at a moment that lies after its end. */
const placed = (rows: readonly Row[], endedAt: number): readonly Row[] => rows.map((one) => (one[2] === 'after-termination' ? [one[0], one[1], one[2], one[3].replaceAll(date(SINCE + 1_000), date(endedAt))] : one))

describe('bad usage through the door', () => {
  it('each event alone is answered with its receipt and a sentence, and asked for later it stands where the receipt said', { timeout: 60_000 }, async () => {
    const door = await start()
    const rows = placed(TABLE, door.endedAt)
    const answers = []
    for (const [, , , line] of rows) answers.push(await door.one(line))
    expect(faults(rows, answers.map(({ receipt }) => receipt))).toEqual([])
    expect(answers.map(({ answered }) => answered)).toEqual(rows.map(([, status, code]) => (status === 'rejected' ? (code === 'event-id-reused' ? 409 : 422) : 201)))
    for (const { receipt } of answers) {
      if (receipt?.usageId) expect(await door.statusOf(receipt.usageId)).toMatchObject({ status: receipt.status, ...(receipt.reason ? { statusReason: receipt.reason } : {}) })
    }
    for (const [, , , line] of NOT_JSON) expect(await door.one(line)).toMatchObject({ answered: 400, code: 'invalidBody', reason: 'The body is not what its type says.' })
    expect(await door.one(JSON.stringify(body('huge', { note: 'x'.repeat(1_000_000) })))).toMatchObject({ answered: 413, code: 'bodyTooLarge', reason: 'One event has at most 65536 bytes.' })
    expect(await door.one(JSON.stringify(body('huge')))).toMatchObject({ answered: 201, receipt: { status: 'rated' } })
  })

  it('all of them in one file with a megabyte in a line, cut off at its end: a receipt for each line, by its number; sent again nothing changes', { timeout: 60_000 }, async () => {
    const door = await start()
    const rows = [...placed(TABLE, door.endedAt), ...NOT_JSON, row('a megabyte in a line', 'rejected', 'line-too-long', body('huge', { note: 'x'.repeat(1_000_000) })), row('the good line behind it', 'rated', null, body('behind')), row('a line that is cut off', 'rejected', 'line-truncated', JSON.stringify(body('cut')).slice(0, -30))]
    const file = rows.map(([, , , line]) => line).join('\n')
    const receipts = await door.bulk(file)
    expect(receipts.map(({ line }) => line)).toEqual(rows.map((_row, index) => index + 1))
    expect(faults(rows, receipts)).toEqual([])
    expect(await door.bulk(file)).toEqual(receipts.map((receipt) => ({ ...receipt, repeated: receipt.usageId !== null })))
  })

  it('two providers may use one event id: both events are kept', { timeout: 60_000 }, async () => {
    const door = await start()
    const [first] = await door.bulk(ndjson([body('shared')]))
    const [second] = await door.bulk(ndjson([body('shared', {}, { relatedParty: [{ id: 'KSK-1', role: 'localCustomer' }] })]), 'kestrel')
    expect(first).toMatchObject({ status: 'rated', repeated: false })
    expect(second).toMatchObject({ status: 'recycled', repeated: false, reason: { code: 'subscriber-unknown' } })
    expect(second?.usageId).not.toBe(first?.usageId)
  })

  it('control: the check sees a lost line, a wrong word and a receipt without a sentence', () => {
    const rows = TABLE.slice(0, 3)
    const right = rows.map(([, status, code], index): UsageReceipt => ({ line: index + 1, usageId: `u-${index}`, eventId: null, status, repeated: false, reason: code === null ? null : { code: code as never, message: 'not rated because its quantity is what it is' } }))
    expect(faults(rows, right)).toEqual([])
    expect(faults(rows, right.slice(0, 2))).toEqual(['an absurd quantity: no receipt'])
    expect(faults(rows, right.map((one) => ({ ...one, status: 'rated' as const, reason: null })))).toHaveLength(2)
    expect(faults(rows, right.map((one) => ({ ...one, reason: one.reason && { ...one.reason, message: 'bad' } })))).toHaveLength(2)
  })
})
