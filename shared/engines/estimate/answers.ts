/**
 * One address as an estimate knows it: never with its answer. `side`: the house number's parity on its street. `zipPlus`: the postcode down to the
 * delivery point, '' where it is not known. Metres on a plane of the territory's own.
 */
export type EstimatedPlace = { readonly eastM: number; readonly northM: number; readonly blockGroup: string; readonly zip: string; readonly zipPlus: string; readonly street: string; readonly side: string; readonly houseNumber: number | null }
export type KnownAnswer = { readonly place: EstimatedPlace; readonly isYes: boolean }
export type Estimator = {
  /** The probability of a yes, over 0 and under 1. */
  readonly estimate: (place: EstimatedPlace) => number
}

/** Probabilities end here: nothing estimated is certain. */
const SUREST = 0.995
export const clampProbability = (probability: number): number => (Number.isFinite(probability) ? Math.min(SUREST, Math.max(1 - SUREST, probability)) : 0.5)
export const logit = (probability: number): number => Math.log(probability / (1 - probability))
export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
