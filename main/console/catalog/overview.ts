import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Clock } from '../../../shared/kernel/time.ts'
import type { Handler } from '../context.ts'

export type OverviewDeps = {
  readonly catalog: () => Catalog | null
  readonly catalogRefused: () => { readonly kind: 'newer' | 'older'; readonly version: number } | null
  readonly central: CentralClient
  readonly network: { readonly isUp: () => boolean }
  readonly clock: Clock
}

/** What this desk sells, and which version central has, if it can be asked. */
export const createCatalogOverview = (deps: OverviewDeps): Handler<'catalog.overview'> => async () => {
  const published = deps.network.isUp() ? await deps.central.query('catalog.current', {}) : null
  return ok({
    catalog: deps.catalog(), refused: deps.catalogRefused(), now: deps.clock.now(),
    central: published?.ok ? { kind: 'asked', version: published.value.catalog?.version ?? null } : { kind: 'away' },
  })
}
