import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import { checkPosition } from '../../../shared/engines/address/check-position.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { providerOf } from './context.ts'
import type { ImportContext } from './context.ts'

/** The first name is ours, the others are what lists call it. Letters and figures count, nothing else. */
const NAMES = {
  id: ['id', 'sectorId', 'sector'], provider: ['providerId', 'provider', 'operator', 'network'], transmitter: ['transmitterName', 'transmitter', 'site', 'tower', 'name'], longitude: ['longitude', 'lon', 'lng', 'x'], latitude: ['latitude', 'lat', 'y'],
  azimuth: ['azimuthDeg', 'azimuth', 'bearing'], beamWidth: ['beamWidthDeg', 'beamWidth', 'beam', 'horizontalBeamwidth'], height: ['heightM', 'height', 'antennaHeight'], frequency: ['frequencyMhz', 'frequency', 'freq'],
  eirp: ['eirpDbm', 'eirp'], capacity: ['capacityTotal', 'capacity'], free: ['capacityFree', 'free'], reach: ['reachM', 'reach', 'range'], minimum: ['minimumDbm', 'minimum', 'sensitivity'], channel: ['channelMhz', 'channel'], streams: ['streams'],
} as const
type Name = keyof typeof NAMES
const FOLDED = new Map(Object.entries(NAMES).flatMap(([name, words]) => words.map((word) => [fold(word), name as Name] as const)))
export const RADIO_COLUMNS: readonly Name[] = ['azimuth', 'beamWidth', 'frequency', 'eirp', 'capacity']

/** Used where a list is silent. */
const REACH_M = 8000
const MINIMUM_DBM = -75
const MAX_CORNERS = 500

/** What is missing of a header. */
export const radioColumnsMissing = (header: readonly string[]): readonly string[] => {
  const known = new Set(header.map((name) => FOLDED.get(fold(name))))
  return RADIO_COLUMNS.filter((name) => !known.has(name))
}

/** One sector: a CSV row, a feature (its point, or a polygon whose first corner is the mast), or an item of sectors.json. Errors: a sentence. */
export function readSector(value: unknown, context: ImportContext): Result<TransmitterSector, string> {
  if (typeof value !== 'object' || value === null) return err('it is not a JSON object')
  const { properties, geometry } = value as { properties?: unknown; geometry?: { type?: unknown; coordinates?: unknown } | null }
  const raw = (properties ?? value) as Readonly<Record<string, unknown>>
  const given = new Map<Name, unknown>()
  for (const [name, it] of Object.entries(raw)) {
    const known = FOLDED.get(fold(name))
    if (known !== undefined && it !== '' && it !== null && !given.has(known)) given.set(known, it)
  }
  const shape = placeOfShape(geometry)
  if (typeof shape === 'string') return err(shape)
  const position = checkPosition(shape?.[0] ?? given.get('longitude'), shape?.[1] ?? given.get('latitude'), context.reference)
  if (!position.ok) return position
  const number = (name: Name, low: number, high: number, otherwise?: number): number => {
    const it = given.get(name) ?? otherwise
    const read = typeof it === 'number' ? it : typeof it === 'string' && it.trim() !== '' ? Number(it) : Number.NaN
    return read >= low && read <= high ? read : Number.NaN
  }
  const numbers = {
    azimuth: number('azimuth', -360, 360), beamWidth: number('beamWidth', 0.1, 360), frequency: number('frequency', 50, 300_000), eirp: number('eirp', -50, 120), capacity: number('capacity', 0, 1e6),
    height: number('height', 0, 1000, 0), reach: number('reach', 1, 200_000, REACH_M), minimum: number('minimum', -150, 0, MINIMUM_DBM),
  }
  const wrong = (Object.keys(numbers) as (keyof typeof numbers)[]).find((name) => Number.isNaN(numbers[name]))
  if (wrong) return err(`the ${WORDS[wrong]} is missing or is not one that can be`)
  const free = number('free', 0, numbers.capacity, numbers.capacity)
  if (!Number.isInteger(numbers.capacity) || !Number.isInteger(free)) return err('the capacity is not a whole number with no more free than there is')
  const [name, owner] = [String(given.get('transmitter') ?? given.get('id') ?? ''), given.get('provider') ?? context.provider]
  if (name === '') return err('the transmitter has no name')
  const id = String(given.get('id') ?? `${name}-${numbers.azimuth}`)
  if (name.length > 200 || id.length > 200) return err(`the name is ${Math.max(name.length, id.length).toLocaleString('en-US')} characters long, and 200 are enough`)
  const providerId = typeof owner === 'string' ? providerOf(owner, context) : null
  if (providerId === null) return err('it names no company; say whose it is with --provider')
  context.reference ??= position.value
  const [channel, streams] = [Number(given.get('channel')), Number(given.get('streams'))]
  return ok({
    id, providerId, transmitterName: name, ...position.value, azimuthDeg: (numbers.azimuth + 360) % 360, beamWidthDeg: numbers.beamWidth, reachM: numbers.reach, eirpDbm: numbers.eirp, frequencyMhz: numbers.frequency,
    minimumDbm: numbers.minimum, capacityTotal: numbers.capacity, capacityFree: free, ...(given.has('height') ? { heightM: numbers.height } : {}),
    ...(channel === 20 || channel === 40 || channel === 80 ? { channelMhz: channel } : {}), ...(streams === 1 || streams === 2 ? { streams } : {}),
  })
}

const WORDS = { azimuth: 'azimuth', beamWidth: 'beam width', frequency: 'frequency', eirp: 'EIRP', capacity: 'capacity', height: 'height', reach: 'reach', minimum: 'weakest signal' } as const

/** The mast of a feature; null where the row says it in columns. Errors: a sentence. */
function placeOfShape(geometry: { type?: unknown; coordinates?: unknown } | null | undefined): readonly unknown[] | null | string {
  if (geometry === null || geometry === undefined) return null
  if (geometry.type === 'Point' && Array.isArray(geometry.coordinates)) return geometry.coordinates as unknown[]
  const ring = (geometry.type === 'Polygon' && Array.isArray(geometry.coordinates) ? geometry.coordinates[0] : null) as unknown
  if (!Array.isArray(ring)) return 'the sector is neither a point nor a polygon'
  const corners = ring as readonly (readonly [number, number])[]
  if (corners.length < 4 || corners.length > MAX_CORNERS || !corners.every((corner) => Array.isArray(corner) && Number.isFinite(corner[0]) && Number.isFinite(corner[1]))) return `the outline of the sector is not 3 to ${MAX_CORNERS} corners`
  const last = corners.at(-1)!
  if (corners[0]![0] !== last[0] || corners[0]![1] !== last[1]) return 'the outline of the sector does not end where it begins'
  return crossesItself(corners) ? 'the outline of the sector crosses itself' : corners[0]!
}

function crossesItself(ring: readonly (readonly [number, number])[]): boolean {
  const sides = ring.length - 1
  for (let one = 0; one < sides; one++) {
    for (let other = one + 2; other < sides; other++) {
      if (one === 0 && other === sides - 1) continue
      if (cross(ring[one]!, ring[one + 1]!, ring[other]!, ring[other + 1]!)) return true
    }
  }
  return false
}

type Corner = readonly [number, number]
const side = (a: Corner, b: Corner, c: Corner): number => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
const cross = (a: Corner, b: Corner, c: Corner, d: Corner): boolean => side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
