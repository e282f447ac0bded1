import { sigmoid } from './answers.ts'
import type { Reckoned } from './field.ts'

/** How much a territory must show before its slope and level are believed to differ from what was reckoned: precisions of the prior around 1 and 0. */
const PRIOR = [10, 3] as const

/** The chance of a yes of log odds that are not sure (MacKay's approximation of the mean of the logistic over a normal), as log odds. */
export const expectedOdds = ({ mean, variance }: Reckoned): number => mean / Math.sqrt(1 + (Math.PI * variance) / 8)

/**
 * Learns from log odds that were reckoned without their own answers how bold they may be: level + slope · odds, a logistic fit that starts from 0 and 1
 * and leaves it only as far as it is shown. `weight`: how much one answer counts; answers of one block group resemble each other and count
 * together as a few, so that a handful of groups cannot bend what is reckoned.
 */
export function calibrate(odds: readonly number[], isYes: readonly boolean[], weight: number): (odds: number) => number {
  let level = 0, slope = 1
  for (let step = 0; step < 20; step++) {
    let pullLevel = -PRIOR[0] * level, pullSlope = -PRIOR[1] * (slope - 1)
    let a: number = PRIOR[0], b = 0, c: number = PRIOR[1]
    odds.forEach((value, at) => {
      const chance = sigmoid(level + slope * value)
      const miss = weight * ((isYes[at] ? 1 : 0) - chance), steep = weight * chance * (1 - chance)
      pullLevel += miss
      pullSlope += miss * value
      a += steep
      b += steep * value
      c += steep * value * value
    })
    const scale = a * c - b * b
    const [up, turn] = [(c * pullLevel - b * pullSlope) / scale, (a * pullSlope - b * pullLevel) / scale]
    level += up
    slope += turn
    if (Math.abs(up) + Math.abs(turn) < 1e-9) break
  }
  // Evidence that points the wrong way is no evidence.
  return (value) => sigmoid(level + Math.max(slope, 0) * value)
}
