import type { Catalog } from '../../domain/catalog.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import { effectiveOffering } from '../catalog/effective.ts'

/**
 * The ids of a selection with each bundle followed by its members, each id once, in the order given. Ids that are not on sale at `at`
 * stay as they are: refusing them is `checkSelection`'s.
 */
export function expandBundles(catalog: Catalog, ids: readonly OfferingId[], at: Instant): readonly OfferingId[] {
  return [...new Set(ids.flatMap((id) => [id, ...(effectiveOffering(catalog, id, at)?.bundleOf ?? [])]))]
}
