import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { ProductOrder } from '../../domain/order.ts'
import { assert } from '../../kernel/result.ts'
import { effectiveOffering } from '../catalog/effective.ts'
import { expandBundles } from '../offers/expand-bundles.ts'

/** The offerings of an order in the versions that were quoted, bundles followed by their members. Errors: throws when one is in no version of the catalog. */
export function orderedOfferings(order: Pick<ProductOrder, 'items' | 'takenAt'>, catalog: Catalog): readonly ProductOffering[] {
  const versions = new Map(order.items.map((item) => [item.offeringId, item.offeringVersion]))
  return expandBundles(catalog, order.items.map((item) => item.offeringId), order.takenAt).map((id) => {
    const quoted = catalog.offerings.find((offering) => offering.id === id && offering.version === versions.get(id))
    const offering = quoted ?? effectiveOffering(catalog, id, order.takenAt)
    assert(offering, `ordered offering is in no catalog version: ${id}`)
    return offering
  })
}
