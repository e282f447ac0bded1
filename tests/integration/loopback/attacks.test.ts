// Goal: nothing but the page that this desk printed a link for can reach the console. Method: each attack on a real socket,
// beside the one request that must pass, so that a host that refuses everything fails too.
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES, refuseRequest } from '../../../main/hosts/loopback/guards.ts'
import { type DeskInASocket, JSON_TYPE, openDeskInASocket, type Sent } from './desk-in-a-socket.ts'

let desk: DeskInASocket
let cookie: string
beforeAll(async () => {
  desk = await openDeskInASocket()
  cookie = await desk.signInBrowser()
})
afterAll(async () => { await desk[Symbol.asyncDispose]() })

const goodCall = (headers: Readonly<Record<string, string>> = {}): Sent => ({
  method: 'POST', path: '/api/call', headers: { ...JSON_TYPE, cookie, origin: `http://${desk.authority}`, 'sec-fetch-site': 'same-origin', ...headers }, body: JSON.stringify({ name: 'desk.status', input: {} }),
})
const statusOf = async (sent: Sent) => (await desk.send(sent)).status

describe('the loopback host', () => {
  it('runs the call of its own page and names the session to the console', async () => {
    const answer = await desk.send(goodCall())
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { echoed: { name: 'desk.status', input: {} } } })
    const first = desk.console.calls.at(-1)?.clientId
    const otherCookie = await desk.signInBrowser()
    await desk.send(goodCall({ cookie: otherCookie }))
    expect(desk.console.calls.at(-1)?.clientId).not.toBe(first)
    expect(cookie).not.toContain(first)
  })

  it.each([
    ['a name that was rebound to 127.0.0.1', { host: 'attacker.example' }, 421],
    ['localhost, which this desk never prints', { host: 'localhost:80' }, 421],
    ['a foreign Origin', { origin: 'https://attacker.example' }, 403],
    ['the opaque Origin of a sandboxed frame', { origin: 'null' }, 403],
    ['an Origin that begins like ours', { origin: 'http://127.0.0.1.attacker.example' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['a form post', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a simple-request content type', { 'content-type': 'text/plain' }, 415],
    ['a session of another desk', { cookie: 'lastmile-1=AAAA' }, 401],
    ['a guessed session', { cookie: 'GUESS' }, 401],
  ])('refuses a call from %s', async (_, headers, status) => {
    const before = desk.console.calls.length
    const sent = 'cookie' in headers && headers.cookie === 'GUESS' ? { cookie: `lastmile-${desk.port}=${'A'.repeat(43)}` } : headers
    expect(await statusOf(goodCall(sent))).toBe(status)
    expect(desk.console.calls.length).toBe(before)
  })

  it('refuses a call and the events without a cookie', async () => {
    expect(await statusOf({ ...goodCall(), headers: JSON_TYPE })).toBe(401)
    expect(await statusOf({ path: '/api/events' })).toBe(401)
  })

  it('ignores a session in the query', async () => {
    const token = cookie.split('=')[1]
    expect(await statusOf({ ...goodCall(), path: `/api/call?${cookie}&token=${token}`, headers: JSON_TYPE })).toBe(401)
  })

  it('refuses a call by GET and says what is allowed', async () => {
    const answer = await desk.send({ path: '/api/call', headers: { cookie } })
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST'])
    expect(await statusOf({ method: 'OPTIONS', path: '/api/call', headers: { cookie } })).toBe(405)
    expect(await statusOf({ method: 'PUT', path: '/', headers: { cookie } })).toBe(405)
  })

  it('opens one session per code', async () => {
    const open = (code: string) => desk.send({ method: 'POST', path: '/api/session', headers: JSON_TYPE, body: JSON.stringify({ code }) })
    const code = desk.issueCode()
    const first = await open(code)
    expect(first.status).toBe(200)
    expect(first.headers['set-cookie']?.[0]).toMatch(new RegExp(`^lastmile-${desk.port}=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict$`))
    expect((await open(code)).status).toBe(401)
    expect((await open('')).status).toBe(401)
  })

  it('refuses a body that is too large, announced or not', async () => {
    const body = Buffer.alloc(MAX_BODY_BYTES + 1, 0x20)
    expect(await statusOf({ ...goodCall({ 'content-length': String(body.length) }), body: Buffer.alloc(0) })).toBe(413)
    expect(await statusOf({ ...goodCall({ 'transfer-encoding': 'chunked' }), body })).toBe(413)
  })

  it('refuses what is not JSON and what is not a call', async () => {
    expect(await statusOf({ ...goodCall(), body: '{' })).toBe(400)
    expect(await statusOf({ ...goodCall(), body: '[]' })).toBe(400)
  })

  it.each([
    '/../key', '/..%2fkey', '/%2e%2e/key', '/%2e%2e%2fkey', '/assets/../../key', '/assets/..%5c..%5ckey', '/..\\key', '/%252e%252e%252fkey',
    '//key', '/./index.html', '/assets/app.js%00', '/index.html/', '/notes.txt', '/assets', 'http://127.0.0.1/../key',
  ])('finds nothing at %s', async (path) => {
    const answer = await desk.send({ path })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('secret')
  })

  it('allows no other origin to read anything', async () => {
    const answers = await Promise.all([desk.send(goodCall()), desk.send({ path: '/' }), desk.send({ path: '/missing' }), desk.send({ path: '/assets/app.js' })])
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' })
    }
  })

  it('is not reached over another address of the machine', async () => {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: desk.port })
      socket.on('connect', () => { socket.destroy(); resolve(false) })
      socket.on('error', () => resolve(true))
    })
    expect(refused).toBe(true)
  })
})

describe('the page', () => {
  it('carries a policy whose nonce is the page\'s own and new each time', async () => {
    const [first, second] = await Promise.all([desk.send({ path: '/' }), desk.send({ path: '/' })])
    const policy = String(first.headers['content-security-policy'])
    const nonce = /<meta name="csp-nonce" content="([^"]+)">/.exec(first.body)?.[1]
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(second.body).not.toContain(nonce)
    const directives = Object.fromEntries(policy.split('; ').map((part) => [part.split(' ', 1)[0], part.slice(part.indexOf(' ') + 1)]))
    expect(directives).toMatchObject({
      'default-src': `'none'`, 'script-src': `'self'`, 'style-src': `'self' 'nonce-${nonce}'`, 'font-src': `'self'`, 'connect-src': `'self'`, 'img-src': `'self' data:`, 'worker-src': `'self'`, 'require-trusted-types-for': `'script'`, 'trusted-types': 'default',
      'frame-ancestors': `'none'`, 'base-uri': `'none'`, 'form-action': `'none'`, 'object-src': `'none'`,
    })
    expect(policy).not.toContain('unsafe')
  })
})

describe('the guards', () => {
  // Negative control: the same attacks against guards of which one is missing must get through, or the checks above prove nothing.
  const attack = { method: 'POST', path: '/api/call', headers: { host: 'attacker.example', 'content-type': 'application/json' } }
  it('would let a rebound name through if they compared the Host with itself', () => {
    expect(refuseRequest(attack, '127.0.0.1:1')?.status).toBe(421)
    expect(refuseRequest(attack, attack.headers.host)).toBeNull()
  })
})
