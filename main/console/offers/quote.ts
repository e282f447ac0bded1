import { checkSelection } from '../../../shared/engines/offers/check-selection.ts'
import { quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import { currentBasis } from './current.ts'
import type { OffersDeps } from './current.ts'

/** The first bill of a selection, to the cent what a submit at this moment would hold the caller to: both price by the same function. */
export const createQuote = (deps: OffersDeps): Handler<'offers.quote'> => (input) => {
  const basis = currentBasis(deps, input.qualificationId)
  if (!basis.ok) return basis
  const { catalog, qualification, at, terms } = basis.value
  const offeringIds = input.offeringIds.map((id) => asId<'OfferingId'>(id))
  const selected = checkSelection({ catalog, qualification, offeringIds, at })
  if (!selected.ok) return selected
  const priced = quoteOrder({ catalog, offeringIds, takenAt: at, at, terms })
  return priced.ok ? ok({ catalogVersion: priced.value.catalogVersion, bill: priced.value.quote }) : priced
}
