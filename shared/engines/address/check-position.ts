import type { Position } from '../../domain/plant.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** A city and its country around it: what is further away belongs to another file, or has its coordinates the wrong way round. */
const NEAR_DEGREES = 5
/** South of this nobody is served, but every place of the United States lies there once its coordinates are the wrong way round. */
const ANTARCTIC = -60

/**
 * Takes two coordinates for a place on earth. `reference`: a place known to be in the territory, null while there is none.
 * Errors: a sentence: not a number, metres instead of degrees, the wrong way round, far from everything else.
 */
export function checkPosition(longitude: unknown, latitude: unknown, reference: Position | null): Result<Position, string> {
  const [east, north] = [toNumber(longitude), toNumber(latitude)]
  if (!Number.isFinite(east) || !Number.isFinite(north)) return err('a coordinate is missing or is not a number')
  if (Math.abs(east) > 180 || Math.abs(north) > 180) return err('the coordinates are not degrees; they look like metres of another coordinate system')
  if (Math.abs(north) > 90) return err('longitude and latitude are the wrong way round')
  if (north < ANTARCTIC) return err('longitude and latitude are the wrong way round')
  if (east === 0 && north === 0) return err('the coordinates are 0, 0: a place that was never found')
  const place = { longitude: east, latitude: north }
  if (reference === null || isNear(place, reference)) return ok(place)
  if (isNear({ longitude: north, latitude: east }, reference)) return err('longitude and latitude are the wrong way round')
  return err('the place is far from the rest of this territory')
}

const toNumber = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' && /^\s*-?\d+(\.\d+)?([eE][-+]?\d+)?\s*$/.test(value) ? Number(value) : Number.NaN)

/** Across ±180° too. */
const isNear = (a: Position, b: Position): boolean => {
  const turn = Math.abs(a.longitude - b.longitude) % 360
  return Math.abs(a.latitude - b.latitude) <= NEAR_DEGREES && Math.min(turn, 360 - turn) <= NEAR_DEGREES
}
