import type { Grid } from './grid.ts'

/** Which groups count: 1 at the index of each. */
export type Accepted = Uint8Array
export type PlanarSearch = {
  /** The nearest at most `limitM` away, the first of equals, or -1; then `distanceM` tells how far. */
  readonly nearest: (x: number, y: number, limitM: number, accepted: Accepted | undefined) => number
  readonly distanceM: () => number
  /** Called before a run of questions `from` … `to - 1` of a batch. */
  readonly warm: (points: Float64Array, from: number, to: number) => number
  readonly each: (x: number, y: number, limitM: number, accepted: Accepted | undefined, visit: (segment: number, distanceM: number) => void) => void
  readonly eachNear: (x: number, y: number, limitM: number, visit: (segment: number) => void) => void
}

/** West, south, east, north of a segment of the plane. */
export function planarBounds(ends: Float64Array, index: number, into: Float64Array): void {
  const at = index * 4
  into[0] = Math.min(ends[at]!, ends[at + 2]!)
  into[1] = Math.min(ends[at + 1]!, ends[at + 3]!)
  into[2] = Math.max(ends[at]!, ends[at + 2]!)
  into[3] = Math.max(ends[at + 1]!, ends[at + 3]!)
}

/**
 * The distance of PostGIS `geometry`. The ends stand once more in the order of the cells, so that a row of cells is one run of memory;
 * nothing is allocated for a question. Only cells that the box of the best distance so far touches are read, ring by ring.
 */
export function createPlanarSearch(ends: Float64Array, groups: Uint16Array | undefined, grid: Grid): PlanarSearch {
  const { west, south, cellX, columns, rows, starts, large } = grid
  const perMetre = 1 / cellX
  // Those in no cell stand at the end.
  const members = new Uint32Array(grid.members.length + large.length)
  members.set(grid.members)
  members.set(large, grid.members.length)
  const packed = new Float64Array(members.length * 4)
  members.forEach((segment, at) => packed.set(ends.subarray(segment * 4, segment * 4 + 4), at * 4))
  let best = 0
  let bestAt = -1

  function scan(from: number, to: number, x: number, y: number, accepted: Accepted | undefined): void {
    let least = best
    for (let at = from; at < to; at++) {
      const square = squareTo(packed, at * 4, x, y)
      if (square > least) continue
      const segment = members[at]!
      if (square === least && bestAt >= 0 && segment >= bestAt) continue
      if (accepted !== undefined && groups !== undefined && accepted[groups[segment]!] !== 1) continue
      least = square
      bestAt = segment
    }
    best = least
  }

  function nearest(x: number, y: number, limitM: number, accepted: Accepted | undefined): number {
    // A little more than the limit, because squares round; what is really within is decided by the root below.
    best = limitM * limitM * (1 + 1e-12)
    bestAt = -1
    scan(grid.members.length, members.length, x, y, accepted)
    const column = Math.floor((x - west) * perMetre)
    const row = Math.floor((y - south) * perMetre)
    const last = Math.max(column, columns - 1 - column, row, rows - 1 - row)
    for (let ring = Math.max(0, -column, column - columns + 1, -row, row - rows + 1); ring <= last; ring++) {
      // One cell's millionth more, for rounding of the division.
      const reach = Math.sqrt(best) * perMetre + 1e-6
      const atX = (x - west) * perMetre, atY = (y - south) * perMetre
      const low = Math.max(row - ring, Math.floor(atY - reach)), top = Math.min(row + ring, Math.floor(atY + reach))
      const left = Math.max(column - ring, Math.floor(atX - reach)), right = Math.min(column + ring, Math.floor(atX + reach))
      const isInside = low > row - ring && top < row + ring && left > column - ring && right < column + ring
      if (ring > 0 && isInside) break
      const firstColumn = Math.max(0, left), lastColumn = Math.min(columns - 1, right)
      if (firstColumn > lastColumn) continue
      for (let r = Math.max(0, low), end = Math.min(rows - 1, top); r <= end; r++) {
        const base = r * columns
        if (r === row - ring || r === row + ring) scan(starts[base + firstColumn]!, starts[base + lastColumn + 1]!, x, y, accepted)
        else {
          if (firstColumn === column - ring) scan(starts[base + firstColumn]!, starts[base + firstColumn + 1]!, x, y, accepted)
          if (lastColumn === column + ring) scan(starts[base + lastColumn]!, starts[base + lastColumn + 1]!, x, y, accepted)
        }
      }
    }
    return bestAt >= 0 && Math.sqrt(best) <= limitM ? bestAt : -1
  }

  /**
   * Reads a little of what a run of questions will read, one independent access after the other: memory answers many at once, where the
   * questions themselves would wait for each in turn.
   */
  function warm(points: Float64Array, from: number, to: number): number {
    let sum = 0
    for (let at = from; at < to; at++) {
      const cell = cellOf(points[at * 2]!, points[at * 2 + 1]!)
      if (cell >= 0) sum += starts[cell]! + (starts[cell - columns] ?? 0) + (starts[cell + columns] ?? 0)
    }
    for (let at = from; at < to; at++) {
      const cell = cellOf(points[at * 2]!, points[at * 2 + 1]!)
      if (cell < 0) continue
      for (let near = Math.max(0, cell - columns); near <= cell + columns && near < columns * rows; near += columns) {
        const first = starts[near]! * 4
        sum += (packed[first] ?? 0) + (packed[first + 8] ?? 0) + (packed[first + 16] ?? 0)
      }
    }
    return sum
  }
  function cellOf(x: number, y: number): number {
    const column = Math.floor((x - west) * perMetre), row = Math.floor((y - south) * perMetre)
    return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : -1
  }

  const each: PlanarSearch['each'] = (x, y, limitM, accepted, visit) => {
    const visitRun = (from: number, to: number): void => {
      for (let at = from; at < to; at++) {
        const segment = members[at]!
        if (accepted !== undefined && groups !== undefined && accepted[groups[segment]!] !== 1) continue
        const distanceM = Math.sqrt(squareTo(packed, at * 4, x, y))
        if (distanceM <= limitM) visit(segment, distanceM)
      }
    }
    visitRun(grid.members.length, members.length)
    const reach = limitM * perMetre + 1e-6
    const atX = (x - west) * perMetre, atY = (y - south) * perMetre
    const left = Math.max(0, Math.floor(atX - reach)), right = Math.min(columns - 1, Math.floor(atX + reach))
    if (left > right) return
    for (let r = Math.max(0, Math.floor(atY - reach)), end = Math.min(rows - 1, Math.floor(atY + reach)); r <= end; r++) visitRun(starts[r * columns + left]!, starts[r * columns + right + 1]!)
  }
  return { nearest, distanceM: () => Math.sqrt(best), each, eachNear: (x, y, limitM, visit) => each(x, y, limitM, undefined, visit), warm }
}

/** The square of the distance to the segment whose ends stand at `at`. */
function squareTo(ends: Float64Array, at: number, x: number, y: number): number {
  const fromX = ends[at]!, fromY = ends[at + 1]!, toX = ends[at + 2]!, toY = ends[at + 3]!
  const alongX = toX - fromX, alongY = toY - fromY
  const dot = (x - fromX) * alongX + (y - fromY) * alongY
  let awayX = x - fromX, awayY = y - fromY
  if (dot > 0) {
    const square = alongX * alongX + alongY * alongY
    if (dot >= square) {
      // At the far end the vertex itself is meant, not a rounded copy of it.
      awayX = x - toX
      awayY = y - toY
    } else {
      const part = dot / square
      awayX -= part * alongX
      awayY -= part * alongY
    }
  }
  return awayX * awayX + awayY * awayY
}
