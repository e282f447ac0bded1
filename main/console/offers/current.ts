import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import type { Clock, Instant } from '../../../shared/kernel/time.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'

export type OffersDeps = {
  readonly cache: { readonly catalog: () => Catalog | null }
  readonly findQualification: (id: string) => ServiceQualification | null
  readonly terms: () => BillingTerms
  readonly clock: Clock
}
export type Current = { readonly catalog: Catalog; readonly qualification: ServiceQualification; readonly at: Instant; readonly terms: BillingTerms }

/** What offers and quotes are made of, as of now. Errors: `catalog-missing`, `qualification-missing`, `qualification-expired` {qualificationId, validUntil}. */
export function currentBasis(deps: OffersDeps, qualificationId: string): Result<Current, AppError> {
  const catalog = deps.cache.catalog()
  if (!catalog) return err(appError('catalog-missing'))
  const qualification = deps.findQualification(qualificationId)
  if (!qualification) return err(appError('qualification-missing'))
  const at = deps.clock.now()
  if (at >= qualification.validUntil) return err(appError('qualification-expired', { qualificationId, validUntil: qualification.validUntil }))
  return ok({ catalog, qualification, at, terms: deps.terms() })
}
