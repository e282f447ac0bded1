import { sigmoid } from './answers.ts'
import type { House } from './house.ts'
import type { Kernel } from './kernel.ts'
import { covariance } from './kernel.ts'
import { factorise, inverseColumns, solveLower, solveSquare } from './matrices.ts'

/** Log odds that were reckoned and how unsure they are. */
export type Reckoned = { readonly mean: number; readonly variance: number }
export type Field = {
  readonly at: (house: House) => Reckoned
  /** Each known house as it is reckoned without the answers of its block: nobody vouches for himself. `blocks`: a number a house. */
  readonly without: (blocks: readonly number[]) => readonly Reckoned[]
}

const STEPS = 20
/** Newton ends when no log odds moved more. */
const STILL = 1e-3

/**
 * A field of log odds over a territory: a Gaussian process with a logistic answer, by Laplace's method. `base`: the log odds far from everybody.
 * Source: Rasmussen and Williams, Gaussian Processes for Machine Learning, algorithms 3.1 and 3.2; leaving out, section 5.4.2 with the answers' normal stand-ins.
 * Costs the cube of the houses: a caller gives a thousand or so.
 */
export function fitField(houses: readonly House[], isYes: readonly boolean[], { kernel, base }: { readonly kernel: Kernel; readonly base: number }): Field {
  const n = houses.length
  const matrix = houses.map((a, row) => Float64Array.from({ length: row + 1 }, (_, column) => covariance(kernel, a, houses[column]!)))
  const odds = new Float64Array(n).fill(base)
  let state = linearise(matrix, odds, isYes)
  for (let step = 0; step < STEPS; step++) {
    const moved = multiply(matrix, newton(matrix, odds, base, state))
    let most = 0
    for (let at = 0; at < n; at++) {
      const next = base + moved[at]!
      most = Math.max(most, Math.abs(next - odds[at]!))
      odds[at] = next
    }
    state = linearise(matrix, odds, isYes)
    if (most < STILL) break
  }
  const { roots, factor, misses } = state
  return {
    at: (house) => {
      const shared = Float64Array.from({ length: n }, (_, at) => covariance(kernel, house, houses[at]!))
      const known = solveLower(factor, shared.map((value, at) => value * roots[at]!))
      return { mean: base + dot(shared, misses), variance: Math.max(covariance(kernel, house, house) - dot(known, known), 1e-9) }
    },
    without: (blocks) => leaveOut({ factor, roots, misses, odds, base, blocks }),
  }
}

type Linear = { readonly roots: Float64Array; readonly misses: Float64Array; readonly factor: readonly Float64Array[] }

/** The roots of the answers' weights, how far each answer is missed, and the factor of I + √W K √W. */
function linearise(matrix: readonly Float64Array[], odds: Float64Array, isYes: readonly boolean[]): Linear {
  const chances = odds.map(sigmoid)
  const roots = chances.map((chance) => Math.sqrt(Math.max(chance * (1 - chance), 1e-6)))
  const factor = factorise(matrix.map((line, row) => line.map((value, column) => value * roots[row]! * roots[column]! + (row === column ? 1 : 0))))
  return { roots, factor, misses: chances.map((chance, at) => (isYes[at] ? 1 : 0) - chance) }
}

function newton(matrix: readonly Float64Array[], odds: Float64Array, base: number, { roots, misses, factor }: Linear): Float64Array {
  const pull = odds.map((value, at) => roots[at]! ** 2 * (value - base) + misses[at]!)
  const pulled = multiply(matrix, pull)
  const inner = solveSquare(factor, pulled.map((value, at) => value * roots[at]!))
  return pull.map((value, at) => value - roots[at]! * inner[at]!)
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
    const part = factorise(block.map((row, i) => Float64Array.from({ length: i + 1 }, (_, j) => roots[row]! * roots[block[j]!]! * dotFrom(columns[row]!, columns[block[j]!]!, Math.max(row, block[j]!)))))
    const shift = solveSquare(part, Float64Array.from(block, (at) => weighed[at]!))
    const spread = inverseColumns(part)
    block.forEach((at, i) => {
      const variance = dotFrom(spread[i]!, spread[i]!, i) - 1 / roots[at]! ** 2
      answer[at] = { mean: base + standIns[at]! - shift[i]!, variance: Math.max(variance, 1e-9) }
    })
  }
  return answer
}

/** A symmetric matrix, of which the lower half is given, times a vector. */
function multiply(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  const answer = new Float64Array(vector.length)
  matrix.forEach((line, row) => {
    let sum = line[row]! * vector[row]!
    for (let column = 0; column < row; column++) {
      sum += line[column]! * vector[column]!
      answer[column]! += line[column]! * vector[row]!
    }
    answer[row]! += sum
  })
  return answer
}

const dot = (a: Float64Array, b: Float64Array): number => dotFrom(a, b, 0)

function dotFrom(a: Float64Array, b: Float64Array, from: number): number {
  let sum = 0
  for (let at = from; at < a.length; at++) sum += a[at]! * b[at]!
  return sum
}
