// Goal: whatever carries a call, a desk gets the same answers, and never an exception. Method: a real server on a real port, a real message port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCentralServer } from '../../../main/central/http/server.ts'
import { createHttpCentralClient } from '../../../main/platform/central-client/http-client.ts'
import { createPortCentralClient } from '../../../main/platform/central-client/port-client.ts'
import { serveCentralOnPort } from '../../../main/platform/central-client/serve-port.ts'
import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { REP, commandInputs } from './support/builders.ts'
import { centralForTest, codeOf, valueOf } from './support/start-central.ts'

const TOKEN = 't'.repeat(32)
const UP = { isUp: () => true }
const INPUT = commandInputs('o1')['customer.register']

async function overHttp(network = UP, token = TOKEN) {
  const started = await centralForTest()
  const server = createCentralServer(started.central, { token: TOKEN })
  onTestFinished(() => server.close())
  const baseUrl = await server.listen({ host: '127.0.0.1', port: 0 })
  return { started, server, baseUrl, client: createHttpCentralClient({ baseUrl, token, timeoutMs: 5000, network }) }
}
async function overPort(network = UP) {
  const started = await centralForTest()
  const { port1, port2 } = new MessageChannel()
  const stop = serveCentralOnPort(started.central, port2)
  onTestFinished(() => port1.close())
  return { started, stop, client: createPortCentralClient(port1, { timeoutMs: 5000, network }) }
}
const CARRIERS: readonly (readonly [string, (network?: { readonly isUp: () => boolean }) => Promise<{ readonly client: CentralClient }>])[] = [['HTTP', overHttp], ['a message port', overPort]]

describe.each(CARRIERS)('central over %s', (_name, open) => {
  it('answers commands, queries and the feed', async () => {
    const { client } = await open()
    const answer = await client.command('customer.register', 'k', INPUT, REP)
    expect(valueOf(answer)).toMatchObject({ customerId: INPUT.customerId, sameAs: null })
    expect(valueOf(await client.query('command.outcome', { key: 'k' }))).toEqual({ found: true, answer })
    expect(valueOf(await client.feed(0, 10))).toMatchObject({ wireVersion: 1, cursor: 1, more: false, items: [{ cursor: 1, kind: 'customer' }] })
  })

  it('carries refusals as they are', async () => {
    const { client } = await open()
    expect(await client.command('address.assign', 'k', { orderId: 'o1' }, REP)).toEqual({ ok: false, error: { code: 'hold-expired', details: { orderId: 'o1' } } })
    expect(codeOf(await client.feed(-1, 10))).toBe('input-invalid')
  })

  it('answers network-unavailable at once when cut, and nothing happened', async () => {
    let isUp = false
    const { client } = await open({ isUp: () => isUp })
    for (const answer of [client.command('customer.register', 'k', INPUT, REP), client.query('catalog.current', {}), client.feed(0, 1)]) expect(codeOf(await answer)).toBe('network-unavailable')
    isUp = true
    expect(valueOf(await client.query('command.outcome', { key: 'k' }))).toEqual({ found: false })
  })
})

describe('a call without an answer', () => {
  it('over a port ends with central-unavailable after its time, and a late answer is dropped', async () => {
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port1.close())
    const client = createPortCentralClient(port1, { timeoutMs: 20, network: UP })
    const asked = new Promise<{ readonly id: number }>((resolve) => port2.once('message', resolve))
    const answer = client.query('catalog.current', {})
    expect(await answer).toEqual({ ok: false, error: { code: 'central-unavailable', details: { reason: 'timeout' } } })
    port2.postMessage({ id: (await asked).id, answer: '{"ok":true,"value":{"catalog":null}}' })
    port2.postMessage({ id: 999, answer: 'not json' })
    expect(codeOf(await client.query('catalog.current', {}))).toBe('central-unavailable')
  })

  it('over a port ends with central-unavailable when central goes away, also for the next call', async () => {
    const { port1, port2 } = new MessageChannel()
    const client = createPortCentralClient(port1, { timeoutMs: 60_000, network: UP })
    const answer = client.query('catalog.current', {})
    port2.close()
    expect(codeOf(await answer)).toBe('central-unavailable')
    expect(codeOf(await client.query('catalog.current', {}))).toBe('central-unavailable')
  })

  it('over HTTP ends with central-unavailable after its time, though the effect may have happened', async () => {
    const { started, baseUrl } = await overHttp()
    const slow = createServer((request, response) => {
      request.resume()
      void started.central.command('customer.register', 'k', INPUT, REP).then(() => response.writeHead(200, { 'x-lastmile-wire': '1' }))
    })
    const client = createHttpCentralClient({ baseUrl: await listen(slow), token: TOKEN, timeoutMs: 200, network: UP })
    expect(await client.command('customer.register', 'k', INPUT, REP)).toEqual({ ok: false, error: { code: 'central-unavailable', details: { reason: 'timeout' } } })
    const probe = createHttpCentralClient({ baseUrl, token: TOKEN, timeoutMs: 5000, network: UP })
    expect(valueOf(await probe.query('command.outcome', { key: 'k' })).found).toBe(true)
  })

  it('over HTTP ends with central-unavailable when nobody listens', async () => {
    const client = createHttpCentralClient({ baseUrl: 'http://127.0.0.1:9', token: TOKEN, timeoutMs: 2000, network: UP })
    expect(codeOf(await client.feed(0, 1))).toBe('central-unavailable')
  })
})

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const answering = async (body: string, headers: Record<string, string> = { 'x-lastmile-wire': '1' }, status = 200) => {
  const baseUrl = await listen(createServer((_request, response) => response.writeHead(status, headers).end(body)))
  return createHttpCentralClient({ baseUrl, token: TOKEN, timeoutMs: 2000, network: UP })
}

describe('what the HTTP client makes of strange answers', () => {
  it.each([
    ['no JSON', '<html>', 'central-unavailable'], ['an answer of another shape', '{"done":true}', 'central-unavailable'], ['a cut answer', '{"ok":tr', 'central-unavailable'],
    ['an error code of a newer central', '{"ok":false,"error":{"code":"moon-in-the-way","details":{}}}', 'internal'],
  ])('%s', async (_what, body, code) => {
    expect(codeOf(await (await answering(body)).query('catalog.current', {}))).toBe(code)
  })

  it('does not take a page for a feed that is none', async () => {
    expect(codeOf(await (await answering('{"ok":true,"value":{"items":"all"}}')).feed(0, 1))).toBe('central-unavailable')
  })

  it('lets feed items of an unknown kind pass, for who applies them to skip', async () => {
    const body = JSON.stringify({ ok: true, value: { wireVersion: 1, items: [{ cursor: 1, at: 1, kind: 'comet' }], cursor: 1, more: false } })
    expect(valueOf(await (await answering(body)).feed(0, 1)).items).toHaveLength(1)
  })

  it('says in words that central speaks another major, and that something else listens there', async () => {
    expect(await (await answering('{"ok":true,"value":{}}', { 'x-lastmile-wire': '0' })).query('catalog.current', {})).toEqual({ ok: false, error: { code: 'central-older', details: { deskWire: 1, centralWire: 0 } } })
    expect(await (await answering('{"ok":true,"value":{}}', {})).query('catalog.current', {})).toMatchObject({ error: { code: 'central-unavailable', details: { reason: 'not-central' } } })
  })

  it('does not follow a redirect with its token', async () => {
    expect(codeOf(await (await answering('', { location: 'http://127.0.0.1:9/', 'x-lastmile-wire': '1' }, 307)).query('catalog.current', {}))).toBe('central-unavailable')
  })

  it('takes a refused token for something to repair, not for a refusal of the order', async () => {
    const { client } = await overHttp(UP, 'wrong'.repeat(8))
    expect(await client.command('customer.register', 'k', INPUT, REP)).toEqual({ ok: false, error: { code: 'central-unavailable', details: { reason: 'token-refused' } } })
  })
})

describe('the HTTP door', () => {
  const headers = { authorization: `Bearer ${TOKEN}`, 'x-lastmile-wire': '1', 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'catalog.current', input: {} })
  const without = (name: keyof typeof headers) => Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))

  it.each([
    ['no token', 401, 'sign-in-required', { headers: without('authorization') }],
    ['another token', 401, 'sign-in-required', { headers: { ...headers, authorization: `Bearer ${TOKEN}x` } }],
    ['no wire version', 400, 'input-invalid', { headers: without('x-lastmile-wire') }],
    ['another major', 426, 'central-older', { headers: { ...headers, 'x-lastmile-wire': '2' } }],
    ['text instead of JSON', 415, 'input-invalid', { headers: { ...headers, 'content-type': 'text/plain' } }],
    ['a form', 415, 'input-invalid', { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }],
    ['broken JSON', 400, 'input-invalid', { payload: '{"name":' }],
    ['a body over the limit', 413, 'input-invalid', { payload: `"${'x'.repeat(4 * 1024 * 1024)}"` }],
    ['another path', 404, 'unknown-command', { url: '/v1/secrets' }],
    ['GET', 404, 'unknown-command', { method: 'GET' as const, payload: undefined }],
    ['JSON that is no call', 200, 'input-invalid', { payload: '[1,2]' }],
    ['null', 200, 'input-invalid', { payload: 'null' }],
  ])('refuses %s with an envelope', async (_what, status, code, change) => {
    const { server } = await overHttp()
    const response = await server.inject({ method: 'POST', url: '/v1/query', headers, payload: body, ...change })
    expect([response.statusCode, response.json()]).toEqual([status, { ok: false, error: { code, details: expect.any(Object) } }])
    expect(response.headers['x-lastmile-wire']).toBe('1')
  })

  it('control: the request these are made from is answered', async () => {
    const { server } = await overHttp()
    expect((await server.inject({ method: 'POST', url: '/v1/query', headers, payload: body })).json()).toEqual({ ok: true, value: { catalog: null } })
  })
})
