import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { skippedRow } from '../support/row.ts'
import type { Row } from '../support/row.ts'

/** Entries of out/main; only the first stands on the way of the window. */
const MAIN_ENTRIES = ['electron', 'console-thread', 'central-thread', 'import-thread', 'sandbox-provider'] as const
/** Goals in kB (thousands of bytes): 300 minified for the main process, 350 compressed for what the page loads before it shows anything. */
const MAIN_GOAL_KB = 300
const PAGE_GOAL_KB = 350

/** What is loaded before anything shows: each main bundle with its chunks, and the page with everything it loads at once. */
export function sizeRows(out: string): readonly Row[] {
  const main = MAIN_ENTRIES.map((entry, index) => mainRow(join(out, 'main', `${entry}.js`), entry, index === 0))
  return [...main, pageRow(join(out, 'renderer'))]
}

function mainRow(file: string, entry: string, isOnTheWay: boolean): Row {
  const name = `size of ${entry}, minified`
  if (!existsSync(file)) return skippedRow(name, 'it is not in out/main')
  const files = withImports([file])
  return sizeRow(name, files.reduce((sum, path) => sum + statSync(path).size, 0), isOnTheWay ? MAIN_GOAL_KB : null)
}

function pageRow(renderer: string): Row {
  const name = 'size of the first page, gzip'
  const index = join(renderer, 'index.html')
  if (!existsSync(index)) return skippedRow(name, 'there is no out/renderer')
  const tags = [...readFileSync(index, 'utf8').matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag)
  const eager = tags.filter((tag) => /^<script|rel="(?:modulepreload|stylesheet)"/.test(tag)).flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? [])
  const files = withImports(eager.map((path) => join(renderer, path)).filter((path) => existsSync(path)))
  return sizeRow(name, files.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0), PAGE_GOAL_KB)
}

function sizeRow(name: string, bytes: number, goalKb: number | null): Row {
  const kb = bytes / 1_000
  if (goalKb === null) return { name, ours: `${kb.toFixed(0)} kB`, peer: '-', ratio: '-', bound: 'none', verdict: 'reported' }
  return { name, ours: `${kb.toFixed(0)} kB`, peer: `${goalKb} kB`, ratio: `${(kb / goalKb).toFixed(2)}x`, bound: kb <= goalKb ? 'goal, met' : 'goal, missed', verdict: 'reported' }
}

/** The files and all they import statically; what is imported on demand is not on the way. */
function withImports(entries: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    if (!file.endsWith('.js')) return
    const imports = readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*["'](\.\.?\/[^"']+)["']/g)
    for (const [, path] of imports) if (path && existsSync(join(dirname(file), path))) visit(join(dirname(file), path))
  }
  entries.forEach(visit)
  return [...seen]
}
