import { buildSegmentIndex } from '../../../shared/engines/nearest/segment-index.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { time } from '../support/measure.ts'
import { skippedRow } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const SEGMENTS = Number(process.env['LASTMILE_BENCH_SEGMENTS'] ?? 100_000)
const POINTS = 5_000
const ROUNDS = 5
const LIMIT_M = 100
const GOAL = 30
const CENTIMETRE = 0.01
/** The least difference that two ways to add the same doubles may have. */
const ROUNDING_M = 1e-6

/** Both plans a server has for "the nearest within a limit": by distance from the tree, and everything within, least first. A limit inside the first makes it walk the whole tree where nothing is near. */
const PLANS = [
  `SELECT p.id, n.id, n.d FROM point p CROSS JOIN LATERAL (SELECT s.id, p.g <-> s.g AS d FROM segment s ORDER BY p.g <-> s.g LIMIT 1) n WHERE n.d <= ${LIMIT_M}`,
  `SELECT DISTINCT ON (p.id) p.id, s.id, ST_Distance(s.g, p.g) AS d FROM point p JOIN segment s ON ST_DWithin(s.g, p.g, ${LIMIT_M}) ORDER BY p.id, d, s.id`,
] as const

/** Plant of wandering lines: ours and PostGIS by turns in batch (the better of its plans, its own clock), then degrees against `geography`. */
export function nearestRows(): readonly Row[] {
  const started = startPostgres(['postgis'])
  if (started.kind === 'absent') return [skippedRow('nearest, PostGIS', started.why)]
  using postgres = started.postgres
  const random = lcg(1)
  const side = Math.sqrt(SEGMENTS) * 60
  const ends = wander(SEGMENTS, side, random)
  const points = Float64Array.from({ length: POINTS * 2 }, () => random() * side)
  load(postgres, ends, points, 0)
  const index = buildSegmentIndex({ coordinates: 'metres', ends })
  const ours = index.nearestBatch(points, LIMIT_M)
  const differing = PLANS.map((plan) => countDiffering(postgres.run(plan), ours, ROUNDING_M)).reduce((sum, one) => sum + one, 0)
  let [our, their] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round++) {
    our = Math.min(our, time(() => index.nearestBatch(points, LIMIT_M)))
    for (const plan of PLANS) their = Math.min(their, serverMs(postgres, plan))
  }
  const perSecond = (ms: number) => `${Math.round(POINTS / ms)}k questions/s`
  const same = differing === 0 ? `same answers, ${GOAL}x or more` : `${differing} answers differ`
  const planar: Row = { name: `nearest line, ${SEGMENTS} segments, batch, PostGIS`, ours: perSecond(our), peer: perSecond(their), ratio: `${(their / our).toFixed(1)}x`, bound: same, verdict: differing === 0 && their / our >= GOAL ? 'holds' : 'broken' }
  return [planar, onTheGlobe(postgres, '65° latitude', 20, 65), onTheGlobe(postgres, 'across ±180°', 179.98, 65)]
}

/** A small plant in degrees, every segment asked by the server, so that no plan of its hides a nearer one. */
function onTheGlobe(postgres: Postgres, name: string, west: number, south: number): Row {
  const random = lcg(7)
  const turn = (degrees: number) => (degrees > 180 ? degrees - 360 : degrees)
  const toDegrees = (value: number, at: number) => (at % 2 === 0 ? turn(west + value / 47_000) : south + value / 111_000)
  const ends = wander(600, 2_000, random).map(toDegrees)
  const points = Float64Array.from({ length: 600 }, () => random() * 2_000).map(toDegrees)
  load(postgres, ends, points, 4326)
  const index = buildSegmentIndex({ coordinates: 'degrees', ends })
  const ours = index.nearestBatch(points, 1e6)
  const differing = countDiffering(postgres.run('SELECT p.id, n.id, n.d FROM point p CROSS JOIN LATERAL (SELECT s.id, ST_Distance(s.g::geography, p.g::geography) AS d FROM segment s ORDER BY d, s.id LIMIT 1) n'), ours, CENTIMETRE)
  return { name: `nearest line on the globe, ${name}`, ours: `${ours.segments.length} points`, peer: 'geography', ratio: '-', bound: differing === 0 ? 'within 1 cm' : `${differing} answers differ`, verdict: differing === 0 ? 'holds' : 'broken' }
}

/** Points that one found and the other did not, or whose distances differ by more than `byM`. Equal distances may name either segment. */
function countDiffering(printed: string, ours: { readonly segments: Int32Array; readonly distancesM: Float64Array }, byM: number): number {
  const theirs = new Map(printed.split('\n').filter(Boolean).map((line) => [Number(line.split('\t')[0]), Number(line.split('\t')[2])]))
  return ours.segments.reduce((count, segment, at) => {
    const theirM = theirs.get(at)
    const isSame = segment < 0 ? theirM === undefined : theirM !== undefined && Math.abs(theirM - ours.distancesM[at]!) <= byM
    return count + (isSame ? 0 : 1)
  }, 0)
}

function load(postgres: Postgres, ends: Float64Array, points: Float64Array, srid: number): void {
  postgres.run('DROP TABLE IF EXISTS segment, point, raw; CREATE TABLE raw (id int, a float8, b float8, c float8, d float8)')
  postgres.copy('raw', rowsOf(ends, 4))
  postgres.run(`CREATE TABLE segment AS SELECT id, ST_SetSRID(ST_MakeLine(ST_MakePoint(a, b), ST_MakePoint(c, d)), ${srid}) AS g FROM raw; CREATE INDEX ON segment USING gist (g); TRUNCATE raw`)
  postgres.copy('raw (id, a, b)', rowsOf(points, 2))
  postgres.run(`CREATE TABLE point AS SELECT id, ST_SetSRID(ST_MakePoint(a, b), ${srid}) AS g FROM raw; VACUUM ANALYZE segment; VACUUM ANALYZE point`)
}

function* rowsOf(values: Float64Array, width: number): Iterable<string> {
  for (let at = 0; at < values.length; at += width) yield [at / width, ...values.subarray(at, at + width)].join('\t')
}

function serverMs(postgres: Postgres, query: string): number {
  const printed = postgres.run(`EXPLAIN (ANALYZE, TIMING OFF) ${query}`)
  return Number(/Execution Time: ([\d.]+) ms/.exec(printed)?.[1])
}

/** Lines of twenty segments of 20 to 60 metres that turn a little at each. */
function wander(count: number, side: number, random: () => number): Float64Array {
  const ends = new Float64Array(count * 4)
  let x = 0, y = 0, heading = 0
  for (let at = 0; at < count; at++) {
    if (at % 20 === 0) [x, y, heading] = [random() * side, random() * side, random() * 2 * Math.PI]
    heading += random() - 0.5
    const length = 20 + random() * 40
    ends.set([x, y, (x += length * Math.cos(heading)), (y += length * Math.sin(heading))], at * 4)
  }
  return ends
}

function lcg(seed: number): () => number {
  let state = seed
  return () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0) >>> 0) / 4_294_967_296
}
