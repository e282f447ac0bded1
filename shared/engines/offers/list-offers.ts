import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { QualificationLine, ServiceQualification } from '../../domain/qualification.ts'
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
 * carries its plan, or, not orderable, when a line names its plan but does not say yes. Add-ons, equipment and bundles follow the
 * access types that can be ordered. `at`: decides which version of an offering is on sale.
 */
export function listOffers(input: { readonly catalog: Catalog; readonly qualification: ServiceQualification; readonly at: Instant }): readonly OfferChoice[] {
  const { qualification } = input
  const onSale = effectiveOfferings(input.catalog, input.at).filter((offering) => isSoldIn(offering, qualification.address.postcode))
  const access = new Map(onSale.filter((offering) => offering.kind === 'access').map((offering) => [offering.id, accessChoice(offering, qualification)]))
  const orderableAccess = [...access.values()].filter((choice) => choice?.orderable === true).map((choice) => choice as OfferChoice)
  const others = withPrerequisites(onSale.filter((offering) => offering.kind !== 'access').flatMap((offering) => otherChoice(offering, qualification, orderableAccess)), orderableAccess)
  return onSale.flatMap((offering) => access.get(offering.id) ?? others.find((choice) => choice.offering.id === offering.id) ?? [])
}

function accessChoice(offering: ProductOffering, qualification: ServiceQualification): OfferChoice | null {
  const match = matchLine(offering, qualification.lines)
  if (match.kind === 'none') return null
  if (match.kind === 'notYes') {
    const reason = decidingReason(match.line)
    return match.isPlanNamed ? { offering, orderable: false, why: reason && { code: reason.code, details: reason.details }, line: match.line } : null
  }
  const why = clientObstacle(offering, qualification.query.clientComputer ?? null)
  return { offering, orderable: why === null, why, line: match.line }
}

function otherChoice(offering: ProductOffering, qualification: ServiceQualification, orderableAccess: readonly OfferChoice[]): readonly OfferChoice[] {
  const known = qualification.lines.filter((line) => line.verdict === 'yes').map((line) => line.accessType)
  if (!fitsAccessTypes(offering, known)) return []
  const reachable = orderableAccess.flatMap((choice) => choice.line?.accessType ?? [])
  const why = reachable.length === 0 || !fitsAccessTypes(offering, reachable)
    ? { code: 'prerequisite-missing', details: { needs: 'access' } }
    : clientObstacle(offering, qualification.query.clientComputer ?? null)
  return [{ offering, orderable: why === null, why, line: null }]
}

/** An offering whose prerequisites cannot be ordered cannot be ordered either; chains settle because each round only removes. */
function withPrerequisites(choices: readonly OfferChoice[], orderableAccess: readonly OfferChoice[]): readonly OfferChoice[] {
  const orderable = new Set([...choices, ...orderableAccess].filter((choice) => choice.orderable).map((choice) => choice.offering.id))
  const settled = choices.map((choice): OfferChoice => {
    const needs = [...choice.offering.prerequisites, ...choice.offering.bundleOf]
    const isMet = choice.offering.prerequisites.length === 0 || choice.offering.prerequisites.some((id) => orderable.has(id))
    const isWhole = choice.offering.bundleOf.every((id) => orderable.has(id))
    return !choice.orderable || (isMet && isWhole) ? choice : { ...choice, orderable: false, why: { code: 'prerequisite-missing', details: { needs: needs.join(', ') } } }
  })
  const changed = settled.some((choice, index) => choice.orderable !== choices[index]?.orderable)
  return changed ? withPrerequisites(settled, orderableAccess) : settled
}
