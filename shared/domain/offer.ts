import type { Minor } from '../kernel/money.ts'
import type { Reason, Verdict } from './qualification.ts'
import type { LocalDate } from './rating.ts'

/** When service could begin, and what decides it. `date`: null when nobody can name one. */
export type EarliestDate = {
  readonly date: LocalDate | null
  readonly code: 'today' | 'antenna-to-mount' | 'drop-to-build' | 'line-planned' | 'waits-for-place' | 'not-here' | 'with-plan'
  readonly needsVisit: boolean
}

/** What put an offer where it is, against its neighbour: the offer above, for the first the one below. */
export type RankBy = 'orderable' | 'fit' | 'liveBy' | 'cost' | 'id' | 'alone'
export type Rank = { readonly id: string; readonly place: number; readonly by: RankBy; readonly againstId: string | null; readonly differenceMinor: Minor }

/** What an offer costs beyond its first bill: sums of bills previewed one by one, taxes in, usage not. `parts` sum to `total24Minor`. */
export type OfferCost = {
  /** The next bill, a whole month: at the introductory price where one still holds. */
  readonly secondBillMinor: Minor
  readonly total12Minor: Minor
  readonly total24Minor: Minor
  readonly parts: { readonly serviceMinor: Minor; readonly equipmentMinor: Minor; readonly oneTimeMinor: Minor }
  /** The first day on which an introductory price no longer holds; null where there is none. */
  readonly introductoryUntil: LocalDate | null
}

/** What a provider, or its plant, last said of the line. `ageMs`: null when nothing carries a moment. */
export type LineWord = {
  readonly verdict: Verdict
  readonly source: 'plant' | 'collected2022' | 'providerInterface' | 'invented' | 'measurement' | 'none'
  readonly ageMs: number | null
  readonly reason: Reason | null
  readonly yesWhen: Reason | null
}
