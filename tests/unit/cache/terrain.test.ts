// Goal: the ground that an import brought decides what the desk says of a radio way. Method: a tile that is flat but for one hill.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTerrainFiles } from '../../../main/store/desk/cache/terrain-files.ts'
import { TERRAIN_DIRECTORY } from '../../../main/store/desk/cache/open-cache.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { contentOf } from '../../../main/territory/load-territory.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { Position } from '../../../shared/domain/plant.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { CHEYENNE, cheyenneCache } from './caches.ts'

const SAMPLES = 1201
/** The tile N41W105, 1,800 m high, with a hill of 400 m more on the samples around a place. */
function tileWithHill(at: Position): Buffer {
  const bytes = Buffer.alloc(SAMPLES * SAMPLES * 2)
  for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) bytes.writeInt16BE(1_800, sample * 2)
  const [column, row] = [Math.round((at.longitude + 105) * (SAMPLES - 1)), Math.round((42 - at.latitude) * (SAMPLES - 1))]
  for (const r of [row - 1, row, row + 1]) for (const c of [column - 1, column, column + 1]) bytes.writeInt16BE(2_200, (r * SAMPLES + c) * 2)
  return bytes
}
const between = (a: Position, b: Position): Position => ({ latitude: (a.latitude + b.latitude) / 2, longitude: (a.longitude + b.longitude) / 2 })

describe('the ground at a desk', () => {
  it('blocks the way behind a hill, leaves the others free, and is unknown where no tile is', async () => {
    const read = await readTerritory(CHEYENNE)
    assert(read.ok, 'Cheyenne is readable')
    // The practice masts have no height of their own; without one nothing can be said of a way.
    const content = contentOf(read.value)
    const [sector] = content.sectors
    assert(sector, 'a sector')
    const cacheWithMast = async () => {
      const temp = await cheyenneCache()
      onTestFinished(temp.remove)
      temp.cache.putTerritory({ ...content, sectors: content.sectors.map((one) => ({ ...one, heightM: 30 })) })
      return temp
    }
    const bare = await cacheWithMast()
    const reachOf = (cache: Cache, id: string) => cache.facts(id).sectors.find((one) => one.sectorId === sector.id)
    const sight = (cache: Cache, id: string) => reachOf(cache, id)?.lineOfSight?.kind
    const houses = read.value.addresses.filter((house) => house.parentId === null).filter((_, n) => n % 20 === 0).filter((house) => (reachOf(bare.cache, house.id)?.distanceM ?? 0) > 1_000)
    const [behind] = houses
    assert(behind, 'a house of the sector, more than a kilometre away')
    expect(sight(bare.cache, behind.id)).toBe('unknown')

    const hilly = await cacheWithMast()
    const directory = join(dirname(hilly.file), TERRAIN_DIRECTORY)
    mkdirSync(directory)
    writeFileSync(join(directory, 'N41W105.hgt'), tileWithHill(between(sector, behind)))
    expect(sight(hilly.cache, behind.id)).toBe('blocked')
    expect(new Set(houses.map((house) => sight(hilly.cache, house.id)))).toContain('clear')
  })
})

describe('tiles of the ground', () => {
  const withTile = (name: string, bytes: Buffer) => {
    const directory = mkdtempSync(join(tmpdir(), 'lastmile-ground-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    writeFileSync(join(directory, name), bytes)
    return createTerrainFiles(directory)
  }
  const flat = tileWithHill({ latitude: 41.01, longitude: -104.99 })
  it('are found by the corner that a place lies in, in each quarter of the earth', () => {
    for (const [name, latitude, longitude] of [['N41W105.hgt', 41.5, -104.5], ['S01E000.hgt', -0.5, 0.5], ['S34W071.hgt', -33.5, -70.5], ['N00E179.hgt', 0.5, 179.5]] as const) {
      expect(withTile(name, flat)({ latitude, longitude }), name).toBe(1_800)
    }
  })
  it('say nothing where there is none, and where one is cut off', () => {
    expect(withTile('N41W105.hgt', flat)({ latitude: 40.5, longitude: -104.5 })).toBeNull()
    expect(withTile('N41W105.hgt', flat.subarray(0, 5_000))({ latitude: 41.5, longitude: -104.5 })).toBeNull()
  })
  it('are not all kept: a way over more tiles than stay is answered like any other', () => {
    const directory = mkdtempSync(join(tmpdir(), 'lastmile-ground-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    for (let west = 101; west <= 106; west++) writeFileSync(join(directory, `N41W${west}.hgt`), flat)
    const ground = createTerrainFiles(directory)
    const ask = () => [100.5, 101.5, 102.5, 103.5, 104.5, 105.5].map((west) => ground({ latitude: 41.5, longitude: -west }))
    expect([ask(), ask()]).toEqual([Array.from({ length: 6 }, () => 1_800), Array.from({ length: 6 }, () => 1_800)])
  })
})
