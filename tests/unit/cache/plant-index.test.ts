// Goal: the packed plant answers what the table answers and what measuring every span answers. Method: random territories in a real file
// (streets, trunks of kilometres, routes without length, spans that two nodes serve, limits that are met exactly), by three ways each.
// Control: an index that is asked for a little less than the radius is caught by the same comparison.
import { afterEach, describe, expect, it } from 'vitest'
import type { TerritoryContent } from '../../../main/store/desk/cache/cache.ts'
import { createFactsQueries } from '../../../main/store/desk/cache/facts.ts'
import { openCache, openCacheForImport } from '../../../main/store/desk/cache/open-cache.ts'
import { createSpanPacker } from '../../../main/store/desk/cache/packed-spans.ts'
import { createPlantIndex } from '../../../main/store/desk/cache/plant-index.ts'
import { createPlaceQueries } from '../../../main/store/desk/cache/places.ts'
import { createTableSpans } from '../../../main/store/desk/cache/table-spans.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import type { Db } from '../../../main/store/sql/open.ts'
import { seeded } from '../../../main/territory/cheyenne/seeded.ts'
import type { NearSpan, PlantNode, PlantSpan, Position } from '../../../shared/domain/plant.ts'
import { PLANT_STATUSES } from '../../../shared/domain/plant.ts'
import { byDistance, nearSpan } from '../../../shared/engines/reach/branch-reach.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { ADDRESS } from '../engines/builders.ts'
import { KEY, tempCache } from './caches.ts'
import type { TempCache } from './caches.ts'

const SEED = Number(process.env['SEED'] ?? 20_261_123)
const RADIUS_M = 500
const open: (TempCache & { readonly db: Db })[] = []
afterEach(() => {
  for (const { db, remove } of open.splice(0)) {
    db.close()
    remove()
  }
})

const turn = (degrees: number): number => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)
type Made = { readonly content: TerritoryContent; readonly places: readonly Position[] }

/** About 3 km by 3 km, 250 spans; the places stand in it, on a vertex, and a few outside. */
function makeTerritory(seed: number, west: number, south: number): Made {
  const random = seeded(seed)
  const perEast = 111_320 * Math.max(0.02, Math.cos((south * Math.PI) / 180))
  const at = (east: number, north: number): [number, number] => [turn(west + east / perEast), Math.min(90, south + north / 111_000)]
  const spot = (): [number, number] => [random() * 3_000, random() * 3_000]
  const outside = (): [number, number] => [random() * 12_000, -2_000]
  const nodes = Array.from({ length: 6 }, (_, index): PlantNode => ({ id: `n${index}`, providerId: asId('p1'), name: `N${index}`, longitude: at(...spot())[0], latitude: at(...spot())[1], portsTotal: 8, portsFree: index % 3, status: index === 5 ? 'planned' : undefined, readyAt: null }))
  const spans = Array.from({ length: 250 }, (_, index): PlantSpan => {
    let [east, north] = spot()
    const stride = index % 25 === 0 ? 30_000 : index % 5 === 0 ? 300 : 40
    const route = Array.from({ length: 2 + Math.floor(random() * 6) }, () => {
      const point = at(east, north)
      if (random() > 0.1) [east, north] = [east + (random() - 0.5) * 2 * stride, north + (random() - 0.5) * 2 * stride]
      return point
    })
    // Of two spans that begin where another ends one place is equally near.
    const chained = index % 4 === 1 ? [route[0]!, ...route] : route
    return { id: `s${index % 7 === 6 ? index - 1 : index}`, providerId: asId(index % 2 ? 'p1' : 'p2'), accessType: index % 3 ? 'copper' : 'fiber', nodeId: `n${index % 6}`, status: PLANT_STATUSES[index % 11 === 0 ? 1 : 0]!, readyAt: null, dropLimitM: [30, 100, 400][index % 3]!, feederM: 10, route: chained }
  })
  const places = Array.from({ length: 40 }, (_, index): Position => {
    const [longitude, latitude] = index % 5 === 0 ? spans[index]!.route[0]! : at(...(index % 9 === 1 ? outside() : spot()))
    return { longitude, latitude }
  })
  const info = { name: 'made', title: 'Made', region: 'WY', zone: 'America/Denver', sandbox: true, billCycleDay: 1, policy: { answerValidMs: 1, qualificationValidMs: 1 } }
  const addresses = places.map((place, index) => ({ ...ADDRESS, ...place, id: asId<'AddressId'>(`a${index}`), number: String(index + 1), parentId: null, unit: null }))
  return { content: { info, addresses, answers: [], nodes, spans, sectors: [], waiting: [] }, places }
}

function fileWith(content: TerritoryContent): TempCache & { readonly db: Db } {
  const temp = tempCache()
  temp.cache.putTerritory(content)
  const opened = { ...temp, db: openDatabase({ file: temp.file, key: KEY, synchronous: 'NORMAL' }) }
  open.push(opened)
  return opened
}
const told = (found: readonly NearSpan[]) => found.map(({ span, node, distanceM, alongM }) => [span.id, node.id, distanceM, alongM])
const everySpan = ({ nodes, spans }: TerritoryContent, place: Position, withinM: number): readonly NearSpan[] =>
  spans.map((span) => nearSpan(place, span, nodes.find(({ id }) => id === span.nodeId)!)).filter(({ distanceM }) => distanceM <= withinM).sort(byDistance)
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe(`plant in memory (seed ${SEED})`, () => {
  it.each([[-104.8, 41.1], [25, 65], [0, -0.01], [13, 77.9], [-70, -54]])('around %d, %d is what the table and every span say, to the last bit', async (west, south) => {
    for (let round = 0; round < 4; round++) {
      const { content, places } = makeTerritory(SEED + round, west, south)
      const { db } = fileWith(content)
      const [index, table] = [createPlantIndex(db), createTableSpans(db)]
      expect(await index.prepare(nextTurn)).toBe(true)
      for (const place of places) {
        const nearest = everySpan(content, place, Number.MAX_VALUE)[places.indexOf(place) % 5]?.distanceM ?? 0
        // A radius that is met exactly counts.
        for (const withinM of [0, 30, RADIUS_M, nearest]) {
          const expected = told(everySpan(content, place, withinM))
          expect(told(index.spans(place, withinM))).toEqual(expected)
          expect(told(table(place, withinM))).toEqual(expected)
        }
      }
    }
  })
  it('finds a line on the other side of ±180 degrees, where the boxes of the table do not look', () => {
    const { content, places } = makeTerritory(SEED, 179.98, 65)
    const { db } = fileWith(content)
    const index = createPlantIndex(db)
    for (const place of places) expect(told(index.spans(place, RADIUS_M))).toEqual(told(everySpan(content, place, RADIUS_M)))
  })
  it('leaves out nothing that a qualification could rest on', () => {
    for (let round = 0; round < 6; round++) {
      const { content } = makeTerritory(SEED + round, -104.8, 41.1)
      const { db, cache } = fileWith(content)
      const byTable = createFactsQueries(db, createPlaceQueries(db).address)
      for (const { id } of content.addresses) expect(cache.facts(id)).toEqual(byTable.facts(id))
    }
  })
  it('control: an index that is asked for less than the radius is caught', () => {
    const { content, places } = makeTerritory(SEED, -104.8, 41.1)
    const wrong = createSpanPacker({ part: 0.97, metres: 0 })
    content.spans.forEach((span, row) => wrong.add(row, span.nodeId, span))
    const packed = wrong.pack()
    const count = (place: Position) => packed.within(place, RADIUS_M).length
    expect(places.some((place) => count(place) !== everySpan(content, place, RADIUS_M).length)).toBe(true)
  })
  it('knows at once what an import has brought, by this connection and by another', async () => {
    const { content, places } = makeTerritory(SEED, -104.8, 41.1)
    const { cache, file } = fileWith(content)
    await cache.prepareSearch(nextTurn)
    const [place] = places
    const has = (id: string) => cache.plantNear(place!, 50).spans.some(({ span }) => span.id === id)
    const beside = (id: string): PlantSpan => ({ ...content.spans[0]!, id, route: [[place!.longitude, place!.latitude], [place!.longitude + 1e-4, place!.latitude]] })
    const batch = (id: string) => ({ key: id, path: id, line: 1, offset: 1, isDone: false, state: '', refused: [], items: [{ line: 1, item: { kind: 'span' as const, span: beside(id) } }] })
    expect([has('own'), has('other')]).toEqual([false, false])
    cache.territoryImport().commit(batch('own'))
    expect([has('own'), has('other')]).toEqual([true, false])
    const other = openCacheForImport({ file, key: KEY })
    other.territoryImport().commit(batch('other'))
    other.close()
    expect([has('own'), has('other')]).toEqual([true, true])
    await cache.prepareSearch(nextTurn)
    expect([has('own'), has('other')]).toEqual([true, true])
    cache.putTerritory({ ...content, spans: [] })
    expect([has('own'), has('other')]).toEqual([false, false])
  })
  it('is not kept when somebody wrote while it was packed', async () => {
    const { content, places } = makeTerritory(SEED, -104.8, 41.1)
    const many = { ...content, spans: Array.from({ length: 10 }, (_, copy) => content.spans.map((span) => ({ ...span, id: `${span.id}-${copy}` }))).flat() }
    const { db, cache } = fileWith(many)
    const index = createPlantIndex(db)
    expect(await index.prepare(async () => cache.putTerritory(content))).toBe(false)
    expect(told(index.spans(places[0]!, RADIUS_M))).toEqual(told(everySpan(content, places[0]!, RADIUS_M)))
  })
  it('of a closed file is not built', async () => {
    const { content } = makeTerritory(SEED, -104.8, 41.1)
    const { file } = fileWith({ ...content, spans: Array.from({ length: 9 }, () => content.spans).flat() })
    const { cache } = openCache({ file, key: KEY })
    await cache.prepareSearch(async () => cache.close())
    const db = openDatabase({ file, key: KEY })
    const index = createPlantIndex(db)
    expect(await index.prepare(async () => void db.close())).toBe(false)
  })
})
