// Goal: the desk's own clients and the practice providers understand each other, and what a client calls done, not done or unknown is
// what the effect book says.
// Method: the product's partner clients against real provider processes, one ordered fault at a time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPartnerClients } from '../../../main/provisioning/partners/create-partner-clients.ts'
import type { PartnerClients, ServiceOrderRequest } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { additionsFor } from '../../unit/sandbox/order-builder.ts'
import { effectsOf, orderFault, startSandbox } from './sandbox-rig.ts'

const NETWORK = asId<'ProviderId'>('centurylink')
const ISP = asId<'ProviderId'>('high-plains')
const USER = 'ottoline.specimen@highplains.example'
const address = { id: 'address-1', line: '100 Specimen Ave', postcode: '82001' }
let rig: Awaited<ReturnType<typeof startSandbox>>
let clients: PartnerClients
beforeAll(async () => {
  rig = await startSandbox({
    providerIds: ['centurylink', 'high-plains'], identities: [{ userIdentifier: USER, password: 'practice-only-1' }],
    answers: [{ addressId: 'address-1', accessType: 'copper', qualified: true, planName: 'Practice 100', priceMicro: 50_000_000, downlinkKbps: 100_000, uplinkKbps: 10_000, reasonCode: null, overProviderId: null }],
  })
  const isp = rig.provider('high-plains')
  clients = createPartnerClients({
    network: { isUp: () => true }, clock: { now: () => Date.now() },
    config: {
      answerTimeoutMs: 2_000,
      providers: [NETWORK, ISP].map((providerId) => ({ providerId, baseUrl: rig.provider(providerId).http, answersQualification: providerId === NETWORK })),
      realms: [{
        realm: 'highplains.example', ispId: ISP, method: 'chap', timeoutMs: 1_000, attemptsPerServer: 1,
        servers: isp.radius.map(({ port }) => ({ host: '127.0.0.1', port, secret: isp.radiusSecret, requireMessageAuthenticatorInReply: true })),
      }],
    },
  })
})
afterAll(() => rig.stop())

const request = (key: string, choices: Partial<ServiceOrderRequest> = {}): ServiceOrderRequest => ({
  key, action: 'add', providerId: NETWORK, customerId: asId(`customer of ${key}`), orderId: asId('order-1'), customerName: 'Ottoline Specimen', address,
  lines: [{ serviceKind: 'port', offeringId: 'ctl-copper-100-10', name: 'Copper line', meter: ['octets'], characteristics: {} }],
  ...choices,
})
const additions = async (key: string) => additionsFor(await effectsOf(rig.provider('centurylink')), key)

describe('the desk\'s clients and a practice provider', () => {
  it('agree on a service that was added', async () => {
    const outcome = await clients.placeServiceOrder(request('plain'))
    expect(outcome).toMatchObject({ kind: 'done', value: { localCustomerId: expect.stringMatching(/^CTL-\d{4}-\d{3}$/), facts: { port: expect.stringMatching(/^CHY-07 slot \d+ port \d+$/) } } })
    expect(await additions('plain')).toBe(1)
  })

  it.each([
    { fault: 'accept', placed: 'done', probed: 'found', effects: 1 },
    { fault: 'reject', placed: 'notDone', probed: 'absent', effects: 0 },
    { fault: 'slow', placed: 'unknown', probed: 'found', effects: 1 },
    { fault: 'late', placed: 'unknown', probed: 'pending', effects: 0 },
    { fault: 'twice', placed: 'done', probed: 'found', effects: 1 },
    { fault: 'half', placed: 'unknown', probed: 'found', effects: 1 },
    { fault: 'never', placed: 'unknown', probed: 'found', effects: 1 },
    { fault: 'unavailableAfterEffect', placed: 'unknown', probed: 'found', effects: 1 },
  ])('after $fault the desk says $placed, its probe $probed, and the book has $effects', async ({ fault, placed, probed, effects }) => {
    await orderFault(rig.provider('centurylink'), { fault })
    expect((await clients.placeServiceOrder(request(fault))).kind).toBe(placed)
    expect((await clients.probeServiceOrder(NETWORK, fault)).kind).toBe(probed)
    expect(await additions(fault)).toBe(effects)
  })

  it('agree on an order that was found after a restart', async () => {
    await orderFault(rig.provider('centurylink'), { fault: 'restart' })
    const back = rig.logged((line) => line.event === 'ready')
    expect((await clients.placeServiceOrder(request('restart'))).kind).toBe('unknown')
    await back
    expect((await clients.probeServiceOrder(NETWORK, 'restart')).kind).toBe('found')
    expect((await clients.placeServiceOrder(request('restart'))).kind).toBe('done')
    expect(await additions('restart')).toBe(1)
  })

  it('agree on an undo, of what is there and of what never came', async () => {
    await clients.placeServiceOrder(request('undone'))
    expect((await clients.placeServiceOrder(request('undone:undo', { action: 'delete' }))).kind).toBe('done')
    expect((await clients.placeServiceOrder(request('never came:undo', { action: 'delete' }))).kind).toBe('done')
    const deleted = (await effectsOf(rig.provider('centurylink'))).filter((line) => line.effect === 'serviceDeleted')
    expect(deleted.map((line) => line.externalId)).toEqual(['undone:undo'])
  })

  it('agree on an acknowledged order that failed in the end', async () => {
    const lines = (userIdentifier: string) => [{ serviceKind: 'access' as const, offeringId: 'ctl-copper-100-10', name: 'Access', meter: [], characteristics: { userIdentifier, framedIpAddress: '203.0.113.50' } }]
    await orderFault(rig.provider('high-plains'), { fault: 'late', delayMs: 3_000 })
    await clients.placeServiceOrder(request('fails', { providerId: ISP, lines: lines('a@highplains.example') }))
    await clients.placeServiceOrder(request('was faster', { providerId: ISP, lines: lines('b@highplains.example') }))
    await expect.poll(async () => (await clients.probeServiceOrder(ISP, 'fails')).kind, { timeout: 10_000 }).toBe('refused')
  })

  it('agree on a qualification', async () => {
    expect(await clients.checkQualification(NETWORK, address)).toMatchObject({ kind: 'done', value: [{ providerId: 'centurylink', accessType: 'copper', qualified: true, planName: 'Practice 100', priceMicro: 50_000_000, reasonCode: null }] })
  })

  it('agree on who logs in, also when the first server is silent', async () => {
    expect(await clients.authenticate({ userIdentifier: USER, password: 'practice-only-1', service: 'authenticateOnly' })).toMatchObject({ kind: 'done', value: { accepted: true, method: 'chap' } })
    expect(await clients.authenticate({ userIdentifier: USER, password: 'practice-only-2', service: 'authenticateOnly' })).toMatchObject({ kind: 'done', value: { accepted: false } })
    await orderFault(rig.provider('high-plains'), { fault: 'never', on: 'radius' })
    const second = await clients.authenticate({ userIdentifier: USER, password: 'practice-only-1', service: 'framed' })
    expect(second).toMatchObject({ kind: 'done', value: { accepted: false, replyMessage: 'no active service' } })
  })
})
