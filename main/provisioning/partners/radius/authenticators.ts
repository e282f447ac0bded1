import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { assert } from '../../../../shared/kernel/result.ts'
import { ATTRIBUTE, HEADER_OCTETS } from '../../../../shared/engines/radius/packet.ts'

/** RFC 2865 5.2: a hidden password has at most 128 octets. */
export const MAXIMUM_PASSWORD_OCTETS = 128
const BLOCK_OCTETS = 16

/**
 * Hides a password for User-Password. `password`: 0–128 octets; answers a multiple of 16 octets, at least 16.
 * MD5 here is obfuscation that the protocol prescribes, not protection: the link itself has to be trusted. Source: RFC 2865 5.2.
 */
export function hidePassword(password: Uint8Array, key: { readonly secret: Uint8Array; readonly authenticator: Uint8Array }): Uint8Array {
  assert(password.length <= MAXIMUM_PASSWORD_OCTETS, 'a password has at most 128 octets')
  const hidden = new Uint8Array(Math.max(BLOCK_OCTETS, Math.ceil(password.length / BLOCK_OCTETS) * BLOCK_OCTETS))
  hidden.set(password)
  let previous: Uint8Array = key.authenticator
  for (let start = 0; start < hidden.length; start += BLOCK_OCTETS) {
    const mask = md5(key.secret, previous)
    for (let index = 0; index < BLOCK_OCTETS; index += 1) hidden[start + index] = (hidden[start + index] ?? 0) ^ (mask[index] ?? 0)
    previous = hidden.subarray(start, start + BLOCK_OCTETS)
  }
  return hidden
}

/** The value of CHAP-Password: the CHAP identifier, then MD5 over identifier, password and challenge. Source: RFC 2865 5.3, RFC 1994 4.1. */
export function answerChapChallenge(chapIdentifier: number, password: Uint8Array, challenge: Uint8Array): Uint8Array {
  return Uint8Array.of(chapIdentifier, ...md5(Uint8Array.of(chapIdentifier), password, challenge))
}

/** What the Response Authenticator of `reply` (without padding) must be. Source: RFC 2865 3. */
export function responseAuthenticator(reply: Uint8Array, requestAuthenticator: Uint8Array, secret: Uint8Array): Uint8Array {
  return md5(reply.subarray(0, 4), requestAuthenticator, reply.subarray(HEADER_OCTETS), secret)
}

/**
 * What the Message-Authenticator of `packet` (without padding) must be: HMAC-MD5 over the packet with the Request Authenticator in its
 * header and the value itself as zeros. `packet` holds exactly one, well-formed Message-Authenticator. Source: RFC 2869 5.14.
 */
export function messageAuthenticator(packet: Uint8Array, requestAuthenticator: Uint8Array, secret: Uint8Array): Uint8Array {
  const signed = Uint8Array.from(packet)
  signed.set(requestAuthenticator, 4)
  signed.fill(0, messageAuthenticatorOffset(packet), messageAuthenticatorOffset(packet) + BLOCK_OCTETS)
  return createHmac('md5', secret).update(signed).digest()
}

/** Where the value of the first Message-Authenticator of a decoded packet begins. Errors: throws when there is none. */
export function messageAuthenticatorOffset(packet: Uint8Array): number {
  for (let offset = HEADER_OCTETS; offset < packet.length; offset += packet[offset + 1] || packet.length) {
    if (packet[offset] === ATTRIBUTE.messageAuthenticator) return offset + 2
  }
  throw new Error('invariant broken: no Message-Authenticator in the packet')
}

/** Compares without telling by its duration where the first difference is. */
export const isEqualInConstantTime = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

function md5(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
