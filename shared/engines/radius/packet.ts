import { assert, err, ok, type Result } from '../../kernel/result.ts'

/** RFC 2865 3: 20 octets of header, at most 4096 in all. */
export const HEADER_OCTETS = 20
const MAXIMUM_OCTETS = 4096
/** RFC 2865 5: one octet of type, one of length. */
const ATTRIBUTE_HEADER_OCTETS = 2
export const MAXIMUM_VALUE_OCTETS = 253

/** RFC 2865 3, RFC 2866 3. */
export const CODE = { accessRequest: 1, accessAccept: 2, accessReject: 3, accountingRequest: 4, accountingResponse: 5, accessChallenge: 11 } as const

/** RFC 2865 5, RFC 2866 5, RFC 2869 5 (Gigawords, Event-Timestamp, Message-Authenticator), RFC 3162 2.1. */
export const ATTRIBUTE = {
  userName: 1, userPassword: 2, chapPassword: 3, nasIpAddress: 4, serviceType: 6, framedProtocol: 7, framedIpAddress: 8, replyMessage: 18,
  nasIdentifier: 32, proxyState: 33, acctStatusType: 40, acctDelayTime: 41, acctInputOctets: 42, acctOutputOctets: 43, acctSessionId: 44, acctSessionTime: 46,
  acctInputGigawords: 52, acctOutputGigawords: 53, eventTimestamp: 55, chapChallenge: 60, nasPortType: 61, messageAuthenticator: 80, nasIpv6Address: 95,
} as const

export type RadiusAttribute = { readonly type: number; readonly value: Uint8Array }
export type RadiusPacket = { readonly code: number; readonly identifier: number; readonly authenticator: Uint8Array; readonly attributes: readonly RadiusAttribute[] }
export type PacketFault = 'too-short' | 'length-impossible' | 'attribute-impossible'

/**
 * Writes a packet as its octets. `code`, `identifier`, `type`: 0–255; `authenticator`: 16 octets; each value 0–253 octets, 4096 in all.
 * Errors: throws, whoever builds a packet checked the sizes. Source: RFC 2865 3 and 5.
 */
export function encodePacket(packet: RadiusPacket): Uint8Array {
  const length = packet.attributes.reduce((sum, { value }) => sum + ATTRIBUTE_HEADER_OCTETS + value.length, HEADER_OCTETS)
  assert(packet.authenticator.length === 16, 'an authenticator has 16 octets')
  assert(length <= MAXIMUM_OCTETS, 'a packet has at most 4096 octets')
  const bytes = new Uint8Array(length)
  bytes.set([packet.code, packet.identifier, length >> 8, length & 0xff])
  bytes.set(packet.authenticator, 4)
  let offset = HEADER_OCTETS
  for (const { type, value } of packet.attributes) {
    assert(value.length <= MAXIMUM_VALUE_OCTETS, 'an attribute value has at most 253 octets')
    bytes.set([type, ATTRIBUTE_HEADER_OCTETS + value.length], offset)
    bytes.set(value, offset + ATTRIBUTE_HEADER_OCTETS)
    offset += ATTRIBUTE_HEADER_OCTETS + value.length
  }
  return bytes
}

/**
 * Reads a packet; never throws. Octets beyond the Length field are padding and are left out.
 * Errors: the fault for which RFC 2865 3 says "silently discarded". Checks no signature.
 */
export function decodePacket(datagram: Uint8Array): Result<RadiusPacket, PacketFault> {
  if (datagram.length < HEADER_OCTETS) return err('too-short')
  const length = ((datagram[2] ?? 0) << 8) | (datagram[3] ?? 0)
  if (length < HEADER_OCTETS || length > MAXIMUM_OCTETS || length > datagram.length) return err('length-impossible')
  const attributes: RadiusAttribute[] = []
  for (let offset = HEADER_OCTETS; offset < length; ) {
    const size = offset + 1 < length ? (datagram[offset + 1] ?? 0) : 0
    if (size < ATTRIBUTE_HEADER_OCTETS || offset + size > length) return err('attribute-impossible')
    attributes.push({ type: datagram[offset] ?? 0, value: datagram.slice(offset + ATTRIBUTE_HEADER_OCTETS, offset + size) })
    offset += size
  }
  return ok({ code: datagram[0] ?? 0, identifier: datagram[1] ?? 0, authenticator: datagram.slice(4, HEADER_OCTETS), attributes })
}

/** The octets that count: a datagram without its padding. The datagram must have been decoded before. */
export const withoutPadding = (datagram: Uint8Array): Uint8Array => datagram.subarray(0, ((datagram[2] ?? 0) << 8) | (datagram[3] ?? 0))
