// Goal: over the open connection a page can do what it can by requests, and nobody else can open one. Method: the real host, a real
// WebSocket client that sends what it is told to; each attack beside the one upgrade that must pass.
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { MAX_BODY_BYTES } from '../../../main/hosts/loopback/guards.ts'
import { createLane } from '../../../renderer/client/lane.ts'
import type { LaneSocket } from '../../../renderer/client/lane.ts'
import { type DeskInASocket, openDeskInASocket } from './desk-in-a-socket.ts'

let desk: DeskInASocket
let cookie: string
beforeAll(async () => {
  desk = await openDeskInASocket()
  cookie = await desk.signInBrowser()
})
afterAll(async () => { await desk[Symbol.asyncDispose]() })

const connect = (headers: Readonly<Record<string, string>> = {}, path = '/api/socket') => {
  const { origin, ...others } = { origin: `http://${desk.authority}`, cookie, ...headers }
  return new WebSocket(`ws://${desk.authority}${path}`, { headers: others, ...(origin === '' ? {} : { origin }) })
}
/** 101 when it opens, else the status of the refusal. */
const statusOf = async (socket: WebSocket): Promise<number> => new Promise((resolve) => {
  socket.on('open', () => { socket.close(); resolve(101) })
  socket.on('unexpected-response', (request, response) => { request.destroy(); resolve(response.statusCode ?? 0) })
  socket.on('error', () => undefined)
})

describe('the connection for calls', () => {
  it('opens for the page of this desk, and its calls come from the same session as its requests', async () => {
    const socket = connect()
    await once(socket, 'open')
    socket.send(JSON.stringify({ id: 7, name: 'desk.status', input: { a: 1 } }))
    const [data] = (await once(socket, 'message')) as [Buffer]
    expect(JSON.parse(String(data))).toEqual({ id: 7, envelope: { ok: true, value: { echoed: { name: 'desk.status', input: { a: 1 } } } } })
    const overSocket = desk.console.calls.at(-1)?.clientId
    await desk.send({ method: 'POST', path: '/api/call', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'desk.status', input: {} }) })
    expect(desk.console.calls.at(-1)?.clientId).toBe(overSocket)
    socket.close()
  })

  it.each([
    ['no session', { cookie: '' }, 401],
    ['a session of another desk', { cookie: 'lastmile-1=AAAA' }, 401],
    ['no Origin', { origin: '' }, 403],
    ['a foreign Origin', { origin: 'https://attacker.example' }, 403],
    ['the opaque Origin of a sandboxed frame', { origin: 'null' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a name that was rebound to 127.0.0.1', { host: 'attacker.example' }, 421],
  ])('is refused to %s, and nothing reaches the console', async (_, headers, status) => {
    const before = desk.console.calls.length
    expect(await statusOf(connect(headers))).toBe(status)
    expect(desk.console.calls.length).toBe(before)
    expect(await statusOf(connect())).toBe(101)
  })

  it('is opened nowhere else', async () => {
    expect(await statusOf(connect({}, '/api/call'))).toBe(404)
    expect((await desk.send({ path: '/api/socket', headers: { cookie } })).status).toBe(426)
  })

  it.each([
    ['what is not JSON', 'hello', 1008],
    ['a call without an id', JSON.stringify({ name: 'desk.status', input: {} }), 1008],
    ['a call without a name', JSON.stringify({ id: 1, input: {} }), 1008],
    ['bytes', Buffer.from([1, 2, 3]), 1008],
    ['more than a call may hold', 'x'.repeat(MAX_BODY_BYTES + 1), 1009],
  ])('ends at %s', async (_, sent, code) => {
    const before = desk.console.calls.length
    const socket = connect()
    await once(socket, 'open')
    socket.send(sent)
    const [closedWith] = (await once(socket, 'close')) as [number]
    expect(closedWith).toBe(code)
    expect(desk.console.calls.length).toBe(before)
  })

  it('carries the page\'s own lane, many calls at once', async () => {
    const sockets: WebSocket[] = []
    const lane = createLane(() => {
      const socket = connect()
      sockets.push(socket)
      return socket as unknown as LaneSocket
    }, { ok: false, error: { code: 'internal', details: { reference: 'desk-lost' } } })
    lane.open()
    await once(sockets[0] as WebSocket, 'open')
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => lane.call('desk.status', { n })))
    expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => ({ ok: true, value: { echoed: { name: 'desk.status', input: { n } } } })))
    sockets[0]?.close()
  })
})
