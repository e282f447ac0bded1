import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { QualificationLine, ServiceQualification } from '../../domain/qualification.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import { effectiveOfferings } from '../catalog/effective.ts'
import { clientObstacle, decidingReason, fitsAccessTypes, isSoldIn, matchLine } from './match-line.ts'
import type { Obstacle } from './match-line.ts'

export type OfferChoice = {
  readonly offering: ProductOffering
  readonly orderable: boolean
  /** Null when orderable. */
  readonly why: Obstacle | null
  /** The line an access offering would be delivered on; null for what needs no line. */
  readonly line: QualificationLine | null
}

/**
 * What may be shown to a caller at the qualified address, in the catalog's order. An access offering is there when a line says yes and
 * carries its plan, or, not orderable, when a line names its plan but does not say yes. Add-ons, equipment and bundles are there when
 * their kind of line is, and orderable when some plan can be ordered that they may stand beside. `at`: decides which version of an
 * offering is on sale.
 */
export function listOffers(input: { readonly catalog: Catalog; readonly qualification: ServiceQualification; readonly at: Instant }): readonly OfferChoice[] {
  const { qualification } = input
  const onSale = effectiveOfferings(input.catalog, input.at).filter((offering) => isSoldIn(offering, qualification.address.postcode))
  const access = onSale.filter((offering) => offering.kind === 'access').flatMap((offering) => accessChoice(offering, qualification))
  const others = otherChoices(onSale.filter((offering) => offering.kind !== 'access'), access.filter((choice) => choice.orderable), qualification)
  const choices = new Map([...access, ...others].map((choice) => [choice.offering.id, choice]))
  return onSale.flatMap((offering) => choices.get(offering.id) ?? [])
}

function accessChoice(offering: ProductOffering, qualification: ServiceQualification): readonly OfferChoice[] {
  const match = matchLine(offering, qualification.lines)
  if (match.kind === 'none') return []
  if (match.kind === 'notYes') {
    if (!match.isPlanNamed) return []
    const reason = decidingReason(match.line)
    return [{ offering, orderable: false, why: { code: reason?.code ?? 'no-evidence', details: reason?.details ?? {} }, line: match.line }]
  }
  const why = clientObstacle(offering, qualification.query.clientComputer ?? null)
  return [{ offering, orderable: why === null, why, line: match.line }]
}

function otherChoices(others: readonly ProductOffering[], plans: readonly OfferChoice[], qualification: ServiceQualification): readonly OfferChoice[] {
  const lineTypes = qualification.lines.filter((line) => line.verdict === 'yes').map((line) => line.accessType)
  const suitable = others.filter((offering) => clientObstacle(offering, qualification.query.clientComputer ?? null) === null)
  const orderable = new Set(plans.flatMap((plan) => [...orderableBeside(plan, suitable)]))
  return others.filter((offering) => fitsAccessTypes(offering, lineTypes)).map((offering): OfferChoice => {
    if (orderable.has(offering.id)) return { offering, orderable: true, why: null, line: null }
    const unsuitable = clientObstacle(offering, qualification.query.clientComputer ?? null)
    return { offering, orderable: false, why: unsuitable ?? missingPrerequisite(offering, plans), line: null }
  })
}

/** What can be ordered together with one plan. Starts with everything of its kind of line and takes away what lacks another, until nothing does. */
function orderableBeside(plan: OfferChoice, others: readonly ProductOffering[]): ReadonlySet<OfferingId> {
  const accessTypes = plan.line ? [plan.line.accessType] : []
  let remaining = others.filter((offering) => fitsAccessTypes(offering, accessTypes))
  for (;;) {
    const ids = new Set([plan.offering.id, ...remaining.map((offering) => offering.id)])
    const kept = remaining.filter(({ prerequisites, bundleOf }) => (prerequisites.length === 0 || prerequisites.some((id) => ids.has(id))) && bundleOf.every((id) => ids.has(id)))
    if (kept.length === remaining.length) return ids
    remaining = kept
  }
}

/** Names what is wanting: a plan on its kind of line, or else the offerings it builds on. */
function missingPrerequisite(offering: ProductOffering, plans: readonly OfferChoice[]): Obstacle {
  const hasPlan = plans.some((plan) => plan.line !== null && fitsAccessTypes(offering, [plan.line.accessType]))
  const needs = [...offering.prerequisites, ...offering.bundleOf].join(', ')
  return { code: 'prerequisite-missing', details: { needs: hasPlan ? needs : 'access' } }
}
