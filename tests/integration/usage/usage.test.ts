// Goal: usage comes in by the public interface only, from the provider's own process, for subscribers provisioned with it, each event once.
// Method: a real central and a real Kestrel; a service order that says what to meter; two months by seed. Oracle: the receipts and the provider's own count.
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { UsageReceipt } from '../../../shared/domain/usage.ts'
import { ADMIN, REP, commandInputs } from '../../unit/central/support/builders.ts'
import { valueOf } from '../../unit/central/support/start-central.ts'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import { usageTokenOf } from '../../../main/central/usage/usage-token.ts'
import { resourcesDirectory } from '../../../main/platform/resources.ts'
import { meteredCatalog, ndjson, usageBody } from '../../unit/usage/support/usage-builders.ts'
import { TOKEN, newPlace, startCentralProcess } from '../central/support/processes.ts'
import { ORDERS, get, post, startSandbox } from '../sandbox/sandbox-rig.ts'

const USAGE = '/tmf-api/usageManagement/v4/usage'
type Door = { readonly url: string; readonly tokens: Readonly<Record<string, string>>; readonly radius: { readonly host: string; readonly port: number; readonly clients: readonly { readonly nas: string; readonly secret: string }[] } }
type Metering = { readonly state: string; readonly services: number; readonly sent: number; readonly receipts: Readonly<Record<string, number>>; readonly reasons: Readonly<Record<string, number>>; readonly problem: string | null; readonly accounting: { readonly told: number; readonly toldAgain: number; readonly sessions: number; readonly octets: number } }

async function startDoor({ isSandbox = false } = {}) {
  const place = newPlace()
  if (isSandbox) copyFileSync(join(resourcesDirectory(), 'territory', 'cheyenne', 'territory.json'), join(place.territory, 'territory.json'))
  const central = await startCentralProcess(place)
  const client = createHttpCentralClient({ baseUrl: central.url, token: TOKEN, timeoutMs: 5_000, network: { isUp: () => true } })
  valueOf(await client.command('catalog.publish', 'metered', { catalog: { ...meteredCatalog(), version: 2 }, ipPools: [], ipRules: [] }, ADMIN))
  const door = JSON.parse(readFileSync(join(place.data, 'usage-door.json'), 'utf8')) as Door
  const bring = (body: string, { type = 'application/x-ndjson', query = '', token = door.tokens['centurylink'] ?? '' } = {}) =>
    fetch(`${door.url}${USAGE}${query}`, { method: 'POST', headers: { 'content-type': type, 'authorization': `Bearer ${token}` }, body })
  return { client, door, bring, place, central }
}
/** Signs a customer up who is `localCustomerId` at the provider from now on. */
async function activate(client: Awaited<ReturnType<typeof startDoor>>['client'], providerId: string, localCustomerId: string, activatedAt: number): Promise<void> {
  const inputs = commandInputs('o1')
  const { services: [service], ...rest } = inputs['billing.activate']
  if (!service) throw new Error('one service')
  valueOf(await client.command('customer.register', 'r', inputs['customer.register'], REP))
  valueOf(await client.command('crosswalk.link', 'l', { ...inputs['crosswalk.link'], providerId, localCustomerId }, REP))
  valueOf(await client.command('billing.activate', 'a', { ...rest, catalogVersion: 2, activatedAt, services: [{ ...service, providerId, localCustomerId }] }, REP))
}
const receiptsOf = async (response: Response): Promise<readonly UsageReceipt[]> => (await response.text()).trim().split('\n').map((line) => JSON.parse(line) as UsageReceipt)

describe('the public usage interface', () => {
  it('takes one event, a bulk file and a mapped table, and tells each sender what became of each', { timeout: 60_000 }, async () => {
    const { client, door, bring } = await startDoor()
    const since = Date.now() - 3_600_000
    await activate(client, 'centurylink', 'CTL-1', since)
    const body = (eventId: string) => usageBody({ eventId, startDate: new Date(since + 1_000).toISOString() }, { relatedParty: [{ id: 'CTL-1', role: 'localCustomer' }] })

    const one = await bring(JSON.stringify(body('single')), { type: 'application/json' })
    const usage = (await one.json()) as { id: string; href: string; status: string }
    expect([one.status, usage.status]).toEqual([201, 'rated'])
    expect((await bring(JSON.stringify(body('single')), { type: 'application/json' })).status).toBe(200)
    expect((await bring(JSON.stringify(usageBody({ eventId: 'bad', quantity: -1 })), { type: 'application/json' })).status).toBe(422)
    const mine = await fetch(`${door.url}${usage.href}`, { headers: { authorization: `Bearer ${door.tokens['centurylink']}` } })
    expect(await mine.json()).toMatchObject({ id: usage.id, status: 'rated', usageType: 'voice' })

    const bulk = await receiptsOf(await bring(`${ndjson([body('a'), body('single'), body('b')])}{"cut`))
    expect(bulk.map(({ line, status, repeated }) => [line, status, repeated])).toEqual([[1, 'rated', false], [2, 'rated', true], [3, 'rated', false], [4, 'rejected', false]])
    const table = `call_id,account,duration_s,start_epoch\nc1,CTL-1,60,${Math.floor(since / 1_000) + 5}\nc2,CTL-1,-60,${Math.floor(since / 1_000) + 6}\nc3,CTL-1\n`
    const rows = await receiptsOf(await bring(table, { type: 'text/csv', query: '?mapping=call-detail' }))
    expect(rows.map(({ line, status, reason }) => [line, status, reason?.code])).toEqual([[2, 'rated', undefined], [3, 'rejected', 'quantity-negative'], [4, 'rejected', 'record-unreadable']])
    expect((await bring(table, { type: 'text/csv', query: '?mapping=nobody' })).status).toBe(400)
  })

  it('lets nobody in without a token of its own, and shows nobody the usage of another', { timeout: 60_000 }, async () => {
    const { door, bring, place } = await startDoor()
    const kestrel = usageTokenOf(readFileSync(join(place.data, 'usage-secret'), 'utf8').trim(), 'kestrel')
    const forged = `centurylink.${kestrel.split('.')[1]}`
    for (const token of ['', 'centurylink', 'centurylink.', forged, TOKEN]) expect((await bring('{}', { token })).status).toBe(401)
    const [receipt] = await receiptsOf(await bring(ndjson([usageBody()])))
    expect(receipt).toMatchObject({ status: 'recycled', reason: { code: 'subscriber-unknown' } })
    expect((await fetch(`${door.url}${USAGE}/${encodeURIComponent(receipt?.usageId ?? '')}`, { headers: { authorization: `Bearer ${kestrel}` } })).status).toBe(404)
  })

  it('a provider meters two months of what it provisioned, by seed, and repeated nothing changes', { timeout: 120_000 }, async () => {
    const { client, door } = await startDoor({ isSandbox: true })
    const sandbox = await startSandbox({ providerIds: ['centurylink'] })
    onTestFinished(sandbox.stop)
    const provider = sandbox.provider('centurylink')
    const order = (externalId: string, meter: string) => ({
      externalId, relatedParty: [{ '@type': 'RelatedParty', 'id': `customer-of-${externalId}`, 'role': 'customer', '@referredType': 'Customer' }],
      serviceOrderItem: [{ id: '1', action: 'add', service: { serviceCharacteristic: Object.entries({ offeringId: 'plan', serviceKind: 'plan', meter }).map(([name, value]) => ({ name, value })), serviceSpecification: { id: 'plan' } } }],
    })
    for (const body of [order('o1', 'minute'), order('o2', '')]) expect((await post(`${provider.http}${ORDERS}`, body)).status).toBe(201)
    const { services } = await get<{ services: readonly { universalCustomerId: string; localCustomerId: string; startedAt: string; meter: readonly string[] }[] }>(`${provider.command}/services`)
    const metered = services.find((one) => one.meter.length > 0)
    if (!metered) throw new Error('a metered service')
    const started = Date.parse(metered.startedAt)
    await activate(client, 'centurylink', metered.localCustomerId, started)

    // Half a day before the order and two months after it: a practice central takes what is metered of days to come.
    const run = { url: door.url, token: door.tokens['centurylink'], seed: 7, from: new Date(started - 86_400_000).toISOString(), to: new Date(started + 61 * 86_400_000).toISOString() }
    const meter = async (): Promise<Metering> => {
      expect((await post(`${provider.command}/meter`, run)).status).toBe(202)
      let state = await get<Metering>(`${provider.command}/meter`)
      while (state.state === 'running') state = await get<Metering>(`${provider.command}/meter`)
      return state
    }
    const first = await meter()
    expect([first.state, first.problem, first.services]).toEqual(['done', null, 1])
    expect(first.sent).toBeGreaterThan(60)
    expect((first.receipts['repeated'] ?? 0) + (first.receipts['rated'] ?? 0)).toBe(first.sent)
    expect(first.reasons).toEqual({})
    expect(await meter()).toMatchObject({ state: 'done', sent: first.sent, receipts: { repeated: first.sent } })

    // What it metered in whole months stands on the customer's bills, each event once, at the price of each month's total.
    const upTo = new Date(started + 100 * 86_400_000).toISOString().slice(0, 10)
    expect(valueOf(await client.command('billing.run', 'run', { upTo, limit: 50 }, { deskId: 'central', userId: 'central', role: 'system' }))).toMatchObject({ customers: 1 })
    const lines = valueOf(await client.feed(0, 500)).items.flatMap((item) => (item.kind === 'bill' ? item.bill.lines.filter((line) => line.group === 'usage') : []))
    expect(lines.reduce((sum, { usage }) => sum + (usage?.events ?? 0), 0)).toBe(first.receipts['rated'])
    for (const { usage, charge } of lines) expect(charge.amountMicro).toBe(Math.max(0, (usage?.units ?? 0) - 3) * 20_000)
    expect(valueOf(await client.query('billing.completeness', { upTo })).missing).toEqual([])
  })

  it('an ISP tells the sessions of whom it lets in over RADIUS, octet for octet what it counted itself, and repeated nothing changes', { timeout: 120_000 }, async () => {
    const { client, door } = await startDoor({ isSandbox: true })
    const sandbox = await startSandbox({ providerIds: ['high-plains'] })
    onTestFinished(sandbox.stop)
    const provider = sandbox.provider('high-plains')
    const order = (n: number) => ({
      externalId: `o${n}`, relatedParty: [{ '@type': 'RelatedParty', 'id': `customer-${n}`, 'role': 'customer', '@referredType': 'Customer' }],
      serviceOrderItem: [{ id: '1', action: 'add', service: { serviceCharacteristic: Object.entries({ offeringId: 'plan', serviceKind: 'access', userIdentifier: `caller-${n}@highplains.example`, framedIpAddress: `203.0.113.${n}` }).map(([name, value]) => ({ name, value })), serviceSpecification: { id: 'access' } } }],
    })
    for (const n of [1, 2, 3]) expect((await post(`${provider.http}${ORDERS}`, order(n))).status).toBe(201)
    const [nas] = door.radius.clients
    const started = Date.now()
    const run = { url: door.url, token: door.tokens['centurylink'], seed: 7, from: new Date(started - 86_400_000).toISOString(), to: new Date(started + 30 * 86_400_000).toISOString(), radius: { host: door.radius.host, port: door.radius.port, nas: nas?.nas, secret: nas?.secret } }
    const meter = async (): Promise<Metering> => {
      expect((await post(`${provider.command}/meter`, run)).status).toBe(202)
      let state = await get<Metering>(`${provider.command}/meter`)
      while (state.state === 'running') state = await get<Metering>(`${provider.command}/meter`)
      return state
    }
    const kept = async () => {
      const { groups } = valueOf(await client.query('usage.waiting', {}))
      return { users: groups.map(({ localId }) => localId).toSorted(), events: groups.reduce((sum, { count }) => sum + count, 0), octets: groups.flatMap(({ sums }) => sums).reduce((sum, { quantity }) => sum + quantity, 0) }
    }
    const first = await meter()
    expect([first.state, first.problem]).toEqual(['done', null])
    expect(first.accounting.sessions).toBeGreaterThan(3 * 30)
    const before = await kept()
    expect(before.users).toEqual([1, 2, 3].map((n) => `caller-${n}@highplains.example`))
    expect(before.octets).toBe(first.accounting.octets)
    // A session that its NAS lost before it counted anything is no event.
    expect(before.events).toBeGreaterThan(first.accounting.sessions - 20)
    expect(before.events).toBeLessThanOrEqual(first.accounting.sessions)
    const second = await meter()
    expect([second.state, second.accounting.octets]).toEqual(['done', first.accounting.octets])
    expect(await kept()).toEqual(before)
  })
})
