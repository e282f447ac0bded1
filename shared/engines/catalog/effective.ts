import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'

/** The version of an offering that is on sale at an instant: `validFrom` inclusive, `validTo` exclusive. Null when there is none. */
export function effectiveOffering(catalog: Catalog, id: OfferingId, at: Instant): ProductOffering | null {
  return catalog.offerings.find((offering) => offering.id === id && isEffective(offering, at)) ?? null
}

/** Every offering version on sale at an instant, in the catalog's own order. A checked catalog has at most one per id. */
export function effectiveOfferings(catalog: Catalog, at: Instant): readonly ProductOffering[] {
  return catalog.offerings.filter((offering) => isEffective(offering, at))
}

const isEffective = (offering: ProductOffering, at: Instant): boolean =>
  offering.validFrom <= at && (offering.validTo === null || at < offering.validTo)
