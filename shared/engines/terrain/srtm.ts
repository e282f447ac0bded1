import type { Terrain } from '../../domain/radio.ts'

/** One tile of heights: a degree each way from its south-west corner, big-endian 16-bit metres in rows from the north. Source: SRTM .hgt. */
export type TerrainTile = { readonly south: number; readonly west: number; readonly samples: number; readonly heights: DataView }

const VOID = -32_768
const BYTES = 2

/** Tells a tile by its name and length: "N41W105.hgt" of 1201 or 3601 samples a side. Errors: a sentence. */
export function readTile(name: string, bytes: { readonly buffer: ArrayBuffer; readonly byteOffset: number; readonly byteLength: number }): TerrainTile | string {
  const corner = /^([NS])(\d{2})([EW])(\d{3})\.hgt$/i.exec(name)
  if (!corner) return 'the name is not that of a tile, such as N41W105.hgt'
  const south = Number(corner[2]) * (corner[1]!.toUpperCase() === 'S' ? -1 : 1)
  const west = Number(corner[4]) * (corner[3]!.toUpperCase() === 'W' ? -1 : 1)
  if (south < -90 || south > 89 || west < -180 || west > 179) return 'the name is of no place on earth'
  const samples = Math.sqrt(bytes.byteLength / BYTES)
  if (samples !== 1201 && samples !== 3601) return `it is ${bytes.byteLength.toLocaleString('en-US')} bytes long; a tile has 2,884,802 or 25,934,402 (is it cut off?)`
  return { south, west, samples, heights: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}

/** The ground between the four samples around a place. Null outside of every tile and beside a void: a height is not made up. */
export function createTerrain(tiles: readonly TerrainTile[]): Terrain {
  const byCorner = new Map(tiles.map((tile) => [`${tile.south}|${tile.west}`, tile]))
  return ({ latitude, longitude }) => {
    const [south, west] = [Math.min(Math.floor(latitude), 89), longitude === 180 ? -180 : Math.floor(longitude)]
    const tile = byCorner.get(`${south}|${west}`)
    if (!tile) return null
    const last = tile.samples - 1
    const [x, y] = [((longitude === 180 ? -180 : longitude) - west) * last, (1 - (latitude - south)) * last]
    const [column, row] = [Math.min(Math.floor(x), last - 1), Math.min(Math.floor(y), last - 1)]
    const at = (r: number, c: number): number => tile.heights.getInt16((r * tile.samples + c) * BYTES)
    const corners = [at(row, column), at(row, column + 1), at(row + 1, column), at(row + 1, column + 1)] as const
    const [east, down] = [x - column, y - row]
    const weights = [(1 - east) * (1 - down), east * (1 - down), (1 - east) * down, east * down]
    if (corners.some((height, index) => height === VOID && weights[index]! > 0)) return null
    return corners.reduce((sum, height, index) => sum + (weights[index]! > 0 ? height * weights[index]! : 0), 0)
  }
}
