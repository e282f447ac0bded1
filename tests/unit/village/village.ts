// The village as data: what village.test.ts asks the engine about and draw-village.ts draws. Premises stand in the README's table.
import { readFileSync } from 'node:fs'
import type { PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import type { Terrain, TransmitterSector } from '../../../shared/domain/radio.ts'
import type { WaitingListEntry } from '../../../shared/domain/waiting-list.ts'
import { asId } from '../../../shared/kernel/ids.ts'

// Metres of one degree at 41° N on WGS 84 by the usual series: not the engine's way of getting there.
const turn = (times: number): number => Math.cos((times * 41 * Math.PI) / 180)
const NORTH_M = 111_132.92 - 559.82 * turn(2) + 1.175 * turn(4) - 0.0023 * turn(6)
const EAST_M = 111_412.84 * turn(1) - 93.5 * turn(3) + 0.118 * turn(5)
export const at = (eastM: number, northM: number) => ({ latitude: 41 + northM / NORTH_M, longitude: -104.8 + eastM / EAST_M })
export const metres = (place: { readonly latitude: number; readonly longitude: number }) => ({ eastM: (place.longitude + 104.8) * EAST_M, northM: (place.latitude - 41) * NORTH_M })

const READY = Date.parse('2027-03-01T00:00:00Z')
const WIRE = asId<'ProviderId'>('village-wire')
const node = (id: string, eastM: number, northM: number, portsTotal: number, portsFree: number): PlantNode => ({ id, providerId: WIRE, name: id, ...at(eastM, northM), portsTotal, portsFree })
export const NODES = new Map([node('C1', 0, 0, 24, 2), node('F1', 0, 200, 32, 8), node('C2', 0, 600, 4, 1), node('C3', 0, -300, 12, 0), node('C4', 0, -600, 12, 1), node('C5', 0, -640, 2, 1)].map((item) => [item.id, item]))
const span = (id: string, nodeId: string, northM: number, over: Partial<PlantSpan> & { readonly from?: number; readonly to?: number } = {}): PlantSpan => {
  const { from = 0, to = 400, ...rest } = over
  const ends = [at(from, northM), at(to, northM)].map(({ longitude, latitude }): [number, number] => [longitude, latitude])
  return { id, providerId: WIRE, accessType: 'copper', nodeId, status: 'operational', readyAt: null, dropLimitM: 30, feederM: 0, route: ends, ...rest }
}
const FIBER = { accessType: 'fiber', dropLimitM: 60 } as const
export const SPANS = [
  span('M', 'C1', 0), span('N', 'F1', 200, FIBER), span('P', 'F1', 200, { ...FIBER, from: 400, to: 800, feederM: 400, status: 'planned', readyAt: READY }),
  span('U', 'F1', 200, { ...FIBER, to: -300, status: 'underConstruction' }), span('R', 'C2', 600, { feederM: 3_400, dropLimitM: 40 }),
  span('S', 'C3', -300, { feederM: 100 }), span('W', 'C4', -600, { feederM: 500 }), span('V', 'C5', -640, { to: 100 }),
]
const waits = (id: string, queueId: string, priorityClass: number, since: number, place = `elsewhere-${id}`): WaitingListEntry =>
  ({ id, queueId, providerId: WIRE, accessType: 'copper', priorityClass, since, distanceM: 10, place: asId(place) })
export const WAITING = [waits('w-29', 'C3', 2, 2, 'house-29'), waits('w-young', 'C3', 1, 3), waits('w-old', 'C3', 2, 1), waits('w-34', 'C4', 2, 1, 'house-34')]
export const SECTOR: TransmitterSector = {
  id: 'T', providerId: asId('village-air'), transmitterName: 'T', ...at(2_000, 0), azimuthDeg: 340, beamWidthDeg: 40, reachM: 1_000, eirpDbm: 36, frequencyMhz: 5_600, minimumDbm: -75, capacityTotal: 8, capacityFree: 3, heightM: 20,
}
/** Flat but for one hill of 60 m on the way to house 40. */
export const terrain: Terrain = (place) => {
  const { eastM, northM } = metres(place)
  return eastM > 1_870 && eastM < 1_920 && northM > 280 && northM < 320 ? 60 : 0
}

export type Row = { readonly number: string; readonly east: number; readonly north: number; readonly line: string; readonly expected: readonly string[] }
export const ROWS: readonly Row[] = readFileSync(new URL('README.md', import.meta.url), 'utf8').split('\n').filter((row) => /^\| \d/.test(row)).map((row) => {
  const [number = '', east, north, line = '', ...expected] = row.split('|').slice(1).map((cell) => cell.trim())
  return { number, east: Number(east), north: Number(north), line, expected: expected.slice(0, 5) }
})
