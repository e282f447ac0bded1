import type { AppError } from '../../shared/domain/errors.ts'
import type { ProviderAnswer } from '../../shared/domain/qualification.ts'
import { ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Cache, TerritoryContent } from '../store/desk/cache/cache.ts'
import { policyOf } from './policy.ts'
import { readTerritory } from './read-territory.ts'
import type { RefusedLine } from './place-book.ts'
import type { Territory } from './read-territory.ts'

/** `addresses`: premises, their units not counted. `offerings`: versions of one count once. */
export type LoadedTerritory = { readonly name: string; readonly title: string; readonly addresses: number; readonly offerings: number; readonly refused: readonly RefusedLine[] }
type LoadTarget = Pick<Cache, 'putTerritory' | 'putCatalog' | 'putIpSettings'>

/**
 * Reads a territory directory and puts it in the cache in place of what was there. Repeating it changes nothing. `onProgress`: lines
 * read, and the total once it is known (0 before). Errors: `territory-invalid`; the cache then keeps what it had.
 */
export async function loadTerritory(cache: LoadTarget, directory: string, onProgress: (done: number, total: number) => void = () => undefined): Promise<Result<LoadedTerritory, AppError>> {
  const read = await readTerritory(directory, (done) => onProgress(done, 0))
  if (!read.ok) return read
  const territory = read.value
  cache.putTerritory(contentOf(territory))
  if (territory.catalog) cache.putCatalog(territory.catalog)
  if (territory.addressing) cache.putIpSettings(territory.addressing)
  const total = territory.addresses.filter((place) => place.parentId === null).length
  onProgress(total, total)
  return ok({ name: territory.manifest.name, title: territory.manifest.title, addresses: total, offerings: new Set(territory.catalog?.offerings.map((offering) => offering.id)).size, refused: territory.refused })
}

/** The territory as the cache keeps it: what a desk may know before it asks anybody. */
export function contentOf(territory: Territory): TerritoryContent {
  const { name, title, region, zone, sandbox, billCycleDay, policy } = territory.manifest
  return {
    info: { name, title, region, zone, sandbox, billCycleDay, policy: policyOf(policy) },
    addresses: territory.addresses,
    answers: [...territory.answers, ...knownRefusals(territory)],
    nodes: territory.plant.nodes,
    spans: territory.plant.spans,
    sectors: territory.sectors.sectors,
    waiting: territory.waiting.map(({ addressId, entry: { queueId, id, providerId, accessType, priorityClass, since, distanceM } }) =>
      ({ id, queueId, providerId, accessType, priorityClass, since, distanceM, place: addressId })),
  }
}

function knownRefusals(territory: Territory): TerritoryContent['answers'] {
  return territory.negatives.flatMap(({ addressId, no }) => {
    if (no.answeredAt === null) return []
    const answer: ProviderAnswer = {
      providerId: no.providerId, accessType: no.accessType, qualified: false, planName: null, priceMicro: null, downlinkKbps: null, uplinkKbps: null,
      reasonCode: no.reasonCode, overProviderId: no.overProviderId, answeredAt: no.answeredAt, source: 'invented',
    }
    return [{ addressId, answer }]
  })
}
