import type { Micro } from '../../../shared/kernel/money.ts'
import { assertExact } from '../../../shared/kernel/money.ts'

/** How far prices have run, each by a number from 0, side by side: a million events go through them in no order. */
export type Tallies = {
  /** `priorQuantity`: in base units. */
  readonly open: (priorQuantity: number, priorMicro: Micro) => number
  readonly quantity: (tally: number) => number
  /** Adds a quantity; `totalOf`: what all of it comes to. Returns what is more than before. Errors: throws on a quantity that is not exact. */
  readonly add: (tally: number, quantity: number, totalOf: (quantity: number) => Micro) => Micro
}

export function createTallies(): Tallies {
  let [quantities, micros] = [new Float64Array(64), new Float64Array(64)]
  let count = 0
  return {
    open: (priorQuantity, priorMicro) => {
      if (count === quantities.length) [quantities, micros] = [doubled(quantities), doubled(micros)]
      quantities[count] = priorQuantity
      micros[count] = priorMicro
      return count++
    },
    quantity: (tally) => quantities[tally] as number,
    add: (tally, quantity, totalOf) => {
      const after = assertExact((quantities[tally] as number) + quantity)
      const total = totalOf(after)
      const more = total - (micros[tally] as number)
      quantities[tally] = after
      micros[tally] = total
      return more
    },
  }
}

function doubled(before: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const after = new Float64Array(before.length * 2)
  after.set(before)
  return after
}
