import { createHash } from 'node:crypto'

/** Draws that are the same for the same name. Not for secrets. */
export type Random = {
  readonly next: () => number
  readonly normal: () => number
  readonly exponential: (mean: number) => number
  readonly poisson: (mean: number) => number
  /** An index, as likely as its weight. */
  readonly weighted: (weights: readonly number[]) => number
  readonly shuffle: <T>(items: readonly T[]) => readonly T[]
}

export function createRandom(name: string): Random {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0)
  // mulberry32: 32 bits of state are enough for a day of one subscriber.
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    poisson: (mean) => {
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = next(); product > limit; product *= next()) count += 1
      return count
    },
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex((weight) => (left -= weight) < 0)
      return index === -1 ? weights.length - 1 : index
    },
    shuffle: (items) => items.map((item) => ({ item, at: next() })).toSorted((a, b) => a.at - b.at).map(({ item }) => item),
  }
}
