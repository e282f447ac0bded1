// Goal: only accounting of a NAS we know, made with its secret, is heard, and no octets whatever make the door throw.
// Method: requests written by the practice ISP's own codec; each row breaks one thing; random and mutilated datagrams for the rest.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../main/central/usage/radius/accounting.ts'
import { answerAccounting, attributesOf, isOfTunnel, judgeAccounting } from '../../../main/central/usage/radius/accounting-packet.ts'
import type { JudgedPacket } from '../../../main/central/usage/radius/accounting-packet.ts'
import { NOW } from '../central/support/builders.ts'
import { ATTR, NAS, SECRET, STATUS, accountingRequest, counted, isAnswer, told } from './support/accounting-peer.ts'

const HERE = '127.0.0.1'
const CLIENTS = [{ providerId: 'high-plains', address: HERE, nas: NAS, secret: SECRET }, { providerId: 'kestrel', address: '192.0.2.7', nas: '*', secret: 'the secret of a proxy' }]
const judge = (datagram: Uint8Array, from = HERE): JudgedPacket => judgeAccounting(datagram, from, CLIENTS)
const verdict = (datagram: Uint8Array, from = HERE): string => {
  const judged = judge(datagram, from)
  return judged.kind === 'dropped' ? judged.why : judged.client.providerId
}
const STOP = told('stop', [...counted(5, 7, 60), [ATTR.stamp, NOW / 1_000]])
const cut = (datagram: Buffer, length: number): Buffer => {
  const short = Buffer.from(datagram.subarray(0, length))
  short.writeUInt16BE(length, 2)
  return short
}

describe('who is heard', () => {
  it.each<readonly [string, string, Buffer, string]>([
    ['a request made with the secret', 'high-plains', accountingRequest(STOP), HERE],
    ['one with a Message-Authenticator', 'high-plains', accountingRequest(STOP, { signsMessage: true }), HERE],
    ['one with padding behind it', 'high-plains', Buffer.concat([accountingRequest(STOP), Buffer.alloc(30, 9)]), HERE],
    ['any NAS behind a proxy', 'kestrel', accountingRequest(STOP, { secret: 'the secret of a proxy' }), '192.0.2.7'],
    ['another secret', 'badAuthenticator', accountingRequest(STOP, { secret: 'not the secret' }), HERE],
    ['a wrong Message-Authenticator under a right authenticator', 'badAuthenticator', accountingRequest([...STOP, [ATTR.message, Buffer.alloc(16, 1)]]), HERE],
    ['two Message-Authenticators', 'badAuthenticator', accountingRequest([...STOP, [ATTR.message, Buffer.alloc(16)]], { signsMessage: true }), HERE],
    ['another NAS', 'unknownNas', accountingRequest([[ATTR.status, STATUS.stop], [ATTR.nas, 'nas-9'], [ATTR.session, '1']]), HERE],
    ['a NAS that does not say who it is', 'unknownNas', accountingRequest([[ATTR.status, STATUS.stop], [ATTR.session, '1']]), HERE],
    ['another address', 'unknownNas', accountingRequest(STOP), '192.0.2.8'],
    ['an Access-Request', 'notAccounting', accountingRequest(STOP, { code: 1 }), HERE],
    ['an answer', 'notAccounting', accountingRequest(STOP, { code: 5 }), HERE],
    ['nothing', 'malformed', Buffer.alloc(0), HERE],
    ['a header alone that says more', 'malformed', accountingRequest(STOP).subarray(0, 20), HERE],
    ['an attribute longer than the packet', 'malformed', cut(accountingRequest(STOP), accountingRequest(STOP).length - 3), HERE],
    ['an attribute of length zero', 'malformed', Buffer.concat([cut(accountingRequest([]), 20).fill(22, 3, 4), Buffer.from([1, 0])]), HERE],
    ['five thousand octets', 'malformed', Buffer.concat([accountingRequest(STOP).fill(0x13, 2, 4), Buffer.alloc(5_000)]), HERE],
  ])('%s: %s', (_what, expected, datagram, from) => {
    expect(verdict(datagram, from)).toBe(expected)
  })

  it('no octet of a request can change without it being dropped', () => {
    const request = accountingRequest(STOP, { signsMessage: true })
    for (let at = 0; at < request.length; at += 1) {
      const changed = Buffer.from(request)
      changed.writeUInt8((request[at] ?? 0) ^ 1, at)
      expect(judge(changed).kind, `octet ${at}`).toBe('dropped')
    }
  })

  it('no octets make it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 4_200 }), (octets) => void judge(octets)))
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 253 })), { maxLength: 14 }), (attributes) => {
      const judged = judge(accountingRequest([[ATTR.nas, NAS], ...attributes.map(([type, value]) => [type, Buffer.from(value)] as const)].filter(([type]) => type !== ATTR.message) as never))
      if (judged.kind === 'dropped') return
      isOfTunnel(judged.packet)
      recordOf(attributesOf(judged.packet), NOW)
    }))
  })
})

const read = (attributes: Parameters<typeof accountingRequest>[0]) => {
  const judged = judge(accountingRequest(attributes))
  if (judged.kind === 'dropped') throw new Error(judged.why)
  return recordOf(attributesOf(judged.packet), NOW)
}

describe('what is read', () => {
  it('a stop with gigawords, in whole octets', () => {
    expect(read([...STOP, [ATTR.inputGiga, 1], [ATTR.outputGiga, 2]])).toEqual({ ok: true, value: { status: 'stop', nas: NAS, sessionId: '00000001', userName: 'caller-o1@highplains.example', inputOctets: 2 ** 32 + 5, outputOctets: 2 ** 33 + 7, sessionSeconds: 60, at: NOW, isStamped: true } })
  })

  it('the moment is when it was heard, less how long it waited, where the NAS says none or has no clock yet', () => {
    expect(read(told('stop', [[ATTR.delay, 40]]))).toMatchObject({ ok: true, value: { at: NOW - 40_000, isStamped: false } })
    expect(read(told('stop', [[ATTR.delay, 40], [ATTR.stamp, 77]]))).toMatchObject({ ok: true, value: { at: NOW - 40_000, isStamped: false } })
  })

  it.each([['a counter of three octets', [[ATTR.status, STATUS.stop], [ATTR.nas, NAS], [ATTR.input, Buffer.alloc(3)]]], ['an unknown status', [[ATTR.status, 200], [ATTR.nas, NAS]]], ['no status', [[ATTR.nas, NAS]]]] as const)('%s cannot be read', (_what, attributes) => {
    expect(read(attributes)).toEqual({ ok: false, error: 'record-unreadable' })
  })

  it('a name that is no text is its octets', () => {
    expect(read([[ATTR.status, STATUS.stop], [ATTR.nas, NAS], [ATTR.user, Buffer.from([0xff, 0xfe])], [ATTR.session, '1']])).toMatchObject({ ok: true, value: { userName: '0xfffe' } })
  })
})

describe('the answer', () => {
  it.each([false, true])('is signed for its request and carries its Proxy-States (Message-Authenticator: %s)', (signsMessage) => {
    const request = accountingRequest([...STOP, [ATTR.proxyState, 'first'], [ATTR.proxyState, 'second']], { signsMessage, identifier: 77 })
    const judged = judge(request)
    if (judged.kind === 'dropped') throw new Error(judged.why)
    const answer = Buffer.from(answerAccounting(judged.packet, SECRET))
    expect(isAnswer(answer, request)).toBe(true)
    expect(answer.includes(Buffer.from('!\u0007first!\u0008second'))).toBe(true)
    expect(answer.length).toBe(20 + 15)
  })
})
