import type { Position } from '../../domain/plant.ts'
import type { LineOfSight, Terrain } from '../../domain/radio.ts'

/** Radio bends a little round the earth: a radius of 4/3 stands for it. Source: ITU-R P.834, standard atmosphere. */
const EFFECTIVE_RADIUS_M = (6_371_008.8 * 4) / 3
/** This part of the first Fresnel zone must be free. Source: ITU-R P.530. */
const FREE_PART = 0.6
/** As fine as the finest free terrain (one arc second), and never more points than a long path needs. */
const STEP_M = 30
const MAX_STEPS = 2_000

/**
 * Whether the ground leaves the way from an antenna to a roof free. `distanceM`: the length of the way. Heights are above ground; the
 * ground comes from `terrain`. Blocked wherever any known point is too high; unknown where a height is missing and nothing blocks.
 */
export function lineOfSight(path: {
  readonly from: Position & { readonly heightM: number }
  readonly to: Position & { readonly heightM: number }
  readonly distanceM: number
  readonly frequencyMhz: number
}, terrain: Terrain): LineOfSight {
  const { from, to, distanceM, frequencyMhz } = path
  const [fromGroundM, toGroundM] = [terrain(from), terrain(to)]
  if (fromGroundM === null || toGroundM === null) return { kind: 'unknown' }
  const [startM, endM] = [fromGroundM + from.heightM, toGroundM + to.heightM]
  const steps = Math.min(MAX_STEPS, Math.max(1, Math.ceil(distanceM / STEP_M)))
  let worst = { clearanceM: Math.min(from.heightM, to.heightM), atM: 0 }
  let isGap = false
  for (let step = 1; step < steps; step++) {
    const part = step / steps
    const groundM = terrain(between(from, to, part))
    if (groundM === null) {
      isGap = true
      continue
    }
    const clearanceM = startM + (endM - startM) * part - groundM - neededM(distanceM * part, distanceM * (1 - part), frequencyMhz)
    if (clearanceM < worst.clearanceM) worst = { clearanceM, atM: distanceM * part }
  }
  if (worst.clearanceM < 0) return { kind: 'blocked', atM: Math.round(worst.atM), shortByM: Math.max(1, Math.ceil(-worst.clearanceM)) }
  return isGap ? { kind: 'unknown' } : { kind: 'clear', clearanceM: Math.round(worst.clearanceM * 10) / 10 }
}

/** What must be free below the straight line at a point: the earth's bulge and 0.6 of the first Fresnel zone. */
export function neededM(fromM: number, toM: number, frequencyMhz: number): number {
  const waveM = 299.792458 / frequencyMhz
  return (fromM * toM) / (2 * EFFECTIVE_RADIUS_M) + FREE_PART * Math.sqrt((waveM * fromM * toM) / (fromM + toM))
}

/** A point of the way; straight in degrees, across the ±180 meridian by the shorter way. */
function between(from: Position, to: Position, part: number): Position {
  const turned = to.longitude - from.longitude
  const east = turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned
  const longitude = from.longitude + east * part
  return { latitude: from.latitude + (to.latitude - from.latitude) * part, longitude: longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude }
}
