import { checkSelection } from '../../../shared/engines/offers/check-selection.ts'
import { earliestDate } from '../../../shared/engines/offers/earliest-date.ts'
import { matchLine } from '../../../shared/engines/offers/match-line.ts'
import { previewBill, previewBills } from '../../../shared/engines/rating/preview-bill.ts'
import { billCycleDayOf, quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
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
  if (!priced.ok) return priced
  const bill = priced.value.quote
  const basisOfBill = { catalog, offeringIds, activatedOn: terms.localDateOf(at), billCycleDay: billCycleDayOf(terms, at), region: terms.region, at }
  const [access] = selected.value.filter(({ offering }) => offering.kind === 'access')
  const match = access ? matchLine(access.offering, qualification.lines) : null
  return ok({
    catalogVersion: priced.value.catalogVersion, bill, bills: [...previewBills(basisOfBill, FIRST_BILLS)],
    slipped: terms.billCycleDay === null ? null : previewBill({ ...basisOfBill, activatedOn: bill.periodTo }),
    earliest: earliestDate({ line: match?.kind === 'yes' ? match.line : null, today: basisOfBill.activatedOn, localDateOf: terms.localDateOf }),
  })
}

/** As many as a caller is promised to the cent. */
const FIRST_BILLS = 3
