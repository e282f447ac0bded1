import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { createUsageDesk } from '../../../main/central/usage/usage-desk.ts'
import { readNdjson } from '../../../main/central/usage/read-formats.ts'
import { openCentralStore } from '../../../main/store/central/open-central-store.ts'
import { silentLog } from '../../../main/platform/log.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { ADMIN, NOW, commandInputs } from '../../unit/central/support/builders.ts'
import type { StartedCentral } from '../../unit/central/support/start-central.ts'
import { startCentral, valueOf } from '../../unit/central/support/start-central.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { meteredCatalog } from '../../unit/usage/support/usage-builders.ts'
import { skippedRow } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const EVENTS = Number(process.env['LASTMILE_BENCH_USAGE'] ?? 1_000_000)
const SUBSCRIBERS = Number(process.env['LASTMILE_BENCH_SUBSCRIBERS'] ?? 500)
const ROUNDS = 3
const GOAL = 10
/** One in a hundred is sent twice. */
const TWICE = 100
const CHUNK = 65_536
const [FREE_MINUTES, MINUTE_MICRO] = [3, 20_000]
/** Of everything that all customers owe in the month. */
const SHARE_PPM = 650_000

/**
 * Usage from the bytes a provider sends to durable facts: an event kept once under its id, its charge by the running total of its month, the provider's share of it
 * by the running total of everybody's, the sums of each service and month. Ours through the very door behind HTTP, PostgreSQL by COPY and set-based statements in one transaction. Both sync to the disk.
 */
export async function usageRows(): Promise<readonly Row[]> {
  const name = `usage, ${EVENTS} events of ${SUBSCRIBERS} subscribers, durable`
  const started = startPostgres([], { isDurable: true })
  if (started.kind === 'absent') return [skippedRow(name, started.why)]
  using postgres = started.postgres
  const bytes = eventBytes()
  const seen = { ours: '', theirs: '' }
  const rounds: { readonly our: number; readonly their: number; readonly opened: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const mine = await oneOfOurs(bytes)
    const theirs = oneOfTheirs(postgres, bytes)
    rounds.push({ our: mine.ms, their: theirs.ms, opened: mine.openMs })
    seen.ours = mine.facts
    seen.theirs = theirs.facts
  }
  const [our, their, opened] = [median(rounds.map((one) => one.our)), median(rounds.map((one) => one.their)), median(rounds.map((one) => one.opened))]
  const ratio = median(rounds.map((one) => one.their / one.our))
  const rate = (ms: number) => `${Math.round(EVENTS / ms)}k events/s`
  const isSame = seen.ours === seen.theirs
  return [
    { name, ours: rate(our), peer: rate(their), ratio: `${ratio.toFixed(1)}x`, bound: isSame ? `same to the micro-unit, ${GOAL}x or more` : `${seen.ours} against ${seen.theirs}`, verdict: isSame && ratio >= GOAL ? 'holds' : 'broken' },
    { name: `the book of ${EVENTS} events opened again`, ours: `${Math.round(opened)} ms`, peer: '-', ratio: '-', bound: '-', verdict: 'reported' },
  ]
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** As bytes only: a million texts in our heap would be the other side's weight on ours. */
function eventBytes(): Buffer {
  const random = lcg(5)
  const parts: Buffer[] = []
  let made: string[] = []
  let count = 0
  const add = (body: string): void => {
    made.push(body)
    count += 1
    if (made.length < 4_096 && count < EVENTS) return
    parts.push(Buffer.from(`${made.join('\n')}\n`))
    made = []
  }
  for (let nth = 0; count < EVENTS; nth++) {
    const at = new Date(NOW + Math.floor(random() * 25 * 86_400) * 1_000).toISOString()
    const characteristic = Object.entries({ eventId: `e-${nth}`, quantity: 1 + Math.floor(random() * 40), unit: 'minute' }).map(([name, value]) => ({ name, value }))
    const body = JSON.stringify({ '@type': 'Usage', 'usageType': 'voice', 'usageDate': at, 'relatedParty': [{ id: `CTL-o${1 + Math.floor(random() * SUBSCRIBERS)}`, role: 'localCustomer' }], 'usageCharacteristic': characteristic })
    add(body)
    if (nth % TWICE === 0 && count < EVENTS) add(body)
  }
  return Buffer.concat(parts)
}

async function oneOfOurs(bytes: Buffer): Promise<{ readonly ms: number; readonly openMs: number; readonly facts: string }> {
  const central = await startCentral(undefined, { directory: tmpdir() })
  try {
    valueOf(await central.send('catalog.publish', { catalog: withShare(meteredCatalog()), ipPools: [], ipRules: [] }, { actor: ADMIN, key: 'publish' }))
    for (let nth = 1; nth <= SUBSCRIBERS; nth++) for (const name of ['customer.register', 'crosswalk.link', 'billing.activate'] as const) valueOf(await central.send(name, commandInputs(`o${nth}`)[name], { key: `o${nth}:${name}` }))
    const now = NOW + 26 * 86_400_000
    const desk = createUsageDesk({ store: central.store, clock: { now: () => now }, log: silentLog, lateRules: [] })
    let received = 0
    const startedAt = performance.now()
    // A receipt is made when it is written to its sender; PostgreSQL gives none.
    for await (const receipts of desk.receive('centurylink', readNdjson(inChunks(bytes), { providerId: 'centurylink', now }))) received += receipts.count
    const ms = performance.now() - startedAt
    assert(received === EVENTS, 'each event has a receipt')
    const read = await central.store.read(async (tx) => {
      const sums: string[] = []
      for (let nth = 1; nth <= SUBSCRIBERS; nth++) for (const service of await tx.billing.services([`customer-of-o${nth}`])) sums.push(...tx.usage.book.ratedSums(service.billingServiceId).map((sum) => `CTL-o${nth} ${sum.billingPeriod} ${sum.events} ${sum.quantity} ${sum.amountMicro} ${sum.owedMicro}`))
      return { sums, events: tx.usage.book.totals().rated }
    })
    assert(read.ok, 'the book answers')
    const facts = factsOf(read.value.events, read.value.sums)
    return { ms, openMs: await reopen(central), facts }
  } finally {
    await central.close()
  }
}

/** The same file once more, as after a restart. */
async function reopen({ store, file, key }: StartedCentral): Promise<number> {
  await store.close()
  const startedAt = performance.now()
  const opened = openCentralStore({ file, key })
  const ms = performance.now() - startedAt
  assert(opened.ok, 'the store opens again')
  await opened.value.close()
  return ms
}

/** Their minutes bring the provider its part. */
const withShare = (catalog: Catalog): Catalog => ({ ...catalog, offerings: catalog.offerings.map((one) => ({ ...one, settlementRule: { ...one.settlementRule, legs: [...one.settlementRule.legs, { kind: 'share', providerId: asId('centurylink'), priceId: 'minutes', partsPerMillion: SHARE_PPM }] } })) })

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK)
}

const factsOf = (events: number, sums: readonly string[]): string => `${events} events ${createHash('sha256').update(sums.toSorted().join('\n')).digest('hex').slice(0, 12)}`

function oneOfTheirs(postgres: Postgres, bytes: Buffer): { readonly ms: number; readonly facts: string } {
  postgres.run(`DROP TABLE IF EXISTS usage_event, usage_sum, guide; CREATE TABLE guide (local_id text PRIMARY KEY, service text NOT NULL, from_at timestamptz NOT NULL);
    INSERT INTO guide SELECT 'CTL-o' || n, 'service-of-o' || n, '2000-01-01' FROM generate_series(1, ${SUBSCRIBERS}) n;
    CREATE TABLE usage_event (provider text, event_id text, local_id text NOT NULL, usage_type text NOT NULL, service text NOT NULL, period text NOT NULL, started_at timestamptz NOT NULL, seconds bigint NOT NULL, prior_seconds bigint NOT NULL, amount_micro bigint NOT NULL, owed_micro bigint NOT NULL, PRIMARY KEY (provider, event_id));
    CREATE TABLE usage_sum (service text, period text, events bigint NOT NULL, seconds bigint NOT NULL, amount_micro bigint NOT NULL, owed_micro bigint NOT NULL, PRIMARY KEY (service, period)); VACUUM ANALYZE guide; CHECKPOINT`)
  const price = (seconds: string) => `greatest(0, (${seconds} + 59) / 60 - ${FREE_MINUTES}) * ${MINUTE_MICRO}::bigint`
  // Amounts are whole cents: 65 % of them is a whole number of micro-units, and nothing is rounded.
  const share = (net: string) => `${net} / 100 * ${SHARE_PPM / 10_000}`
  const lines = bytes.toString('utf8').trimEnd().split('\n').map((body, at) => `${at}\t${body.replaceAll('\\', '\\\\')}`).join('\n')
  // COPY as it comes, then everything else where the rows are: one statement a table, one transaction, one sync.
  const printed = postgres.run(`\\timing on
BEGIN;
CREATE TEMP TABLE raw (at int, body jsonb) ON COMMIT DROP;
COPY raw FROM stdin;
${lines}
\\.
WITH sent AS (SELECT at, body->>'usageType' AS usage_type, (SELECT c->>'value' FROM jsonb_array_elements(body->'usageCharacteristic') c WHERE c->>'name' = 'eventId') AS event_id,
    (SELECT (c->>'value')::bigint * 60 FROM jsonb_array_elements(body->'usageCharacteristic') c WHERE c->>'name' = 'quantity') AS seconds, (body->>'usageDate')::timestamptz AS started_at, body->'relatedParty'->0->>'id' AS local_id FROM raw),
  once AS (SELECT DISTINCT ON (event_id) * FROM sent ORDER BY event_id, at),
  guided AS (SELECT once.*, guide.service, to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM') AS period FROM once JOIN guide USING (local_id) WHERE started_at >= from_at AND NOT EXISTS (SELECT FROM usage_event e WHERE e.provider = 'centurylink' AND e.event_id = once.event_id)),
  run AS (SELECT *, sum(seconds) OVER (PARTITION BY service, period ORDER BY at)::bigint AS after FROM guided),
  charged AS (SELECT *, ${price('after')} - ${price('(after - seconds)')} AS amount_micro FROM run),
  shared AS (SELECT *, sum(amount_micro) OVER (PARTITION BY period ORDER BY at)::bigint AS net FROM charged)
INSERT INTO usage_event SELECT 'centurylink', event_id, local_id, usage_type, service, period, started_at, seconds, after - seconds, amount_micro, ${share('net')} - ${share('(net - amount_micro)')} FROM shared;
INSERT INTO usage_sum SELECT service, period, count(*), sum(seconds), sum(amount_micro), sum(owed_micro) FROM usage_event GROUP BY 1, 2;
COMMIT;
`)
  const ms = [...printed.matchAll(/Time: ([\d.]+) ms/g)].reduce((sum, [, one]) => sum + Number(one), 0)
  const sums = postgres.run(`SELECT replace(service, 'service-of-', 'CTL-') || ' ' || period || ' ' || events || ' ' || seconds || ' ' || amount_micro || ' ' || owed_micro FROM usage_sum`).trim().split('\n')
  return { ms, facts: factsOf(Number(postgres.run('SELECT count(*) FROM usage_event').trim()), sums) }
}

/** Numerical Recipes' generator: the same events in every run. */
function lcg(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296
}
