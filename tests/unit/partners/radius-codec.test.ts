// Goal: the codec agrees with the bytes that RFC 2865 section 7 publishes, and survives any others.
// Method: the RFC's packets as vectors (their authenticators and hidden passwords recomputed), properties for the rest.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerChapChallenge, hidePassword, responseAuthenticator } from '../../../main/provisioning/partners/radius/authenticators.ts'
import { judgeReply } from '../../../main/provisioning/partners/radius/access-reply.ts'
import { CODE, decodePacket, encodePacket, type RadiusPacket } from '../../../shared/engines/radius/packet.ts'
import { hex, replyTo, utf8 } from './radius-server.ts'

const SECRET = utf8('xyzzy5461')

/** RFC 2865 7.1: nemo logs in with PAP to be sent to a host by Telnet. */
const TELNET = {
  request: hex('01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb 98 f4 22 7a 01 06 6e 65 6d 6f 02 12 0d be 70 8d 93 d4 13 ce 31 96 e4 3f 78 2a 0a ee 04 06 c0 a8 01 10 05 06 00 00 00 03'),
  accept: hex('02 00 00 26 86 fe 22 0e 76 24 ba 2a 10 05 f6 bf 9b 55 e0 b2 06 06 00 00 00 01 0f 06 00 00 00 00 0e 06 c0 a8 01 03'),
}
/** RFC 2865 7.2: flopsy starts a framed session with CHAP; the Request Authenticator is the challenge. */
const FRAMED = {
  request: hex('01 01 00 47 2a ee 86 f0 8d 0d 55 96 9c a5 97 8e 0d 33 67 a2 01 08 66 6c 6f 70 73 79 03 13 16 e9 75 57 c3 16 18 58 95 f2 93 ff 63 44 07 72 75 04 06 c0 a8 01 10 05 06 00 00 00 14 06 06 00 00 00 02 07 06 00 00 00 01'),
  accept: hex('02 01 00 38 15 ef bc 7d ab 26 cf a3 dc 34 d9 c0 3c 86 01 a4 06 06 00 00 00 02 07 06 00 00 00 01 08 06 ff ff ff fe 0a 06 00 00 00 02 0d 06 00 00 00 01 0c 06 00 00 05 dc'),
}
/** RFC 2865 7.3: mopsy answers a challenge and is rejected. Of the second request only the authenticator and the hidden password are used. */
const CHALLENGED = {
  first: hex('01 02 00 39 f3 a4 7a 1f 6a 6d 76 71 0b 94 7a b9 30 41 a0 39 01 07 6d 6f 70 73 79 02 12 33 65 75 73 77 82 89 b5 70 88 5e 15 08 48 25 c5 04 06 c0 a8 01 10 05 06 00 00 00 07'),
  challenge: Uint8Array.of(...hex('0b 02 00 4e 36 f3 c8 76 4a e8 c7 11 57 40 3c 0c 71 ff 9c 45 12 30'), ...utf8('Challenge 32769430.  Enter response at prompt.'), ...hex('18 0a'), ...utf8('32769430')),
  second: hex('01 03 00 43 b1 22 55 6d 42 8a 13 d0 d6 25 38 07 c4 57 ec f0 01 07 6d 6f 70 73 79 02 12 69 2c 1f 20 5f c0 81 b9 19 b9 51 95 f5 61 a5 81 04 06 c0 a8 01 10 05 06 00 00 00 07 18 10 33 32 37 36 39 34 33 30'),
  reject: hex('03 03 00 14 a4 2f 4f ca 45 91 6c 4e 09 c8 34 0f 9e 74 6a a0'),
}

const decoded = (octets: Uint8Array): RadiusPacket => {
  const result = decodePacket(octets)
  if (!result.ok) throw new Error(result.error)
  return result.value
}
const awaited = (request: Uint8Array, requireMessageAuthenticator = false) => ({ identifier: request[1] ?? -1, authenticator: request.slice(4, 20), secret: SECRET, requireMessageAuthenticator })

describe('the packets of RFC 2865 section 7', () => {
  it.each([['7.1', TELNET.request], ['7.1 accept', TELNET.accept], ['7.2', FRAMED.request], ['7.2 accept', FRAMED.accept], ['7.3 first', CHALLENGED.first], ['7.3 challenge', CHALLENGED.challenge], ['7.3 reject', CHALLENGED.reject]])(
    '%s decodes and encodes to the published bytes', (_, octets) => expect(encodePacket(decoded(octets))).toEqual(octets))

  it('hides the password of 7.1 and both of 7.3 as published', () => {
    expect(hidePassword(utf8('arctangent'), { secret: SECRET, authenticator: TELNET.request.slice(4, 20) })).toEqual(TELNET.request.slice(28, 44))
    expect(hidePassword(utf8('challenge'), { secret: SECRET, authenticator: CHALLENGED.first.slice(4, 20) })).toEqual(CHALLENGED.first.slice(29, 45))
    expect(hidePassword(utf8('99101462'), { secret: SECRET, authenticator: CHALLENGED.second.slice(4, 20) })).toEqual(CHALLENGED.second.slice(29, 45))
  })

  it('answers the CHAP challenge of 7.2 as published', () => {
    expect(answerChapChallenge(0x16, utf8('arctangent'), FRAMED.request.slice(4, 20))).toEqual(FRAMED.request.slice(30, 47))
  })

  it.each([['7.1', TELNET.request, TELNET.accept], ['7.2', FRAMED.request, FRAMED.accept], ['7.3 challenge', CHALLENGED.first, CHALLENGED.challenge], ['7.3 reject', CHALLENGED.second, CHALLENGED.reject]])(
    '%s: computes the Response Authenticator as published', (_, request, reply) => expect(Buffer.from(responseAuthenticator(reply, request.slice(4, 20), SECRET))).toEqual(Buffer.from(reply.slice(4, 20))))

  it('reads the accepts, the challenge and the reject as replies to their requests', () => {
    expect(judgeReply(TELNET.accept, awaited(TELNET.request))).toEqual({ kind: 'reply', reply: { verdict: 'accept', framedIpAddress: null, replyMessage: null } })
    expect(judgeReply(FRAMED.accept, awaited(FRAMED.request)), '255.255.255.254 leaves the choice to the access server').toEqual({ kind: 'reply', reply: { verdict: 'accept', framedIpAddress: null, replyMessage: null } })
    expect(judgeReply(CHALLENGED.challenge, awaited(CHALLENGED.first))).toMatchObject({ kind: 'reply', reply: { verdict: 'challenge', replyMessage: 'Challenge 32769430.  Enter response at prompt.' } })
    expect(judgeReply(CHALLENGED.reject, awaited(CHALLENGED.second))).toMatchObject({ kind: 'reply', reply: { verdict: 'reject' } })
  })

  it('leaves a datagram unchanged when it checks it in Node\'s Buffer, whose slices share memory', () => {
    const signed = replyTo(decoded(TELNET.request), SECRET, { code: CODE.accessAccept, signed: true })
    const datagram = Buffer.from(signed)
    expect(judgeReply(datagram, awaited(TELNET.request, true)).kind).toBe('reply')
    expect([...datagram]).toEqual([...signed])
  })

  it('ignores padding after the length that a packet states', () => {
    expect(judgeReply(Uint8Array.of(...TELNET.accept, 1, 2, 3), awaited(TELNET.request)).kind).toBe('reply')
  })
})

describe('the hiding of a password', () => {
  it('chains blocks of sixteen octets and can be undone by who knows the secret', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 128 }), fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (password, secret, authenticator) => {
      const hidden = hidePassword(password, { secret, authenticator })
      expect(hidden.length).toBe(Math.max(16, Math.ceil(password.length / 16) * 16))
      expect(reveal(hidden, secret, authenticator).slice(0, password.length)).toEqual(password)
    }))
  })
})

describe('any packet', () => {
  const attribute = fc.record({ type: fc.integer({ min: 0, max: 255 }), value: fc.uint8Array({ maxLength: 253 }) })
  const packet = fc.record({ code: fc.integer({ min: 0, max: 255 }), identifier: fc.integer({ min: 0, max: 255 }), authenticator: fc.uint8Array({ minLength: 16, maxLength: 16 }), attributes: fc.array(attribute, { maxLength: 15 }) })

  it('is what it was after encoding and decoding', () => {
    fc.assert(fc.property(packet, (original) => {
      expect(decoded(encodePacket(original))).toEqual(original)
    }))
  })

  it('is refused without an exception when it is garbage', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (garbage) => {
      decodePacket(garbage)
      expect(judgeReply(garbage, awaited(TELNET.request)).kind).toBe('ignored')
    }), { numRuns: 2_000 })
  })

  it('is refused without an exception when one octet of a true reply is changed', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: TELNET.accept.length - 1 }), fc.integer({ min: 1, max: 255 }), (position, change) => {
      const forged = TELNET.accept.slice()
      forged[position] = (forged[position] ?? 0) ^ change
      expect(judgeReply(forged, awaited(TELNET.request)).kind).toBe('ignored')
    }), { numRuns: 2_000 })
  })

  it.each([
    ['nothing', '', 'too-short'],
    ['a length below the header', '02 00 00 13 00000000000000000000000000000000', 'length-impossible'],
    ['a length above what came', '02 00 00 15 00000000000000000000000000000000', 'length-impossible'],
    ['an attribute of length zero', '02 00 00 16 00000000000000000000000000000000 12 00', 'attribute-impossible'],
    ['an attribute that runs over the end', '02 00 00 17 00000000000000000000000000000000 12 04 41', 'attribute-impossible'],
    ['an attribute without a length', '02 00 00 15 00000000000000000000000000000000 12', 'attribute-impossible'],
  ])('is refused by name: %s', (_, octets, fault) => expect(decodePacket(hex(octets))).toEqual({ ok: false, error: fault }))
})

/** The inverse of hiding, written for the test from RFC 2865 5.2: xor with the hiding of zeros, block after block. */
function reveal(hidden: Uint8Array, secret: Uint8Array, authenticator: Uint8Array): Uint8Array {
  const password = new Uint8Array(hidden.length)
  for (let start = 0; start < hidden.length; start += 16) {
    const mask = hidePassword(new Uint8Array(16), { secret, authenticator: start === 0 ? authenticator : hidden.slice(start - 16, start) })
    for (let index = 0; index < 16; index += 1) password[start + index] = (hidden[start + index] ?? 0) ^ (mask[index] ?? 0)
  }
  return password
}
