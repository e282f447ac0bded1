import type { Position } from '../../domain/plant.ts'

/** Metres east and north of an origin. */
export type LocalPoint = { readonly eastM: number; readonly northM: number }

/** WGS 84: half the longer axis and the squared eccentricity. */
const SEMI_MAJOR_M = 6_378_137
const ECCENTRICITY_2 = 0.006_694_379_990_14
const METRES_PER_DEGREE = 111_194.93
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/**
 * Projects a position to metres around `origin` on the WGS 84 ellipsoid: the radii of curvature at the middle latitude of the two.
 * Within a millimetre of the geodesic at 500 m up to 70° of latitude, a few parts in a million at 20 km. The shorter way round is taken
 * across the ±180 meridian.
 */
export function toLocalMetres(position: Position, origin: Position): LocalPoint {
  const turned = position.longitude - origin.longitude
  const degreesEast = turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned
  const middle = radians((position.latitude + origin.latitude) / 2)
  const flat = 1 - ECCENTRICITY_2 * Math.sin(middle) ** 2
  return {
    eastM: radians(degreesEast) * (SEMI_MAJOR_M / Math.sqrt(flat)) * Math.cos(middle),
    northM: radians(position.latitude - origin.latitude) * ((SEMI_MAJOR_M * (1 - ECCENTRICITY_2)) / flat ** 1.5),
  }
}

/** Half the sides, in degrees, of a box that surely holds every point within `radiusM` metres of a place at `latitude`. */
export function degreesAround(latitude: number, radiusM: number): { readonly latitude: number; readonly longitude: number } {
  const north = (radiusM / METRES_PER_DEGREE) * 1.01
  return { latitude: north, longitude: north / Math.max(Math.cos(radians(latitude)), 0.01) }
}

/** Compass bearing from the origin to a local point: 0–360 degrees clockwise from north. */
export const bearingDeg = (point: LocalPoint): number => ((Math.atan2(point.eastM, point.northM) * 180) / Math.PI + 360) % 360
