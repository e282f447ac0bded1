import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** RFC 2865 section 3: code (1), identifier (1), length (2), authenticator (16), then attributes of type (1), length (1), value. */
export const CODE = { accessRequest: 1, accessAccept: 2, accessReject: 3, accountingRequest: 4, accountingResponse: 5 } as const
export const ATTRIBUTE = { userName: 1, userPassword: 2, chapPassword: 3, serviceType: 6, framedIpAddress: 8, replyMessage: 18, nasIdentifier: 32, acctStatusType: 40, acctDelayTime: 41, acctInputOctets: 42, acctOutputOctets: 43, acctSessionId: 44, acctSessionTime: 46, acctTerminateCause: 49, acctInputGigawords: 52, acctOutputGigawords: 53, eventTimestamp: 55, chapChallenge: 60, messageAuthenticator: 80 } as const
export const SERVICE_TYPE = { framed: 2, authenticateOnly: 8 } as const

export type Attribute = { readonly type: number; readonly value: Buffer }
export type Packet = { readonly code: number; readonly identifier: number; readonly authenticator: Buffer; readonly attributes: readonly Attribute[] }

const HEADER_BYTES = 20
const MAX_BYTES = 4_096
const DIGEST_BYTES = 16

/** Reads a datagram. Null for anything that is not a well-formed packet; octets past its length are padding (RFC 2865 section 3). */
export function decodePacket(datagram: Buffer): Packet | null {
  if (datagram.length < HEADER_BYTES) return null
  const length = datagram.readUInt16BE(2)
  if (length < HEADER_BYTES || length > MAX_BYTES || length > datagram.length) return null
  const attributes: Attribute[] = []
  for (let at = HEADER_BYTES; at < length; ) {
    const size = at + 1 < length ? datagram.readUInt8(at + 1) : 0
    if (size < 2 || at + size > length) return null
    attributes.push({ type: datagram.readUInt8(at), value: Buffer.from(datagram.subarray(at + 2, at + size)) })
    at += size
  }
  return { code: datagram.readUInt8(0), identifier: datagram.readUInt8(1), authenticator: Buffer.from(datagram.subarray(4, HEADER_BYTES)), attributes }
}

/** Writes a packet as it stands: no signature is computed. Attribute values are at most 253 octets. */
export function encodePacket({ code, identifier, authenticator, attributes }: Packet): Buffer {
  const body = Buffer.concat(attributes.map(({ type, value }) => Buffer.concat([Buffer.from([type, value.length + 2]), value])))
  const head = Buffer.alloc(4)
  head.writeUInt8(code, 0)
  head.writeUInt8(identifier, 1)
  head.writeUInt16BE(HEADER_BYTES + body.length, 2)
  return Buffer.concat([head, authenticator, body])
}

/**
 * Signs a reply: Message-Authenticator first in the packet, as the answer to Blast-RADIUS (CVE-2024-3596) wants it, computed over the
 * request's authenticator (RFC 3579 section 3.2), then the Response Authenticator over everything (RFC 2865 section 3).
 */
export function encodeReply(request: Packet, reply: { readonly code: number; readonly attributes: readonly Attribute[] }, secret: string): Buffer {
  const unsigned: Packet = {
    code: reply.code, identifier: request.identifier, authenticator: request.authenticator,
    attributes: [{ type: ATTRIBUTE.messageAuthenticator, value: Buffer.alloc(DIGEST_BYTES) }, ...reply.attributes],
  }
  const signed = { ...unsigned, attributes: [{ type: ATTRIBUTE.messageAuthenticator, value: hmac(encodePacket(unsigned), secret) }, ...reply.attributes] }
  const authenticator = md5(encodePacket(signed), Buffer.from(secret))
  return encodePacket({ ...signed, authenticator })
}

/** Signs an Accounting-Request: MD5 over the packet with zeros for its authenticator, and the secret (RFC 2866 section 3). */
export function encodeAccountingRequest({ identifier, attributes }: Pick<Packet, 'identifier' | 'attributes'>, secret: string): Buffer {
  const packet = encodePacket({ code: CODE.accountingRequest, identifier, authenticator: Buffer.alloc(DIGEST_BYTES), attributes })
  md5(packet, Buffer.from(secret)).copy(packet, 4)
  return packet
}

/** True for the Accounting-Response to this request, made with the secret (RFC 2866 section 3). */
export function isAccountingResponse(datagram: Buffer, request: Buffer, secret: string): boolean {
  const answer = decodePacket(datagram)
  if (!answer || answer.code !== CODE.accountingResponse || answer.identifier !== request.readUInt8(1)) return false
  const octets = datagram.subarray(0, datagram.readUInt16BE(2))
  return timingSafeEqual(answer.authenticator, md5(octets.subarray(0, 4), request.subarray(4, HEADER_BYTES), octets.subarray(HEADER_BYTES), Buffer.from(secret)))
}

/** True when the request carries exactly one Message-Authenticator and it was made with the secret (RFC 3579 section 3.2). */
export function isSigned(request: Packet, secret: string): boolean {
  const [signature, second] = request.attributes.filter((attribute) => attribute.type === ATTRIBUTE.messageAuthenticator)
  if (!signature || second || signature.value.length !== DIGEST_BYTES) return false
  const blank = request.attributes.map((attribute) => (attribute === signature ? { ...attribute, value: Buffer.alloc(DIGEST_BYTES) } : attribute))
  return timingSafeEqual(signature.value, hmac(encodePacket({ ...request, attributes: blank }), secret))
}

/** Recovers a PAP password: blocks of 16 octets, each masked by MD5(secret + the block before). Null when it is not such a value. RFC 2865 5.2. */
export function revealPassword(hidden: Buffer, { secret, authenticator }: { readonly secret: string; readonly authenticator: Buffer }): string | null {
  if (hidden.length === 0 || hidden.length > 128 || hidden.length % DIGEST_BYTES !== 0) return null
  const clear = Buffer.alloc(hidden.length)
  let before = authenticator
  for (let at = 0; at < hidden.length; at += DIGEST_BYTES) {
    const mask = md5(Buffer.from(secret), before)
    before = hidden.subarray(at, at + DIGEST_BYTES)
    for (let i = 0; i < DIGEST_BYTES; i++) clear.writeUInt8(before.readUInt8(i) ^ mask.readUInt8(i), at + i)
  }
  const end = clear.indexOf(0)
  return clear.subarray(0, end === -1 ? clear.length : end).toString('utf8')
}

/** True when the CHAP-Password (ident, then MD5(ident + password + challenge)) was made from this password. RFC 2865 5.3. */
export function provesPassword(chapPassword: Buffer, { password, challenge }: { readonly password: string; readonly challenge: Buffer }): boolean {
  if (chapPassword.length !== 1 + DIGEST_BYTES) return false
  return timingSafeEqual(chapPassword.subarray(1), md5(chapPassword.subarray(0, 1), Buffer.from(password), challenge))
}

/** The first attribute of a type. */
export const attributeOf = (packet: Packet, type: number): Buffer | undefined => packet.attributes.find((attribute) => attribute.type === type)?.value

const md5 = (...parts: readonly Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()
const hmac = (bytes: Buffer, secret: string): Buffer => createHmac('md5', secret).update(bytes).digest()
