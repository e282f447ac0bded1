import { describe, expect, it } from 'vitest'
import { ellipsoidMetres, metresToEdge } from '../../../shared/engines/nearest/geodesic.ts'
import { buildSegmentIndex } from '../../../shared/engines/nearest/segment-index.ts'

// Goal: the packed index answers what asking every segment answers. Method: brute force over the same points, on a plane and on the globe.
const SEED = Number(process.env.SEED ?? 20_261_123)
const planarDistance = (x: number, y: number, [x1, y1, x2, y2]: readonly number[]): number => {
  const square = (x2! - x1!) ** 2 + (y2! - y1!) ** 2
  const part = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1!) * (x2! - x1!) + (y - y1!) * (y2! - y1!)) / square))
  return Math.hypot(x - x1! - part * (x2! - x1!), y - y1! - part * (y2! - y1!))
}
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
type Town = { readonly ends: Float64Array; readonly pick: () => readonly [number, number] }
/** Segments around a middle: short ones, some of no length, some across the whole. */
function makeTown(random: () => number, middle: readonly [number, number], scale: number): Town {
  const near = (): readonly [number, number] => [middle[0] + (random() - 0.5) * scale, middle[1] + (random() - 0.5) * scale]
  const ends = Array.from({ length: 400 }, (_, i) => {
    const [x, y] = near()
    if (i % 20 === 0) return [x, y, x, y]
    if (i % 50 === 1) return [x, y, ...near()]
    return [x, y, x + (random() - 0.5) * scale * 0.05, y + (random() - 0.5) * scale * 0.05]
  }).flat()
  return { ends: Float64Array.from(ends), pick: near }
}
const segmentsOf = (ends: Float64Array): readonly number[][] => Array.from({ length: ends.length / 4 }, (_, i) => [...ends.subarray(i * 4, i * 4 + 4)])
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const wrap = (lon: number): number => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon)

describe(`nearest segment (seed ${SEED})`, () => {
  it('on a plane is what brute force finds, near, far outside, and within a limit', () => {
    const random = mulberry(SEED)
    for (const scale of [100, 5_000, 1_000_000]) {
      const { ends, pick } = makeTown(random, [500_000, 4_000_000], scale)
      const index = buildSegmentIndex({ coordinates: 'metres', ends })
      for (let n = 0; n < 200; n++) {
        const [x, y] = n % 10 === 0 ? [500_000 + (random() - 0.5) * scale * 30, 4_000_000] as const : pick()
        const expected = least(segmentsOf(ends).map((segment) => planarDistance(x, y, segment)))
        expect(index.nearest(x, y)?.distanceM).toBeCloseTo(expected, 6)
        const within = index.nearestWithin(x, y, scale / 50)
        if (Math.abs(expected - scale / 50) > 1e-6) expect(within !== null).toBe(expected < scale / 50)
      }
    }
  })
  it.each([[-104.8, 41.1], [0, 0], [25, 65], [180, -17], [-179.99, 65], [10, 84]])('on the globe around %d, %d is what brute force finds', (lon, lat) => {
    const random = mulberry(SEED)
    for (const scale of [0.01, 0.5, 8]) {
      const town = makeTown(random, [lon, lat], scale)
      const ends = town.ends.map((value, at) => (at % 2 === 0 ? wrap(value) : Math.max(-89, Math.min(89, value))))
      const index = buildSegmentIndex({ coordinates: 'degrees', ends })
      for (let n = 0; n < 40; n++) {
        const [x, y] = town.pick()
        const expected = least(segmentsOf(ends).map(([a, b, c, d]) => metresToEdge(wrap(x), y, a!, b!, c!, d!)))
        expect(index.nearest(wrap(x), y)?.distanceM).toBe(expected)
      }
    }
  })
  it('all round the globe at once, the seam included', () => {
    const random = mulberry(SEED)
    const ends = Float64Array.from(Array.from({ length: 600 }, () => {
      const lon = random() * 360 - 180, lat = random() * 130 - 65
      return [lon, lat, wrap(lon + random() * 4 - 2), lat + random()]
    }).flat())
    const index = buildSegmentIndex({ coordinates: 'degrees', ends })
    for (let n = 0; n < 150; n++) {
      const x = random() * 360 - 180, y = random() * 140 - 70
      expect(index.nearest(x, y)?.distanceM).toBe(least(segmentsOf(ends).map(([a, b, c, d]) => metresToEdge(x, y, a!, b!, c!, d!))))
    }
  })
  it('is 0 on a vertex and takes the limit itself as within', () => {
    const index = buildSegmentIndex({ coordinates: 'metres', ends: Float64Array.of(0, 0, 10, 0, 10, 0, 10, 0.3) })
    expect(index.nearest(10, 0)).toEqual({ segment: 0, distanceM: 0 })
    expect(index.nearestWithin(5, 30, 30)).toEqual({ segment: 0, distanceM: 30 })
    expect(index.nearestWithin(5, 30.000_001, 30)).toBeNull()
    const globe = buildSegmentIndex({ coordinates: 'degrees', ends: Float64Array.of(179.999, 65, -179.999, 65, 179.999, 65, 179.999, 65) })
    expect(globe.nearest(179.999, 65)).toEqual({ segment: 0, distanceM: 0 })
    const exact = globe.nearest(180, 65.001)!.distanceM
    expect(globe.nearestWithin(180, 65.001, exact)?.distanceM).toBe(exact)
    expect(globe.nearestWithin(180, 65.001, exact - 1e-6)).toBeNull()
  })
  it('asks only the groups that count', () => {
    const index = buildSegmentIndex({ coordinates: 'metres', ends: Float64Array.of(0, 0, 1, 0, 0, 50, 1, 50), groups: Uint16Array.of(0, 1) })
    expect(index.nearest(0, 1, Uint8Array.of(0, 1))).toEqual({ segment: 1, distanceM: 49 })
    expect(index.nearest(0, 1, Uint8Array.of(0, 0))).toBeNull()
  })
  it('a batch answers as one by one, and what is no place is near nothing', () => {
    const { ends, pick } = makeTown(mulberry(SEED), [0, 0], 1_000)
    const index = buildSegmentIndex({ coordinates: 'metres', ends })
    const points = Float64Array.from([...Array.from({ length: 50 }, pick).flat(), NaN, 0, Infinity, 1])
    const { segments, distancesM } = index.nearestBatch(points, 40)
    segments.forEach((segment, at) => expect(segment < 0 ? null : { segment, distanceM: distancesM[at] }).toEqual(index.nearestWithin(points[at * 2]!, points[at * 2 + 1]!, 40)))
    expect(Array.from(segments.slice(-2))).toEqual([-1, -1])
    expect(buildSegmentIndex({ coordinates: 'degrees', ends: new Float64Array(0) }).nearest(0, 0)).toBeNull()
    expect(() => buildSegmentIndex({ coordinates: 'metres', ends: Float64Array.of(0, NaN, 1, 1) })).toThrow('finite')
  })
  it('a check of boxes alone would not do: the nearest box is not the nearest segment', () => {
    const ends = Float64Array.of(0, 0, 100, 100, 60, 20, 61, 20)
    const byBox = [[0, 0, 100, 100], [60, 20, 61, 20]].map(([w, s, e, n]) => Math.hypot(Math.max(w! - 55, 0, 55 - e!), Math.max(s! - 20, 0, 20 - n!)))
    expect(byBox[0]).toBeLessThan(byBox[1]!)
    expect(buildSegmentIndex({ coordinates: 'metres', ends }).nearest(55, 20)?.segment).toBe(1)
  })
  // Source: the Flinders Peak – Buninyong line, Geocentric Datum of Australia technical manual (GRS 80; 0.1 mm from WGS 84).
  it('measures the ellipsoid', () => expect(ellipsoidMetres(144.424_867_889, -37.951_033_417, 143.926_495_528, -37.652_821_139)).toBeCloseTo(54_972.271, 2))
})
