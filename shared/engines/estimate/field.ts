import { sigmoid } from './answers.ts'
import type { House } from './house.ts'
import type { Kernel } from './kernel.ts'
import { covariance } from './kernel.ts'
import { dot, factorise, inverseColumns, multiply, solveLower, solveSquare } from './matrices.ts'

/** Log odds that were reckoned and how unsure they are. */
export type Reckoned = { readonly mean: number; readonly variance: number }
export type Field = {
  readonly at: (house: House) => Reckoned
  /** Each known house as it is reckoned without the answers of its block: nobody vouches for himself. `blocks`: a number a house. */
  readonly without: (blocks: readonly number[]) => readonly Reckoned[]
}

/** Rounds of Laplace's method, and steps between two factors: a factor costs the cube of the houses, a step the square. */
const ROUNDS = 8
const STEPS = 15
/** The field is found when a whole step would move no log odds more. */
const STILL = 0.02
/** No answer weighs more than this: a step with it never goes too far. */
const HEAVIEST = 0.25

/**
 * A field of log odds over a territory: a Gaussian process with a logistic answer, by Laplace's method. `base`: the log odds far from everybody.
 * Source: Rasmussen and Williams, Gaussian Processes for Machine Learning, algorithms 3.1 and 3.2; leaving out, section 5.4.2 with the answers' normal stand-ins.
 * The first steps take every answer at its heaviest (Böhning and Lindsay), which needs one factor. Costs the cube of the houses: a caller gives a thousand or so.
 */
export function fitField(houses: readonly House[], isYes: readonly boolean[], { kernel, base }: { readonly kernel: Kernel; readonly base: number }): Field {
  const n = houses.length
  const matrix = houses.map((a, row) => Float64Array.from({ length: row + 1 }, (_, column) => covariance(kernel, a, houses[column]!)))
  const { odds, pulls } = climb(matrix, isYes, base)
  const { roots, factor, misses } = linearise(matrix, odds, isYes)
  return {
    at: (house) => {
      const shared = Float64Array.from({ length: n }, (_, at) => covariance(kernel, house, houses[at]!))
      const known = solveLower(factor, shared.map((value, at) => value * roots[at]!))
      return { mean: base + dot(shared, pulls, n), variance: Math.max(covariance(kernel, house, house) - dot(known, known, n), 1e-9) }
    },
    without: (blocks) => leaveOut({ factor, roots, misses, odds, base, blocks }),
  }
}

/** The most probable field. `pulls`: what each answer adds to its neighbours. */
function climb(matrix: readonly Float64Array[], isYes: readonly boolean[], base: number): { readonly odds: Float64Array; readonly pulls: Float64Array } {
  const odds = new Float64Array(matrix.length).fill(base), pulls = new Float64Array(matrix.length)
  for (let round = 0; round < ROUNDS; round++) {
    const { roots, factor } = linearise(matrix, odds, isYes, round === 0 ? HEAVIEST : null)
    let before = Number.POSITIVE_INFINITY
    for (let step = 0; step < STEPS; step++) {
      const missing = odds.map((value, at) => (isYes[at] ? 1 : 0) - sigmoid(value) - pulls[at]!)
      const moved = multiply(matrix, missing)
      const held = solveSquare(factor, moved.map((value, at) => value * roots[at]!))
      const added = missing.map((value, at) => value - roots[at]! * held[at]!)
      const by = multiply(matrix, added)
      const most = by.reduce((sum, value) => Math.max(sum, Math.abs(value)), 0)
      // With a factor that is out of date steps may begin to grow: then it is time for a new one.
      if (step > 0 && most > before) break
      before = most
      for (let at = 0; at < odds.length; at++) {
        odds[at]! += by[at]!
        pulls[at]! += added[at]!
      }
      if (most >= STILL) continue
      if (round > 0) return { odds, pulls }
      break
    }
  }
  return { odds, pulls }
}

type Linear = { readonly roots: Float64Array; readonly misses: Float64Array; readonly factor: readonly Float64Array[] }

/** The roots of the answers' weights (their own, or all of `weight`), how far each answer is missed, and the factor of I + √W K √W. */
function linearise(matrix: readonly Float64Array[], odds: Float64Array, isYes: readonly boolean[], weight: number | null = null): Linear {
  const chances = odds.map(sigmoid)
  const roots = chances.map((chance) => Math.sqrt(weight ?? Math.max(chance * (1 - chance), 1e-6)))
  const factor = factorise(matrix.map((line, row) => line.map((value, column) => value * roots[row]! * roots[column]! + (row === column ? 1 : 0))))
  return { roots, factor, misses: chances.map((chance, at) => (isYes[at] ? 1 : 0) - chance) }
}

function leaveOut({ factor, roots, misses, odds, base, blocks }: Linear & { readonly odds: Float64Array; readonly base: number; readonly blocks: readonly number[] }): readonly Reckoned[] {
  const columns = inverseColumns(factor)
  const standIns = odds.map((value, at) => value - base + misses[at]! / roots[at]! ** 2)
  const weighed = solveSquare(factor, standIns.map((value, at) => value * roots[at]!)).map((value, at) => value * roots[at]!)
  const answer = Array.from({ length: odds.length }, (): Reckoned => ({ mean: base, variance: 1 }))
  const members = new Map<number, number[]>()
  blocks.forEach((block, at) => members.set(block, [...(members.get(block) ?? []), at]))
  for (const block of members.values()) {
    // The block's own part of the precision, then its inverse: the covariance of what the others do not tell.
    const part = factorise(block.map((row, i) => Float64Array.from({ length: i + 1 }, (_, j) => roots[row]! * roots[block[j]!]! * dot(columns[row]!, columns[block[j]!]!, odds.length, Math.max(row, block[j]!)))))
    const shift = solveSquare(part, Float64Array.from(block, (at) => weighed[at]!))
    const spread = inverseColumns(part)
    block.forEach((at, i) => {
      const variance = dot(spread[i]!, spread[i]!, block.length, i) - 1 / roots[at]! ** 2
      answer[at] = { mean: base + standIns[at]! - shift[i]!, variance: Math.max(variance, 1e-9) }
    })
  }
  return answer
}
