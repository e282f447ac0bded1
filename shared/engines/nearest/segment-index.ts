import { assert } from '../../kernel/result.ts'
import { geodesicMetric } from './geodesic.ts'
import { planarMetric } from './metric.ts'

/** `ends`: x1 y1 x2 y2 of each segment, projected metres or degrees (longitude, latitude). `groups`: one small number for each, to ask for some only. */
export type SegmentSet = { readonly coordinates: 'metres' | 'degrees'; readonly ends: Float64Array; readonly groups?: Uint16Array }
export type Found = { readonly segment: number; readonly distanceM: number }
/** Which groups count: 1 at the index of each. */
export type Accepted = Uint8Array
export type FoundBatch = { readonly segments: Int32Array; readonly distancesM: Float64Array }

export type SegmentIndex = {
  /** The nearest segment, the first of equals; null where there is none. */
  readonly nearest: (x: number, y: number, accepted?: Accepted) => Found | null
  /** The nearest at most `metres` away, the limit itself included. */
  readonly nearestWithin: (x: number, y: number, metres: number, accepted?: Accepted) => Found | null
  /** The same for many points, x y x y …; -1 where none is within. */
  readonly nearestBatch: (points: Float64Array, metres: number, accepted?: Accepted) => FoundBatch
  /** Every segment at most `metres` away; one may be told twice. */
  readonly eachWithin: (x: number, y: number, metres: number, visit: (found: Found) => void, accepted?: Accepted) => void
}

/** A segment over more cells than this is asked about every time instead: few are, and cells stay few. */
const LARGE_CELLS = 4_096

/**
 * Packs segments into a uniform grid of typed arrays. Answers are exact: cells are walked in rings until nothing
 * outside can be nearer. Ends that are not numbers are a caller's bug.
 */
export function buildSegmentIndex({ coordinates, ends, groups }: SegmentSet): SegmentIndex {
  const count = ends.length / 4
  assert(Number.isInteger(count) && ends.every(Number.isFinite), 'segments have four finite coordinates each')
  const metric = coordinates === 'metres' ? planarMetric(ends) : geodesicMetric(ends)
  const { west, south, cellX, cellY, columns, rows, starts, members, large } = packGrid(count, metric.bounds, metric.turn)
  let lastSegment = -1
  let lastDistanceM = 0

  function search(x: number, y: number, limitM: number, accepted: Accepted | undefined, visit: ((found: Found) => void) | null): void {
    let best = limitM
    let bestAt = -1
    metric.aim(x, y)
    const consider = (segment: number): void => {
      if (accepted && groups && accepted[groups[segment]!] !== 1) return
      const distanceM = metric.measure(segment, best)
      if (!(distanceM <= best)) return
      if (visit) return visit({ segment, distanceM })
      if (distanceM < best || bestAt < 0 || segment < bestAt) {
        best = distanceM
        bestAt = segment
      }
    }
    for (let at = 0; at < large.length; at++) consider(large[at]!)
    const home = metric.place(x)
    for (let pass = 0; pass < (metric.turn ? 3 : 1); pass++) {
      const px = home + (pass === 0 ? 0 : pass === 1 ? metric.turn : -metric.turn)
      const column = Math.floor((px - west) / cellX)
      const row = Math.floor((y - south) / cellY)
      const last = Math.max(column, columns - 1 - column, row, rows - 1 - row)
      for (let ring = Math.max(0, -column, column - columns + 1, -row, row - rows + 1); ring <= last; ring++) {
        if (ring > 0) {
          const inner = ring - 1
          const besideX = Math.min(px - west - (column - inner) * cellX, west + (column + inner + 1) * cellX - px)
          const besideY = Math.min(y - south - (row - inner) * cellY, south + (row + inner + 1) * cellY - y)
          if (metric.outside(besideX, besideY) > best) break
        }
        const top = Math.min(rows - 1, row + ring)
        for (let r = Math.max(0, row - ring); r <= top; r++) {
          const isEdge = r === row - ring || r === row + ring
          const right = Math.min(columns - 1, column + ring)
          const step = isEdge ? 1 : 2 * ring
          for (let c = isEdge ? Math.max(0, column - ring) : column - ring; c <= right; c += step) {
            if (c < 0) continue
            const cell = r * columns + c
            for (let at = starts[cell]!, end = starts[cell + 1]!; at < end; at++) consider(members[at]!)
          }
        }
      }
    }
    lastSegment = bestAt
    lastDistanceM = best
  }

  const nearestWithin = (x: number, y: number, metres: number, accepted?: Accepted): Found | null => {
    if (!Number.isFinite(x) || !Number.isFinite(y) || !(metres >= 0)) return null
    search(x, y, metres, accepted, null)
    return lastSegment < 0 ? null : { segment: lastSegment, distanceM: lastDistanceM }
  }
  return {
    nearestWithin,
    nearest: (x, y, accepted) => nearestWithin(x, y, Number.POSITIVE_INFINITY, accepted),
    nearestBatch: (points, metres, accepted) => {
      const segments = new Int32Array(points.length / 2).fill(-1)
      const distancesM = new Float64Array(points.length / 2).fill(Number.NaN)
      for (let at = 0; at < segments.length; at++) {
        const x = points[at * 2]!
        const y = points[at * 2 + 1]!
        if (!Number.isFinite(x) || !Number.isFinite(y) || !(metres >= 0)) continue
        search(x, y, metres, accepted, null)
        segments[at] = lastSegment
        if (lastSegment >= 0) distancesM[at] = lastDistanceM
      }
      return { segments, distancesM }
    },
    eachWithin: (x, y, metres, visit, accepted) => {
      if (Number.isFinite(x) && Number.isFinite(y) && metres >= 0) search(x, y, metres, accepted, visit)
    },
  }
}

type Grid = { readonly west: number; readonly south: number; readonly cellX: number; readonly cellY: number; readonly columns: number; readonly rows: number; readonly starts: Uint32Array; readonly members: Uint32Array; readonly large: Uint32Array }

function packGrid(count: number, bounds: (index: number, into: Float64Array) => void, turn: number): Grid {
  const boxes = new Float64Array(count * 4)
  const box = new Float64Array(4)
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity, wide = 0, high = 0
  for (let index = 0; index < count; index++) {
    bounds(index, box)
    boxes.set(box, index * 4)
    west = Math.min(west, box[0]!)
    south = Math.min(south, box[1]!)
    east = Math.max(east, box[2]!)
    north = Math.max(north, box[3]!)
    wide += box[2]! - box[0]!
    high += box[3]! - box[1]!
  }
  if (count === 0) [west, south, east, north] = [0, 0, 0, 0]
  // As many cells as segments, of the shape of the whole, not smaller than the segments are on average.
  const side = Math.max(1, Math.floor(Math.sqrt(count)))
  const shape = turn ? Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180)) : 1
  const across = Math.max((east - west) * shape, 1e-9), up = Math.max(north - south, 1e-9)
  const edge = Math.max(Math.sqrt((across * up) / (side * side)), (wide * shape + high) / 2 / Math.max(1, count), across / 65_536, up / 65_536)
  const cellX = edge / shape, cellY = edge
  const columns = Math.floor((east - west) / cellX) + 1, rows = Math.floor((north - south) / cellY) + 1
  const large: number[] = []
  const starts = new Uint32Array(columns * rows + 1)
  const eachCell = (index: number, visit: (cell: number) => void): boolean => {
    const at = index * 4
    const left = Math.floor((boxes[at]! - west) / cellX), right = Math.floor((boxes[at + 2]! - west) / cellX)
    const low = Math.floor((boxes[at + 1]! - south) / cellY), top = Math.floor((boxes[at + 3]! - south) / cellY)
    if ((right - left + 1) * (top - low + 1) > LARGE_CELLS) return false
    for (let r = low; r <= top; r++) for (let c = left; c <= right; c++) visit(r * columns + c)
    return true
  }
  for (let index = 0; index < count; index++) if (!eachCell(index, (cell) => void (starts[cell + 1]! += 1))) large.push(index)
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1]! += starts[cell]!
  const next = starts.slice()
  const members = new Uint32Array(starts[columns * rows]!)
  for (let index = 0; index < count; index++) eachCell(index, (cell) => void (members[next[cell]!++] = index))
  return { west, south, cellX, cellY, columns, rows, starts, members, large: Uint32Array.from(large) }
}
