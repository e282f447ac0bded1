import type { Metric } from './metric.ts'

const RADIANS = Math.PI / 180
/** WGS 84. */
const EQUATOR_M = 6_378_137
const FLATTENING = 1 / 298.257_223_563
const POLE_M = EQUATOR_M * (1 - FLATTENING)
/** The meridian's radius at the equator is the smallest there is: a degree is never shorter. A little less, for rounding. */
const LEAST_RADIUS_M = 6_335_439 * 0.999
/** Within this many degrees (of latitude) the flat estimate below is good to its slack. */
const FLAT_DEGREES = 0.02

/**
 * Metres between two places on the WGS 84 ellipsoid (Vincenty 1975, inverse). Good to a millimetre except between nearly opposite
 * places of the globe, where it does not converge and the last step counts.
 */
export function ellipsoidMetres(lon1: number, lat1: number, lon2: number, lat2: number): number {
  if (lon1 === lon2 && lat1 === lat2) return 0
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(lat1 * RADIANS))
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(lat2 * RADIANS))
  const sin1 = Math.sin(u1), cos1 = Math.cos(u1), sin2 = Math.sin(u2), cos2 = Math.cos(u2)
  const turned = shortWay(lon2 - lon1) * RADIANS
  let lambda = turned
  let sigma = 0, sinSigma = 0, cosSigma = 1, cosSqAlpha = 1, cos2Mid = 0
  for (let step = 0; step < 100; step++) {
    const sinLambda = Math.sin(lambda), cosLambda = Math.cos(lambda)
    const across = cos2 * sinLambda
    const along = cos1 * sin2 - sin1 * cos2 * cosLambda
    sinSigma = Math.sqrt(across * across + along * along)
    if (sinSigma === 0) return 0
    cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda
    sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = (cos1 * cos2 * sinLambda) / sinSigma
    cosSqAlpha = 1 - sinAlpha * sinAlpha
    cos2Mid = cosSqAlpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cosSqAlpha
    const c = (FLATTENING / 16) * cosSqAlpha * (4 + FLATTENING * (4 - 3 * cosSqAlpha))
    const before = lambda
    lambda = turned + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cos2Mid + c * cosSigma * (2 * cos2Mid * cos2Mid - 1)))
    if (Math.abs(lambda - before) < 1e-13) break
  }
  const uSq = (cosSqAlpha * (EQUATOR_M * EQUATOR_M - POLE_M * POLE_M)) / (POLE_M * POLE_M)
  const a = 1 + (uSq / 16_384) * (4_096 + uSq * (-768 + uSq * (320 - 175 * uSq)))
  const b = (uSq / 1_024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)))
  const square = 2 * cos2Mid * cos2Mid - 1
  const less = b * sinSigma * (cos2Mid + (b / 4) * (cosSigma * square - (b / 6) * cos2Mid * (4 * sinSigma * sinSigma - 3) * (2 * square - 1)))
  return POLE_M * a * (sigma - less)
}

/** A turn of longitude as the shorter way round, -180 to 180. */
export const shortWay = (degrees: number): number => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)

/**
 * Metres from a place to the great-circle edge between two others, as PostGIS measures `geography`: the foot is found on the sphere,
 * the way to it is measured on the ellipsoid. An edge of no length is its place.
 */
export function metresToEdge(lon: number, lat: number, lon1: number, lat1: number, lon2: number, lat2: number): number {
  const [px, py, pz] = unit(lon, lat)
  const [ax, ay, az] = unit(lon1, lat1)
  const [bx, by, bz] = unit(lon2, lat2)
  // a × b as a × (b − a): nearby places do not cancel.
  const dx = bx - ax, dy = by - ay, dz = bz - az
  const nx = ay * dz - az * dy, ny = az * dx - ax * dz, nz = ax * dy - ay * dx
  const square = nx * nx + ny * ny + nz * nz
  if (square > 0) {
    const off = (px * nx + py * ny + pz * nz) / square
    const fx = px - off * nx, fy = py - off * ny, fz = pz - off * nz
    const after = nx * (ay * fz - az * fy) + ny * (az * fx - ax * fz) + nz * (ax * fy - ay * fx)
    const before = nx * (fy * bz - fz * by) + ny * (fz * bx - fx * bz) + nz * (fx * by - fy * bx)
    if (after > 0 && before > 0) return ellipsoidMetres(lon, lat, Math.atan2(fy, fx) / RADIANS, Math.atan2(fz, Math.hypot(fx, fy)) / RADIANS)
  }
  const toFirst = (px - ax) ** 2 + (py - ay) ** 2 + (pz - az) ** 2
  const toSecond = (px - bx) ** 2 + (py - by) ** 2 + (pz - bz) ** 2
  return toFirst <= toSecond ? ellipsoidMetres(lon, lat, lon1, lat1) : ellipsoidMetres(lon, lat, lon2, lat2)
}

function unit(lon: number, lat: number): readonly [number, number, number] {
  const flat = Math.cos(lat * RADIANS)
  return [flat * Math.cos(lon * RADIANS), flat * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)]
}

/** Longitude and latitude. `ends`: lon1 lat1 lon2 lat2 of each segment. The index's x is counted east from the middle of the widest gap. */
export function geodesicMetric(ends: Float64Array): Metric {
  const seam = widestGap(ends)
  let lon = 0, lat = 0, eastM = 0, northM = 0, flat = 1
  const place = (x: number): number => (((x - seam) % 360) + 360) % 360
  const mayBeWithin = (index: number, limitM: number): boolean => {
    const at = index * 4
    const x1 = shortWay(ends[at]! - lon), x2 = shortWay(ends[at + 2]! - lon), y1 = ends[at + 1]! - lat, y2 = ends[at + 3]! - lat
    const isNear = Math.abs(y1) < FLAT_DEGREES && Math.abs(y2) < FLAT_DEGREES && Math.abs(x1) * flat < FLAT_DEGREES && Math.abs(x2) * flat < FLAT_DEGREES
    return !(isNear && flat > 0.2 && flatMetres(x1 * eastM, y1 * northM, x2 * eastM, y2 * northM) * 0.99 - 3 > limitM)
  }
  return {
    bounds: (index, into) => {
      const at = index * 4
      const from = place(ends[at]!)
      const to = from + shortWay(ends[at + 2]! - ends[at]!)
      const south = Math.min(ends[at + 1]!, ends[at + 3]!), north = Math.max(ends[at + 1]!, ends[at + 3]!)
      const bulge = bulgeDegrees(to - from, south, north)
      into[0] = Math.min(from, to)
      into[1] = south - bulge
      into[2] = Math.max(from, to)
      into[3] = north + bulge
    },
    aim: (x, y) => {
      lon = x
      lat = y
      flat = Math.cos(y * RADIANS)
      const w = Math.sqrt(1 - FLATTENING * (2 - FLATTENING) * Math.sin(y * RADIANS) ** 2)
      eastM = (EQUATOR_M / w) * flat * RADIANS
      northM = ((EQUATOR_M * (1 - FLATTENING) ** 2) / (w * w * w)) * RADIANS
    },
    measure: (index, limitM) => {
      if (!mayBeWithin(index, limitM)) return Number.POSITIVE_INFINITY
      const at = index * 4
      return metresToEdge(lon, lat, ends[at]!, ends[at + 1]!, ends[at + 2]!, ends[at + 3]!)
    },
    mayBeWithin,
    outside: (besideX, besideY) => LEAST_RADIUS_M * Math.min(Math.max(0, besideY) * RADIANS, Math.asin(flat * Math.sin(Math.min(90, Math.max(0, besideX)) * RADIANS))),
    place,
    turn: 360,
  }
}

/** How far the edge may rise over the parallels of its ends, in degrees, at most. */
function bulgeDegrees(turned: number, south: number, north: number): number {
  const highest = Math.max(Math.abs(south), Math.abs(north))
  if (Math.abs(turned) > 5 || highest > 85) return Math.abs(turned) > 1e-9 ? 180 : 1e-9
  return ((turned * RADIANS) ** 2 * Math.abs(Math.sin(2 * highest * RADIANS))) / RADIANS / 8 + ((turned * RADIANS) ** 2 / RADIANS / 4) * (north - south) * RADIANS + 1e-9
}

function flatMetres(x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1, dy = y2 - y1
  const square = dx * dx + dy * dy
  const part = square === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / square))
  return Math.sqrt((x1 + part * dx) ** 2 + (y1 + part * dy) ** 2)
}

/** The middle of the widest run of whole degrees of longitude in which no segment ends. */
function widestGap(ends: Float64Array): number {
  const used = new Uint8Array(360)
  for (let at = 0; at < ends.length; at += 2) used[((Math.floor(ends[at]!) % 360) + 360) % 360] = 1
  let widest = 0, middle = -180, run = 0
  for (let degree = 0; degree < 720; degree++) {
    run = used[degree % 360] ? 0 : run + 1
    if (run > widest && run <= 360) [widest, middle] = [run, degree - run / 2 + 0.5]
  }
  return middle
}
