import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HandlerCtx } from '../../../main/console/context.ts'
import { createListOffers } from '../../../main/console/offers/list.ts'
import { createCheckQualification } from '../../../main/console/qualification/check.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { createFactsQueries } from '../../../main/store/desk/cache/facts.ts'
import { openCache, TERRAIN_DIRECTORY } from '../../../main/store/desk/cache/open-cache.ts'
import { createPlaceQueries } from '../../../main/store/desk/cache/places.ts'
import { createTerrainFiles } from '../../../main/store/desk/cache/terrain-files.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { ServiceQualification } from '../../../shared/domain/qualification.ts'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { KEY } from '../../support/fake-desk.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { TERMS } from '../../support/signup-fixtures.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { makeTown, TILE } from '../support/make-town.ts'
import type { Town } from '../support/make-town.ts'
import { alternate, median, oursOf, peerOf, percentile } from '../support/measure.ts'
import { formatMs, formatRatio, skippedRow, verdictOf } from '../support/row.ts'
import type { Pair } from '../support/measure.ts'
import type { Row } from '../support/row.ts'

const CHEYENNE = join(import.meta.dirname, '../../../resources/territory/cheyenne')
const SEGMENTS = Number(process.env['LASTMILE_BENCH_SEGMENTS'] ?? 100_000)
const ROUNDS = 5
const HOUSES = 400
const COLD = 20
const BUDGET_MS = 10
const NOW = Date.UTC(2026, 10, 22, 18)
const RADIUS_M = 500
const REP: HandlerCtx = { user: { userId: 'u-1', displayName: 'Rep', role: 'rep' }, clientId: 'w-1' }
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
const describe = (times: readonly number[]): string => `p50 ${formatMs(median(times))}, p99 ${formatMs(percentile(times, 99))}`

/**
 * A whole qualification of a house that was not asked for before: lines, radio over ground, ports, waiting lists, answers, and the offers that
 * follow. By turns with the same over the file's own tables, and its facts with PostGIS. Every answer of ours is compared with the tables'.
 */
export async function qualifyRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  mkdirSync(join(directory.path, TERRAIN_DIRECTORY))
  writeFileSync(join(directory.path, TERRAIN_DIRECTORY, TILE.name), TILE.bytes())
  const read = await readTerritory(CHEYENNE)
  assert(read.ok && read.value.catalog, 'Cheyenne has a catalog')
  const town = makeTown(SEGMENTS, 5)
  const file = join(directory.path, 'cache.db')
  const { cache } = openCache({ file, key: KEY })
  const db = openDatabase({ file, key: KEY, synchronous: 'NORMAL' })
  try {
    cache.putTerritory(town.content)
    cache.putCatalog(read.value.catalog)
    const cold: number[] = []
    for (let at = 0; at < COLD; at++) {
      const { cache: fresh } = openCache({ file, key: KEY })
      const startedAt = performance.now()
      await wholeAnswer(fresh)(town.houses[at]!)
      cold.push(performance.now() - startedAt)
      fresh.close()
    }
    const startedAt = performance.now()
    assert(await cache.prepareSearch(nextTurn), 'search and plant stand')
    const preparedMs = performance.now() - startedAt
    const tables: Pick<Cache, 'facts'> = createFactsQueries(db, createPlaceQueries(db).address, createTerrainFiles(join(directory.path, TERRAIN_DIRECTORY)))
    const [ours, peer] = [wholeAnswer(cache), wholeAnswer({ ...cache, facts: tables.facts })]
    const houses = town.houses.slice(COLD, COLD + HOUSES)
    const counts = { lines: 0, offers: 0, differing: 0 }
    for (const house of houses) {
      const [mine, theirs] = [await ours(house), await peer(house)]
      counts.lines += mine.lines
      counts.offers += mine.offers
      if (mine.text !== theirs.text) counts.differing += 1
    }
    assert(counts.lines > houses.length && counts.offers > houses.length, 'houses have lines and offers')
    const pairs = await alternate(ROUNDS, timedOver(houses, ours), timedOver(houses, peer))
    const [our, their] = [leastOfRounds(pairs.map((pair: Pair) => pair.ours)), leastOfRounds(pairs.map((pair: Pair) => pair.peer))]
    const p99 = percentile(our, 99)
    const name = `whole qualification with offers, ${SEGMENTS} segments`
    return [
      { name, ours: `${describe(our)} (all ${formatMs(percentile(oursOf(pairs), 99))})`, peer: `${describe(their)} (all ${formatMs(percentile(peerOf(pairs), 99))}) tables`, ratio: `p99 ${formatRatio(percentile(their, 99) / p99)}`, bound: counts.differing > 0 ? `${counts.differing} answers differ` : `same answers, p99 within ${BUDGET_MS} ms`, verdict: verdictOf(counts.differing === 0 && p99 <= BUDGET_MS) },
      { name: `${name}, first after opening the file`, ours: describe(cold), peer: `plant and search ready in ${formatMs(preparedMs)}`, ratio: '-', bound: 'told', verdict: 'reported' },
      factsAgainstPostgis(town, cache, houses),
    ]
  } finally {
    db.close()
    cache.close()
  }
}

/** The least of the rounds stands for a house, because the machine is not ours alone; what all of them were is told beside it. */
const leastOfRounds = (rounds: readonly (readonly number[])[]): readonly number[] => (rounds[0] ?? []).map((_, house) => Math.min(...rounds.map((times) => times[house]!)))

type Answered = { readonly lines: number; readonly offers: number; readonly text: string }

/** The two use cases as a screen asks them, one after the other; what is kept is kept in memory. */
function wholeAnswer(cache: Cache): (house: string) => Promise<Answered> {
  const kept = new Map<string, ServiceQualification>()
  const deps = {
    cache, terms: () => ({ ...TERMS, billCycleDay: 1 }), clock: { now: () => NOW }, ids: { next: () => 'q-1' }, findQualification: (id: string) => kept.get(id) ?? null,
    saveQualification: (qualification: ServiceQualification) => (kept.set(qualification.id, qualification), { ok: true as const, value: null }),
  }
  const [check, list] = [createCheckQualification(deps), createListOffers(deps)]
  return async (house) => {
    const checked = await check({ channel: 'csr', place: house }, REP)
    assert(checked.ok, 'checked')
    const listed = await list({ qualificationId: checked.value.id, need: { people: 4, uses: ['work', 'streaming'] } }, REP)
    assert(listed.ok, 'listed')
    return { lines: checked.value.lines.length, offers: listed.value.offers.length, get text() { return canonicalJson([checked.value.lines, listed.value.offers]) } }
  }
}

const timedOver = (houses: readonly string[], work: (house: string) => Promise<unknown>) => async (): Promise<readonly number[]> => {
  const times: number[] = []
  for (const house of houses) {
    const startedAt = performance.now()
    await work(house)
    times.push(performance.now() - startedAt)
  }
  return times
}

/** What the server gathers for a house: spans within with their nodes, sectors within reach, who waits. Its own clock, without socket and psql; no engine, no offers. */
function factsAgainstPostgis(town: Town, cache: Cache, houses: readonly string[]): Row {
  const name = `facts of a house, ${SEGMENTS} segments, PostGIS`
  const started = startPostgres(['postgis'])
  if (started.kind === 'absent') return skippedRow(name, started.why)
  using postgres = started.postgres
  load(postgres, town)
  const some = houses.slice(0, 60)
  const ours: number[] = []
  const theirs: number[] = []
  let differing = 0
  for (const house of some) {
    const place = cache.address(house)!
    const at = `ST_SetSRID(ST_MakePoint(${place.longitude}, ${place.latitude}), 4326)::geography`
    const query = `WITH near AS MATERIALIZED (SELECT s.id, s.node_id, ST_Distance(s.g, ${at}) AS d, n.body FROM span s JOIN node n ON n.id = s.node_id WHERE ST_DWithin(s.g, ${at}, ${RADIUS_M} + 1)),
      sight AS MATERIALIZED (SELECT id, ST_Distance(g, ${at}) FROM sector WHERE ST_DWithin(g, ${at}, 9000))
      SELECT id, d, (SELECT count(*) FROM sight), (SELECT count(*) FROM waiting WHERE queue_id IN (SELECT node_id FROM near)) FROM near`
    const found = new Map(postgres.run(query).split('\n').filter(Boolean).map((line) => [line.split('\t')[0]!, Number(line.split('\t')[1])]))
    const mine = cache.plantNear(place, RADIUS_M).spans
    const isSame = mine.every(({ span, distanceM }) => Math.abs((found.get(span.id) ?? Infinity) - distanceM) <= 0.01) && [...found.values()].filter((d) => d < RADIUS_M - 0.01).length <= mine.length
    if (!isSame) differing += 1
    for (let round = 0; round < ROUNDS; round++) {
      const startedAt = performance.now()
      cache.facts(house)
      ours.push(performance.now() - startedAt)
      theirs.push(Number(/Execution Time: ([\d.]+) ms/.exec(postgres.run(`EXPLAIN (ANALYZE, TIMING OFF) ${query}`))?.[1]))
    }
  }
  const ratio = percentile(theirs, 99) / percentile(ours, 99)
  return { name, ours: describe(ours), peer: describe(theirs), ratio: `p99 ${ratio.toFixed(1)}x`, bound: differing > 0 ? `${differing} answers differ` : 'same spans within 1 cm', verdict: differing > 0 ? 'broken' : 'reported' }
}

function load(postgres: Postgres, { content }: Town): void {
  postgres.run('CREATE TABLE raw (id text, node_id text, line text); CREATE TABLE node (id text PRIMARY KEY, body text); CREATE TABLE waiting (id text PRIMARY KEY, queue_id text); CREATE TABLE masts (id text, x float8, y float8)')
  postgres.copy('raw', lines(content.spans, ({ id, nodeId, route }) => [id, nodeId, `LINESTRING(${route.map((point) => point.join(' ')).join(',')})`]))
  postgres.copy('node', lines(content.nodes, ({ id, name }) => [id, name]))
  postgres.copy('waiting', lines(content.waiting, ({ id, queueId }) => [id, queueId]))
  postgres.copy('masts', lines(content.sectors, ({ id, longitude, latitude }) => [id, longitude, latitude]))
  postgres.run(`CREATE TABLE span AS SELECT id, node_id, ST_GeomFromText(line, 4326)::geography AS g FROM raw; CREATE INDEX ON span USING gist (g); CREATE INDEX ON waiting (queue_id);
    CREATE TABLE sector AS SELECT id, ST_SetSRID(ST_MakePoint(x, y), 4326)::geography AS g FROM masts; CREATE INDEX ON sector USING gist (g); VACUUM ANALYZE`)
}
function* lines<T>(items: readonly T[], columns: (item: T) => readonly (string | number)[]): Iterable<string> {
  for (const item of items) yield columns(item).join('\t')
}
