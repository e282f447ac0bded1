import type { Position } from '../../../../shared/domain/plant.ts'
import type { TransmitterSector } from '../../../../shared/domain/radio.ts'

/** As GeoJSON writes a place. */
export type LngLat = readonly [number, number]

/** For drawing only: what decides was measured by the console. Mean radius of the earth. */
const EARTH_M = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180
const degrees = (turned: number): number => (turned * 180) / Math.PI

/** The same place with a longitude beside that of `origin`, so that a line across the ±180 meridian is drawn as one. */
export const beside = ([longitude, latitude]: LngLat, origin: Position): LngLat => {
  const turned = longitude - origin.longitude
  return [turned > 180 ? longitude - 360 : turned < -180 ? longitude + 360 : longitude, latitude]
}

/** Metres between two places, by the great circle. */
export function metresBetween(from: Position, to: Position): number {
  const half = Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** The place so many metres away in a compass direction. */
export function towards(from: Position, bearingDeg: number, metres: number): LngLat {
  const [part, latitude, bearing] = [metres / EARTH_M, radians(from.latitude), radians(bearingDeg)]
  const north = Math.asin(Math.sin(latitude) * Math.cos(part) + Math.cos(latitude) * Math.sin(part) * Math.cos(bearing))
  const east = Math.atan2(Math.sin(bearing) * Math.sin(part) * Math.cos(latitude), Math.cos(part) - Math.sin(latitude) * Math.sin(north))
  return [from.longitude + degrees(east), degrees(north)]
}

const STEP_DEG = 4
/** A sector's beam as a closed ring: a slice of its reach, or the whole circle where it looks everywhere. */
export function beamRing(sector: Pick<TransmitterSector, 'latitude' | 'longitude' | 'azimuthDeg' | 'beamWidthDeg' | 'reachM'>): readonly LngLat[] {
  const widthDeg = Math.min(360, Math.max(0, sector.beamWidthDeg))
  const steps = Math.max(1, Math.ceil(widthDeg / STEP_DEG))
  const arc = Array.from({ length: steps + 1 }, (_, step) => towards(sector, sector.azimuthDeg - widthDeg / 2 + (widthDeg * step) / steps, sector.reachM))
  if (widthDeg >= 360) return [...arc.slice(0, -1), arc[0]!]
  const foot: LngLat = [sector.longitude, sector.latitude]
  return [foot, ...arc, foot]
}

/** A distance as the answers say it beside its limit: whole metres, unless they would sound as if it were within: then tenths, upwards. */
export const saidBeside = (distanceM: number, limitM: number): number => (distanceM > limitM && Math.round(distanceM) <= limitM ? tenthsUp(distanceM) : Math.round(distanceM))
/** Tenths of a metre, upwards. */
export const tenthsUp = (metres: number): number => Math.ceil(Number((metres * 10).toFixed(6))) / 10

/** The box of places, at least `leastM` metres to each side of its middle. */
export function boxOf(places: readonly LngLat[], leastM: number): readonly [LngLat, LngLat] {
  const [first = [0, 0] as LngLat] = places
  const [west, east] = [Math.min(...places.map(([east]) => east)), Math.max(...places.map(([east]) => east))]
  const [south, north] = [Math.min(...places.map(([, north]) => north)), Math.max(...places.map(([, north]) => north))]
  const middle: Position = places.length === 0 ? { longitude: first[0], latitude: first[1] } : { longitude: (west + east) / 2, latitude: (south + north) / 2 }
  const [up, right] = [towards(middle, 0, leastM), towards(middle, 90, leastM)]
  return [[Math.min(west, 2 * middle.longitude - right[0]), Math.min(south, 2 * middle.latitude - up[1])], [Math.max(east, right[0]), Math.max(north, up[1])]]
}
