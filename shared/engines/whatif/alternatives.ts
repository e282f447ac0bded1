import type { Catalog } from '../../domain/catalog.ts'
import type { ServiceQualification } from '../../domain/qualification.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import { checkSelection } from '../offers/check-selection.ts'
import { listOffers } from '../offers/list-offers.ts'
import type { OfferChoice } from '../offers/list-offers.ts'
import type { Alternative } from './compare-months.ts'

/** `plan`: what it stands on; `bundleId`: a bundle that is bought with it; `lost`: what they have and could not keep beside it. */
export type Offered = Alternative & { readonly plan: OfferChoice; readonly bundleId: OfferingId | null; readonly lost: readonly OfferingId[] }
type Input = { readonly catalog: Catalog; readonly qualification: ServiceQualification; readonly at: Instant; /** What they have, bundles before their members. */ readonly held: readonly OfferingId[] }

/**
 * Everything they could have instead at the address: each plan that can be ordered there, beside what can be kept; and each bundle of things they have already, or of
 * those and the plan. What they have today, unchanged, is not among it.
 */
export function alternativesAt(input: Input): readonly Offered[] {
  const choices = listOffers(input).filter(({ orderable }) => orderable)
  const plans = choices.filter(({ offering }) => offering.kind === 'access')
  const bundles = choices.filter(({ offering }) => offering.kind === 'bundle' && !input.held.includes(offering.id))
  const isPlan = new Set(input.catalog.offerings.filter(({ kind }) => kind === 'access').map(({ id }) => id))
  const extras = input.held.filter((id) => !isPlan.has(id))
  return plans.flatMap((plan): readonly Offered[] => {
    const planId = plan.offering.id
    const isHeld = input.held.includes(planId)
    const stays = keepable(input, planId, extras)
    const lost = extras.filter((id) => !stays.includes(id))
    const bought = isHeld ? [] : [planId]
    const alone: readonly Offered[] = isHeld ? [] : [{ id: planId, buy: bought, keep: stays, plan, bundleId: null, lost }]
    const bundled = bundles.flatMap(({ offering: bundle }): readonly Offered[] => {
      const members = bundle.bundleOf.filter((id) => id !== planId)
      const keep = [...(isHeld && !bundle.bundleOf.includes(planId) ? [planId] : []), ...stays.filter((id) => !members.includes(id))]
      const isOfTheirs = members.every((id) => stays.includes(id)) && bundle.bundleOf.length > 0 && members.length > 0
      return isOfTheirs && isAllowed(input, [planId, bundle.id, ...keep]) ? [{ id: `${planId}+${bundle.id}`, buy: [...bought, bundle.id], keep, plan, bundleId: bundle.id, lost }] : []
    })
    return [...alone, ...bundled]
  })
}

/** Which of them can stand beside a plan: added one by one until none can, because one may be what another needs. */
function keepable(input: Input, planId: OfferingId, extras: readonly OfferingId[]): readonly OfferingId[] {
  let kept: readonly OfferingId[] = []
  for (;;) {
    const next = extras.find((id) => !kept.includes(id) && isAllowed(input, [planId, ...kept, id]))
    if (next === undefined) return kept
    kept = [...kept, next]
  }
}

const isAllowed = (input: Input, offeringIds: readonly OfferingId[]): boolean => checkSelection({ ...input, offeringIds }).ok
