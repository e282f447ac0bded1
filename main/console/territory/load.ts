import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { IpPool, IpRule } from '../../../shared/domain/addressing.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { KeySource } from '../../platform/keys.ts'
import type { Handler } from '../context.ts'

export type TerritoryToLoad = {
  readonly name: string
  readonly isSandbox: boolean
  readonly catalog: Catalog | null
  readonly addressing: { readonly pools: readonly IpPool[]; readonly rules: readonly IpRule[] } | null
  readonly counts: { readonly addresses: number; readonly offerings: number; readonly refused: number }
  /** Puts it in the cache in place of what was there. */
  readonly keep: () => void
}
export type LoadTerritoryDeps = {
  readonly read: (directory: string) => Promise<Result<TerritoryToLoad, AppError>>
  readonly central: CentralClient
  readonly deskId: string
  readonly keySource: KeySource
  readonly onLoaded: (directory: string) => void
  readonly digest: (text: string) => string
}

/**
 * Loads a territory's directory into this desk and publishes its catalog at central. Real people's data needs a real key: a territory
 * that is not a sandbox is refused while the desk's key lies in a plain file beside its data.
 */
export const createLoadTerritory = (deps: LoadTerritoryDeps): Handler<'territory.load'> => async ({ directory }, ctx) => {
  const read = await deps.read(directory)
  if (!read.ok) return read
  const territory = read.value
  if (!territory.isSandbox && deps.keySource === 'demoFile') return err(appError('secret-store-required', { territory: territory.name }))
  if (territory.catalog && territory.addressing) {
    const input = { catalog: territory.catalog, ipPools: territory.addressing.pools, ipRules: territory.addressing.rules }
    const key = `territory:${territory.name}:${deps.digest(canonicalJson(input))}`
    const published = await deps.central.command('catalog.publish', key, input, { deskId: deps.deskId, userId: ctx.user?.userId ?? '', role: ctx.user?.role ?? '' })
    if (!published.ok) return err(appError('territory-invalid', { problem: published.error.code, ...published.error.details }))
  }
  territory.keep()
  deps.onLoaded(directory)
  return ok({ name: territory.name, ...territory.counts })
}
