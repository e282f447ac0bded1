// Goal: the client believes only what the asked server signed, repeats the same packet, and goes to the second server in time.
// Method: scripted servers on real loopback UDP sockets; each check of a forgery is also run against a client that does not look.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { authenticate, findRealm, realmOf } from '../../../main/provisioning/partners/radius/authenticate.ts'
import { judgeReply, type ReplyJudgement } from '../../../main/provisioning/partners/radius/access-reply.ts'
import { answerChapChallenge, hidePassword, messageAuthenticator } from '../../../main/provisioning/partners/radius/authenticators.ts'
import { exchangeDatagrams } from '../../../main/provisioning/partners/radius/exchange-datagrams.ts'
import { ATTRIBUTE, CODE, decodePacket, type RadiusPacket } from '../../../shared/engines/radius/packet.ts'
import type { AuthenticateRequest, RealmConfig } from '../../../main/provisioning/ports.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { replyTo, startRadiusServer, utf8, type Received } from './radius-server.ts'

const SECRET = 'a secret of the test'
const PASSWORD = 'correct horse'
const request: AuthenticateRequest = { userIdentifier: 'juniper@highplains.example', password: PASSWORD, service: 'authenticateOnly' }
const framedIp = { type: ATTRIBUTE.framedIpAddress, value: Uint8Array.of(203, 0, 113, 7) }
const timers = { after: (delayMs: number, run: () => void) => { const timer = setTimeout(run, delayMs); return () => clearTimeout(timer) } }
const deps = { clock: { now: () => Date.now() }, timers, randomBytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) }

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))
const serve = async (answer: (received: Received) => void) => {
  const server = await startRadiusServer(answer)
  closers.push(server.close)
  return server
}
const realm = (ports: readonly number[], changes: Partial<RealmConfig> = {}, requireMessageAuthenticatorInReply = true): RealmConfig => ({
  realm: 'highplains.example', ispId: asId<'ProviderId'>('high-plains'), method: 'pap', timeoutMs: 40, attemptsPerServer: 3,
  servers: ports.map((port) => ({ host: '127.0.0.1', port, secret: SECRET, requireMessageAuthenticatorInReply })), ...changes,
})
const accept = (received: Received, secret = SECRET) => received.reply(replyTo(received.packet, utf8(secret), { code: CODE.accessAccept, attributes: [framedIp], signed: true }))
const valueOf = (packet: RadiusPacket | undefined, type: number) => packet?.attributes.find((attribute) => attribute.type === type)?.value

describe('a request', () => {
  it('puts a correct Message-Authenticator first and names identifier, access server and service', async () => {
    const server = await serve(accept)
    await authenticate(deps, realm([server.port]), request)
    const [{ octets, packet }] = server.received as [Received]
    expect(packet.attributes[0]?.type).toBe(ATTRIBUTE.messageAuthenticator)
    expect(Buffer.from(packet.attributes[0]?.value ?? [])).toEqual(Buffer.from(messageAuthenticator(octets, packet.authenticator, utf8(SECRET))))
    expect(valueOf(packet, ATTRIBUTE.userName)).toEqual(utf8('juniper@highplains.example'))
    expect(valueOf(packet, ATTRIBUTE.nasIdentifier)).toEqual(utf8('lastmile-desk'))
    expect(valueOf(packet, ATTRIBUTE.serviceType)).toEqual(Uint8Array.of(0, 0, 0, 8))
  })

  it('asks for framed access with Service-Type 2', async () => {
    const server = await serve(accept)
    await authenticate(deps, realm([server.port]), { ...request, service: 'framed' })
    expect(valueOf(server.received[0]?.packet, ATTRIBUTE.serviceType)).toEqual(Uint8Array.of(0, 0, 0, 2))
  })

  it('carries the password hidden with PAP, and not at all with CHAP', async () => {
    const server = await serve(accept)
    await authenticate(deps, realm([server.port]), request)
    await authenticate(deps, realm([server.port], { method: 'chap' }), request)
    const [pap, chap] = server.received.map(({ packet }) => packet)
    expect(valueOf(pap, ATTRIBUTE.userPassword)).toEqual(hidePassword(utf8(PASSWORD), { secret: utf8(SECRET), authenticator: pap?.authenticator ?? new Uint8Array() }))
    const chapPassword = valueOf(chap, ATTRIBUTE.chapPassword) ?? new Uint8Array()
    expect(chapPassword).toEqual(answerChapChallenge(chapPassword[0] ?? -1, utf8(PASSWORD), valueOf(chap, ATTRIBUTE.chapChallenge) ?? new Uint8Array()))
    expect(valueOf(chap, ATTRIBUTE.userPassword)).toBeUndefined()
    for (const { octets } of server.received) expect(Buffer.from(octets).includes(PASSWORD)).toBe(false)
  })
})

describe('a reply', () => {
  it('that accepts gives the framed address and the server that said so', async () => {
    const server = await serve(accept)
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'done', value: { accepted: true, framedIpAddress: '203.0.113.7', server: `127.0.0.1:${server.port}`, method: 'pap', replyMessage: null } })
  })

  it('that rejects is an answer, with its message', async () => {
    const server = await serve((received) => received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessReject, attributes: [{ type: ATTRIBUTE.replyMessage, value: utf8('no active service') }], signed: true })))
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'done', value: { accepted: false, framedIpAddress: null, replyMessage: 'no active service' } })
  })

  it('that wants a dialogue is refused by name', async () => {
    const server = await serve((received) => received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessChallenge, signed: true })))
    expect(await authenticate(deps, realm([server.port]), request)).toEqual({ kind: 'notDone', error: { code: 'provider-refused', details: { providerId: 'high-plains', providerCode: 'access-challenge' } } })
  })

  it('without a Message-Authenticator is believed only where the setting allows it', async () => {
    const server = await serve((received) => received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessAccept, signed: false })))
    expect(await authenticate(deps, realm([server.port], {}, true), request)).toMatchObject({ kind: 'notDone', error: { code: 'isp-unavailable', details: { servers: 'message-authenticator-missing' } } })
    expect(await authenticate(deps, realm([server.port], {}, false), request)).toMatchObject({ kind: 'done', value: { accepted: true } })
  })

  it('with Proxy-State but no Message-Authenticator is never believed: that is where a collision hides', async () => {
    const server = await serve((received) => received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessAccept, attributes: [{ type: ATTRIBUTE.proxyState, value: new Uint8Array(40) }], signed: false })))
    expect(await authenticate(deps, realm([server.port], {}, false), request)).toMatchObject({ kind: 'notDone', error: { code: 'isp-unavailable', details: { servers: 'proxy-state-unsigned' } } })
  })

  it('with a wrong Message-Authenticator is not believed though its Response Authenticator is right', async () => {
    const server = await serve((received) => received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessAccept, attributes: [{ type: ATTRIBUTE.messageAuthenticator, value: new Uint8Array(16) }], signed: false })))
    expect(await authenticate(deps, realm([server.port], {}, false), request)).toMatchObject({ kind: 'notDone', error: { details: { servers: 'message-authenticator-wrong' } } })
  })
})

describe('a forged reply', () => {
  /** The attacker cannot sign; the true server says no right after. */
  const serveForgeryFirst = () => serve((received) => {
    accept(received, 'a guessed secret')
    received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessReject, signed: true }))
  })

  it('is ignored and the true one is taken', async () => {
    const server = await serveForgeryFirst()
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'done', value: { accepted: false } })
  })

  it('is accepted by a client that does not check the Response Authenticator (negative control)', async () => {
    const server = await serveForgeryFirst()
    const careless = (datagram: Uint8Array): ReplyJudgement => {
      const decoded = decodePacket(datagram)
      return decoded.ok && decoded.value.code === CODE.accessAccept ? { kind: 'reply', reply: { verdict: 'accept', framedIpAddress: null, replyMessage: null } } : { kind: 'ignored', why: 'not-a-reply' }
    }
    const packet = Uint8Array.of(1, 9, 0, 20, ...new Uint8Array(16))
    const asked = { host: '127.0.0.1', port: server.port, packet, attempts: 3, timeoutMs: 40 }
    expect(await exchangeDatagrams(timers, { ...asked, judge: careless })).toMatchObject({ kind: 'replied', reply: { verdict: 'accept' } })
    const awaited = { identifier: 9, authenticator: new Uint8Array(16), secret: utf8(SECRET), requireMessageAuthenticator: true }
    expect(await exchangeDatagrams(timers, { ...asked, judge: (datagram) => judgeReply(datagram, awaited) })).toMatchObject({ kind: 'replied', reply: { verdict: 'reject' } })
  })

  it('from another address is not even looked at, while an open socket takes it (negative control)', async () => {
    const elsewhere = createSocket('udp4')
    closers.push(() => elsewhere.close())
    const server = await serve((received) => {
      const signed = replyTo(received.packet, utf8(SECRET), { code: CODE.accessAccept, signed: true })
      elsewhere.send(signed, received.from.port, received.from.address)
    })
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'notDone', error: { code: 'isp-unavailable', details: { servers: 'silent' } } })

    const open = createSocket('udp4')
    closers.push(() => open.close())
    open.send(Uint8Array.of(1, 9, 0, 20, ...new Uint8Array(16)), server.port, '127.0.0.1')
    const [datagram] = (await once(open, 'message')) as [Uint8Array]
    expect(datagram[0]).toBe(CODE.accessAccept)
  })

  it('for another identifier is ignored', async () => {
    const server = await serve((received) => {
      const other = { ...received.packet, identifier: (received.packet.identifier + 1) % 256 }
      received.reply(replyTo(other, utf8(SECRET), { code: CODE.accessAccept, signed: true }))
    })
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'notDone', error: { details: { servers: 'other-identifier' } } })
  })

  it('of pure garbage is ignored and the true one is taken', async () => {
    const server = await serve((received) => {
      received.reply(Uint8Array.of(2, 0, 0))
      received.reply(new Uint8Array(4_000).fill(0xff))
      accept(received)
    })
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'done', value: { accepted: true } })
  })
})

describe('a server that does not answer', () => {
  it('gets the very same packet again from the same port', async () => {
    const server = await serve((received) => received.number === 3 && accept(received))
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'done', value: { accepted: true } })
    const [first, ...repetitions] = server.received
    expect(repetitions).toHaveLength(2)
    for (const repetition of repetitions) {
      expect(repetition.octets).toEqual(first?.octets)
      expect(repetition.from.port).toBe(first?.from.port)
    }
  })

  it('may answer the first packet after the second was sent', async () => {
    let firstOne: Received | null = null
    const server = await serve((received) => {
      if (firstOne === null) firstOne = received
      else accept(firstOne)
    })
    expect(await authenticate(deps, realm([server.port]), request)).toMatchObject({ kind: 'done', value: { accepted: true } })
  })

  it('is left for the second one after its attempts, with a fresh packet', async () => {
    const silent = await serve(() => {})
    const second = await serve(accept)
    expect(await authenticate(deps, realm([silent.port, second.port]), request)).toMatchObject({ kind: 'done', value: { server: `127.0.0.1:${second.port}` } })
    expect(silent.received).toHaveLength(3)
    expect(second.received).toHaveLength(1)
    expect(second.received[0]?.packet.authenticator).not.toEqual(silent.received[0]?.packet.authenticator)
  })

  it('is left at once when its port is closed', async () => {
    const gone = await startRadiusServer(() => {})
    const { port } = gone
    gone.close()
    const second = await serve(accept)
    const outcome = await authenticate(deps, realm([port, second.port], { timeoutMs: 30_000 }), request)
    expect(outcome).toMatchObject({ kind: 'done', value: { server: `127.0.0.1:${second.port}` } })
  })

  it('whose late reply comes during the second one is not heard any more', async () => {
    let late: Received | null = null
    const first = await serve((received) => { late = received })
    const second = await serve((received) => {
      if (late !== null) accept(late)
      received.reply(replyTo(received.packet, utf8(SECRET), { code: CODE.accessReject, signed: true }))
    })
    expect(await authenticate(deps, realm([first.port, second.port]), request)).toMatchObject({ kind: 'done', value: { accepted: false } })
  })

  it('leaves the call not done, with neither name, password nor secret in the error, when the second is silent too', async () => {
    const servers = [await serve(() => {}), await serve(() => {})]
    const outcome = await authenticate(deps, realm(servers.map(({ port }) => port)), request)
    expect(outcome).toEqual({ kind: 'notDone', error: { code: 'isp-unavailable', details: { ispId: 'high-plains', realm: 'highplains.example', servers: 'silent, silent' } } })
    for (const word of [PASSWORD, SECRET, 'juniper']) expect(JSON.stringify(outcome)).not.toContain(word)
  })
})

describe('a name that cannot be sent', () => {
  it('is refused before anything leaves', async () => {
    const server = await serve(accept)
    expect(await authenticate(deps, realm([server.port]), { ...request, password: 'x'.repeat(129) })).toEqual({ kind: 'notDone', error: { code: 'input-invalid', details: { field: 'password', maximumOctets: 128 } } })
    expect(await authenticate(deps, realm([server.port]), { ...request, userIdentifier: 'é'.repeat(127) })).toEqual({ kind: 'notDone', error: { code: 'input-invalid', details: { field: 'userIdentifier', maximumOctets: 253 } } })
    expect(server.received).toHaveLength(0)
  })

  it.each([['juniper@highplains.example', 'highplains.example'], ['juniper@HighPlains.Example', 'highplains.example'], ['a@b@highplains.example', 'highplains.example'], ['juniper', ''], ['juniper@', ''], ['@highplains.example', '']])(
    '%s has the realm "%s"', (userIdentifier, name) => {
      expect(realmOf(userIdentifier)).toBe(name)
      expect(findRealm([realm([1812])], userIdentifier)?.realm ?? '').toBe(name)
    })
})
