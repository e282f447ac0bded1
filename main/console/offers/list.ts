import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import { listOffers } from '../../../shared/engines/offers/list-offers.ts'
import type { OfferChoice } from '../../../shared/engines/offers/list-offers.ts'
import { quoteOrder } from '../../../shared/engines/saga/quote-order.ts'
import { assert, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import { currentBasis } from './current.ts'
import type { Current, OffersDeps } from './current.ts'

/** What may be sold at the qualified place, each with what it would cost alone. */
export const createListOffers = (deps: OffersDeps): Handler<'offers.list'> => ({ qualificationId }) => {
  const basis = currentBasis(deps, qualificationId)
  if (!basis.ok) return basis
  const { catalog, qualification, at } = basis.value
  return ok({ catalogVersion: catalog.version, offers: listOffers({ catalog, qualification, at }).map((choice) => toOffer(choice, basis.value)) })
}

function toOffer({ offering, orderable, why, line }: OfferChoice, { catalog, qualification, at, terms }: Current): OutputOf<'offers.list'>['offers'][number] {
  const provider = catalog.providers.find((candidate) => candidate.id === offering.providerId)
  assert(provider, `an offering of a provider that the catalog lacks: ${offering.providerId}`)
  const priced = quoteOrder({ catalog, offeringIds: [offering.id], takenAt: at, at, terms })
  assert(priced.ok, 'what is listed is on sale')
  const { monthlyMinor, totalMinor } = priced.value.quote
  return {
    offering, provider: { id: provider.id, name: provider.name, code: provider.code }, orderable, why: why && { code: why.code, details: { ...why.details } },
    qualificationId: line?.verdict === 'yes' ? qualification.id : null, monthlyMinor, firstBillMinor: totalMinor,
    downlinkKbps: offering.downlinkKbps ?? line?.downlinkKbps ?? null, uplinkKbps: offering.uplinkKbps ?? line?.uplinkKbps ?? null,
  }
}
