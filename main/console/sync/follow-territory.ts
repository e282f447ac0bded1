import type { CentralClient } from '../../../shared/contract/central/wire.ts'
import type { PublishedTerritory, TerritoryFacts, TerritoryItem } from '../../../shared/domain/territory-facts.ts'
import { factsOf } from '../../../shared/domain/territory-facts.ts'
import type { KeySource } from '../../platform/keys.ts'

export type TerritoryFollowerDeps = {
  readonly central: Pick<CentralClient, 'query'>
  readonly keySource: KeySource
  readonly cache: {
    readonly territory: () => { readonly name: string; readonly revision?: string | undefined } | null
    /** What central published last, as the feed told it. */
    readonly territoryOffered: () => PublishedTerritory | null
    readonly isImported: () => boolean
    /** The name that a person chose for this desk among central's; null: none. */
    readonly followed: () => string | null
    readonly putTerritory: (content: TerritoryFacts & { readonly info: PublishedTerritory['info'] & { readonly revision: string } }) => void
  }
  readonly onTaken: () => void
  readonly warn: (line: Readonly<Record<string, unknown>>) => void
}
/** `kept`: this desk goes on with its own. `later`: something was missing; asked again when the desk is connected or told of another. */
export type TerritoryTaken = 'taken' | 'current' | 'kept' | 'later'

/**
 * Takes the territory that central published in place of the desk's, whole and in one transaction, so that all desks answer alike. What was
 * imported here file by file is not overwritten, nor another territory that an administrator loaded, unless a person chooses so; and a territory of real people needs a real key.
 */
export function createTerritoryFollower(deps: TerritoryFollowerDeps) {
  let running: Promise<TerritoryTaken> | null = null
  /** `chosen`: a person wants it in place of whatever is here. */
  const pull = async (by: 'itself' | 'chosen' = 'itself'): Promise<TerritoryTaken> => {
    // What runs may end with `kept`: a person's choice is carried out after it.
    if (by === 'chosen') await running?.catch(() => undefined)
    return (running ??= take(deps, by === 'chosen').finally(() => (running = null)))
  }
  return { pull }
}
export type TerritoryFollower = ReturnType<typeof createTerritoryFollower>

async function take(deps: TerritoryFollowerDeps, isChosen: boolean): Promise<TerritoryTaken> {
  const offered = deps.cache.territoryOffered()
  const own = deps.cache.territory()
  if (!offered || own?.revision === offered.revision) return 'current'
  const isOther = own !== null && own.name !== offered.info.name && deps.cache.followed() !== offered.info.name
  if (!isChosen && (isOther || deps.cache.isImported())) return 'kept'
  if (!offered.info.sandbox && deps.keySource === 'demoFile') {
    deps.warn({ useCase: 'territory.follow', outcome: 'secret-store-required' })
    return 'kept'
  }
  const items: TerritoryItem[] = []
  for (let part = 0; part < offered.parts; part++) {
    const answer = await deps.central.query('territory.part', { revision: offered.revision, part })
    // Another took its place while this one was fetched: the feed will say which.
    if (!answer.ok || answer.value.items === null) return 'later'
    items.push(...answer.value.items)
  }
  deps.cache.putTerritory({ info: { ...offered.info, revision: offered.revision }, ...factsOf(items) })
  deps.onTaken()
  return 'taken'
}
