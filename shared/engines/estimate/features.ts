import type { EstimatedPlace, KnownAnswer } from './answers.ts'
import { logit } from './answers.ts'

/** Metres at which the widest kernel has fallen to 1/e; each next one is half of it. */
const WIDEST_M = 3_200
const SCALES = 9
/** Weight of the whole territory's rate in each local one. */
const PRIOR_WEIGHT = 0.7
/** Where nobody of a kind is known, as far as the nearest can be. */
const FAR_M = 5_000
/** House numbers at which a neighbour on the same side counts 1/e. */
const NUMBER_REACH = 10

/** What the known answers say about a place, as evidence over the whole territory's rate (log odds). `counts`: whose answers may be used. */
export function featuresOf(place: EstimatedPlace, known: readonly KnownAnswer[], counts: (at: number) => boolean): Float64Array {
  const weights = new Float64Array(SCALES)
  const yes = new Float64Array(SCALES)
  const groups = new Float64Array(10)
  let nearestYesM = FAR_M, nearestNoM = FAR_M, all = 0, allYes = 0, beside = 0, besideYes = 0
  known.forEach(({ place: other, isYes }, at) => {
    if (!counts(at)) return
    const said = isYes ? 1 : 0
    const distanceM = Math.hypot(other.eastM - place.eastM, other.northM - place.northM)
    if (isYes) nearestYesM = Math.min(nearestYesM, distanceM)
    else nearestNoM = Math.min(nearestNoM, distanceM)
    all += 1
    allYes += said
    // Each kernel is half as wide as the last: its weight is the square.
    for (let scale = 0, weight = Math.exp(-distanceM / WIDEST_M); scale < SCALES; scale++, weight *= weight) {
      weights[scale]! += weight
      yes[scale]! += weight * said
    }
    const isSameStreet = place.street !== '' && other.street === place.street && other.zip === place.zip
    const isSameSide = isSameStreet && other.side === place.side
    const same = [other.blockGroup === place.blockGroup, other.blockGroup.slice(0, 11) === place.blockGroup.slice(0, 11), other.zip === place.zip, isSameStreet, isSameSide]
    same.forEach((isSame, group) => {
      if (!isSame) return
      groups[group * 2]! += 1
      groups[group * 2 + 1]! += said
    })
    if (isSameSide && place.houseNumber !== null && other.houseNumber !== null) {
      const weight = Math.exp(-Math.abs(place.houseNumber - other.houseNumber) / NUMBER_REACH)
      beside += weight
      besideYes += weight * said
    }
  })
  const prior = (allYes + 0.5) / (all + 1)
  const base = logit(prior)
  const evidence = (weight: number, positive: number): number => logit((positive + PRIOR_WEIGHT * prior) / (weight + PRIOR_WEIGHT)) - base
  return Float64Array.from([
    base,
    ...Array.from(weights, (weight, scale) => evidence(weight, yes[scale]!)),
    ...[0, 1, 2, 3, 4].map((group) => evidence(groups[group * 2]!, groups[group * 2 + 1]!)),
    evidence(beside, besideYes),
    Math.log((nearestNoM + 8) / (nearestYesM + 8)),
  ])
}
