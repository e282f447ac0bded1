// Goal: each of the nine faults is what it says, seen from the client and in the effect book.
// Method: a real provider process; the client's sight first, then the book, then a repetition, which must change nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOrder, additionsFor } from '../../unit/sandbox/order-builder.ts'
import { ORDERS, QUALIFICATIONS, effectsOf, orderFault, post, probe, startSandbox } from './sandbox-rig.ts'
import type { OrderSeen, Provider } from './sandbox-rig.ts'

type Rig = Awaited<ReturnType<typeof startSandbox>>
let rig: Rig
let careless: Rig
beforeAll(async () => {
  [rig, careless] = await Promise.all([startSandbox({ answers: [] }), startSandbox({ flags: ['--unsafe-no-dedupe'] })])
})
afterAll(async () => void (await Promise.all([rig.stop(), careless.stop()])))

const place = (provider: Provider, key: string, deadlineMs?: number) => post(`${provider.http}${ORDERS}`, addOrder({ externalId: key, customerId: key }), deadlineMs)
/** What the client can tell of its call: a status with a body, or the way in which the answer was lost. */
async function see(call: Promise<Response>): Promise<string> {
  try {
    const response = await call
    const body = await response.json() as OrderSeen
    return `${response.status} ${body.state ?? body.code}`
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'connection lost'
  }
}
async function additionsAfterRepetition(provider: Provider, fault: string, key: string): Promise<number> {
  await orderFault(provider, { fault })
  await see(place(provider, key, 500))
  await see(place(provider, key))
  return additionsFor(await effectsOf(provider), key)
}

describe('a fault of a service order', () => {
  it.each([
    { fault: 'accept', seen: '201 completed', effects: 1 },
    { fault: 'reject', code: 'LINE-BARRED', seen: '422 LINE-BARRED', effects: 0 },
    { fault: 'slow', delayMs: 60_000, seen: 'timeout', effects: 1 },
    { fault: 'late', delayMs: 60_000, seen: '201 acknowledged', effects: 0 },
    { fault: 'twice', seen: '200 completed', effects: 1 },
    { fault: 'half', seen: 'connection lost', effects: 1 },
    { fault: 'never', seen: 'timeout', effects: 1 },
    { fault: 'unavailableAfterEffect', seen: '503 unavailable', effects: 1 },
  ])('$fault shows the client "$seen" and has $effects effect(s)', async ({ seen, effects, ...fault }) => {
    const provider = rig.provider('centurylink')
    await orderFault(provider, fault)
    expect(await see(place(provider, fault.fault, seen === 'timeout' ? 500 : 5_000))).toBe(seen)
    expect(additionsFor(await effectsOf(provider), fault.fault)).toBe(effects)
  })

  it('reject without a code says the provider\'s usual word, and the next order is taken', async () => {
    const provider = rig.provider('centurylink')
    await orderFault(provider, { fault: 'reject' })
    expect(await see(place(provider, 'refused once'))).toBe('422 PORT-EXHAUSTED')
    expect(await probe(provider, 'refused once')).toEqual([])
    expect(await see(place(provider, 'refused once'))).toBe('201 completed')
  })

  it('slow answers after its delay with the order it already has', async () => {
    const provider = rig.provider('centurylink')
    await orderFault(provider, { fault: 'slow', delayMs: 300 })
    const startedAt = performance.now()
    expect(await see(place(provider, 'slow but sure'))).toBe('201 completed')
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299)
  })

  it('late is completed by and by, which a probe sees', async () => {
    const provider = rig.provider('centurylink')
    await orderFault(provider, { fault: 'late', delayMs: 100 })
    expect(await see(place(provider, 'late but sure'))).toBe('201 acknowledged')
    await expect.poll(async () => (await probe(provider, 'late but sure'))[0]?.state, { timeout: 5_000 }).toBe('completed')
    expect(additionsFor(await effectsOf(provider), 'late but sure')).toBe(1)
  })

  it('restart loses the answer, and the same ports and book come back', async () => {
    const provider = rig.provider('centurylink')
    const before = await effectsOf(provider)
    await orderFault(provider, { fault: 'restart' })
    const [ended, backAgain] = [rig.logged((line) => line.event === 'ended'), rig.logged((line) => line.event === 'ready')]
    expect(await see(place(provider, 'restart'))).toBe('connection lost')
    expect(await ended).toMatchObject({ providerId: 'centurylink', code: 75 })
    await backAgain
    const after = await effectsOf(provider)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(additionsFor(after, 'restart')).toBe(1)
    expect((await probe(provider, 'restart'))[0]?.state).toBe('completed')
  })

  it.each(['twice', 'half', 'never', 'unavailableAfterEffect'])('%s and a repetition by the client leave one effect', async (fault) => {
    expect(await additionsAfterRepetition(rig.provider('centurylink'), fault, `${fault} repeated`)).toBe(1)
  })

  it.each(['half', 'never', 'unavailableAfterEffect'])('negative control: after %s the same count catches a provider that does not dedupe', async (fault) => {
    expect(await additionsAfterRepetition(careless.provider('centurylink'), fault, `${fault} repeated`)).toBe(2)
  })

  it('negative control: twice alone makes two effects where nothing dedupes', async () => {
    const provider = careless.provider('centurylink')
    await orderFault(provider, { fault: 'twice' })
    await see(place(provider, 'twice'))
    expect(additionsFor(await effectsOf(provider), 'twice')).toBe(2)
  })
})

describe('the command port', () => {
  it('shows what is ordered and forgets it on request', async () => {
    const provider = rig.provider('centurylink')
    await orderFault(provider, { fault: 'never', times: 3, on: 'qualification' })
    const listed = await (await fetch(`${provider.command}/faults`)).json()
    expect(listed).toEqual({ faults: [{ fault: 'never', times: 3, on: 'qualification', delayMs: 6_000 }] })
    expect(await (await fetch(`${provider.command}/faults`, { method: 'DELETE' })).json()).toEqual({ faults: [] })
  })

  it.each([[{ fault: 'explode' }], [{ fault: 'late', on: 'radius' }], [{}]])('refuses %j', async (order) => {
    expect((await post(`${rig.provider('centurylink').command}/fault`, order)).status).toBe(400)
  })

  it('refuses what is not JSON, a path or a method it has not, and a body without end', async () => {
    const { http } = rig.provider('centurylink')
    const statuses = await Promise.all([
      fetch(`${http}${ORDERS}`, { method: 'POST', body: '{' }), fetch(`${http}/nowhere`), fetch(`${http}${ORDERS}`, { method: 'DELETE' }), post(`${http}${ORDERS}`, 'x'.repeat(300_000)),
    ])
    expect(statuses.map((response) => response.status)).toEqual([400, 404, 405, 413])
  })

  it('does not listen to a web page', async () => {
    const provider = rig.provider('centurylink')
    const fromPage = await fetch(`${provider.command}/fault`, { method: 'POST', body: '{"fault":"never"}', headers: { origin: 'https://page.example' } })
    expect(fromPage.status).toBe(403)
    expect(await (await fetch(`${provider.command}/faults`)).json()).toEqual({ faults: [] })
  })

  it('tells what each service is to be metered for, from its order', async () => {
    const provider = rig.provider('centurylink')
    await post(`${provider.http}${ORDERS}`, addOrder({ externalId: 'metered', customerId: 'metered', lines: [{ serviceKind: 'port', meter: 'octets, sessions' }, { serviceKind: 'plan' }] }))
    const { services } = await (await fetch(`${provider.command}/services`)).json() as { services: { externalId: string; serviceKind: string; meter: string[]; localCustomerId: string }[] }
    const mine = services.filter((service) => service.externalId === 'metered')
    expect(mine.map(({ serviceKind, meter }) => ({ serviceKind, meter }))).toEqual([{ serviceKind: 'port', meter: ['octets', 'sessions'] }, { serviceKind: 'plan', meter: [] }])
  })
})

describe('a fault of a qualification', () => {
  const check = { serviceQualificationItem: [{ id: '1', service: { place: [{ id: 'address-1', role: 'installation' }] } }] }
  it.each([
    ['accept', '201 done'], ['reject', '422 QUALIFICATION-REFUSED'], ['slow', 'timeout'], ['twice', '201 done'], ['half', 'connection lost'], ['never', 'timeout'], ['unavailableAfterEffect', '503 unavailable'],
  ])('%s shows the client "%s"', async (fault, seen) => {
    const provider = rig.provider('centurylink')
    await orderFault(provider, { fault, on: 'qualification' })
    expect(await see(post(`${provider.http}${QUALIFICATIONS}`, check, seen === 'timeout' ? 500 : 5_000))).toBe(seen)
  })
})
