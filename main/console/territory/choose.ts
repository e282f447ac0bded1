import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import type { PublishedTerritory } from '../../../shared/domain/territory-facts.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { KeySource } from '../../platform/keys.ts'
import type { Handler } from '../context.ts'
import type { TerritoryFollower } from '../sync/follow-territory.ts'

export type ChooseTerritoryDeps = {
  readonly follower: Pick<TerritoryFollower, 'pull'>
  readonly network: { readonly isUp: () => boolean }
  readonly keySource: KeySource
  readonly cache: {
    readonly territory: () => { readonly name: string; readonly title: string; readonly revision?: string | undefined } | null
    readonly territoryOffered: () => PublishedTerritory | null
    readonly isImported: () => boolean
  }
  /** The name of the territory of central that was chosen for this desk; null: none was. */
  readonly setFollowed: (name: string | null) => void
  readonly isPractice: () => boolean
  readonly loadPractice: () => Promise<Result<unknown, AppError>>
  readonly isImportOpen: () => boolean
  readonly onChosen: () => void
}

/** Where this desk's places come from, and what central offers instead. */
export const createReadFollowing = ({ cache, isPractice }: Pick<ChooseTerritoryDeps, 'cache' | 'isPractice'>): Handler<'territory.following'> => () => {
  const own = cache.territory()
  const offered = cache.territoryOffered()
  const isFollowed = own?.revision !== undefined && own.revision === offered?.revision
  const from = own === null ? null : cache.isImported() ? 'imported' : own.revision !== undefined ? 'central' : isPractice() ? 'practice' : 'directory'
  return ok({ own: own && from ? { name: own.name, title: own.title, from } : null, offered: offered && !isFollowed ? { name: offered.info.name, title: offered.info.title } : null })
}

/**
 * Takes central's territory in place of the desk's own, or the practice one in place of either, because a person chose so. The choice is kept: a
 * desk whose copy is made anew takes central's again. Real people's data needs a real key, whoever chooses.
 */
export const createChooseTerritory = (deps: ChooseTerritoryDeps): Handler<'territory.choose'> => async ({ which }) => {
  if (deps.isImportOpen()) return err(appError('import-unfinished'))
  if (which === 'practice') {
    const loaded = await deps.loadPractice()
    if (!loaded.ok) return loaded
    deps.setFollowed(null)
    deps.onChosen()
    return ok({})
  }
  const offered = deps.cache.territoryOffered()
  if (!offered) return err(appError('territory-unpublished'))
  if (!offered.info.sandbox && deps.keySource === 'demoFile') return err(appError('secret-store-required', { territory: offered.info.name }))
  if (!deps.network.isUp()) return err(appError('network-unavailable'))
  if ((await deps.follower.pull('chosen')) === 'later') return err(appError('central-unavailable'))
  deps.setFollowed(offered.info.name)
  deps.onChosen()
  return ok({})
}
