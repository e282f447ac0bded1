import type { EstimatedPlace, Estimator, KnownAnswer } from './answers.ts'
import { clampProbability, logit, sigmoid } from './answers.ts'
import { calibrate, expectedOdds } from './calibrate.ts'
import type { Field } from './field.ts'
import { fitField } from './field.ts'
import { describeHouses } from './house.ts'
import type { House } from './house.ts'
import { KERNELS } from './kernel.ts'
import type { Kernel } from './kernel.ts'
import { logLoss } from './score.ts'

/** Fewer known answers than this say a rate, not a model. */
const ENOUGH = 30
/** One field's work grows with the cube of its answers: more are split by place. */
const MOST = 1_500
/** Answers of one block group count together as so many. */
const PER_GROUP = 3

/**
 * Learns from the known answers how far neighbours, streets and kinds of houses may be believed. Two regimes: places whose block group is
 * known in part (every known answer is reckoned without itself), and block groups nobody asked in (without its whole block group): the inner
 * question is the one that will be asked. Kernel and calibration are chosen by it, on the known answers alone. `asked`: the places that will
 * be asked, without answers; they tell how houses stand, nothing else. Deterministic; never throws.
 */
export function fitEstimator(known: readonly KnownAnswer[], asked: readonly EstimatedPlace[] = [], kernels: readonly Kernel[] = KERNELS): Estimator {
  const rate = clampProbability((known.filter(({ isYes }) => isYes).length + 1) / (known.length + 2))
  if (!isEnough(known)) return { estimate: () => rate }
  const describe = describeHouses([...new Set([...known.map(({ place }) => place), ...asked])])
  const groups = new Set(known.map(({ place }) => place.blockGroup))
  const find = splitByPlace(known, (part) => fitPart(part.map(({ place }) => describe(place)), part.map(({ isYes }) => isYes), { rate, kernels }))
  return {
    estimate: (place) => {
      const part = find(place)
      return clampProbability((groups.has(place.blockGroup) ? part.among : part.apart)(describe(place)))
    },
  }
}

function isEnough(known: readonly KnownAnswer[]): boolean {
  const yes = known.filter(({ isYes }) => isYes).length
  return known.length >= ENOUGH && yes >= 3 && known.length - yes >= 3
}

type Part = { readonly among: (house: House) => number; readonly apart: (house: House) => number }

function fitPart(houses: readonly House[], isYes: readonly boolean[], { rate, kernels }: { readonly rate: number; readonly kernels: readonly Kernel[] }): Part {
  const fields = kernels.map((kernel) => fitField(houses, isYes, { kernel, base: logit(rate) }))
  const names = [...new Set(houses.map(({ place }) => place.blockGroup))]
  const own = houses.map((_, at) => at)
  const among = choose(fields, isYes, { blocks: own, weight: 1 })
  const group = new Map(names.map((name, at) => [name, at]))
  // With a handful of block groups leaving one out leaves nothing to learn from.
  const apart = names.length < 5 ? among : choose(fields, isYes, { blocks: houses.map(({ place }) => group.get(place.blockGroup)!), weight: Math.min(1, (PER_GROUP * names.length) / houses.length) })
  return { among, apart }
}

/** The field that loses least on answers it was not told, then calibrated on the same: calibrated first, a bold kernel would look as good as a right one. */
function choose(fields: readonly Field[], isYes: readonly boolean[], { blocks, weight }: { readonly blocks: readonly number[]; readonly weight: number }): (house: House) => number {
  const [best] = fields
    .map((field) => {
      const odds = field.without(blocks).map(expectedOdds)
      return { field, chance: calibrate(odds, isYes, weight), loss: odds.reduce((sum, value, at) => sum + logLoss(clampProbability(sigmoid(value)), isYes[at]!), 0) }
    })
    .sort((a, b) => a.loss - b.loss)
  return (house) => best!.chance(expectedOdds(best!.field.at(house)))
}

/** Halves the answers across their longer side until each part is small enough; a place is asked of the part it lies in. */
function splitByPlace<T>(known: readonly KnownAnswer[], fit: (part: readonly KnownAnswer[]) => T): (place: EstimatedPlace) => T {
  if (known.length <= MOST) {
    const whole = fit(known)
    return () => whole
  }
  const side = (axis: 'eastM' | 'northM'): number => {
    const all = known.map(({ place }) => place[axis]).sort((a, b) => a - b)
    return all[all.length - 1]! - all[0]!
  }
  const axis = side('eastM') >= side('northM') ? 'eastM' : 'northM'
  const sorted = [...known].sort((a, b) => a.place[axis] - b.place[axis])
  const middle = Math.floor(sorted.length / 2)
  const cut = sorted[middle]!.place[axis]
  const [low, high] = [splitByPlace(sorted.slice(0, middle), fit), splitByPlace(sorted.slice(middle), fit)]
  return (place) => (place[axis] < cut ? low : high)(place)
}
