/** How the globe is measured. `bounds` are in the index's own coordinates; distances are metres. */
export type Metric = {
  /** West, south, east, north of segment `index`. */
  readonly bounds: (index: number, into: Float64Array) => void
  /** Says which point is asked about; `measure` and `outside` answer for it. */
  readonly aim: (x: number, y: number) => void
  /** Metres to segment `index`; Infinity where it is surely farther than `limitM`. */
  readonly measure: (index: number, limitM: number) => number
  /** False where segment `index` is surely farther than `limitM`; cheap, and sometimes true of one that is a little farther. */
  readonly mayBeWithin: (index: number, limitM: number) => boolean
  /** Metres that everything is away at least which lies `besideX` or `besideY` or more from the aim. */
  readonly outside: (besideX: number, besideY: number) => number
  /** Where the aim stands in the index: its x, and how far round the index repeats itself (0: never). */
  readonly place: (x: number) => number
  readonly turn: number
}
