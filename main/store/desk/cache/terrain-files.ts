import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Terrain } from '../../../../shared/domain/radio.ts'
import { createTerrain, readTile } from '../../../../shared/engines/terrain/srtm.ts'

/** A premise and the transmitters around it lie in one tile, at a corner in four. A fine tile is 26 MB. */
const MOST_OPEN = 4
/** Where no tile is or can be read, nothing is known: a height is not made up. */
const NO_GROUND: Terrain = () => null

/** The ground from the tiles that an import put into `directory`: each is read when the first place in it is asked for, the last few stay. */
export function createTerrainFiles(directory: string): Terrain {
  const open = new Map<number, Terrain>()
  let last: { readonly key: number; readonly ground: Terrain } | null = null
  const tileAt = (south: number, west: number): Terrain => {
    const key = south * 1_000 + west
    // A way between two masts asks a hundred times for the same tile.
    if (last?.key === key) return last.ground
    const ground = open.get(key) ?? readGround(directory, tileName(south, west))
    last = { key, ground }
    open.delete(key)
    open.set(key, ground)
    const [oldest] = open.keys()
    if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest)
    return ground
  }
  return (place) => tileAt(Math.min(Math.floor(place.latitude), 89), place.longitude === 180 ? -180 : Math.floor(place.longitude))(place)
}

function readGround(directory: string, name: string): Terrain {
  const file = join(directory, name)
  if (!existsSync(file)) return NO_GROUND
  const bytes = readFileSync(file)
  const tile = readTile(name, bytes as unknown as Parameters<typeof readTile>[1])
  return typeof tile === 'string' ? NO_GROUND : createTerrain([tile])
}

/** "N41W105.hgt": the tile's south-west corner. */
const tileName = (south: number, west: number): string => `${south < 0 ? 'S' : 'N'}${pad(south, 2)}${west < 0 ? 'W' : 'E'}${pad(west, 3)}.hgt`
const pad = (degrees: number, digits: number): string => String(Math.abs(degrees)).padStart(digits, '0')
