/** `holds` and `broken` are bounds; `reported` is a figure without one; `skipped` could not be measured here and says why in `bound`. */
export type Verdict = 'holds' | 'broken' | 'reported' | 'skipped'
export type Row = {
  readonly name: string
  readonly ours: string
  readonly peer: string
  readonly ratio: string
  readonly bound: string
  readonly verdict: Verdict
}

export const formatMs = (ms: number): string => `${ms.toFixed(ms < 10 ? 3 : 0)} ms`
export const formatRatio = (ratio: number): string => `${ratio.toFixed(2)}x`
export const verdictOf = (isWithin: boolean): Verdict => (isWithin ? 'holds' : 'broken')
export const skippedRow = (name: string, why: string): Row => ({ name, ours: '-', peer: '-', ratio: '-', bound: why, verdict: 'skipped' })

const COLUMNS = ['name', 'ours', 'peer', 'ratio', 'bound', 'verdict'] as const

/** All rows as one table of plain text. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [Object.fromEntries(COLUMNS.map((column) => [column, column])) as Record<keyof Row, string>, ...rows]
  const widths = COLUMNS.map((column) => Math.max(...lines.map((line) => line[column].length)))
  return lines.map((line) => COLUMNS.map((column, index) => (column === 'verdict' && line.verdict === 'broken' ? 'BROKEN' : line[column]).padEnd(widths[index] ?? 0)).join('  ').trimEnd()).join('\n')
}
