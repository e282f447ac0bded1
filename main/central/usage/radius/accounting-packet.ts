import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { RadiusPacket } from '../../../../shared/engines/radius/packet.ts'
import { ATTRIBUTE, CODE, decodePacket, encodePacket, HEADER_OCTETS, withoutPadding } from '../../../../shared/engines/radius/packet.ts'

/** A network access server that may send accounting, and with what it proves itself. `nas` '*': any behind that address, as with a proxy. */
export type RadiusClient = { readonly providerId: string; readonly address: string; readonly nas: string; readonly secret: string }
export type DroppedWhy = 'malformed' | 'notAccounting' | 'unknownNas' | 'badAuthenticator'
export type JudgedPacket =
  | { readonly kind: 'request'; readonly client: RadiusClient; readonly packet: RadiusPacket; /** The attributes as they came. */ readonly octets: Uint8Array }
  | { readonly kind: 'dropped'; readonly why: DroppedWhy; readonly client: RadiusClient | null }

/**
 * Decides whether a datagram is accounting of somebody we know. Never throws. The secret is chosen by the address it came from and the NAS
 * it names; what fails a check is dropped without a word. Source: RFC 2866 3 and 4.1, RFC 3579 3.2.
 */
export function judgeAccounting(datagram: Uint8Array, from: string, clients: readonly RadiusClient[]): JudgedPacket {
  const decoded = decodePacket(datagram)
  if (!decoded.ok) return dropped('malformed')
  const packet = decoded.value
  if (packet.code !== CODE.accountingRequest) return dropped('notAccounting')
  const nas = nasOf(packet)
  const here = clients.filter(({ address }) => address === from)
  const client = here.find((one) => one.nas === nas) ?? here.find((one) => one.nas === '*')
  if (!client || nas === null) return dropped('unknownNas')
  const octets = withoutPadding(datagram)
  const isSigned = isRequestAuthentic(octets, client.secret) && isMessageAuthentic(octets, packet, client.secret)
  return isSigned ? { kind: 'request', client, packet, octets: Uint8Array.from(octets.subarray(HEADER_OCTETS)) } : dropped('badAuthenticator', client)
}

/**
 * The Accounting-Response: nothing but the Proxy-States as they came. It has no Message-Authenticator even where the request had one: RFC 2869
 * 5.14 does not say over which authenticator, and FreeRADIUS 3.2 refuses one over the request's. Source: RFC 2866 4.2, RFC 2865 5.33.
 */
export function answerAccounting(request: RadiusPacket, secret: string): Uint8Array {
  const attributes = request.attributes.filter(({ type }) => type === ATTRIBUTE.proxyState)
  // Until it is signed, a response carries the request's authenticator.
  const octets = encodePacket({ code: CODE.accountingResponse, identifier: request.identifier, authenticator: request.authenticator, attributes })
  octets.set(createHash('md5').update(octets).update(secret).digest(), 4)
  return octets
}

const INTEGERS: Readonly<Record<string, number>> = {
  'Acct-Status-Type': ATTRIBUTE.acctStatusType, 'Acct-Delay-Time': ATTRIBUTE.acctDelayTime, 'Acct-Input-Octets': ATTRIBUTE.acctInputOctets, 'Acct-Output-Octets': ATTRIBUTE.acctOutputOctets,
  'Acct-Session-Time': ATTRIBUTE.acctSessionTime, 'Acct-Input-Gigawords': ATTRIBUTE.acctInputGigawords, 'Acct-Output-Gigawords': ATTRIBUTE.acctOutputGigawords, 'Event-Timestamp': ATTRIBUTE.eventTimestamp,
}
const TEXTS: Readonly<Record<string, number>> = { 'User-Name': ATTRIBUTE.userName, 'Acct-Session-Id': ATTRIBUTE.acctSessionId }
const UNREADABLE = '?'

/** The attributes by name, as a detail file writes them. An integer that has not four octets is no number; a text that is no UTF-8 is its octets. */
export const attributesOf = (packet: RadiusPacket) => (name: string): string | undefined => {
  if (name === 'NAS-Identifier') return nasOf(packet) ?? undefined
  const integer = INTEGERS[name]
  if (integer !== undefined) {
    const value = valueOf(packet, integer)
    return value && (value.length === 4 ? String(new DataView(value.buffer, value.byteOffset, 4).getUint32(0)) : UNREADABLE)
  }
  const text = TEXTS[name]
  const value = text === undefined ? undefined : valueOf(packet, text)
  return value && value.length > 0 ? textOf(value) : undefined
}

/** Tunnels and failed sessions (RFC 2867 3, RFC 2866 5.1): told, answered, and no usage of a subscriber. */
export const isOfTunnel = (packet: RadiusPacket): boolean => {
  const status = Number(attributesOf(packet)('Acct-Status-Type') ?? Number.NaN)
  return status >= 9 && status <= 15
}

/** Who sends: the NAS's own name, else its address. A server that says neither is none (RFC 2866 4.1). */
function nasOf(packet: RadiusPacket): string | null {
  const name = valueOf(packet, ATTRIBUTE.nasIdentifier)
  if (name && name.length > 0) return textOf(name)
  const [v4, v6] = [valueOf(packet, ATTRIBUTE.nasIpAddress), valueOf(packet, ATTRIBUTE.nasIpv6Address)]
  if (v4?.length === 4) return v4.join('.')
  return v6?.length === 16 ? Buffer.from(v6).toString('hex').replaceAll(/(.{4})(?!$)/g, '$1:') : null
}

function isRequestAuthentic(octets: Uint8Array, secret: string): boolean {
  const expected = createHash('md5').update(octets.subarray(0, 4)).update(new Uint8Array(16)).update(octets.subarray(HEADER_OCTETS)).update(secret).digest()
  return timingSafeEqual(expected, octets.subarray(4, HEADER_OCTETS))
}

/** Where there is a Message-Authenticator it must be right: made while both authenticators were zeros. */
function isMessageAuthentic(octets: Uint8Array, packet: RadiusPacket, secret: string): boolean {
  const signatures = packet.attributes.filter(({ type }) => type === ATTRIBUTE.messageAuthenticator)
  const [signature] = signatures
  if (!signature) return true
  if (signatures.length > 1 || signature.value.length !== 16) return false
  const blank = encodePacket({ ...packet, authenticator: new Uint8Array(16), attributes: packet.attributes.map((one) => (one === signature ? { ...one, value: new Uint8Array(16) } : one)) })
  return timingSafeEqual(createHmac('md5', secret).update(blank).digest(), signature.value)
}

const valueOf = (packet: RadiusPacket, wanted: number): Uint8Array | undefined => packet.attributes.find(({ type }) => type === wanted)?.value
const dropped = (why: DroppedWhy, client: RadiusClient | null = null): JudgedPacket => ({ kind: 'dropped', why, client })

function textOf(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch {
    return `0x${Buffer.from(value).toString('hex')}`
  }
}
