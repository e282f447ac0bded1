import type { OutputOf } from '../../../shared/contract/console/contract.ts'
import type { WantedSpeed } from '../../../shared/domain/need.ts'
import type { LineWord } from '../../../shared/domain/offer.ts'
import type { QualificationLine, Reason } from '../../../shared/domain/qualification.ts'
import { earliestDate } from '../../../shared/engines/offers/earliest-date.ts'
import { listOffers } from '../../../shared/engines/offers/list-offers.ts'
import type { OfferChoice } from '../../../shared/engines/offers/list-offers.ts'
import { decidingReason } from '../../../shared/engines/offers/match-line.ts'
import { rankOffers } from '../../../shared/engines/offers/rank-offers.ts'
import { judgeFit, wantedSpeed } from '../../../shared/engines/offers/wanted-speed.ts'
import { extraServices } from '../../../shared/engines/provisioning/extra-services.ts'
import type { BillInput } from '../../../shared/engines/rating/preview-bill.ts'
import { previewBill } from '../../../shared/engines/rating/preview-bill.ts'
import { totalCost } from '../../../shared/engines/rating/total-cost.ts'
import { billCycleDayOf } from '../../../shared/engines/saga/quote-order.ts'
import type { OfferingId } from '../../../shared/kernel/ids.ts'
import type { Minor } from '../../../shared/kernel/money.ts'
import { divideRounded, MICRO_PER_MINOR } from '../../../shared/kernel/money.ts'
import { assert, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import { currentBasis } from './current.ts'
import type { Current, OffersDeps } from './current.ts'

type Offer = OutputOf<'offers.list'>['offers'][number]

/** What may be sold at the qualified place: plans as they rank, then what goes with them, each with all that is said of it. */
export const createListOffers = (deps: OffersDeps): Handler<'offers.list'> => ({ qualificationId, need }) => {
  const basis = currentBasis(deps, qualificationId)
  if (!basis.ok) return basis
  const { catalog, qualification, at, terms } = basis.value
  const wanted = need ? wantedSpeed(need) : null
  const offers = listOffers({ catalog, qualification, at }).map((choice) => toOffer(choice, wanted, basis.value))
  return ok({ catalogVersion: catalog.version, today: terms.localDateOf(at), wanted, offers: inRankOrder(offers) })
}

/** Plans by their rank; what goes with a plan keeps the catalog's order behind them. */
function inRankOrder(offers: readonly Offer[]): Offer[] {
  const plans = offers.filter((offer) => offer.offering.kind === 'access')
  const ranks = rankOffers(plans.map((offer) => ({ id: offer.offering.id, isOrderable: offer.orderable, fit: offer.fit.verdict, liveBy: offer.earliest.date, total24Minor: offer.cost.total24Minor })))
  const ranked = ranks.flatMap((rank) => plans.filter((offer) => offer.offering.id === rank.id).map((offer) => ({ ...offer, rank })))
  const inOrder: Offer[] = [...ranked, ...offers.filter((offer) => offer.offering.kind !== 'access')]
  return inOrder.map((offer) => ({ ...offer, meets: inOrder.filter((other) => other.orderable && offer.offering.prerequisites.includes(other.offering.id)).map((other) => other.offering.id) }))
}

function toOffer(choice: OfferChoice, wanted: WantedSpeed | null, basis: Current): Offer {
  const { offering, orderable, why, line } = choice
  const { catalog, qualification, at, terms } = basis
  const provider = catalog.providers.find((candidate) => candidate.id === offering.providerId)
  assert(provider, `an offering of a provider that the catalog lacks: ${offering.providerId}`)
  const today = terms.localDateOf(at)
  const { firstBill, ...cost } = totalCost(billOf([offering.id], basis))
  const speed = speedAt(choice)
  return {
    offering, provider: { id: provider.id, name: provider.name, code: provider.code }, orderable, why: why && { code: why.code, details: { ...why.details } },
    qualificationId: line?.verdict === 'yes' ? qualification.id : null,
    monthlyMinor: firstBill.monthlyMinor, firstBillMinor: firstBill.totalMinor, firstBillTo: firstBill.periodTo, oneTimeMinor: cost.parts.oneTimeMinor, cost,
    ...speed, fit: judgeFit(offering.kind === 'access' ? wanted : null, speed), earliest: earliestDate({ line, today, localDateOf: terms.localDateOf }), rank: null,
    word: line && wordOf(line, at), capacity: line && capacityOf(line, qualification.lines),
    meets: [],
    ...contentsOf(choice, basis),
    services: [...extraServices({ offering, catalog, lines: qualification.lines, clientComputer: qualification.query.clientComputer ?? null, at })],
  }
}

const billOf = (offeringIds: readonly OfferingId[], { catalog, at, terms }: Current): BillInput =>
  ({ catalog, offeringIds, activatedOn: terms.localDateOf(at), billCycleDay: billCycleDayOf(terms, at), region: terms.region, at })

/** What the line carries here, never more than the plan sells; the plan's own figures only where the line's are not known. */
function speedAt({ offering, line }: OfferChoice): Pick<Offer, 'downlinkKbps' | 'uplinkKbps' | 'speedFrom'> {
  const least = (a: number | null | undefined, b: number | null): number | null => (a === null || a === undefined ? b : b === null ? a : Math.min(a, b))
  const isKnown = line !== null && line.downlinkKbps !== null
  return { downlinkKbps: least(line?.downlinkKbps, offering.downlinkKbps), uplinkKbps: least(line?.uplinkKbps, offering.uplinkKbps), speedFrom: isKnown ? 'line' : 'plan' }
}

/** The first of these that is known is told: what is full, what is free, and a sector that is in reach and not full. */
const CAPACITY: readonly string[] = ['no-port-free', 'sector-full', 'port-free', 'sector-in-reach']

/** Room on a resold line is its owner's. */
function capacityOf(line: QualificationLine, lines: readonly QualificationLine[]): Reason | null {
  const owner = lines.find((other) => other.providerId === line.overProviderId && other.accessType === line.accessType && other.overProviderId === null)
  const reasons = [...line.reasons, ...(owner?.reasons ?? [])]
  return CAPACITY.flatMap((code) => reasons.find((reason) => reason.code === code) ?? [])[0] ?? null
}

const wordOf = (line: QualificationLine, at: number): LineWord => ({
  verdict: line.verdict, source: line.evidence.source, ageMs: line.evidence.at === null ? null : wholeMinutes(at - line.evidence.at), reason: decidingReason(line), yesWhen: line.verdict === 'yes' ? null : line.yesWhen,
})

/** An age is told in minutes at the finest; finer, each list would differ from the one before it and be drawn anew. */
const wholeMinutes = (ms: number): number => Math.max(0, Math.floor(ms / 60_000) * 60_000)

function contentsOf({ offering }: OfferChoice, basis: Current): Pick<Offer, 'contains' | 'discountMinor'> {
  if (offering.kind !== 'bundle') return { contains: [], discountMinor: 0 }
  const contains = offering.bundleOf.map((id) => ({ offeringId: id, name: basis.catalog.offerings.find((other) => other.id === id)?.name ?? id, monthlyMinor: monthOf(id, basis) }))
  return { contains, discountMinor: divideRounded(offering.bundleDiscountMicro, MICRO_PER_MINOR, 'half-even') }
}

const monthOf = (id: OfferingId, basis: Current): Minor => previewBill(billOf([id], basis)).monthlyMinor
