import type { Position } from '../../domain/plant.ts'

/** Metres east and north of an origin. */
export type LocalPoint = { readonly eastM: number; readonly northM: number }

const METRES_PER_DEGREE = 111_194.93
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/**
 * Projects a position to metres around `origin` (equirectangular; WGS 84 mean radius 6,371,008.8 m). Good to a few parts in ten
 * thousand within 20 km. The shorter way round is taken across the ±180 meridian.
 */
export function toLocalMetres(position: Position, origin: Position): LocalPoint {
  const turned = position.longitude - origin.longitude
  const degreesEast = turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned
  return {
    eastM: degreesEast * METRES_PER_DEGREE * Math.cos(radians(origin.latitude)),
    northM: (position.latitude - origin.latitude) * METRES_PER_DEGREE,
  }
}

/** Half the sides, in degrees, of a box that surely holds every point within `radiusM` metres of a place at `latitude`. */
export function degreesAround(latitude: number, radiusM: number): { readonly latitude: number; readonly longitude: number } {
  const north = (radiusM / METRES_PER_DEGREE) * 1.01
  return { latitude: north, longitude: north / Math.max(Math.cos(radians(latitude)), 0.01) }
}

/** Compass bearing from the origin to a local point: 0–360 degrees clockwise from north. */
export const bearingDeg = (point: LocalPoint): number => ((Math.atan2(point.eastM, point.northM) * 180) / Math.PI + 360) % 360
