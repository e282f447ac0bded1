import type { PlantSpan, Position } from '../../domain/plant.ts'
import { toLocalMetres } from './local-metres.ts'

/** The point of a route that lies `alongM` metres from its beginning; its ends where that is before or beyond them. The metres are those around `origin`. */
export function pointAlong(route: PlantSpan['route'], alongM: number, origin: Position): Position {
  const local = route.map(([longitude, latitude]) => toLocalMetres({ longitude, latitude }, origin))
  let leftM = Math.max(0, alongM)
  for (let index = 1; index < route.length; index++) {
    const lengthM = Math.hypot(local[index]!.eastM - local[index - 1]!.eastM, local[index]!.northM - local[index - 1]!.northM)
    if (leftM <= lengthM && lengthM > 0) return between(route[index - 1]!, route[index]!, leftM / lengthM)
    leftM -= lengthM
  }
  const [longitude, latitude] = route.at(-1)!
  return { longitude, latitude }
}

/** Straight in degrees, across the ±180 meridian by the shorter way. */
function between(from: readonly [number, number], to: readonly [number, number], part: number): Position {
  const turned = to[0] - from[0]
  const east = turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned
  const longitude = from[0] + east * part
  return { longitude: longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude, latitude: from[1] + (to[1] - from[1]) * part }
}
