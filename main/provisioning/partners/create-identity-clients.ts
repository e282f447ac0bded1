import { appError, type AppError } from '../../../shared/domain/errors.ts'
import { err, ok, type Result } from '../../../shared/kernel/result.ts'
import type { Clock, Timers } from '../../../shared/kernel/time.ts'
import type { IdentityClients, Network, PartnerConfig } from '../ports.ts'
import { readBaseUrl } from './base-url.ts'
import { checkIdentifier, probeIdentifier, releaseIdentifier, reserveIdentifier, verifyIdentifier, type Isp } from './identifiers.ts'
import { findRealm, realmOf } from './radius/authenticate.ts'

export type IdentityClientDeps = {
  readonly realms: PartnerConfig['realms']
  readonly network: Network
  readonly clock: Clock
  readonly timers: Timers
  readonly answerTimeoutMs: number
  readonly timed: <T extends { readonly kind: string }>(providerId: string, what: string, call: () => Promise<T>) => Promise<T>
}

/** Identifiers at the ISP of their realm. Errors besides those of each call: `network-unavailable`, `identifier-realm-unknown`, `provider-unknown` (it gives out none). */
export function createIdentityClients(deps: IdentityClientDeps): IdentityClients {
  const find = (userIdentifier: string): Result<Isp, AppError> => {
    if (!deps.network.isUp()) return err(appError('network-unavailable'))
    const realm = findRealm(deps.realms, userIdentifier)
    if (realm === null) return err(appError('identifier-realm-unknown', { realm: realmOf(userIdentifier) }))
    const baseUrl = realm.identity === undefined ? null : readBaseUrl(realm.identity.baseUrl)
    // A password goes to an ISP over TLS or not at all, on this machine too.
    if (realm.identity === undefined || baseUrl === null || !baseUrl.startsWith('https:')) return err(appError('provider-unknown', { providerId: realm.ispId, why: realm.identity === undefined ? 'no-identifiers' : 'address-not-allowed' }))
    return ok({ ispId: realm.ispId, baseUrl, identity: realm.identity })
  }
  return {
    check: async (asked) => {
      const isp = find(asked.userIdentifier)
      return isp.ok ? deps.timed(isp.value.ispId, 'identifier.check', () => checkIdentifier(deps, isp.value, asked)) : { kind: 'notDone', error: isp.error }
    },
    reserve: async (request) => {
      const isp = find(request.userIdentifier)
      return isp.ok ? deps.timed(isp.value.ispId, `identifier.${request.state}`, () => reserveIdentifier(deps, isp.value, request)) : { kind: 'notDone', error: isp.error }
    },
    verify: async ({ userIdentifier, password }) => {
      const isp = find(userIdentifier)
      return isp.ok ? deps.timed(isp.value.ispId, 'identifier.verify', () => verifyIdentifier(deps, isp.value, { userIdentifier, password })) : { kind: 'notDone', error: isp.error }
    },
    release: async (request) => {
      const isp = find(request.userIdentifier)
      return isp.ok ? deps.timed(isp.value.ispId, 'identifier.release', () => releaseIdentifier(deps, isp.value, request)) : { kind: 'notDone', error: isp.error }
    },
    probe: async (asked) => {
      const isp = find(asked.userIdentifier)
      return isp.ok ? deps.timed(isp.value.ispId, 'identifier.probe', () => probeIdentifier(deps, isp.value, asked)) : { kind: 'unknown', error: isp.error }
    },
  }
}
