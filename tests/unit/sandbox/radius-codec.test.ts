// Goal: the sandbox's own RADIUS codec agrees with the RFCs, not with the desk's client.
// Method: the worked examples of RFC 2865 section 7, byte for byte; negative controls change one byte.
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ATTRIBUTE, CODE, attributeOf, decodePacket, encodePacket, encodeReply, isSigned, provesPassword, revealPassword } from '../../../main/hosts/sandbox/radius/codec.ts'
import type { Packet } from '../../../main/hosts/sandbox/radius/codec.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')
const SECRET = 'xyzzy5461'
/** RFC 2865 7.1: user nemo, PAP. */
const PAP = bytes(`01 00 00 38 0f 40 3f 94 73 97 80 57 bd 83 d5 cb 98 f4 22 7a 01 06 6e 65 6d 6f 02 12 0d be 70 8d 93 d4 13 ce 31 96 e4 3f 78 2a 0a ee
  04 06 c0 a8 01 10 05 06 00 00 00 03`)
/** RFC 2865 7.2: user flopsy, CHAP, the challenge is the Request Authenticator. */
const CHAP = bytes(`01 01 00 47 2a ee 86 f0 8d 0d 55 96 9c a5 97 8e 0d 33 67 a2 01 08 66 6c 6f 70 73 79 03 13 16 e9 75 57 c3 16 18 58 95 f2 93 ff 63 44 07 72 75
  04 06 c0 a8 01 10 05 06 00 00 00 14 06 06 00 00 00 02 07 06 00 00 00 01`)

function read(datagram: Buffer): Packet {
  const packet = decodePacket(datagram)
  if (!packet) throw new Error('not a packet')
  return packet
}
const flip = (buffer: Buffer, at: number): Buffer => {
  const copy = Buffer.from(buffer)
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}

describe('the RADIUS codec', () => {
  it('recovers the password of RFC 2865 7.1', () => {
    const packet = read(PAP)
    expect(attributeOf(packet, ATTRIBUTE.userName)?.toString()).toBe('nemo')
    expect(revealPassword(attributeOf(packet, ATTRIBUTE.userPassword) ?? Buffer.alloc(0), { secret: SECRET, authenticator: packet.authenticator })).toBe('arctangent')
  })

  it('negative control: another secret does not give the password', () => {
    const packet = read(PAP)
    expect(revealPassword(attributeOf(packet, ATTRIBUTE.userPassword) ?? Buffer.alloc(0), { secret: 'xyzzy5462', authenticator: packet.authenticator })).not.toBe('arctangent')
  })

  it('accepts the CHAP proof of RFC 2865 7.2, and no other', () => {
    const packet = read(CHAP)
    const proof = attributeOf(packet, ATTRIBUTE.chapPassword) ?? Buffer.alloc(0)
    expect(provesPassword(proof, { password: 'arctangent', challenge: packet.authenticator })).toBe(true)
    expect(provesPassword(proof, { password: 'arctangents', challenge: packet.authenticator })).toBe(false)
    expect(provesPassword(flip(proof, 16), { password: 'arctangent', challenge: packet.authenticator })).toBe(false)
    expect(provesPassword(proof.subarray(1), { password: 'arctangent', challenge: packet.authenticator })).toBe(false)
  })

  it('writes what it read', () => {
    expect([encodePacket(read(PAP)), encodePacket(read(CHAP))]).toEqual([PAP, CHAP])
  })

  it('reads over padding after the packet, and refuses every shorter piece of it', () => {
    expect(read(Buffer.concat([PAP, Buffer.alloc(7)]))).toEqual(read(PAP))
    for (let length = 0; length < PAP.length; length++) expect(decodePacket(PAP.subarray(0, length))).toBeNull()
  })

  it.each([['an attribute of length 0', 21, 0], ['an attribute of length 1', 21, 1], ['an attribute past the end', 21, 250], ['a length below the header', 3, 19]])('refuses %s', (_, at, value) => {
    const broken = Buffer.from(PAP)
    broken.writeUInt8(value, at)
    expect(decodePacket(broken)).toBeNull()
  })

  it('passes only a request whose Message-Authenticator was made with the secret over all of it', () => {
    const blank: Packet = { ...read(CHAP), attributes: [...read(CHAP).attributes, { type: ATTRIBUTE.messageAuthenticator, value: Buffer.alloc(16) }] }
    const signed = encodePacket(blank)
    createHmac('md5', SECRET).update(encodePacket(blank)).digest().copy(signed, signed.length - 16)
    expect(isSigned(read(signed), SECRET)).toBe(true)
    expect(isSigned(read(signed), 'another')).toBe(false)
    expect(isSigned(read(CHAP), SECRET)).toBe(false)
    for (let at = 22; at < signed.length - 18; at++) {
      const touched = decodePacket(flip(signed, at))
      expect(touched !== null && isSigned(touched, SECRET)).toBe(false)
    }
  })

  it('puts the Message-Authenticator first in a reply and the request\'s identifier on it', () => {
    const reply = read(encodeReply(read(CHAP), { code: CODE.accessAccept, attributes: [{ type: ATTRIBUTE.framedIpAddress, value: bytes('cb007109') }] }, SECRET))
    expect(reply.attributes.map((attribute) => attribute.type)).toEqual([ATTRIBUTE.messageAuthenticator, ATTRIBUTE.framedIpAddress])
    expect([reply.code, reply.identifier]).toEqual([CODE.accessAccept, 1])
  })
})
