import type { Catalog } from '../../../shared/domain/catalog.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { KeySource } from '../../platform/keys.ts'
import type { Network } from '../../provisioning/ports.ts'
import type { Handler } from '../context.ts'
import type { FeedState } from '../sync/follow-feed.ts'
import type { ProviderHealth } from './provider-health.ts'

export type StatusDeps = {
  readonly territory: () => { readonly title: string; readonly sandbox: boolean } | null
  readonly addressCount: () => number
  readonly catalog: () => Catalog | null
  readonly catalogRefused: () => { readonly kind: 'newer' | 'older'; readonly version: number } | null
  readonly feed: () => FeedState
  readonly cursor: () => number
  readonly queued: () => number
  readonly isReadOnly: () => boolean
  readonly health: (providerId: string) => ProviderHealth
  readonly network: Network
  readonly keySource: KeySource
  readonly clock: Clock
  readonly version: string
  readonly hasSandbox: boolean
}

/** Everything the call bar and the banners show, from one question. */
export const createDeskStatus = (deps: StatusDeps): Handler<'desk.status'> => () => {
  const catalog = deps.catalog()
  return ok({
    territory: deps.territory()?.title ?? null,
    addressCount: deps.addressCount(),
    catalogVersion: catalog?.version ?? null,
    catalogRefused: deps.catalogRefused(),
    keySource: deps.keySource,
    network: deps.network.isUp() ? 'up' : 'cut',
    central: { ...deps.feed(), feedCursor: deps.cursor() },
    queued: deps.queued(),
    readOnly: deps.isReadOnly(),
    now: deps.clock.now(),
    version: deps.version,
    sandbox: deps.hasSandbox,
    providers: (catalog?.providers ?? []).map((provider) => ({ providerId: provider.id, name: provider.name, code: provider.code, ...deps.health(provider.id) })),
  })
}
