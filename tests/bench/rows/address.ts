import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createHouseSearch } from '../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../shared/engines/address-search/place-index.ts'
import { makeAddresses, makeBeginnings, makeTypos } from '../../support/address-generator.ts'
import type { MadeAddresses, Question } from '../../support/address-generator.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { percentile, time } from '../support/measure.ts'
import { formatMs, skippedRow } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const ADDRESSES = Number(process.env['LASTMILE_BENCH_ADDRESSES'] ?? 30_000)
const ROUNDS = 3
const WHOLE = 300
/** Asked of PostgreSQL: its street table, and whole lines, where one question takes as long as a thousand of ours. */
const TYPOS = 100
const TYPOS_FLAT = 10
const TYPOS_OURS = Number(process.env['LASTMILE_BENCH_TYPOS'] ?? 1_000)
const HITS = { street: 0.97, number: 0.93 } as const
const GOAL = 10
/** The goals are those of a million addresses. */
const GOAL_FROM = 900_000
type Search = (text: string) => readonly string[]

/**
 * A made-up country: ours, PostgreSQL (pg_trgm on a street table and on whole lines, its own clock, no socket) and a flat full-text table on
 * disk by turns on the same questions. Whole lines must have the same first answer; of misspelt ones it is told how many led to the house.
 * The bounds are those of a million addresses and hold from there on; with fewer the ratios are only told.
 */
export function addressRows(): readonly Row[] {
  const made = makeAddresses(ADDRESSES, 1)
  const lines = made.houses.map(([street, number]) => `${number} ${made.streets[street]!.name} ${made.streets[street]!.city}`)
  const index = createPlaceIndex(made.streets, made.houses)
  const find = createHouseSearch(index, () => false)
  const ours: Search = (text) => {
    const { houses, didYouMean } = find(text, 10)
    return [...houses.map(({ street, number }) => `${index.numbers[number]} ${index.streets[street]!.name} ${index.streets[street]!.city}`), ...didYouMean.map((suggestion) => suggestion.replace(',', ''))].slice(0, 10)
  }
  const step = Math.max(1, Math.floor(lines.length / WHOLE))
  const whole = lines.filter((_, at) => at % step === 0).slice(0, WHOLE)
  const name = `address, ${made.houses.length}`
  const begun = makeBeginnings(made, WHOLE * 5, 2).map(({ text }) => text)
  begun.forEach(ours)
  const rows: Row[] = [alone(`${name}, any beginning of a line (${(index.bytes / made.houses.length).toFixed(1)} MB a million)`, begun, ours)]
  const isFirst = (text: string, answer: readonly string[]): boolean => answer[0] === text
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-fts-'))
  try {
    using flat = flatFullText(lines, join(directory, 'flat.db'))
    rows.push(measured(`${name} whole, flat FTS5 on disk`, whole, ours, (text) => timed(() => flat.search(text)), isFirst, GOAL))
  } finally {
    rmSync(directory, { recursive: true })
  }
  const typos = (['street', 'number'] as const).map((where) => ({ where, all: makeTypos(made, { where, count: TYPOS_OURS, seed: 3 }) }))
  const hits = (questions: readonly Question[], search: Search): number => questions.filter((question) => search(question.text).includes(lineOf(made, question))).length / questions.length
  const started = startPostgres(['pg_trgm'])
  if (started.kind === 'absent') {
    for (const { where, all } of typos) rows.push(hitRow(`${name}, one edit in the ${where}`, where, hits(all, ours), null))
    return [...rows, skippedRow('address, PostgreSQL', started.why)]
  }
  using postgres = started.postgres
  const onStreets = streetTable(postgres, made)
  const onLines = flatTrigrams(postgres, lines)
  rows.push(measured(`${name} whole, pg_trgm on streets`, whole.slice(0, TYPOS), ours, onStreets, isFirst, GOAL))
  rows.push(measured(`${name} whole, pg_trgm flat`, whole.slice(0, TYPOS_FLAT), ours, onLines, isFirst, null))
  for (const { where, all } of typos) {
    rows.push(measured(`${name}, one edit in the ${where}, pg_trgm on streets`, all.slice(0, TYPOS).map(({ text }) => text), ours, onStreets, () => true, null))
    const best = Math.max(hits(all.slice(0, TYPOS), (text) => onStreets(text).value), hits(all.slice(0, TYPOS_FLAT), (text) => onLines(text).value))
    rows.push(hitRow(`${name}, one edit in the ${where}`, where, hits(all, ours), best))
  }
  return rows
}

/** `theirs`: the better of PostgreSQL's two tables. */
function hitRow(name: string, where: 'street' | 'number', ours: number, theirs: number | null): Row {
  const percent = (part: number): string => `${(part * 100).toFixed(1)} %`
  return { name: `${name}, ${TYPOS_OURS}, hit@10`, ours: percent(ours), peer: theirs === null ? '-' : percent(theirs), ratio: theirs === null ? '-' : `${(ours / theirs).toFixed(1)}x`, bound: `${percent(HITS[where])} (goal 2x)`, verdict: ours >= HITS[where] ? 'holds' : 'broken' }
}

function alone(name: string, questions: readonly string[], ours: Search): Row {
  const times = questions.map((text) => Math.min(...Array.from({ length: ROUNDS }, () => timed(() => ours(text)).ms)))
  const p99 = percentile(times, 99)
  return { name, ours: `p50 ${formatMs(percentile(times, 50))}, p99 ${formatMs(p99)}`, peer: '-', ratio: '-', bound: 'p99 1 ms', verdict: p99 <= 1 ? 'holds' : 'broken' }
}

type Answered = { readonly value: readonly string[]; readonly ms: number }
const lineOf = ({ streets }: MadeAddresses, { street, number }: Question): string => `${number} ${streets[street]!.name} ${streets[street]!.city}`

function timed(work: () => readonly string[]): Answered {
  let value: readonly string[] = []
  return { ms: time(() => (value = work())), value }
}

/** By turns, question by question; the least of the rounds stands for a question, because the machine is not ours alone. */
function measured(name: string, questions: readonly string[], ours: Search, peer: (text: string) => Answered, isRight: (text: string, answer: readonly string[]) => boolean, goal: number | null): Row {
  const least = questions.map((text) => {
    const rounds = Array.from({ length: ROUNDS }, () => ({ our: timed(() => ours(text)), their: peer(text) }))
    return { text, our: Math.min(...rounds.map(({ our }) => our.ms)), their: Math.min(...rounds.map(({ their }) => their.ms)), ourSame: isRight(text, rounds[0]!.our.value), same: isRight(text, rounds[0]!.our.value) && isRight(text, rounds[0]!.their.value) }
  })
  const differing = least.filter(({ same }) => !same)
  const [our, their] = [least.map((item) => item.our), least.map((item) => item.their)]
  const describe = (times: readonly number[]) => `p50 ${formatMs(percentile(times, 50))}, p99 ${formatMs(percentile(times, 99))}`
  const ratio = percentile(their, 99) / percentile(our, 99)
  const isBound = goal !== null && ADDRESSES >= GOAL_FROM
  return {
    name, ours: describe(our), peer: describe(their), ratio: `p99 ${ratio.toFixed(1)}x`,
    bound: differing.length > 0 ? `${differing.length} first answers differ: ${differing[0]!.text}` : goal === null ? 'told' : `${goal}x p99`,
    verdict: isBound && ratio < goal ? 'broken' : goal !== null && differing.some(({ ourSame }) => !ourSame) ? 'broken' : isBound ? 'holds' : 'reported',
  }
}

function flatFullText(lines: readonly string[], file: string): Disposable & { readonly search: Search } {
  const db = new Database(file)
  db.exec(`PRAGMA journal_mode=WAL; CREATE VIRTUAL TABLE flat USING fts5(text, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')`)
  const insert = db.prepare('INSERT INTO flat (text) VALUES (?)')
  db.transaction(() => lines.forEach((line) => void insert.run(line)))()
  const select = db.prepare('SELECT text FROM flat WHERE flat MATCH ? ORDER BY length(text) LIMIT 10').pluck()
  return { search: (text) => select.all(text.split(' ').map((word) => `"${word}"*`).join(' ')) as string[], [Symbol.dispose]: () => void db.close() }
}

/** Whole lines by similarity: what a table with one trigram index gives. */
function flatTrigrams(postgres: Postgres, lines: readonly string[]): (text: string) => Answered {
  postgres.run('CREATE TABLE flat (line text NOT NULL)')
  postgres.copy('flat', lines)
  postgres.run('CREATE INDEX ON flat USING gin (line gin_trgm_ops); ANALYZE flat')
  return (text) => {
    const quoted = `'${text.replaceAll("'", "''")}'`
    return asked(postgres, `SELECT line FROM flat WHERE line % ${quoted} ORDER BY similarity(line, ${quoted}) DESC, line LIMIT 10`)
  }
}

/** Streets by similarity through a GIN index, nearest first, then the house by its key. The server's own clock, without socket and psql. */
function streetTable(postgres: Postgres, { streets, houses }: MadeAddresses): (text: string) => Answered {
  postgres.run('CREATE TABLE street (id int PRIMARY KEY, line text NOT NULL); CREATE TABLE addr (street_id int NOT NULL, number text NOT NULL)')
  postgres.copy('street', streets.map(({ name, city }, at) => `${at}\t${name} ${city}`))
  postgres.copy('addr', houses.map(([street, number]) => `${street}\t${number}`))
  postgres.run('CREATE INDEX ON street USING gin (line gin_trgm_ops); CREATE UNIQUE INDEX ON addr (street_id, number); ANALYZE')
  return (text) => {
    const [, number = '', line = ''] = /^(\S+) (.*)$/.exec(text) ?? []
    const quoted = `'${line.replaceAll("'", "''")}'`
    const query = `SELECT a.number || ' ' || s.line FROM (SELECT id, line, similarity(line, ${quoted}) AS near FROM street WHERE line % ${quoted} ORDER BY near DESC LIMIT 50) s JOIN addr a ON a.street_id = s.id AND a.number = '${number}' ORDER BY s.near DESC LIMIT 10`
    return asked(postgres, query)
  }
}

/** Asked once to warm, once for the answer, once for the server's own clock. */
function asked(postgres: Postgres, query: string): Answered {
  const printed = postgres.run(`${query};\n${query};\nEXPLAIN (ANALYZE, TIMING OFF) ${query};`).split('\n')
  const clock = printed.map((row) => /^(Planning|Execution) Time: ([\d.]+) ms/.exec(row)?.[2]).filter((ms) => ms !== undefined)
  const plan = printed.findIndex((row) => row.includes('(cost='))
  return { ms: clock.reduce((sum, ms) => sum + Number(ms), 0), value: [...new Set(printed.slice(0, plan))] }
}
