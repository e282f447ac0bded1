import type { House } from './house.ts'

/** How alike the log odds of two houses are. Each part is a variance and the metres (house numbers for `side`) at which it has fallen to 1/e. */
export type Kernel = {
  readonly near: readonly (readonly [variance: number, rangeM: number])[]
  readonly street: readonly [variance: number, rangeM: number]
  readonly side: readonly [variance: number, numbers: number]
  readonly traits: number
  readonly kind: number
}

/** For few answers, where no choice among kernels can be made. */
export const CAUTIOUS: Kernel = { near: [[1, 2_000], [0.7, 400], [0.3, 100]], street: [0.3, 300], side: [0.3, 20], traits: 0.1, kind: 0.3 }
/**
 * Three ways in which plant may have been laid: quarter by quarter with houses of each kind apart, in small patches with sharp ends, street by
 * street. Which is right for a city is chosen on its own known answers.
 */
export const KERNELS: readonly Kernel[] = [
  { near: [[1, 2_000], [1, 400], [0.5, 60]], street: [0.5, 300], side: [0.5, 20], traits: 0.1, kind: 0.3 },
  { near: [[5, 1_500], [8, 400], [2, 80]], street: [1, 300], side: [0.5, 20], traits: 0.1, kind: 0.3 },
  { near: [[1, 2_000], [0.7, 400], [0.3, 60]], street: [6, 600], side: [0.5, 20], traits: 0.1, kind: 0.3 },
]
/** How far the whole territory's rate may be off. */
const LEVEL = 1

export function covariance({ near, street, side, traits, kind }: Kernel, a: House, b: House): number {
  const east = a.place.eastM - b.place.eastM, north = a.place.northM - b.place.northM
  // Not Math.hypot: it is twenty times as slow, and this runs for every pair.
  const distanceM = Math.sqrt(east * east + north * north)
  let sum = LEVEL
  for (const [variance, rangeM] of near) sum += variance * Math.exp(-distanceM / rangeM)
  for (let at = 0; at < a.traits.length; at++) sum += traits * a.traits[at]! * b.traits[at]!
  const isSame = a.place === b.place
  if (isSame || (a.kind >= 0 && a.kind === b.kind)) sum += kind
  if (!isSame && (a.street < 0 || a.street !== b.street)) return sum
  sum += street[0] * Math.exp(-distanceM / street[1])
  if (isSame) return sum + side[0]
  const { houseNumber: first } = a.place, { houseNumber: second } = b.place
  return first !== null && second !== null && a.place.side === b.place.side ? sum + side[0] * Math.exp(-Math.abs(first - second) / side[1]) : sum
}
