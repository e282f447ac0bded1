import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import { appError } from '../../domain/errors.ts'
import type { AppError } from '../../domain/errors.ts'
import type { ServiceQualification } from '../../domain/qualification.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import { effectiveOffering } from '../catalog/effective.ts'
import { expandBundles } from './expand-bundles.ts'
import { clientObstacle, decidingReason, fitsAccessTypes, isSoldIn, matchLine } from './match-line.ts'

export type SelectedOffering = { readonly offering: ProductOffering; readonly needsLine: boolean }
type SelectionInput = { readonly catalog: Catalog; readonly qualification: ServiceQualification; readonly offeringIds: readonly OfferingId[]; readonly at: Instant }

/**
 * Decides whether a selection may be ordered at the qualified address at `at`, and answers it with bundles followed by their members.
 * Exactly one access offering is needed. Errors: `qualification-expired`, `offering-withdrawn`, `prerequisite-missing` (also when there
 * is no access offering), `offering-not-eligible` (place, plan, client computer, or a second access offering), `qualification-negative`.
 */
export function checkSelection(input: SelectionInput): Result<readonly SelectedOffering[], AppError> {
  const { catalog, qualification, at } = input
  if (at >= qualification.validUntil) return err(appError('qualification-expired', { qualificationId: qualification.id, validUntil: qualification.validUntil }))
  const offerings: ProductOffering[] = []
  for (const id of expandBundles(catalog, input.offeringIds, at)) {
    const offering = effectiveOffering(catalog, id, at)
    if (!offering) return err(appError('offering-withdrawn', { offeringId: id }))
    offerings.push(offering)
  }
  const refusal = accessRefusal(offerings) ?? firstRefusal(offerings, qualification)
  return refusal ? err(refusal) : ok(offerings.map((offering) => ({ offering, needsLine: offering.kind === 'access' })))
}

function accessRefusal(offerings: readonly ProductOffering[]): AppError | null {
  const [first, second] = offerings.filter((offering) => offering.kind === 'access')
  if (!first) return appError('prerequisite-missing', { needs: 'access' })
  return second ? appError('offering-not-eligible', { offeringId: second.id, reason: 'second-access-offering' }) : null
}

function firstRefusal(offerings: readonly ProductOffering[], qualification: ServiceQualification): AppError | null {
  for (const offering of offerings) {
    const refusal = placeRefusal(offering, qualification) ?? lineRefusal(offering, offerings, qualification) ?? prerequisiteRefusal(offering, offerings) ?? computerRefusal(offering, qualification)
    if (refusal) return refusal
  }
  return null
}

const placeRefusal = (offering: ProductOffering, qualification: ServiceQualification): AppError | null =>
  isSoldIn(offering, qualification.address.postcode) ? null : appError('offering-not-eligible', { offeringId: offering.id, reason: 'postcode', postcode: qualification.address.postcode })

function lineRefusal(offering: ProductOffering, offerings: readonly ProductOffering[], qualification: ServiceQualification): AppError | null {
  if (offering.kind !== 'access') {
    const accessTypes = offerings.flatMap((other) => (other.kind === 'access' ? (other.accessType ?? other.eligibility.accessTypes) : []))
    return fitsAccessTypes(offering, accessTypes) ? null : appError('offering-not-eligible', { offeringId: offering.id, reason: 'access-type' })
  }
  const match = matchLine(offering, qualification.lines)
  if (match.kind === 'yes') return null
  if (match.kind === 'none') return appError('offering-not-eligible', { offeringId: offering.id, reason: 'no-line' })
  return appError('qualification-negative', { offeringId: offering.id, providerId: match.line.providerId, verdict: match.line.verdict, reason: decidingReason(match.line)?.code ?? null })
}

function prerequisiteRefusal(offering: ProductOffering, offerings: readonly ProductOffering[]): AppError | null {
  const isMet = offering.prerequisites.length === 0 || offering.prerequisites.some((id) => offerings.some((other) => other.id === id))
  return isMet ? null : appError('prerequisite-missing', { offeringId: offering.id, needs: offering.prerequisites.join(', ') })
}

function computerRefusal(offering: ProductOffering, qualification: ServiceQualification): AppError | null {
  const obstacle = clientObstacle(offering, qualification.query.clientComputer ?? null)
  return obstacle && appError('offering-not-eligible', { offeringId: offering.id, reason: obstacle.code, ...obstacle.details })
}
