import { timingSafeEqual } from 'node:crypto'
import { ATTRIBUTE, CODE, SERVICE_TYPE, attributeOf, provesPassword, revealPassword } from './codec.ts'
import type { Attribute, Packet } from './codec.ts'
import type { Identities } from './identities.ts'

export type AuthenticationDeps = {
  readonly identities: Identities
  readonly secret: string
  /** The address of the subscriber's active access service; null while there is none. */
  readonly framedIpAddressOf: (userIdentifier: string) => string | null
}
export type Decision = {
  readonly code: number
  readonly attributes: readonly Attribute[]
  readonly userIdentifier: string
  readonly method: 'pap' | 'chap' | 'none'
  readonly service: 'authenticateOnly' | 'framed'
}

/** One line per request that was understood. Never a password. */
export type RadiusLogEntry = {
  readonly at: string; readonly port: number; readonly userIdentifier: string; readonly method: Decision['method']; readonly service: Decision['service']
  readonly outcome: 'accept' | 'reject' | 'silence'; readonly retransmissions: number
}
export type RadiusLog = { readonly add: (entry: RadiusLogEntry) => { readonly countRetransmission: () => void }; readonly list: () => readonly RadiusLogEntry[] }

const LOG_LIMIT = 500

/** Keeps the last requests for the command port. */
export function createRadiusLog(): RadiusLog {
  const entries: { entry: RadiusLogEntry }[] = []
  return {
    add: (entry) => {
      const kept = { entry }
      entries.push(kept)
      if (entries.length > LOG_LIMIT) entries.shift()
      return { countRetransmission: () => void (kept.entry = { ...kept.entry, retransmissions: kept.entry.retransmissions + 1 }) }
    },
    list: () => entries.map(({ entry }) => entry),
  }
}

/**
 * Decides an Access-Request. Authenticate-Only asks who it is; everything else asks for access and needs an active access service too,
 * so that a request without a Service-Type is not the easier one.
 */
export function authenticate({ identities, secret, framedIpAddressOf }: AuthenticationDeps, request: Packet): Decision {
  const userIdentifier = attributeOf(request, ATTRIBUTE.userName)?.toString('utf8') ?? ''
  const service = serviceOf(request)
  const { method, isProven } = proof(request, { secret, password: identities.passwordOf(userIdentifier) })
  const about = { userIdentifier, method, service }
  if (!isProven) return { ...about, ...reject('identity not accepted') }
  if (service === 'authenticateOnly') return { ...about, code: CODE.accessAccept, attributes: [] }
  const address = framedIpAddressOf(userIdentifier)
  if (address === null) return { ...about, ...reject('no active service') }
  return { ...about, code: CODE.accessAccept, attributes: [framed, { type: ATTRIBUTE.framedIpAddress, value: Buffer.from(address.split('.').map(Number)) }] }
}

/** An Access-Reject with a Reply-Message. */
export const reject = (message: string): { readonly code: number; readonly attributes: readonly Attribute[] } =>
  ({ code: CODE.accessReject, attributes: [{ type: ATTRIBUTE.replyMessage, value: Buffer.from(message) }] })

const framed: Attribute = { type: ATTRIBUTE.serviceType, value: Buffer.from([0, 0, 0, SERVICE_TYPE.framed]) }

function serviceOf(request: Packet): Decision['service'] {
  const value = attributeOf(request, ATTRIBUTE.serviceType)
  return value?.length === 4 && value.readUInt32BE(0) === SERVICE_TYPE.authenticateOnly ? 'authenticateOnly' : 'framed'
}

function proof(request: Packet, { secret, password }: { readonly secret: string; readonly password: string | undefined }): { method: Decision['method']; isProven: boolean } {
  const hidden = attributeOf(request, ATTRIBUTE.userPassword)
  const chap = attributeOf(request, ATTRIBUTE.chapPassword)
  // RFC 2865 4.1: a request has one of the two; with both it proves nothing.
  if ((hidden && chap) || (!hidden && !chap)) return { method: 'none', isProven: false }
  if (chap) {
    const challenge = attributeOf(request, ATTRIBUTE.chapChallenge) ?? request.authenticator
    return { method: 'chap', isProven: password !== undefined && provesPassword(chap, { password, challenge }) }
  }
  const given = hidden ? revealPassword(hidden, { secret, authenticator: request.authenticator }) : null
  return { method: 'pap', isProven: given !== null && password !== undefined && isSame(given, password) }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
