import type { Fit } from '../../domain/need.ts'
import type { Rank, RankBy } from '../../domain/offer.ts'
import type { LocalDate } from '../../domain/rating.ts'
import type { Minor } from '../../kernel/money.ts'

/** What an offer is ranked by. `liveBy`: null when nobody can name a day. */
export type RankedFacts = { readonly id: string; readonly isOrderable: boolean; readonly fit: Fit['verdict']; readonly liveBy: LocalDate | null; readonly total24Minor: Minor }

/** `notAsked` and `unknown` stand between tight and too slow: nothing speaks against them yet. */
const FIT_RANK: Readonly<Record<Fit['verdict'], number>> = { fits: 0, tight: 1, notAsked: 2, unknown: 2, tooSlow: 3 }

type Criterion = { readonly by: Exclude<RankBy, 'alone'>; readonly compare: (a: RankedFacts, b: RankedFacts) => number }
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const CRITERIA: readonly Criterion[] = [
  { by: 'orderable', compare: (a, b) => Number(b.isOrderable) - Number(a.isOrderable) },
  { by: 'fit', compare: (a, b) => FIT_RANK[a.fit] - FIT_RANK[b.fit] },
  { by: 'liveBy', compare: (a, b) => compareText(a.liveBy ?? '9999', b.liveBy ?? '9999') },
  { by: 'cost', compare: (a, b) => a.total24Minor - b.total24Minor },
  { by: 'id', compare: (a, b) => compareText(a.id, b.id) },
]

/**
 * Ranks offers: what can be ordered, then what fits the stated need, then what is live first, then what costs least over 24 months; ties by
 * id, so that the same facts in any order give the same list. Answers each place with the criterion that decided it and by how much.
 */
export function rankOffers(offers: readonly RankedFacts[]): readonly Rank[] {
  const sorted = [...offers].sort((a, b) => decide(a, b).sign)
  return sorted.map((offer, index): Rank => {
    const neighbour = sorted[index === 0 ? 1 : index - 1]
    if (!neighbour) return { id: offer.id, place: 1, by: 'alone', againstId: null, differenceMinor: 0 }
    return { id: offer.id, place: index + 1, by: decide(offer, neighbour).by, againstId: neighbour.id, differenceMinor: Math.abs(offer.total24Minor - neighbour.total24Minor) }
  })
}

function decide(a: RankedFacts, b: RankedFacts): { readonly by: Exclude<RankBy, 'alone'>; readonly sign: number } {
  for (const { by, compare } of CRITERIA) {
    const sign = compare(a, b)
    if (sign !== 0) return { by, sign }
  }
  return { by: 'id', sign: 0 }
}
