import { parse } from 'csv-parse/sync'
import type { Line } from './lines.ts'

export type CsvRow = { readonly line: number; readonly end: number } & ({ readonly values: Readonly<Record<string, string>>; readonly problem?: undefined } | { readonly values?: undefined; readonly problem: string })

/** A quoted value may hold line ends. More lines than this and the quote was never closed. */
const JOINED_LINES = 8

/**
 * Turns batches of lines into rows under the names of `columns`. A row with another number of values, or with a quote that never closes,
 * is refused alone: the lines after it are read as if it were not there.
 */
export async function* readCsv(batches: AsyncIterable<readonly Line[]>, columns: readonly string[]): AsyncGenerator<readonly CsvRow[]> {
  let open: Line[] = []
  for await (const batch of batches) {
    const rows: CsvRow[] = []
    const queue = [...open, ...batch]
    open = []
    for (let at = 0; at < queue.length; at++) {
      const first = queue[at]!
      if (first.text === undefined || !hasOpenQuote(first.text)) {
        const row = toRow(first, first.end, columns)
        if (row) rows.push(row)
        continue
      }
      const joined = joinUntilClosed(queue, at)
      if (joined === 'needs-more') {
        open = queue.slice(at)
        break
      }
      rows.push(joined === null ? { line: first.line, end: first.end, problem: 'a quote is opened and never closed' } : toRow({ ...first, text: joined.text }, joined.end, columns)!)
      if (joined) at = joined.last
    }
    if (rows.length > 0) yield rows
  }
  const rest = open.flatMap((line, index): CsvRow[] => {
    if (index === 0 || (line.text !== undefined && hasOpenQuote(line.text))) return [{ line: line.line, end: line.end, problem: 'a quote is opened and never closed' }]
    const row = toRow(line, line.end, columns)
    return row ? [row] : []
  })
  if (rest.length > 0) yield rest
}

/** The values of one record. Errors: throws what csv-parse says of a damaged one. */
export const splitCsv = (text: string): string[] => (text.includes('"') ? (parse(text, { relax_column_count: true })[0] as string[] | undefined) ?? [] : text.split(','))

function toRow(line: Line, end: number, columns: readonly string[]): CsvRow | null {
  if (line.text === undefined) return { line: line.line, end, problem: line.problem }
  if (line.text.trim() === '') return null
  let values: readonly string[]
  try {
    values = splitCsv(line.text)
  } catch {
    return { line: line.line, end, problem: 'the quotes of this line do not fit together' }
  }
  if (values.length !== columns.length) return { line: line.line, end, problem: `the line has ${values.length} values where the header names ${columns.length}` }
  const named: Record<string, string> = {}
  for (let index = 0; index < columns.length; index++) named[columns[index]!] = values[index]!
  return { line: line.line, end, values: named }
}

function joinUntilClosed(queue: readonly Line[], at: number): { readonly text: string; readonly end: number; readonly last: number } | 'needs-more' | null {
  let text = queue[at]!.text!
  for (let last = at + 1; last < at + JOINED_LINES; last++) {
    const next = queue[last]
    if (!next) return 'needs-more'
    if (next.text === undefined) return null
    text += `\n${next.text}`
    if (!hasOpenQuote(text)) return { text, end: next.end, last }
  }
  return null
}

const hasOpenQuote = (text: string): boolean => {
  let quotes = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes++
  return quotes % 2 === 1
}
