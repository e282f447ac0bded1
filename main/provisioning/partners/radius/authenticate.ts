import { appError, type AppError } from '../../../../shared/domain/errors.ts'
import type { Clock, Timers } from '../../../../shared/kernel/time.ts'
import type { AuthenticateDone, AuthenticateRequest, PartnerOutcome, RealmConfig } from '../../ports.ts'
import { judgeReply, type AccessReply } from './access-reply.ts'
import { encodeAccessRequest, type RequestNonces } from './access-request.ts'
import { MAXIMUM_PASSWORD_OCTETS } from './authenticators.ts'
import { exchangeDatagrams, type ExchangeEnd } from './exchange-datagrams.ts'
import { MAXIMUM_VALUE_OCTETS } from '../../../../shared/engines/radius/packet.ts'

export type AuthenticateDeps = { readonly clock: Clock; readonly timers: Timers; /** Unpredictable octets: nonces of requests. */ readonly randomBytes: (count: number) => Uint8Array }
type Server = RealmConfig['servers'][number]

/**
 * Asks the servers of a realm in their order who a caller is. A server that stays silent, or answers only what cannot be believed, is
 * followed by the next. Asking has no effect, so what was not answered was not done: `isp-unavailable`. Errors carry neither name,
 * password nor secret. Errors: `input-invalid`, `isp-unavailable`, `provider-refused` (the server wants a dialogue). Source: RFC 2865 2.
 */
export async function authenticate(deps: AuthenticateDeps, realm: RealmConfig, request: AuthenticateRequest): Promise<PartnerOutcome<AuthenticateDone>> {
  const oversized = checkSizes(request)
  if (oversized !== null) return { kind: 'notDone', error: oversized }
  const startedAt = deps.clock.now()
  const lastWords: string[] = []
  for (const server of realm.servers) {
    const end = await askServer(deps, realm, server, request)
    if (end.kind === 'replied') return readReply(end.reply, realm, server, deps.clock.now() - startedAt)
    lastWords.push(end.kind === 'unreachable' ? 'unreachable' : (end.ignored ?? 'silent'))
  }
  return { kind: 'notDone', error: appError('isp-unavailable', { ispId: realm.ispId, realm: realm.realm, servers: lastWords.join(', ') }) }
}

/** The realm that serves an identifier `user@realm`; null when there is none. Letter case of a realm does not count. Source: RFC 7542 2.4. */
export function findRealm(realms: readonly RealmConfig[], userIdentifier: string): RealmConfig | null {
  const name = realmOf(userIdentifier)
  return realms.find(({ realm }) => realm.toLowerCase() === name) ?? null
}

/** What follows the last @, in small letters; '' when nothing does. */
export const realmOf = (userIdentifier: string): string => /.@([^@]+)$/.exec(userIdentifier)?.[1]?.toLowerCase() ?? ''

/** Another server has another secret, so it gets its own packet; repetitions to the same server are the same packet. */
function askServer(deps: AuthenticateDeps, realm: RealmConfig, server: Server, request: AuthenticateRequest): Promise<ExchangeEnd> {
  const secret = new TextEncoder().encode(server.secret)
  const nonces = drawNonces(deps.randomBytes)
  const awaited = { identifier: nonces.identifier, authenticator: nonces.authenticator, secret, requireMessageAuthenticator: server.requireMessageAuthenticatorInReply }
  return exchangeDatagrams(deps.timers, {
    host: server.host,
    port: server.port,
    packet: encodeAccessRequest(request, realm.method, secret, nonces),
    attempts: realm.attemptsPerServer,
    timeoutMs: realm.timeoutMs,
    judge: (datagram) => judgeReply(datagram, awaited),
  })
}

function readReply(reply: AccessReply, realm: RealmConfig, server: Server, tookMs: number): PartnerOutcome<AuthenticateDone> {
  if (reply.verdict === 'challenge') return { kind: 'notDone', error: appError('provider-refused', { providerId: realm.ispId, providerCode: 'access-challenge' }) }
  return {
    kind: 'done',
    value: {
      accepted: reply.verdict === 'accept',
      framedIpAddress: reply.verdict === 'accept' ? reply.framedIpAddress : null,
      server: `${server.host}:${server.port}`,
      method: realm.method,
      tookMs,
      replyMessage: reply.replyMessage,
    },
  }
}

function checkSizes(request: AuthenticateRequest): AppError | null {
  const octets = (text: string): number => new TextEncoder().encode(text).length
  if (octets(request.userIdentifier) > MAXIMUM_VALUE_OCTETS) return appError('input-invalid', { field: 'userIdentifier', maximumOctets: MAXIMUM_VALUE_OCTETS })
  if (octets(request.password) > MAXIMUM_PASSWORD_OCTETS) return appError('input-invalid', { field: 'password', maximumOctets: MAXIMUM_PASSWORD_OCTETS })
  return null
}

function drawNonces(randomBytes: (count: number) => Uint8Array): RequestNonces {
  const [identifier = 0, chapIdentifier = 0] = randomBytes(2)
  return { identifier, chapIdentifier, authenticator: randomBytes(16), chapChallenge: randomBytes(16) }
}
