import type { Instant } from '../../../shared/kernel/time.ts'
import type { UsageLane } from './decide-usage.ts'
import type { RatedLane } from './ports.ts'
import type { RunningTotal } from './rate-event.ts'

/** The lanes of subscribers, each by a number from 0, for events of one kind. */
export type LaneTable = {
  /** Of the subscriber's, the one for what begins then; −1: there is none. */
  readonly find: (subscriber: number, at: Instant) => number
  readonly add: (subscriber: number, lane: UsageLane) => number
  readonly total: (lane: number) => RunningTotal
  readonly tally: (lane: number) => number
  /** By number. */
  readonly rated: readonly RatedLane[]
}

export function createLaneTable(): LaneTable {
  const rated: RatedLane[] = []
  const totals: RunningTotal[] = []
  /** By subscriber, and from lane to lane of one: the number, plus one; 0: there is none. */
  let [first, next, tallies] = [new Int32Array(64), new Int32Array(64), new Int32Array(64)]
  let [from, until] = [new Float64Array(64), new Float64Array(64)]
  return {
    find: (subscriber, at) => {
      if (subscriber >= first.length) return -1
      for (let lane = (first[subscriber] as number) - 1; lane !== -1; lane = (next[lane] as number) - 1) if ((from[lane] as number) <= at && at < (until[lane] as number)) return lane
      return -1
    },
    add: (subscriber, lane) => {
      const number = rated.push(lane.rated) - 1
      totals.push(lane.total)
      while (subscriber >= first.length) first = grown(first, new Int32Array(first.length * 2))
      if (number === next.length) {
        const room = number * 2
        ;[next, tallies] = [grown(next, new Int32Array(room)), grown(tallies, new Int32Array(room))]
        ;[from, until] = [grown(from, new Float64Array(room)), grown(until, new Float64Array(room))]
      }
      next[number] = first[subscriber] as number
      first[subscriber] = number + 1
      tallies[number] = lane.total.tally
      from[number] = lane.from
      until[number] = lane.until
      return number
    },
    total: (lane) => totals[lane] as RunningTotal,
    tally: (lane) => tallies[lane] as number,
    rated,
  }
}

function grown<A extends Int32Array | Float64Array>(before: A, after: A): A {
  after.set(before)
  return after
}
