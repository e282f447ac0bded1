import Database from 'better-sqlite3'
import { createHouseSearch } from '../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../shared/engines/address-search/place-index.ts'
import { makeAddresses, makeTypos } from '../../support/address-generator.ts'
import type { MadeAddresses, Question } from '../../support/address-generator.ts'
import { startPostgres } from '../../support/postgres.ts'
import type { Postgres } from '../../support/postgres.ts'
import { percentile, time } from '../support/measure.ts'
import { formatMs, skippedRow } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const ADDRESSES = Number(process.env['LASTMILE_BENCH_ADDRESSES'] ?? 30_000)
const ROUNDS = 3
const WHOLE = 300
const TYPOS = 20
type Search = (text: string) => readonly string[]

/**
 * A made-up country: ours, PostgreSQL (pg_trgm on a street table, its own clock, no socket) and a flat full-text table by turns on the same
 * questions. Whole lines must have the same first answer; of misspelt ones it is told how many led to the house.
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
  const typos = makeTypos(made, { where: 'street', count: TYPOS, seed: 3 })
  const size = `${(index.bytes / made.houses.length).toFixed(1)} MB a million`
  const flat = flatFullText(lines)
  const rows = [measured(`address, ${made.houses.length} whole, flat FTS5 (${size})`, whole, ours, (text) => timed(() => flat(text)), (text, answer) => answer[0] === text)]
  const started = startPostgres(['pg_trgm'])
  if (started.kind === 'absent') return [...rows, skippedRow('address, PostgreSQL', started.why)]
  using postgres = started.postgres
  const ask = streetTable(postgres, made)
  const meant = new Map(typos.map((question) => [question.text, lineOf(made, question)]))
  const hits = (answers: Search): number => typos.filter(({ text }) => answers(text).includes(meant.get(text)!)).length
  const pg: Search = (text) => ask(text).value
  rows.push(measured(`address, ${made.houses.length} whole, pg_trgm on streets`, whole.slice(0, TYPOS), ours, ask, (text, answer) => answer[0] === text))
  rows.push(measured(`address, one edit, hit@10 ours ${hits(ours)}, PostgreSQL ${hits(pg)} of ${TYPOS}`, typos.map(({ text }) => text), ours, ask, () => true))
  return rows
}

type Answered = { readonly value: readonly string[]; readonly ms: number }
const lineOf = ({ streets }: MadeAddresses, { street, number }: Question): string => `${number} ${streets[street]!.name} ${streets[street]!.city}`

function timed(work: () => readonly string[]): Answered {
  let value: readonly string[] = []
  return { ms: time(() => (value = work())), value }
}

/** By turns, question by question; the least of the rounds stands for a question, because the machine is not ours alone. */
function measured(name: string, questions: readonly string[], ours: Search, peer: (text: string) => Answered, isRight: (text: string, answer: readonly string[]) => boolean): Row {
  const least = questions.map((text) => {
    const rounds = Array.from({ length: ROUNDS }, () => ({ our: timed(() => ours(text)), their: peer(text) }))
    return { text, our: Math.min(...rounds.map(({ our }) => our.ms)), their: Math.min(...rounds.map(({ their }) => their.ms)), same: isRight(text, rounds[0]!.our.value) && isRight(text, rounds[0]!.their.value) }
  })
  const differing = least.filter(({ same }) => !same)
  const [our, their] = [least.map((item) => item.our), least.map((item) => item.their)]
  const describe = (times: readonly number[]) => `p50 ${formatMs(percentile(times, 50))}, p99 ${formatMs(percentile(times, 99))}`
  return {
    name, ours: describe(our), peer: describe(their), ratio: `p99 ${(percentile(their, 99) / percentile(our, 99)).toFixed(1)}x`,
    bound: differing.length === 0 ? 'same answers' : `${differing.length} answers differ: ${differing[0]!.text}`, verdict: differing.length === 0 ? 'reported' : 'broken',
  }
}

function flatFullText(lines: readonly string[]): Search {
  const db = new Database(':memory:')
  db.exec(`CREATE VIRTUAL TABLE flat USING fts5(text, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')`)
  const insert = db.prepare('INSERT INTO flat (text) VALUES (?)')
  db.transaction(() => lines.forEach((line) => void insert.run(line)))()
  const select = db.prepare('SELECT text FROM flat WHERE flat MATCH ? ORDER BY length(text) LIMIT 10').pluck()
  return (text) => select.all(text.split(' ').map((word) => `"${word}"*`).join(' ')) as string[]
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
    const printed = postgres.run(`${query};\n${query};\nEXPLAIN (ANALYZE, TIMING OFF) ${query};`).split('\n')
    const clock = printed.map((row) => /^(Planning|Execution) Time: ([\d.]+) ms/.exec(row)?.[2]).filter((ms) => ms !== undefined)
    const plan = printed.findIndex((row) => row.includes('(cost='))
    return { ms: clock.reduce((sum, ms) => sum + Number(ms), 0), value: [...new Set(printed.slice(0, plan))] }
  }
}
