import type { AuthenticateRequest } from '../../ports.ts'
import { answerChapChallenge, hidePassword, messageAuthenticator, messageAuthenticatorOffset } from './authenticators.ts'
import { ATTRIBUTE, CODE, encodePacket, type RadiusAttribute } from '../../../../shared/engines/radius/packet.ts'

/** RFC 2865 5.6. */
const SERVICE_TYPE = { framed: 2, authenticateOnly: 8 } as const
/** RFC 2865 5.7 and 5.41: a caller on the phone has no port yet. */
const FRAMED_PROTOCOL_PPP = 1
const NAS_PORT_TYPE_VIRTUAL = 5
const NAS_IDENTIFIER = 'lastmile-desk'

/** What makes one request unlike any other. `authenticator` and `chapChallenge`: 16 unpredictable octets each. */
export type RequestNonces = { readonly identifier: number; readonly authenticator: Uint8Array; readonly chapIdentifier: number; readonly chapChallenge: Uint8Array }

/**
 * One Access-Request as its octets, signed. Message-Authenticator comes first: a server that checks it then never hashes what an attacker
 * put before it (the advice after CVE-2024-3596, "BlastRADIUS"). `method`: how the password travels.
 * Sizes of name and password were checked by the caller. Source: RFC 2865 4.1, RFC 2869 5.14.
 */
export function encodeAccessRequest(request: AuthenticateRequest, method: 'pap' | 'chap', secret: Uint8Array, nonces: RequestNonces): Uint8Array {
  const packet = encodePacket({
    code: CODE.accessRequest,
    identifier: nonces.identifier,
    authenticator: nonces.authenticator,
    attributes: [
      { type: ATTRIBUTE.messageAuthenticator, value: new Uint8Array(16) },
      { type: ATTRIBUTE.userName, value: utf8(request.userIdentifier) },
      ...passwordAttributes(utf8(request.password), method, secret, nonces),
      { type: ATTRIBUTE.nasIdentifier, value: utf8(NAS_IDENTIFIER) },
      { type: ATTRIBUTE.nasPortType, value: uint32(NAS_PORT_TYPE_VIRTUAL) },
      { type: ATTRIBUTE.serviceType, value: uint32(SERVICE_TYPE[request.service]) },
      ...(request.service === 'framed' ? [{ type: ATTRIBUTE.framedProtocol, value: uint32(FRAMED_PROTOCOL_PPP) }] : []),
    ],
  })
  packet.set(messageAuthenticator(packet, nonces.authenticator, secret), messageAuthenticatorOffset(packet))
  return packet
}

function passwordAttributes(password: Uint8Array, method: 'pap' | 'chap', secret: Uint8Array, nonces: RequestNonces): readonly RadiusAttribute[] {
  if (method === 'pap') return [{ type: ATTRIBUTE.userPassword, value: hidePassword(password, { secret, authenticator: nonces.authenticator }) }]
  return [
    { type: ATTRIBUTE.chapPassword, value: answerChapChallenge(nonces.chapIdentifier, password, nonces.chapChallenge) },
    { type: ATTRIBUTE.chapChallenge, value: nonces.chapChallenge },
  ]
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const uint32 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
