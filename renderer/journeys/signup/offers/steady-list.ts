import type { Offer, OfferList } from './choice.ts'

/** What of an offer changed while the rep stood at the list. */
export type Mark = 'withdrawn' | 'added' | 'price' | 'availability' | 'speed'
export type ListedOffer = { readonly offer: Offer; readonly marks: readonly Mark[]; readonly oldMonthlyMinor: number | null }

/**
 * The offers to draw: each where it stood in the baseline, those no longer sold still there and marked, new ones behind. Nothing moves under the
 * hands; a new visit to the list takes the newest order.
 */
export function steadyList(baseline: OfferList | null, current: OfferList): readonly ListedOffer[] {
  if (!baseline) return current.offers.map((offer) => ({ offer, marks: [], oldMonthlyMinor: null }))
  const kept = baseline.offers.map((before): ListedOffer => {
    const now = current.offers.find((offer) => offer.offering.id === before.offering.id)
    return now ? { offer: now, marks: marksOf(before, now), oldMonthlyMinor: before.monthlyMinor } : { offer: { ...before, orderable: false, why: null }, marks: ['withdrawn'], oldMonthlyMinor: before.monthlyMinor }
  })
  const added = current.offers.filter((offer) => !baseline.offers.some((before) => before.offering.id === offer.offering.id)).map((offer): ListedOffer => ({ offer, marks: ['added'], oldMonthlyMinor: null }))
  // What is taken with a plan stays behind the plans, also when a plan is new.
  return [...kept.filter(isPlan), ...added.filter(isPlan), ...kept.filter((item) => !isPlan(item)), ...added.filter((item) => !isPlan(item))]
}

const isPlan = ({ offer }: ListedOffer): boolean => offer.offering.kind === 'access'

function marksOf(before: Offer, now: Offer): readonly Mark[] {
  return [
    ...(before.monthlyMinor !== now.monthlyMinor || before.cost.total24Minor !== now.cost.total24Minor ? ['price' as const] : []),
    ...(before.orderable !== now.orderable ? ['availability' as const] : []),
    ...(before.downlinkKbps !== now.downlinkKbps || before.uplinkKbps !== now.uplinkKbps ? ['speed' as const] : []),
  ]
}
