import { basename } from 'node:path'
import type { ImportItem, ImportRefusal } from '../../store/desk/cache/import-port.ts'
import type { ImportContext, Reading } from './context.ts'
import { readCsv, splitCsv } from './csv.ts'
import type { CsvRow } from './csv.ts'
import { readLines } from './lines.ts'
import type { Line } from './lines.ts'
import { ADDRESS_COLUMNS, readAddressFeature, readAddressRow } from './read-addresses.ts'
import { CLAIM_COLUMNS, OFFER_COLUMNS, readClaimRow, readOfferRow, readQualification } from './read-answers.ts'
import type { Source } from './source.ts'

/** What was read of a part of a file, and where it ends. */
export type Portion = { readonly line: number; readonly offset: number; readonly items: readonly { readonly line: number; readonly item: ImportItem }[]; readonly refused: readonly ImportRefusal[] }
/** `state`: the header, for a reading that begins in the middle. */
export type RowFormat = { readonly name: string; readonly state: string; readonly portions: (from: { readonly line: number; readonly offset: number }) => AsyncIterable<Portion> }

const CSV_FORMATS = [
  { name: 'OpenAddresses CSV', columns: ADDRESS_COLUMNS as readonly string[], upper: true, read: readAddressRow as (row: Record<string, string>, context: ImportContext, file: string) => Reading },
  { name: 'offers per address', columns: OFFER_COLUMNS as readonly string[], upper: false, read: readOfferRow },
  { name: 'FCC availability', columns: CLAIM_COLUMNS as readonly string[], upper: false, read: readClaimRow },
]

/**
 * Tells the format of a file of lines by its first one: OpenAddresses CSV or line-delimited GeoJSON, offers per address, qualification
 * answers, FCC availability. Errors: a sentence that names what is missing.
 */
export function rowFormatOf(source: Source, context: ImportContext, state: string | null): RowFormat | string {
  const first = state ?? source.head.replace(/^\uFEFF/, '').split('\n', 1)[0]!.replace(/\r$/, '')
  if (first.trim() === '') return 'the file is empty'
  if (first.startsWith('{') || first === NDJSON) {
    const lines = (from: { line: number; offset: number }) => jsonPortions(readLines(source.chunks(from.offset), from), context)
    return { name: 'one JSON object a line', state: NDJSON, portions: lines }
  }
  let header: string[]
  try {
    header = splitCsv(first).map((name) => name.trim())
  } catch {
    return 'the header is damaged'
  }
  const upper = header.map((name) => name.toUpperCase())
  const format = CSV_FORMATS.find(({ columns, upper: isUpper }) => columns.every((name) => (isUpper ? upper : header).includes(name)))
  if (!format) return `the columns are of no format that is known: ${missing(header)}`
  const columns = format.upper ? upper : header
  const file = basename(source.path)
  return { name: format.name, state: first, portions: (from) => csvPortions(readCsv(readLines(source.chunks(from.offset), from), columns), from.line === 0, (row) => format.read(row, context, file)) }
}

const NDJSON = 'ndjson'

function missing(header: readonly string[]): string {
  const folded = new Set(header.flatMap((name) => [name, name.toUpperCase()]))
  const [closest] = CSV_FORMATS.map(({ name, columns }) => ({ name, lacks: columns.filter((column) => !folded.has(column)) })).sort((a, b) => a.lacks.length - b.lacks.length)
  return `for ${closest!.name} it lacks ${closest!.lacks.slice(0, 6).join(', ')}`
}

async function* csvPortions(batches: AsyncIterable<readonly CsvRow[]>, hasHeader: boolean, read: (row: Record<string, string>) => Reading): AsyncGenerator<Portion> {
  for await (const rows of batches) {
    yield portion(rows, (row) => (row.line === 1 && hasHeader ? null : row.values ? read(row.values) : { ok: false, error: row.problem! }))
  }
}

async function* jsonPortions(batches: AsyncIterable<readonly Line[]>, context: ImportContext): AsyncGenerator<Portion> {
  for await (const lines of batches) yield portion(lines, (line) => (line.text === undefined ? { ok: false, error: line.problem } : line.text.trim() === '' ? null : readJsonLine(line.text, context)))
}

function readJsonLine(text: string, context: ImportContext): Reading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, error: /[[:,]\s*-?(NaN|Infinity)\b/.test(text) ? 'a coordinate is missing or is not a number' : 'the line is not JSON; it is cut off or damaged' }
  }
  if (typeof value !== 'object' || value === null) return { ok: false, error: 'the line is not a JSON object' }
  return 'qualified' in value || 'oa_hash' in value ? readQualification(value, context) : readAddressFeature(value, context)
}

function portion<T extends { readonly line: number; readonly end: number }>(rows: readonly T[], read: (row: T) => Reading | null): Portion {
  const items: { line: number; item: ImportItem }[] = []
  const refused: ImportRefusal[] = []
  for (const row of rows) {
    const reading = read(row)
    if (reading?.ok === true) items.push({ line: row.line, item: reading.value })
    else if (reading) refused.push({ line: row.line, reason: reading.error })
  }
  const last = rows.at(-1)!
  return { line: last.line, offset: last.end, items, refused }
}
