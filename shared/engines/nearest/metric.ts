/** How an index measures. `bounds` are in the index's own coordinates; distances are metres. */
export type Metric = {
  /** West, south, east, north of segment `index`. */
  readonly bounds: (index: number, into: Float64Array) => void
  /** Says which point is asked about; `measure` and `outside` answer for it. */
  readonly aim: (x: number, y: number) => void
  /** Metres to segment `index`; Infinity where it is surely farther than `limitM`. */
  readonly measure: (index: number, limitM: number) => number
  /** Metres that everything is away at least which lies `besideX` or `besideY` or more from the aim. */
  readonly outside: (besideX: number, besideY: number) => number
  /** Where the aim stands in the index: its x, and how far round the index repeats itself (0: never). */
  readonly place: (x: number) => number
  readonly turn: number
}

/** Metres on a plane: the distance of PostGIS `geometry`. `ends`: x1 y1 x2 y2 of each segment, metres. */
export function planarMetric(ends: Float64Array): Metric {
  let px = 0
  let py = 0
  return {
    bounds: (index, into) => {
      const at = index * 4
      into[0] = Math.min(ends[at]!, ends[at + 2]!)
      into[1] = Math.min(ends[at + 1]!, ends[at + 3]!)
      into[2] = Math.max(ends[at]!, ends[at + 2]!)
      into[3] = Math.max(ends[at + 1]!, ends[at + 3]!)
    },
    aim: (x, y) => {
      px = x
      py = y
    },
    measure: (index, limitM) => {
      const at = index * 4
      const fromX = ends[at]!
      const fromY = ends[at + 1]!
      const alongX = ends[at + 2]! - fromX
      const alongY = ends[at + 3]! - fromY
      const square = alongX * alongX + alongY * alongY
      let part = square === 0 ? 0 : ((px - fromX) * alongX + (py - fromY) * alongY) / square
      part = part < 0 ? 0 : part > 1 ? 1 : part
      // At the far end the vertex itself is meant, not a rounded copy of it.
      const awayX = part === 1 ? px - ends[at + 2]! : px - fromX - part * alongX
      const awayY = part === 1 ? py - ends[at + 3]! : py - fromY - part * alongY
      const away = awayX * awayX + awayY * awayY
      return away > limitM * limitM * 1.000001 ? Number.POSITIVE_INFINITY : Math.sqrt(away)
    },
    outside: (besideX, besideY) => Math.min(besideX, besideY),
    place: (x) => x,
    turn: 0,
  }
}
