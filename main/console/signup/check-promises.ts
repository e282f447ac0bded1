import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { labelledOfferings, madeOf, missingPromises } from '../../../shared/domain/promises.ts'
import type { Promises, SpokenTexts } from '../../../shared/domain/promises.ts'

/**
 * What must have been said before an order is taken: the recording notice, the label of every access offering, the required consents;
 * each in its current version. `offerings`: the selection as it is sold now, bundles with their members.
 * Errors: `recording-notice-missing`, `label-not-shown`, `consent-missing`. Source: 47 CFR 8.1(a).
 */
export function checkPromises({ offerings, texts, promises }: { readonly offerings: readonly ProductOffering[]; readonly texts: SpokenTexts; readonly promises: Promises }): AppError | null {
  const labelled = labelledOfferings(offerings, offerings.map((offering) => offering.id))
  const missing = missingPromises(labelled, texts, madeOf(promises))
  if (missing.recordingNotice) return appError('recording-notice-missing')
  if (missing.labels.length > 0) return appError('label-not-shown', { plans: missing.labels.map((offering) => offering.name).join(', ') })
  if (missing.consents.length > 0) return appError('consent-missing', { consents: missing.consents.map((consent) => consent.id).join(',') })
  return null
}
