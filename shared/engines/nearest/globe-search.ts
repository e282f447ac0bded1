import type { Grid } from './grid.ts'
import type { Metric } from './metric.ts'
import type { Accepted, PlanarSearch } from './planar-search.ts'

type Visit = (segment: number, distanceM: number) => void

/** The same over degrees: rings of cells from the point, from both sides of the seam, while the metric says that something outside could be nearer. */
export function createGlobeSearch(metric: Metric, groups: Uint16Array | undefined, { west, south, cellX, cellY, columns, rows, starts, members, large }: Grid): PlanarSearch {
  let best = 0
  let bestAt = -1
  let asked: Accepted | undefined
  let told: Visit | null = null
  let suggested: ((segment: number) => void) | null = null

  function consider(segment: number): void {
    if (asked && groups && asked[groups[segment]!] !== 1) return
    if (suggested) return metric.mayBeWithin(segment, best) ? suggested(segment) : undefined
    const distanceM = metric.measure(segment, best)
    if (!(distanceM <= best)) return
    if (told) return told(segment, distanceM)
    if (distanceM < best || bestAt < 0 || segment < bestAt) {
      best = distanceM
      bestAt = segment
    }
  }
  function search(x: number, y: number, limitM: number, accepted: Accepted | undefined, visit: Visit | null): void {
    best = limitM
    bestAt = -1
    asked = accepted
    told = visit
    metric.aim(x, y)
    for (let at = 0; at < large.length; at++) consider(large[at]!)
    const home = metric.place(x)
    for (let pass = 0; pass < 3; pass++) walkRings(home + (pass === 0 ? 0 : pass === 1 ? metric.turn : -metric.turn), y)
  }
  function walkRings(px: number, y: number): void {
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
  return {
    nearest: (x, y, limitM, accepted) => (search(x, y, limitM, accepted, null), bestAt),
    distanceM: () => best,
    warm: () => 0,
    each: (x, y, limitM, accepted, visit) => search(x, y, limitM, accepted, visit),
    eachNear: (x, y, limitM, visit) => {
      suggested = visit
      search(x, y, limitM, undefined, null)
      suggested = null
    },
  }
}
