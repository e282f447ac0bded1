/** A segment over more cells than this is asked about every time instead: few are, and cells stay few. */
const LARGE_CELLS = 4_096

/** Cells of a uniform grid, row by row: the segments of cell `i` are `members[starts[i]] … members[starts[i + 1] - 1]`. `large`: those in no cell. */
export type Grid = { readonly west: number; readonly south: number; readonly cellX: number; readonly cellY: number; readonly columns: number; readonly rows: number; readonly starts: Uint32Array; readonly members: Uint32Array; readonly large: Uint32Array }

/** `bounds`: west, south, east, north of a segment. `turn`: how far round the grid repeats itself (0: never). `widen`: how many times as wide and high as one segment's share a cell is. */
export function packGrid(count: number, bounds: (index: number, into: Float64Array) => void, turn: number, widen = 1): Grid {
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
  // As many cells as segments (fewer, where they are widened), of the shape of the whole, not smaller than the segments are on average.
  const side = Math.max(1, Math.floor(Math.sqrt(count)))
  const shape = turn ? Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180)) : 1
  const across = Math.max((east - west) * shape, 1e-9), up = Math.max(north - south, 1e-9)
  const edge = Math.max(Math.sqrt((across * up) / (side * side)) * widen, (wide * shape + high) / 2 / Math.max(1, count), across / 65_536, up / 65_536)
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
