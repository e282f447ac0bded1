import type { TerritoryContent } from '../../../main/store/desk/cache/cache.ts'
import { seeded } from '../../../main/territory/cheyenne/seeded.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { PlantNode, PlantSpan } from '../../../shared/domain/plant.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import { asId } from '../../../shared/kernel/ids.ts'

/** `houses`: ids in a random order. */
export type Town = { readonly content: TerritoryContent; readonly houses: readonly string[] }

const WEST = -104.95
const SOUTH = 41.05
const PER_EAST = 83_900
const PER_NORTH = 111_050
/** One provider a line, as a street has them: the names of the practice catalog, so that offers follow. */
const LINES = [['centurylink', 'copper'], ['centurylink', 'fiber'], ['earthlink', 'fiber']] as const
const STREET_M = 120
const SEGMENT_M = 40
const SPAN_SEGMENTS = 3
const HOUSES = 4_000

/**
 * A town of straight streets a block apart, each with the lines of three networks of `segments` segments in all; a node for every square
 * kilometre and network, a fifth of them full with people waiting; a mast with three sectors every five kilometres.
 */
export function makeTown(segments: number, seed: number): Town {
  const random = seeded(seed)
  // As many metres of street each way as carry so many segments, half of the streets running north.
  const sideM = Math.sqrt((segments / LINES.length) * SEGMENT_M * STREET_M / 2)
  const at = (eastM: number, northM: number): [number, number] => [WEST + eastM / PER_EAST, SOUTH + northM / PER_NORTH]
  const km = Math.floor(sideM / 1_000) + 1
  const nodes = LINES.flatMap(([providerId, accessType], line) => Array.from({ length: km * km }, (_, cell): PlantNode => {
    const [longitude, latitude] = at((cell % km) * 1_000 + 500, Math.floor(cell / km) * 1_000 + 500)
    return { id: `${accessType}-${line}-${cell}`, providerId: asId(providerId), name: `N ${line}/${cell}`, longitude, latitude, portsTotal: 96, portsFree: random() < 0.2 ? 0 : Math.floor(random() * 60) }
  }))
  const spans: PlantSpan[] = []
  for (let line = 0; line < LINES.length; line++) for (let street = 0; street * STREET_M < sideM; street++) for (const isNorth of [true, false]) {
    for (let alongM = 0; alongM < sideM; alongM += SEGMENT_M * SPAN_SEGMENTS) spans.push(spanOf(line, street, alongM, isNorth))
  }
  function spanOf(line: number, street: number, alongM: number, isNorth: boolean): PlantSpan {
    const [providerId, accessType] = LINES[line]!
    const aside = street * STREET_M + line * 3
    const route = Array.from({ length: SPAN_SEGMENTS + 1 }, (_, step) => {
      const [east, north] = isNorth ? [aside, alongM + step * SEGMENT_M] : [alongM + step * SEGMENT_M, aside]
      return at(east + random(), north + random())
    })
    const [east, north] = isNorth ? [aside, alongM] : [alongM, aside]
    const cell = Math.min(km - 1, Math.floor(north / 1_000)) * km + Math.min(km - 1, Math.floor(east / 1_000))
    return { id: `s${spans.length}`, providerId: asId(providerId), accessType, nodeId: `${accessType}-${line}-${cell}`, status: random() < 0.05 ? 'planned' : 'operational', readyAt: null, dropLimitM: accessType === 'copper' ? 100 : 60, feederM: Math.floor(random() * 900), route, source: 'made', reportedAt: 1_700_000_000_000 }
  }
  const addresses = Array.from({ length: HOUSES }, (_, index): GeographicAddress => {
    const [longitude, latitude] = at(random() * sideM, random() * sideM)
    return { id: asId(`h${index}`), parentId: null, number: String(100 + (index % 900)), street: `Made St ${Math.floor(index / 900)}`, unit: null, city: 'Madetown', region: 'WY', postcode: '82001', latitude, longitude, blockGroup: '560210001001', needsUnit: false, origin: 'invented' }
  })
  const answers = addresses.flatMap(({ id }) => LINES.filter(() => random() < 0.5).map(([providerId, accessType]) => ({ addressId: id, answer: answerOf(providerId, accessType, random) })))
  const full = nodes.filter(({ portsFree }) => portsFree === 0)
  const waiting = full.flatMap((node, index) => Array.from({ length: 5 }, (_, place) => {
    const [providerId, accessType] = LINES[Number(node.id.split('-')[1])]!
    return { id: `w${index}-${place}`, queueId: node.id, providerId: asId<'ProviderId'>(providerId), accessType, priorityClass: place % 3, since: 1_780_000_000_000 + index, distanceM: place * 9, place: addresses[(index * 7 + place) % HOUSES]!.id }
  }))
  const sectors = Array.from({ length: Math.ceil(sideM / 5_000) ** 2 * 3 }, (_, index): TransmitterSector => {
    const mast = Math.floor(index / 3)
    const across = Math.ceil(sideM / 5_000)
    const [longitude, latitude] = at((mast % across) * 5_000 + 2_500, Math.floor(mast / across) * 5_000 + 2_500)
    return { id: `t${index}`, providerId: asId('front-range-air'), transmitterName: `Mast ${mast}`, latitude, longitude, azimuthDeg: (index % 3) * 120, beamWidthDeg: 120, reachM: 6_000, eirpDbm: 36, frequencyMhz: 5_600, minimumDbm: -75, capacityTotal: 40, capacityFree: index % 5 === 0 ? 0 : 9, heightM: 30 }
  })
  const info = { name: 'made', title: 'Made', region: 'WY', zone: 'America/Denver', sandbox: true, billCycleDay: 1, policy: { answerValidMs: 400 * 86_400_000, qualificationValidMs: 3_600_000 } }
  return { content: { info, addresses, answers, nodes, spans, sectors, waiting }, houses: addresses.map(({ id }) => id) }
}

const answerOf = (providerId: string, accessType: ProviderAnswer['accessType'], random: () => number): ProviderAnswer => {
  const qualified = random() < 0.7
  return { providerId: asId(providerId), accessType, qualified, planName: qualified ? 'Made plan' : null, priceMicro: qualified ? 50_000_000 : null, downlinkKbps: qualified ? 100_000 : null, uplinkKbps: qualified ? 10_000 : null, reasonCode: qualified ? null : 'NO-FACILITY', overProviderId: null, answeredAt: Date.UTC(2025, Math.floor(random() * 22), 1), source: 'invented' }
}

const SAMPLES = 1_201
/** The ground under it: hills of a few hundred metres, as an SRTM tile. */
export const TILE = {
  name: 'N41W105.hgt',
  bytes: (): Buffer => {
    const bytes = Buffer.alloc(SAMPLES * SAMPLES * 2)
    for (let row = 0; row < SAMPLES; row++) for (let column = 0; column < SAMPLES; column++) bytes.writeInt16BE(Math.round(1_850 + 60 * Math.sin(row / 13) * Math.cos(column / 17) + 25 * Math.sin((row + column) / 5)), (row * SAMPLES + column) * 2)
    return bytes
  },
} as const
