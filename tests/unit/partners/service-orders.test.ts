// Goal: each answer of a provider has exactly one meaning, and nothing but a clear no is called "not done" after a request that may have had effect.
// Method: msw answers Node's own fetch; tables of status and body. Real connections: service-order-connections.test.ts.
import { delay, http, HttpResponse, type JsonBodyType } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createPartnerClients, type PartnerTiming } from '../../../main/provisioning/partners/create-partner-clients.ts'
import { MAXIMUM_ANSWER_BYTES } from '../../../main/provisioning/partners/exchange-json.ts'
import type { Network, ServiceOrderRequest } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'

const BASE = 'http://127.0.0.1:4010'
const ORDERS = `${BASE}/tmf-api/serviceOrdering/v4/serviceOrder`
const PROVIDER = asId<'ProviderId'>('centurylink')
const KEY = 'O-1:serviceOrder:centurylink'

const mock = setupServer()
beforeAll(() => mock.listen({ onUnhandledFrame: 'error' }))
afterEach(() => mock.resetHandlers())
afterAll(() => mock.close())

const clientsAt = (baseUrl = BASE, { network = { isUp: () => true }, answerTimeoutMs = 2_000, onTiming }: { readonly network?: Network; readonly answerTimeoutMs?: number; readonly onTiming?: (timing: PartnerTiming) => void } = {}) =>
  createPartnerClients({ config: { providers: [{ providerId: PROVIDER, baseUrl, answersQualification: true }], realms: [], answerTimeoutMs }, network, clock: { now: () => performance.now() }, onTiming })
const request: ServiceOrderRequest = {
  key: KEY, action: 'add', providerId: PROVIDER, customerId: asId<'UniversalCustomerId'>('U-1'), orderId: asId<'OrderId'>('O-1'), customerName: 'Juniper Exampleton',
  address: { id: 'A-1', line: '2421 E 7th St, Cheyenne WY 82001', postcode: '82001' },
  lines: [{ serviceKind: 'port', offeringId: 'ctl-copper-100-10', name: 'Copper port', meter: ['octets', 'seconds'], characteristics: { port: 22 } }],
}
const characteristic = (name: string, value: string | number) => ({ name, value, valueType: 'string' })
const order = (changes: Readonly<Record<string, unknown>> = {}, characteristics: readonly unknown[] = [characteristic('localCustomerId', 'CTL-7'), characteristic('port', 'CHY-07 slot 1 port 22'), characteristic('offeringId', 'ctl-copper-100-10')]) =>
  ({ id: 'SO-1', href: '/SO-1', externalId: KEY, state: 'completed', serviceOrderItem: [{ id: '1', action: 'add', service: { id: 'S-1', serviceCharacteristic: characteristics } }], ...changes })
const done = { serviceOrderId: 'SO-1', localCustomerId: 'CTL-7', facts: { port: 'CHY-07 slot 1 port 22' } }
const json = (body: unknown, status: number) => HttpResponse.json(body as JsonBodyType, { status })
const place = (answer: () => Response | Promise<Response>) => {
  mock.use(http.post(ORDERS, answer))
  return clientsAt().placeServiceOrder(request)
}

type Row = readonly [name: string, answer: () => Response, outcome: Readonly<Record<string, unknown>>]
const notDone = (code: string, details: Readonly<Record<string, unknown>> = {}) => ({ kind: 'notDone', error: { code, details } })
const unknown = (code: string, details: Readonly<Record<string, unknown>> = {}) => ({ kind: 'unknown', error: { code, details } })
const refused = { code: 'PORT-EXHAUSTED', reason: 'no port left', status: '422' }

const PLACED: readonly Row[] = [
  ['201 completed', () => json(order(), 201), { kind: 'done', value: done }],
  ['200 completed, the same order again', () => json(order(), 200), { kind: 'done', value: done }],
  ['201 failed', () => json(order({ state: 'failed' }), 201), notDone('provider-refused', { providerCode: 'failed' })],
  ['201 rejected with the provider\'s words', () => json(order({ state: 'rejected', errorMessage: { code: 422, reason: 'LINE-BUSY', message: 'the line is taken' } }), 201), notDone('provider-refused', { providerCode: 'LINE-BUSY', reason: 'the line is taken' })],
  ['201 cancelled', () => json(order({ state: 'cancelled' }), 201), notDone('provider-refused', { providerCode: 'cancelled' })],
  ['201 partial: some of it lives', () => json(order({ state: 'partial' }), 201), unknown('provider-outcome-unknown', { state: 'partial' })],
  ['201 in a state nobody knows', () => json(order({ state: 'dreaming' }), 201), unknown('provider-answer-malformed', { why: 'not-a-service-order' })],
  ['201 about another key', () => json(order({ externalId: 'other' }), 201), unknown('provider-answer-malformed', { why: 'other-externalId' })],
  ['201 completed without a local id', () => json(order({}, []), 201), unknown('provider-answer-malformed', { why: 'localCustomerId' })],
  ['201 with two local ids', () => json(order({}, [characteristic('localCustomerId', 'a'), characteristic('localCustomerId', 'b')]), 201), unknown('provider-answer-malformed', { why: 'localCustomerId' })],
  ['201 with half a JSON', () => new HttpResponse('{"id":"SO-1","exter', { status: 201, headers: { 'content-type': 'application/json' } }), unknown('provider-answer-malformed', { why: 'notJson' })],
  ['201 with a page', () => new HttpResponse('<html>', { status: 201, headers: { 'content-type': 'text/html' } }), unknown('provider-answer-malformed', { why: 'notJson' })],
  ['201 with JSON that does not say so', () => new HttpResponse(JSON.stringify(order()), { status: 201, headers: { 'content-type': 'text/plain' } }), unknown('provider-answer-malformed', { why: 'notJson' })],
  ['201 larger than allowed', () => json({ ...order(), description: 'x'.repeat(MAXIMUM_ANSWER_BYTES) }, 201), unknown('provider-answer-malformed', { why: 'tooLarge' })],
  ['204', () => new HttpResponse(null, { status: 204 }), unknown('provider-answer-malformed', { status: 204 })],
  ['302 to elsewhere', () => new HttpResponse(null, { status: 302, headers: { location: `${BASE}/elsewhere` } }), unknown('provider-answer-malformed')],
  ['422 with a code', () => json(refused, 422), notDone('provider-refused', { providerId: 'centurylink', providerCode: 'PORT-EXHAUSTED', reason: 'no port left' })],
  ['422 without a readable body', () => new HttpResponse('no', { status: 422 }), unknown('provider-answer-malformed', { status: 422 })],
  ['400 with a code', () => json({ code: 'invalidBody', reason: 'item missing' }, 400), notDone('provider-refused', { providerCode: 'invalidBody' })],
  ['409 reused key', () => json({ code: 'externalIdReused', reason: 'other content' }, 409), notDone('provider-refused', { providerCode: 'externalIdReused' })],
  ['409 about something else, perhaps our own first delivery', () => json({ code: 'busy', reason: 'in progress' }, 409), unknown('provider-outcome-unknown', { status: 409 })],
  ['408', () => json({ code: 'timeout', reason: 'too slow' }, 408), unknown('provider-outcome-unknown', { status: 408 })],
  ['429', () => json({ code: 'tooMany', reason: 'later' }, 429), notDone('provider-unavailable', { status: 429 })],
  ['500', () => json({ code: 'oops', reason: 'x' }, 500), unknown('provider-outcome-unknown', { status: 500 })],
  ['503 with a page', () => new HttpResponse('<html>', { status: 503 }), unknown('provider-outcome-unknown', { status: 503 })],
  ['a broken connection', () => HttpResponse.error(), unknown('provider-outcome-unknown', { why: 'connection' })],
]

describe('a placed service order', () => {
  it.each(PLACED)('%s', async (_, answer, outcome) => {
    expect(await place(answer)).toMatchObject(outcome)
  })

  it('sends the key, who it is for, where and what, as TMF641 has it', async () => {
    let body: unknown
    mock.use(http.post(ORDERS, async ({ request: sent }) => {
      body = await sent.json()
      return json(order(), 201)
    }))
    await clientsAt().placeServiceOrder(request)
    expect(body).toEqual({
      externalId: KEY,
      description: 'add Copper port',
      relatedParty: [{ id: 'U-1', role: 'customer', name: 'Juniper Exampleton', '@type': 'RelatedParty', '@referredType': 'Customer' }],
      serviceOrderItem: [{
        id: '1',
        action: 'add',
        service: {
          name: 'Copper port', state: 'active', serviceSpecification: { id: 'port' },
          place: [{ id: 'A-1', role: 'installation', name: '2421 E 7th St, Cheyenne WY 82001', '@referredType': 'GeographicAddress' }],
          serviceCharacteristic: [
            { name: 'port', valueType: 'number', value: 22 }, { name: 'offeringId', valueType: 'string', value: 'ctl-copper-100-10' }, { name: 'serviceKind', valueType: 'string', value: 'port' },
            { name: 'orderId', valueType: 'string', value: 'O-1' }, { name: 'meter', valueType: 'string', value: 'octets,seconds' },
          ],
        },
      }],
    })
  })

  it('names what an undo undoes, and may complete with nothing', async () => {
    let sent = ''
    mock.use(http.post(ORDERS, async ({ request: received }) => {
      sent = await received.text()
      return json({ ...order({}, []), externalId: `${KEY}:undo`, serviceOrderItem: [{ id: '1', action: 'delete', service: {} }] }, 201)
    }))
    expect(await clientsAt().placeServiceOrder({ ...request, action: 'delete', key: `${KEY}:undo` })).toEqual({ kind: 'done', value: { serviceOrderId: 'SO-1', localCustomerId: '', facts: {} } })
    expect(sent).toContain(`{"name":"targetExternalId","valueType":"string","value":"${KEY}"}`)
  })

  it('that is only acknowledged is asked after until it completes, over lost questions', async () => {
    const answers = [() => json(order({ state: 'inProgress' }), 200), () => HttpResponse.error(), () => json({ code: 'notFound', reason: 'not yet' }, 404), () => json(order(), 200)]
    mock.use(http.post(ORDERS, () => json(order({ state: 'acknowledged' }), 201)), http.get(`${ORDERS}/SO-1`, () => (answers.shift() ?? HttpResponse.error)()))
    expect(await clientsAt().placeServiceOrder(request)).toEqual({ kind: 'done', value: done })
    expect(answers).toHaveLength(0)
  })

  it('that is refused while it is in progress is not done', async () => {
    mock.use(http.post(ORDERS, () => json(order({ state: 'acknowledged' }), 201)), http.get(`${ORDERS}/SO-1`, () => json(order({ state: 'failed' }), 200)))
    expect(await clientsAt().placeServiceOrder(request)).toMatchObject(notDone('provider-refused', { providerCode: 'failed' }))
  })

  it('that never completes is unknown at the deadline', async () => {
    mock.use(http.post(ORDERS, () => json(order({ state: 'acknowledged' }), 201)), http.get(`${ORDERS}/SO-1`, () => json(order({ state: 'inProgress' }), 200)))
    expect(await clientsAt(BASE, { answerTimeoutMs: 200 }).placeServiceOrder(request)).toMatchObject(unknown('provider-outcome-unknown', { serviceOrderId: 'SO-1' }))
  })

  it('that is not answered is unknown at the deadline', async () => {
    mock.use(http.post(ORDERS, async () => { await delay('infinite'); return json(order(), 201) }))
    expect(await clientsAt(BASE, { answerTimeoutMs: 60 }).placeServiceOrder(request)).toMatchObject(unknown('provider-outcome-unknown', { why: 'timeout' }))
  })

  it('whose network is cut while the provider works is unknown', async () => {
    let isUp = true
    mock.use(http.post(ORDERS, () => { isUp = false; return json(order({ state: 'acknowledged' }), 201) }))
    expect(await clientsAt(BASE, { network: { isUp: () => isUp } }).placeServiceOrder(request)).toMatchObject(unknown('network-unavailable'))
  })

  it('reports how long it took and how it ended, and nothing else', async () => {
    const timings: PartnerTiming[] = []
    mock.use(http.post(ORDERS, () => json(refused, 422)))
    await clientsAt(BASE, { onTiming: (timing) => timings.push(timing) }).placeServiceOrder(request)
    expect(timings).toEqual([{ providerId: 'centurylink', what: 'serviceOrder.add', elapsedMs: expect.any(Number), outcome: 'notDone' }])
  })
})

const PROBED: readonly Row[] = [
  ['an empty list', () => json([], 200), { kind: 'absent' }],
  ['a completed order', () => json([order()], 200), { kind: 'found', value: done }],
  ['an order in progress', () => json([order({ state: 'inProgress' })], 200), { kind: 'pending' }],
  ['a rejected order', () => json([order({ state: 'rejected' })], 200), { kind: 'refused', error: { code: 'provider-refused' } }],
  ['two orders under one key', () => json([order(), order({ id: 'SO-2' })], 200), unknown('provider-answer-malformed', { why: 'several-orders' })],
  ['an order of another key: the filter was ignored', () => json([order({ externalId: 'other' })], 200), unknown('provider-answer-malformed', { why: 'other-externalId' })],
  ['an empty page of a longer list', () => json([], 206), unknown('provider-answer-malformed')],
  ['no list', () => json({}, 200), unknown('provider-answer-malformed')],
  ['404: no proof of absence', () => json({ code: 'notFound', reason: 'no such path' }, 404), unknown('provider-unavailable')],
  ['503', () => json({}, 503), unknown('provider-unavailable')],
  ['a broken connection', () => HttpResponse.error(), unknown('provider-unavailable')],
]

describe('the question whether it happened', () => {
  it.each(PROBED)('%s', async (_, answer, outcome) => {
    let asked: string | null = null
    mock.use(http.get(ORDERS, ({ request: sent }) => {
      asked = new URL(sent.url).searchParams.get('externalId')
      return answer()
    }))
    expect(await clientsAt().probeServiceOrder(PROVIDER, KEY)).toMatchObject(outcome)
    expect(asked).toBe(KEY)
  })
})

describe('a provider that cannot be reached', () => {
  it('is not asked at all while the network is cut', async () => {
    const clients = clientsAt(BASE, { network: { isUp: () => false } })
    expect(await clients.placeServiceOrder(request)).toMatchObject(notDone('network-unavailable'))
    expect(await clients.probeServiceOrder(PROVIDER, KEY)).toMatchObject(unknown('network-unavailable'))
    expect(await clients.checkQualification(PROVIDER, request.address)).toMatchObject(notDone('network-unavailable'))
    expect(await clients.authenticate({ userIdentifier: 'a@b', password: 'x', service: 'framed' })).toMatchObject(notDone('network-unavailable'))
  })

  it.each(['http://provider.example', 'ftp://127.0.0.1', 'http://user:word@127.0.0.1:1', 'http://127.0.0.1.provider.example', 'not an address'])('is not asked at %s: only loopback or https', async (baseUrl) => {
    expect(await clientsAt(baseUrl).placeServiceOrder(request)).toEqual(notDone('provider-unknown', { providerId: 'centurylink', why: 'address-not-allowed' }))
  })

  it('is refused by name when nobody configured it', async () => {
    expect(await clientsAt().placeServiceOrder({ ...request, providerId: asId<'ProviderId'>('nobody') })).toEqual(notDone('provider-unknown', { providerId: 'nobody', why: 'not-configured' }))
    expect(await clientsAt().authenticate({ userIdentifier: 'a@nowhere.example', password: 'x', service: 'framed' })).toEqual(notDone('identifier-realm-unknown', { realm: 'nowhere.example' }))
  })
})
