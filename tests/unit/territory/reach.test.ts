import { describe, expect, it } from 'vitest'
import type { PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import { branchReach } from '../../../shared/engines/reach/branch-reach.ts'
import { degreesAround, toLocalMetres } from '../../../shared/engines/reach/local-metres.ts'
import { sectorReach } from '../../../shared/engines/reach/sector-reach.ts'
import { asId } from '../../../shared/kernel/ids.ts'

// Metres of one degree on WGS 84 by the usual series in the latitude (US National Geospatial-Intelligence Agency), at 41 degrees.
const turn = (times: number): number => Math.cos((times * 41 * Math.PI) / 180)
const NORTH_M = 111_132.92 - 559.82 * turn(2) + 1.175 * turn(4) - 0.0023 * turn(6)
const EAST_M = 111_412.84 * turn(1) - 93.5 * turn(3) + 0.118 * turn(5)
const ORIGIN = { latitude: 41, longitude: -104.8 }
const east = (metres: number): number => ORIGIN.longitude + metres / EAST_M
const north = (metres: number): number => ORIGIN.latitude + metres / NORTH_M

const NODE: PlantNode = { id: 'n', providerId: asId('p'), name: 'N-1', ...ORIGIN, portsTotal: 48, portsFree: 3 }
const span = (route: readonly (readonly [number, number])[]): PlantSpan => ({ id: 's', providerId: asId('p'), accessType: 'copper', nodeId: 'n', status: 'operational', readyAt: null, dropLimitM: 100, feederM: 500, route: [...route] as PlantSpan['route'] })

describe('a span beside a premise', () => {
  it('has the drop to its nearest point and the loop from there to the node', () => {
    const reach = branchReach(ORIGIN, span([[east(-300), north(40)], [east(200), north(40)]]), NODE)
    expect(reach.distanceM).toBeCloseTo(40, 1)
    expect(reach.loopM).toBe(800)
  })
  it('is measured to its end where the premise lies beyond it', () => {
    const reach = branchReach(ORIGIN, span([[east(-300), ORIGIN.latitude], [east(-120), ORIGIN.latitude]]), NODE)
    expect(reach).toMatchObject({ distanceM: expect.closeTo(120, 1), loopM: 680 })
  })
  it('may repeat a vertex', () => {
    const reach = branchReach(ORIGIN, span([[east(-30), north(40)], [east(-30), north(40)]]), NODE)
    expect(reach).toMatchObject({ distanceM: expect.closeTo(50, 1), loopM: 500 })
  })
  it('counts the bends of the route into the loop', () => {
    const reach = branchReach(ORIGIN, span([[east(-300), north(400)], [east(-300), north(0)], [east(-10), north(0)]]), NODE)
    expect(reach).toMatchObject({ distanceM: expect.closeTo(10, 1), loopM: 500 + 400 + 290 })
  })
})

describe('local metres', () => {
  it('take the short way across the meridian of 180 degrees', () => {
    const local = toLocalMetres({ latitude: 0, longitude: -179.999 }, { latitude: 0, longitude: 179.999 })
    // 0.002 degrees of an equator of 40,075,017 m.
    expect(local.eastM).toBeCloseTo(222.639, 2)
  })
  it('shrink with latitude, and so does the box around a place', () => {
    // A degree of longitude at 60 degrees is 55,800 m on WGS 84.
    expect(Math.round(toLocalMetres({ latitude: 60, longitude: 1 }, { latitude: 60, longitude: 0 }).eastM / 10)).toBe(5_580)
    expect(degreesAround(60, 1000).longitude).toBeCloseTo(2 * degreesAround(60, 1000).latitude, 6)
  })
})

describe('a sector', () => {
  const sector: TransmitterSector = { id: 'x', providerId: asId('p'), transmitterName: 'T', ...ORIGIN, azimuthDeg: 0, beamWidthDeg: 90, reachM: 3000, eirpDbm: 36, frequencyMhz: 5600, minimumDbm: -72.5, capacityTotal: 4, capacityFree: 1 }
  const at = (eastM: number, northM: number) => sectorReach({ latitude: north(northM), longitude: east(eastM) }, sector)

  it('covers what lies within half the beam on either side, across north too', () => {
    expect(at(0, 1000).inBeam).toBe(true)
    expect(at(-900, 1000).inBeam).toBe(true)
    expect(at(900, 1000).inBeam).toBe(true)
    expect(at(1100, 1000).inBeam).toBe(false)
    expect(at(0, -1000).inBeam).toBe(false)
  })
  it('loses 6 dB with every doubling of the distance', () => {
    expect(at(0, 1000).signalDbm - at(0, 2000).signalDbm).toBeCloseTo(6, 1)
  })
  it('has the signal of free space at one kilometre', () => {
    // 32.44 + 20 log10(1) + 20 log10(5600) = 107.40 dB; 36 + 16 - 8 - 107.40 = -63.4 dBm.
    expect(at(0, 1000).signalDbm).toBe(-63.4)
  })
})
