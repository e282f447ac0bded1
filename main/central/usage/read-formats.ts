import { parse } from 'csv-parse/sync'
import type { UsageReason } from '../../../shared/domain/usage.ts'
import { decodeFields, decodeUsage } from './decode-usage.ts'
import type { Sender, UsageFields } from './decode-usage.ts'
import type { SentUsage } from './receive-usage.ts'
import { splitLines } from './split-lines.ts'
import type { TextLine } from './split-lines.ts'

/** Where a field of an event stands in somebody's CSV: a column, or the same for every row. `epochSeconds`: how they write a moment. */
export type CsvSource = { readonly column: string; readonly as?: 'epochSeconds' } | { readonly value: string }
export type CsvMapping = { readonly id: string; readonly delimiter: string; readonly fields: { readonly [F in Exclude<keyof UsageFields, 'idKind'>]?: CsvSource } }

/** One TMF635 Usage a line. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>, sender: Sender): AsyncGenerator<SentUsage> {
  for await (const one of splitLines(chunks)) yield readJsonLine(one, sender)
}

function readJsonLine(one: TextLine, sender: Sender): SentUsage {
  const { line, raw } = one
  if (one.isTooLong) return { line, raw, ok: false, reason: 'line-too-long' }
  const body = one.text === null ? null : parseJson(one.text)
  // Without its newline a line that parses is whole; one that does not was cut.
  if (!body) return { line, raw, ok: false, reason: one.isCut ? 'line-truncated' : 'not-json' }
  return sent(line, raw, decodeUsage(body.value, sender))
}

/** A table with a header, in the columns that the mapping names. A row that ends early is named, the others count. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, mapping: CsvMapping, sender: Sender): AsyncGenerator<SentUsage> {
  let header: readonly string[] | null = null
  for await (const { line, raw, text, isTooLong, isCut } of splitLines(chunks)) {
    if (isTooLong) {
      yield { line, raw, ok: false, reason: 'line-too-long' }
      continue
    }
    const cells = text === null ? null : parseRow(text, mapping.delimiter)
    if (!header) {
      header = cells ?? []
      continue
    }
    const missing = Object.values(mapping.fields).some((source) => 'column' in source && !header?.includes(source.column))
    const problem: UsageReason | null = missing ? 'column-missing' : !cells || cells.length !== header.length ? (isCut ? 'line-truncated' : 'record-unreadable') : null
    yield problem ? { line, raw, ok: false, reason: problem } : sent(line, raw, decodeFields(fieldsOf(mapping, header, cells ?? []), sender))
  }
}

const fieldsOf = (mapping: CsvMapping, header: readonly string[], cells: readonly string[]): UsageFields =>
  Object.fromEntries(Object.entries(mapping.fields).map(([field, source]) => [field, 'value' in source ? source.value : momentOf(source, cells[header.indexOf(source.column)] ?? '')]))

function momentOf({ as }: Extract<CsvSource, { readonly column: string }>, cell: string): string {
  if (as !== 'epochSeconds') return cell
  return /^\d{1,11}$/.test(cell) ? new Date(Number(cell) * 1_000).toISOString() : ''
}

function parseRow(text: string, delimiter: string): readonly string[] | null {
  try {
    const rows = parse(text, { delimiter, trim: true }) as readonly (readonly string[])[]
    return rows[0] ?? null
  } catch {
    return null
  }
}

export const sent = (line: number, raw: string, decoded: ReturnType<typeof decodeUsage>): SentUsage => (decoded.ok ? { line, raw, ok: true, event: decoded.value } : { line, raw, ok: false, reason: decoded.error })

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}
