// Goal: practice time goes on once per month, for every provider, and nothing is forgotten where one stops half way. Method: practice providers as HTTP servers of their own, a central that writes down what it is told.
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createPassMonth } from '../../../main/console/sandbox/pass-month.ts'
import type { PassMonthDeps, UsageDoorFile } from '../../../main/console/sandbox/pass-month.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

type Asked = { readonly from: string; readonly to: string; readonly token: string; readonly radius?: { readonly nas: string } }
const servers: Server[] = []
afterEach(() => { for (const server of servers.splice(0)) server.close() })

/** Meters at once, or says each of `states` in turn when asked how far it is. */
async function provider(providerId: string, states: readonly object[] = [{ state: 'done', sent: 3, receipts: { rated: 2, guided: 1 }, problem: null }]) {
  const asked: Asked[] = []
  let looks = 0
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part))).on('end', () => {
      if (request.method === 'POST') { asked.push(JSON.parse(body) as Asked); looks = 0 }
      const state = request.method === 'POST' && states.length > 1 ? { state: 'running', sent: 0, receipts: {}, problem: null } : states[Math.min(looks++, states.length - 1)]
      response.writeHead(request.method === 'POST' ? 202 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(state))
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { asked, provider: { providerId, name: providerId, httpPort: 0, commandPort: (server.address() as AddressInfo).port } }
}
const DOOR: UsageDoorFile = { url: 'http://127.0.0.1:1', tokens: { air: 'token-air', voice: 'token-voice' }, radius: { host: '127.0.0.1', port: 1, clients: [{ providerId: 'air', nas: 'nas-air', secret: 's' }] } }
function world(over: Partial<PassMonthDeps> = {}) {
  const kept = new Map<string, string>()
  const runs: { readonly upTo: string }[] = []
  let waits = 0
  const central = {
    command: (_name: string, _key: string, input: { upTo: string }) => {
      runs.push(input)
      const isFirst = runs.filter((run) => run.upTo === input.upTo).length === 1
      return Promise.resolve(ok({ customers: 1, bills: isFirst ? 200 : 4, held: isFirst ? 1 : 0, more: isFirst }))
    },
  } as unknown as CentralClient
  const deps: PassMonthDeps = {
    providers: [], readDoor: () => DOOR, central, network: { isUp: () => true }, deskId: 'desk', pull: () => Promise.resolve(null), clock: { now: () => Date.parse('2026-11-23T20:00:00Z') }, ids: { next: () => 'id' },
    wait: () => { waits++; return Promise.resolve() }, localDateOf: (at) => new Date(at - 7 * 3_600_000).toISOString().slice(0, 10),
    settings: { get: (name) => kept.get(name) ?? null, set: (name, value) => { kept.set(name, value); return ok(null) } }, ...over,
  }
  return { pass: () => createPassMonth(deps)({}, { user: { userId: 'u', displayName: 'Pat Sample', role: 'supervisor' }, clientId: 'c' }), kept, runs, waits: () => waits }
}

describe('letting the month pass', () => {
  it('meters every provider from today to the first of next month, then on to the next, and bills up to each', async () => {
    const [air, voice] = await Promise.all([provider('air'), provider('voice')])
    const { pass, runs } = world({ providers: [air.provider, voice.provider] })
    expect(await pass()).toEqual(ok({ from: '2026-11-23', to: '2026-12-01', events: 6, rated: 4, bills: 204, held: 1 }))
    expect(air.asked).toMatchObject([{ from: '2026-11-23T07:00:00.000Z', to: '2026-12-01T07:00:00.000Z', token: 'token-air', radius: { nas: 'nas-air' } }])
    expect(voice.asked[0]).not.toHaveProperty('radius')
    expect(await pass()).toMatchObject({ ok: true, value: { from: '2026-12-01', to: '2027-01-01' } })
    expect(air.asked[1]).toMatchObject({ from: '2026-12-01T07:00:00.000Z', to: '2027-01-01T07:00:00.000Z' })
    expect(runs.map(({ upTo }) => upTo)).toEqual(['2026-12-01', '2026-12-01', '2027-01-01', '2027-01-01'])
  })
  it('waits until a provider is ready before anybody is billed', async () => {
    const running = { state: 'running', sent: 1, receipts: {}, problem: null }
    const slow = await provider('air', [running, running, { state: 'done', sent: 9, receipts: { rated: 9 }, problem: null }])
    const { pass, waits } = world({ providers: [slow.provider] })
    expect(await pass()).toMatchObject({ ok: true, value: { events: 9, rated: 9 } })
    expect(waits()).toBe(3)
  })
  it.each([
    ['stops half way', { state: 'failed', sent: 1, receipts: {}, problem: 'the door is shut' }, 'metering-failed'],
    ['answers something else', { hello: 1 }, 'provider-unavailable'],
  ])('bills nobody, and the month is still to pass, where a provider %s', async (_what, state, code) => {
    const [air, voice] = await Promise.all([provider('air', [state]), provider('voice')])
    const { pass, runs, kept } = world({ providers: [air.provider, voice.provider] })
    expect(await pass()).toMatchObject({ ok: false, error: { code, details: { providerId: 'air' } } })
    expect([runs.length, kept.size]).toEqual([0, 0])
  })
  it('says that a provider does not answer', async () => {
    const gone = await provider('air')
    servers.splice(0).forEach((server) => server.close())
    expect(await world({ providers: [gone.provider] }).pass()).toMatchObject({ ok: false, error: { code: 'provider-unavailable' } })
  })
  it('does not go on to the next month where central did not bill this one', async () => {
    const air = await provider('air')
    const { pass, kept } = world({ providers: [air.provider], central: { command: () => Promise.resolve(err(appError('central-unavailable'))) } as unknown as CentralClient })
    expect(await pass()).toMatchObject({ ok: false, error: { code: 'central-unavailable' } })
    expect(kept.size).toBe(0)
  })
  it('asks nobody while the network is cut', async () => {
    const air = await provider('air')
    expect(await world({ providers: [air.provider], network: { isUp: () => false } }).pass()).toMatchObject({ error: { code: 'network-unavailable' } })
    expect(air.asked).toEqual([])
  })
  it('passes over a provider that has no way to bring usage', async () => {
    const mute = await provider('mute')
    expect(await world({ providers: [mute.provider] }).pass()).toMatchObject({ ok: true, value: { events: 0 } })
    expect(mute.asked).toEqual([])
  })
  it('is refused where there are no practice providers, or central is not of this desk', async () => {
    const air = await provider('air')
    expect(await world().pass()).toMatchObject({ error: { code: 'sandbox-absent' } })
    expect(await world({ providers: [air.provider], readDoor: () => null }).pass()).toMatchObject({ error: { code: 'sandbox-absent' } })
  })
})
