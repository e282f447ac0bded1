import { afterAll, describe, expect, it } from 'vitest'
import { seeded } from '../../../main/territory/cheyenne/seeded.ts'
import { buildSegmentIndex } from '../../../shared/engines/nearest/segment-index.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { startPostgres } from '../../support/postgres.ts'

// Goal: "which line passes here, how far" is what PostGIS says. Method: the same segments and points on both sides; every distance PostGIS
// computes is by its own ST_Distance over all segments, so that no index of its decides. On the plane to a rounding, on the globe to 1 cm.
const SEED = Number(process.env['SEED'] ?? 20_261_123)
const started = startPostgres(['postgis'])
if (started.kind === 'absent') console.log(`SKIPPED nearest line against PostGIS: ${started.why}`)
const mayBeAbsent = process.env['CI'] !== 'true' || process.env['LASTMILE_PEER_ERROR_postgresql'] !== undefined
afterAll(() => started.kind === 'started' && started.postgres[Symbol.dispose]())
it('PostGIS is on a machine of continuous integration', () => expect(started.kind === 'started' || mayBeAbsent).toBe(true))

const CENTIMETRE = 0.01
const ROUNDING_M = 1e-6
const turn = (degrees: number): number => (degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees)
type Case = { readonly ends: Float64Array; readonly points: Float64Array; readonly isGlobe: boolean }

/** Wandering lines, every tenth segment of no length; a third of the points stand on a vertex, the others around, some far outside. */
function makeCase({ west, south, metresPerX, metresPerY, isGlobe }: { readonly west: number; readonly south: number; readonly metresPerX: number; readonly metresPerY: number; readonly isGlobe: boolean }): Case {
  const random = seeded(SEED)
  const place = (x: number, y: number): readonly [number, number] => [isGlobe ? turn(west + x / metresPerX) : west + x, south + y / metresPerY]
  const ends = Float64Array.from(Array.from({ length: 300 }, (_, at) => {
    const [x, y] = [random() * 2_000, random() * 2_000]
    const [dx, dy] = at % 10 === 0 ? [0, 0] : [(random() - 0.5) * 200, (random() - 0.5) * 200]
    return [...place(x, y), ...place(x + dx, y + dy)]
  }).flat())
  const points = Float64Array.from(Array.from({ length: 300 }, (_, at) => (at % 3 === 0 ? [ends[at * 4]!, ends[at * 4 + 1]!] : place(random() * (at % 7 === 0 ? 9_000 : 2_000), random() * 2_000))).flat())
  return { ends, points, isGlobe }
}

/** Of each point: PostGIS's least distance over all segments, and whether ST_DWithin says yes at each of the limits. */
function askPostgis({ ends, points, isGlobe }: Case, limits: Float64Array): readonly { readonly distanceM: number; readonly isWithin: boolean }[] {
  assert(started.kind === 'started', 'PostGIS is here')
  const { postgres } = started
  const type = isGlobe ? 'geography' : 'geometry'
  postgres.run('DROP TABLE IF EXISTS raw_segment, raw_point; CREATE TABLE raw_segment (id int, a float8, b float8, c float8, d float8); CREATE TABLE raw_point (id int, x float8, y float8, limit_m float8)')
  postgres.copy('raw_segment', Array.from({ length: ends.length / 4 }, (_, at) => [at, ...ends.subarray(at * 4, at * 4 + 4)].join('\t')))
  postgres.copy('raw_point', Array.from({ length: points.length / 2 }, (_, at) => [at, points[at * 2], points[at * 2 + 1], limits[at]].join('\t')))
  const point = `ST_SetSRID(ST_MakePoint(p.x, p.y), ${isGlobe ? 4326 : 0})::${type}`
  const line = `ST_SetSRID(ST_MakeLine(ST_MakePoint(s.a, s.b), ST_MakePoint(s.c, s.d)), ${isGlobe ? 4326 : 0})::${type}`
  const printed = postgres.run(`SELECT p.id, min(ST_Distance(${line}, ${point})), bool_or(ST_DWithin(${line}, ${point}, p.limit_m)) FROM raw_point p CROSS JOIN raw_segment s GROUP BY p.id ORDER BY p.id`)
  return printed.trim().split('\n').map((row) => row.split('\t')).map(([, distance, within]) => ({ distanceM: Number(distance), isWithin: within === 't' }))
}

/** Points whose nearest distance differs by more than `byM`. */
const differing = (ours: ArrayLike<number>, theirs: readonly { readonly distanceM: number }[], byM: number): number =>
  theirs.filter(({ distanceM }, at) => !(Math.abs(distanceM - ours[at]!) <= byM)).length

describe.skipIf(started.kind === 'absent')(`the nearest line and PostGIS (seed ${SEED})`, () => {
  const plane = makeCase({ west: 500_000, south: 4_500_000, metresPerX: 1, metresPerY: 1, isGlobe: false })
  it('are one on a plane: on a vertex, of no length, far outside', () => {
    const { distancesM } = buildSegmentIndex({ coordinates: 'metres', ends: plane.ends }).nearestBatch(plane.points, Infinity)
    const theirs = askPostgis(plane, distancesM)
    expect(theirs).toHaveLength(300)
    expect(differing(distancesM, theirs, ROUNDING_M)).toBe(0)
    expect(theirs.filter((_, at) => at % 3 === 0).every(({ distanceM }, at) => distanceM === 0 && distancesM[at * 3] === 0)).toBe(true)
  })
  it('both take a limit itself as within, and not a hair less', () => {
    // Threes, fours and fives: distances that binary numbers hold exactly.
    const ends = Float64Array.of(0, 0, 0, 0, 1_000, 0, 1_000, 900)
    const points = Float64Array.of(3, 4, 1_030, 450, 3, 4, 1_030, 450)
    const limits = Float64Array.of(5, 30, 4.999_999, 29.999_999)
    const index = buildSegmentIndex({ coordinates: 'metres', ends })
    const ours = Array.from(limits, (limit, at) => index.nearestWithin(points[at * 2]!, points[at * 2 + 1]!, limit) !== null)
    expect(ours).toEqual([true, true, false, false])
    expect(askPostgis({ ends, points, isGlobe: false }, limits).map(({ isWithin }) => isWithin)).toEqual(ours)
  })
  it.each([
    ['at 65° of latitude', { west: 20, south: 65, metresPerX: 47_000 }],
    ['across ±180°', { west: 179.98, south: 65, metresPerX: 47_000 }],
    ['across ±180° south of the equator', { west: 179.99, south: -17, metresPerX: 106_000 }],
    ['in Cheyenne', { west: -104.82, south: 41.13, metresPerX: 84_000 }],
  ])('are within a centimetre on the globe %s', (_, where) => {
    const globe = makeCase({ ...where, metresPerY: 111_000, isGlobe: true })
    const { distancesM } = buildSegmentIndex({ coordinates: 'degrees', ends: globe.ends }).nearestBatch(globe.points, Infinity)
    const theirs = askPostgis(globe, distancesM.map((distance) => distance + CENTIMETRE))
    expect(differing(distancesM, theirs, CENTIMETRE)).toBe(0)
    expect(theirs.every(({ isWithin }) => isWithin)).toBe(true)
    const closer = askPostgis(globe, distancesM.map((distance) => Math.max(0, distance - CENTIMETRE)))
    expect(closer.filter(({ isWithin }, at) => isWithin && distancesM[at]! > CENTIMETRE)).toEqual([])
  })
  it('degrees taken for a plane would be found out: the same check fails', () => {
    const globe = makeCase({ west: 20, south: 65, metresPerX: 47_000, metresPerY: 111_000, isGlobe: true })
    const { distancesM } = buildSegmentIndex({ coordinates: 'metres', ends: globe.ends }).nearestBatch(globe.points, Infinity)
    expect(differing(distancesM.map((degrees) => degrees * 111_000), askPostgis(globe, distancesM), CENTIMETRE)).toBeGreaterThan(100)
  })
})
