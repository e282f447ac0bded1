import { isAscii } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import type { UsageReason } from '../../../shared/domain/usage.ts'
import { decodeFields, decodeUsage } from './decode-usage.ts'
import type { Sender, UsageFields } from './decode-usage.ts'
import { chunkOf, createUsageScanner } from './scan-usage.ts'
import type { ScannedChunk, UsageScanner } from './scan-usage.ts'
import { createSentBatch, inBatches } from './sent-batch.ts'
import type { SentBatch, SentUsage } from './sent-batch.ts'
import { MOST_LINE_BYTES, splitBlocks, splitLines, textLine } from './split-lines.ts'
import type { LineCount, TextLine } from './split-lines.ts'

/** Where a field of an event stands in somebody's CSV: a column, or the same for every row. `epochSeconds`: how they write a moment. */
export type CsvSource = { readonly column: string; readonly as?: 'epochSeconds' } | { readonly value: string }
export type CsvMapping = { readonly id: string; readonly delimiter: string; readonly fields: { readonly [F in Exclude<keyof UsageFields, 'idKind'>]?: CsvSource } }

/** One TMF635 Usage a line. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>, sender: Sender): AsyncGenerator<SentBatch> {
  const scanner = createUsageScanner(sender)
  const batch = createSentBatch()
  const count: LineCount = { next: 1 }
  for await (const { before, bytes } of splitBlocks(chunks, count)) {
    if (before) batch.push(readJsonLine(before, sender))
    const chunk = chunkOf(bytes)
    const isPlain = isPlainText(bytes)
    for (let from = 0; from < bytes.length; count.next += 1) {
      const scanned = isPlain ? scanner.scan(chunk, from, { batch, line: count.next }) : -1
      from = (scanned === -1 ? readLine(chunk, from, { batch, line: count.next, scanner, sender }) : scanned) + 1
      if (!batch.isFull()) continue
      yield batch
      batch.clear()
    }
  }
  if (batch.size() > 0) yield batch
}

type LineReading = { readonly batch: SentBatch; readonly line: number; readonly scanner: UsageScanner; readonly sender: Sender }

/** A line that was not scanned with its chunk. Where its newline stands. */
function readLine(chunk: ScannedChunk, from: number, { batch, line, scanner, sender }: LineReading): number {
  const to = chunk.bytes.indexOf('\n', from)
  if (to === from) return to
  const bytes = chunk.bytes.subarray(from, to)
  const isPlain = bytes.length <= MOST_LINE_BYTES && isPlainText(bytes)
  if (isPlain && scanner.scan(chunk, from, { batch, line }) !== -1) return to
  const one = readJsonLine(textLine(bytes, line), sender)
  if (isPlain && one.ok) scanner.learn(chunk.bytes.toString('latin1', from, to), one.event)
  batch.push(one)
  return to
}

const BACKSLASH = 92
const isPlainText = (bytes: Buffer): boolean => isAscii(bytes) && !bytes.includes(BACKSLASH)

function readJsonLine(one: TextLine, sender: Sender): SentUsage {
  const { line, raw } = one
  if (one.isTooLong) return { line, raw, ok: false, reason: 'line-too-long' }
  const body = one.text === null ? null : parseJson(one.text)
  // Without its newline a line that parses is whole; one that does not was cut.
  if (!body) return { line, raw, ok: false, reason: one.isCut ? 'line-truncated' : 'not-json' }
  return sent(line, raw, decodeUsage(body.value, sender))
}

/** A table with a header, in the columns that the mapping names. A row that ends early is named, the others count. */
export const readCsv = (chunks: AsyncIterable<Uint8Array>, mapping: CsvMapping, sender: Sender): AsyncGenerator<SentBatch> => inBatches(readRows(chunks, mapping, sender))

async function* readRows(chunks: AsyncIterable<Uint8Array>, mapping: CsvMapping, sender: Sender): AsyncGenerator<readonly SentUsage[]> {
  let header: readonly string[] | null = null
  for await (const lines of splitLines(chunks)) {
    const read: SentUsage[] = []
    for (const one of lines) {
      const cells: readonly string[] | null = one.text === null ? null : parseRow(one.text, mapping.delimiter)
      if (header || one.isTooLong) read.push(readRow(one, { header: header ?? [], cells, mapping, sender }))
      else header = cells ?? []
    }
    yield read
  }
}

function readRow({ line, raw, isTooLong, isCut }: TextLine, { header, cells, mapping, sender }: { readonly header: readonly string[]; readonly cells: readonly string[] | null; readonly mapping: CsvMapping; readonly sender: Sender }): SentUsage {
  if (isTooLong) return { line, raw, ok: false, reason: 'line-too-long' }
  const missing = Object.values(mapping.fields).some((source) => 'column' in source && !header.includes(source.column))
  const problem: UsageReason | null = missing ? 'column-missing' : !cells || cells.length !== header.length ? (isCut ? 'line-truncated' : 'record-unreadable') : null
  return problem ? { line, raw, ok: false, reason: problem } : sent(line, raw, decodeFields(fieldsOf(mapping, header, cells ?? []), sender))
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

export const sent = (line: number, raw: string, decoded: ReturnType<typeof decodeUsage>): SentUsage => (decoded.ok ? { line, ok: true, event: decoded.value } : { line, raw, ok: false, reason: decoded.error })

function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}
