import { isEqualInConstantTime, messageAuthenticator, responseAuthenticator } from './authenticators.ts'
import { ATTRIBUTE, CODE, decodePacket, withoutPadding, type RadiusAttribute } from '../../../../shared/engines/radius/packet.ts'

/** What a reply must match to be ours. */
export type AwaitedReply = { readonly identifier: number; readonly authenticator: Uint8Array; readonly secret: Uint8Array; readonly requireMessageAuthenticator: boolean }
export type AccessReply = { readonly verdict: 'accept' | 'reject' | 'challenge'; readonly framedIpAddress: string | null; readonly replyMessage: string | null }
export type IgnoredWhy =
  | 'malformed' | 'not-a-reply' | 'other-identifier' | 'authenticator-wrong' | 'message-authenticator-missing' | 'message-authenticator-wrong' | 'proxy-state-unsigned'
export type ReplyJudgement = { readonly kind: 'reply'; readonly reply: AccessReply } | { readonly kind: 'ignored'; readonly why: IgnoredWhy }

const VERDICTS: Readonly<Record<number, AccessReply['verdict']>> = { [CODE.accessAccept]: 'accept', [CODE.accessReject]: 'reject', [CODE.accessChallenge]: 'challenge' }

/**
 * Decides whether a datagram is the reply to one request, and reads it. Never throws. What fails a check is ignored, not believed and not
 * taken as a no: the true reply may still come. Source: RFC 2865 3 and 4.2–4.4, RFC 2869 5.14.
 */
export function judgeReply(datagram: Uint8Array, awaited: AwaitedReply): ReplyJudgement {
  const decoded = decodePacket(datagram)
  if (!decoded.ok) return ignored('malformed')
  const { code, identifier, authenticator, attributes } = decoded.value
  const verdict = VERDICTS[code]
  if (verdict === undefined) return ignored('not-a-reply')
  if (identifier !== awaited.identifier) return ignored('other-identifier')
  const octets = withoutPadding(datagram)
  if (!isEqualInConstantTime(authenticator, responseAuthenticator(octets, awaited.authenticator, awaited.secret))) return ignored('authenticator-wrong')
  const fault = checkMessageAuthenticator(octets, attributes, awaited)
  if (fault !== null) return ignored(fault)
  return { kind: 'reply', reply: { verdict, framedIpAddress: readFramedIpAddress(attributes), replyMessage: readReplyMessage(attributes) } }
}

/** The Response Authenticator alone can be forged by an MD5 collision that hides in Proxy-State (CVE-2024-3596); we send none, so unsigned ones are refused. */
function checkMessageAuthenticator(octets: Uint8Array, attributes: readonly RadiusAttribute[], awaited: AwaitedReply): IgnoredWhy | null {
  const signatures = attributes.filter(({ type }) => type === ATTRIBUTE.messageAuthenticator)
  const [signature] = signatures
  if (signature === undefined) {
    if (awaited.requireMessageAuthenticator) return 'message-authenticator-missing'
    return attributes.some(({ type }) => type === ATTRIBUTE.proxyState) ? 'proxy-state-unsigned' : null
  }
  if (signatures.length > 1 || signature.value.length !== 16) return 'message-authenticator-wrong'
  return isEqualInConstantTime(signature.value, messageAuthenticator(octets, awaited.authenticator, awaited.secret)) ? null : 'message-authenticator-wrong'
}

/** RFC 2865 5.8: 255.255.255.255 lets the user choose, 255.255.255.254 lets the access server choose; neither is an address. */
function readFramedIpAddress(attributes: readonly RadiusAttribute[]): string | null {
  const address = attributes.find(({ type, value }) => type === ATTRIBUTE.framedIpAddress && value.length === 4)?.value.join('.') ?? null
  return address === '255.255.255.255' || address === '255.255.255.254' ? null : address
}

/** RFC 2865 5.18: several Reply-Messages are shown in order. */
function readReplyMessage(attributes: readonly RadiusAttribute[]): string | null {
  const texts = attributes.filter(({ type }) => type === ATTRIBUTE.replyMessage).map(({ value }) => new TextDecoder().decode(value))
  return texts.length > 0 ? texts.join('\n') : null
}

const ignored = (why: IgnoredWhy): ReplyJudgement => ({ kind: 'ignored', why })
