// Goal: the map tells the truth about what lies around a house. Method: the use case over the demo territory against a search of its whole plant, and over small made-up plants.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlantAround } from '../../../main/console/territory/near.ts'
import type { PlantAroundDeps } from '../../../main/console/territory/near.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { Territory } from '../../../main/territory/read-territory.ts'
import { CONTRACT } from '../../../shared/contract/console/contract.ts'
import type { PlantAround } from '../../../shared/domain/plant-around.ts'
import type { NearSpan, PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import { branchReach } from '../../../shared/engines/reach/branch-reach.ts'
import { toLocalMetres } from '../../../shared/engines/reach/local-metres.ts'
import { pointAlong } from '../../../shared/engines/reach/point-along.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { CHEYENNE, cheyenneCache } from '../cache/caches.ts'
import type { TempCache } from '../cache/caches.ts'
import { ADDRESS } from '../engines/builders.ts'

const CTX = { user: null, clientId: 'window' }
const ask = async (deps: PlantAroundDeps, place: string, patch: { readonly radiusM?: number; readonly limit?: number } = {}): Promise<PlantAround> => {
  const answer = await createPlantAround(deps)(CONTRACT['territory.near'].input.parse({ place, ...patch }), CTX)
  assert(answer.ok, 'an answer')
  return answer.value
}

describe('what lies around a house of the demo territory', () => {
  let temp: TempCache
  let territory: Territory
  beforeAll(async () => {
    temp = await cheyenneCache()
    const read = await readTerritory(CHEYENNE)
    assert(read.ok, 'readable')
    territory = read.value
  })
  afterAll(() => temp.remove())

  it('is every span that a search of the whole plant finds, nearest first, with the nodes they lead to', async () => {
    const nodes = new Map(territory.plant.nodes.map((node) => [node.id, node]))
    for (const house of territory.addresses.filter((_, index) => index % 211 === 0)) {
      const expected = territory.plant.spans.map((span) => ({ id: span.id, distanceM: branchReach(house, span, nodes.get(span.nodeId)!).distanceM })).filter(({ distanceM }) => distanceM <= 300).toSorted((a, b) => a.distanceM - b.distanceM)
      const around = await ask({ cache: temp.cache }, house.id, { radiusM: 300, limit: 500 })
      expect(around.spans.map(({ distanceM }) => distanceM)).toEqual(expected.map(({ distanceM }) => distanceM))
      expect(around.spans.map(({ span }) => span.id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
      expect(around.nodes.map(({ id }) => id).toSorted()).toEqual([...new Set(around.spans.map(({ span }) => span.nodeId))].toSorted())
      expect(around.leftOut).toEqual({ spans: 0, sectors: 0 })
    }
  })
  it('names the point where the drop begins, as far from the house as was said', async () => {
    for (const house of territory.addresses.filter((_, index) => index % 307 === 0)) {
      for (const { nearest, distanceM } of (await ask({ cache: temp.cache }, house.id)).spans) {
        const { eastM, northM } = toLocalMetres(nearest, house)
        expect(Math.hypot(eastM, northM)).toBeCloseTo(distanceM, 2)
      }
    }
  })
  it('agrees with the branches that the qualification judges', async () => {
    for (const house of territory.addresses.filter((_, index) => index % 307 === 0)) {
      const told = new Map((await ask({ cache: temp.cache }, house.id, { limit: 500 })).spans.map((item) => [item.span.id, item]))
      for (const branch of temp.cache.facts(house.id).branches) expect(told.get(branch.spanId)).toMatchObject({ distanceM: branch.distanceM, loopM: branch.loopM, span: { status: branch.status, dropLimitM: branch.dropLimitM } })
    }
  })
  it('is refused for an address that is unknown', () => expect(createPlantAround({ cache: temp.cache })({ place: 'adr-none', radiusM: 500, limit: 10 }, CTX)).toMatchObject({ ok: false, error: { code: 'address-unknown' } }))
})

describe('what is told is bounded', () => {
  const node: PlantNode = { id: 'n', providerId: asId('wire'), name: 'N', latitude: ADDRESS.latitude, longitude: ADDRESS.longitude, portsTotal: 4, portsFree: 1 }
  const near = (id: number, points = 2): NearSpan => {
    const span: PlantSpan = { id: `s${id}`, providerId: asId('wire'), accessType: 'copper', nodeId: 'n', status: 'operational', readyAt: null, dropLimitM: 30, feederM: 0, route: Array.from({ length: points }, (_, at): [number, number] => [ADDRESS.longitude + at * 1e-6, ADDRESS.latitude]) }
    return { span, node, distanceM: id, alongM: 0 }
  }
  const over = (spans: readonly NearSpan[], sectors: readonly TransmitterSector[] = []): PlantAroundDeps => ({ cache: { address: () => ADDRESS, plantNear: () => ({ spans, sectors }) } })

  it('to the nearest so many, and says how many it left out', async () => {
    const around = await ask(over(Array.from({ length: 30 }, (_, at) => near(at))), 'x', { limit: 10 })
    expect(around.spans.map(({ span }) => span.id)).toEqual(Array.from({ length: 10 }, (_, at) => `s${at}`))
    expect(around.leftOut.spans).toBe(20)
  })
  it('to so many points of routes, but always the nearest span', async () => {
    const around = await ask(over([near(0, 30_000), near(1), near(2)]), 'x')
    expect(around).toMatchObject({ spans: [{ span: { id: 's0' } }], leftOut: { spans: 2 } })
  })
  it('to sectors that reach or nearly do, nearest first', async () => {
    const sector = (id: string, eastDeg: number): TransmitterSector => ({ id, providerId: asId('air'), transmitterName: id, latitude: ADDRESS.latitude, longitude: ADDRESS.longitude + eastDeg, azimuthDeg: 270, beamWidthDeg: 60, reachM: 1_000, eirpDbm: 36, frequencyMhz: 5_600, minimumDbm: -75, capacityTotal: 8, capacityFree: 3 })
    const around = await ask(over([], [sector('far', 0.5), sector('nearly', 0.015), sector('near', 0.005)]), 'x')
    expect(around.sectors.map(({ sector: { id }, reach }) => [id, reach.distanceM <= reach.reachM])).toEqual([['near', true], ['nearly', false]])
  })
  it('says of a line in service whose node is being built that it is being built', async () => {
    const built = near(0)
    const around = await ask(over([{ ...built, node: { ...node, status: 'underConstruction', readyAt: 7 } }]), 'x')
    expect(around.spans[0]?.span).toMatchObject({ status: 'underConstruction', readyAt: 7 })
  })
  it.each([{ radiusM: 49 }, { radiusM: 2_001 }, { radiusM: 1.5 }, { limit: 0 }, { limit: 501 }, { radiusM: Number.NaN }, { place: '' }, { place: 'x'.repeat(65) }])('and %j is refused at the door', (patch) => {
    expect(CONTRACT['territory.near'].input.safeParse({ place: 'x', ...patch }).success).toBe(false)
  })
})

describe('a point along a route', () => {
  const origin = { latitude: 0, longitude: 179.999 }
  it('is an end before the beginning and beyond the end, also where a vertex is repeated', () => {
    const route: [number, number][] = [[10, 50], [10, 50], [10.001, 50]]
    expect(pointAlong(route, -5, { longitude: 10, latitude: 50 })).toEqual({ longitude: 10, latitude: 50 })
    expect(pointAlong(route, 1e6, { longitude: 10, latitude: 50 })).toEqual({ longitude: 10.001, latitude: 50 })
  })
  it('crosses the ±180 meridian by the shorter way', () => {
    const half = toLocalMetres({ longitude: -179.998, latitude: 0 }, origin).eastM / 2
    expect(pointAlong([[179.999, 0], [-179.998, 0]], half, origin).longitude).toBeCloseTo(-179.9995, 6)
  })
})
