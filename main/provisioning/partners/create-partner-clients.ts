import { randomBytes as systemRandomBytes } from 'node:crypto'
import { appError, type AppError } from '../../../shared/domain/errors.ts'
import type { ProviderId } from '../../../shared/kernel/ids.ts'
import { err, ok, type Result } from '../../../shared/kernel/result.ts'
import type { Clock, Timers } from '../../../shared/kernel/time.ts'
import type { AuthenticateDone, AuthenticateRequest, Network, PartnerClients, PartnerConfig, PartnerOutcome, RealmConfig } from '../ports.ts'
import { readBaseUrl } from './base-url.ts'
import { createIdentityClients } from './create-identity-clients.ts'
import { checkQualification } from './qualifications.ts'
import { authenticate, findRealm, realmOf } from './radius/authenticate.ts'
import { placeServiceOrder, probeServiceOrder } from './service-orders.ts'

/** How long one call took and how it ended. Carries no personal data. */
export type PartnerTiming = { readonly providerId: string; readonly what: string; readonly elapsedMs: number; readonly outcome: 'done' | 'notDone' | 'unknown' }
export type PartnerClientDeps = {
  readonly config: PartnerConfig
  readonly network: Network
  readonly clock: Clock
  readonly timers?: Timers | undefined
  /** Called before every call that will get as far as a provider. */
  readonly onAsk?: ((asked: { readonly providerId: string; readonly what: string }) => void) | undefined
  /** Called after every call that got as far as a provider. */
  readonly onTiming?: ((timing: PartnerTiming) => void) | undefined
  readonly randomBytes?: ((count: number) => Uint8Array) | undefined
}

/**
 * The clients of every provider and ISP in `config`: TMF641, TMF645 and RADIUS. No call throws, each ends by its own deadline.
 * Errors besides those of each client: `network-unavailable` at once while the network is cut, `provider-unknown` when the provider is not
 * in `config` or its address may not be used, `identifier-realm-unknown`.
 */
export function createPartnerClients(deps: PartnerClientDeps): PartnerClients {
  const { config, network, clock } = deps
  const timers = deps.timers ?? nodeTimers
  const randomBytes = deps.randomBytes ?? systemRandomBytes
  const http = { clock, timers, network, answerTimeoutMs: config.answerTimeoutMs }

  const timed = async <T extends { readonly kind: string }>(providerId: string, what: string, call: () => Promise<T>): Promise<T> => {
    const startedAt = clock.now()
    deps.onAsk?.({ providerId, what })
    const outcome = await call()
    deps.onTiming?.({ providerId, what, elapsedMs: clock.now() - startedAt, outcome: outcome.kind === 'unknown' || outcome.kind === 'notDone' ? outcome.kind : 'done' })
    return outcome
  }
  const findProvider = (providerId: ProviderId): Result<{ readonly baseUrl: string; readonly answersQualification: boolean }, AppError> => {
    if (!network.isUp()) return err(appError('network-unavailable', { providerId }))
    const provider = config.providers.find((candidate) => candidate.providerId === providerId)
    const baseUrl = provider === undefined ? null : readBaseUrl(provider.baseUrl)
    if (provider === undefined || baseUrl === null) return err(appError('provider-unknown', { providerId, why: provider === undefined ? 'not-configured' : 'address-not-allowed' }))
    return ok({ baseUrl, answersQualification: provider.answersQualification })
  }

  const identities = createIdentityClients({ realms: config.realms, network, clock, timers, answerTimeoutMs: config.answerTimeoutMs, timed })
  const byRadius = (realm: RealmConfig, request: AuthenticateRequest) => timed(realm.ispId, `authenticate.${request.service}`, () => authenticate({ clock, timers, randomBytes }, realm, request))
  /** Access is proved by RADIUS alone; who somebody is, the way the ISP wants to be asked. */
  const ask = async (realm: RealmConfig, request: AuthenticateRequest): Promise<PartnerOutcome<AuthenticateDone>> => {
    const verifyBy = request.service === 'framed' ? 'radius' : (realm.identity?.verifyBy ?? 'radius')
    if (verifyBy === 'https') return identities.verify(request)
    const answer = await byRadius(realm, request)
    const isSilent = answer.kind !== 'done' && answer.error.code === 'isp-unavailable'
    return verifyBy === 'both' && isSilent ? identities.verify(request) : answer
  }

  return {
    identities,
    placeServiceOrder: async (request) => {
      const provider = findProvider(request.providerId)
      if (!provider.ok) return { kind: 'notDone', error: provider.error }
      return timed(request.providerId, `serviceOrder.${request.action}`, () => placeServiceOrder(http, provider.value.baseUrl, request))
    },
    probeServiceOrder: async (providerId, key) => {
      const provider = findProvider(providerId)
      if (!provider.ok) return { kind: 'unknown', error: provider.error }
      return timed(providerId, 'serviceOrder.probe', () => probeServiceOrder(http, provider.value.baseUrl, { providerId, key }))
    },
    checkQualification: async (providerId, address) => {
      const provider = findProvider(providerId)
      if (!provider.ok) return { kind: 'notDone', error: provider.error }
      // Who has no interface for the question gave no answer: an empty list, not a failure.
      if (!provider.value.answersQualification) return { kind: 'done', value: [] }
      return timed(providerId, 'qualification', () => checkQualification(http, provider.value.baseUrl, { providerId, address }))
    },
    authenticate: async (request) => {
      const realm = findRealm(config.realms, request.userIdentifier)
      if (!network.isUp()) return { kind: 'notDone', error: appError('network-unavailable') }
      if (realm === null) return { kind: 'notDone', error: appError('identifier-realm-unknown', { realm: realmOf(request.userIdentifier) }) }
      return ask(realm, request)
    },
  }
}

const nodeTimers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
