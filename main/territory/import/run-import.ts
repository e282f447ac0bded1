import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { ImportCounts, ImportRefusal, TerritoryImport } from '../../store/desk/cache/import-port.ts'
import type { ImportContext } from './context.ts'
import { rowFormatOf } from './read-rows.ts'
import type { Portion } from './read-rows.ts'
import { openSource } from './source.ts'
import type { Source } from './source.ts'

export const IMPORT_KINDS = ['addresses', 'plant', 'radio', 'terrain', 'answers', 'offers'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]
export type FileToImport = { readonly kind: ImportKind; readonly path: string }
/** `before`: the file had been imported already and was not read again. `failed`: nothing of it could be read, in words. */
export type FileReport = ImportCounts & { readonly kind: ImportKind; readonly path: string; readonly key: string; readonly resumedAt: number; readonly before: boolean; readonly failed: string | null }
export type ImportProgress = { readonly path: string; readonly line: number; readonly offset: number; readonly bytes: number }
export type RunImportDeps = { readonly target: TerritoryImport; readonly context: ImportContext; readonly onProgress?: (progress: ImportProgress) => void }

/**
 * Imports files one after another, addresses before what is said about them. Every batch is kept together with the place where it ends:
 * after a crash the same call goes on there. A file that was imported is not read again. One that cannot be read is reported, the rest goes on.
 */
export async function runImport(files: readonly FileToImport[], deps: RunImportDeps): Promise<readonly FileReport[]> {
  const reports: FileReport[] = []
  for (const file of [...files].sort((a, b) => IMPORT_KINDS.indexOf(a.kind) - IMPORT_KINDS.indexOf(b.kind))) reports.push(await importFile(file, deps))
  return reports
}

/** What was refused of a file, in the order of its lines. */
export const refusalsOf = (report: FileReport, target: TerritoryImport, limit: number): readonly ImportRefusal[] => target.refusals(report.key, limit)

const NOTHING = { written: 0, known: 0, refused: 0 }

async function importFile(file: FileToImport, deps: RunImportDeps): Promise<FileReport> {
  const report = { kind: file.kind, path: file.path, key: '', resumedAt: 0, before: false, failed: null, ...NOTHING }
  let source: Source
  try {
    source = await openSource(file.path)
  } catch (error) {
    return { ...report, failed: error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${String((error as { code?: unknown }).code ?? error)})` }
  }
  const key = keyOf(file.kind, source, deps.context)
  const known = deps.target.checkpoint(key)
  if (known?.isDone) return { ...report, ...known, key, before: true }
  const format = rowFormatOf(source, deps.context, known?.state ?? null)
  if (typeof format === 'string') return { ...report, key, failed: format }
  const from = known ? { line: known.line, offset: known.offset } : { line: 0, offset: 0 }
  const end = await keepAll(format.portions(from), from, { key, path: file.path, state: format.state, bytes: source.bytes }, deps)
  deps.target.commit({ key, path: file.path, ...end, isDone: source.digest !== null, state: format.state, items: [], refused: [] })
  return { ...report, ...(deps.target.checkpoint(key) ?? NOTHING), key, resumedAt: from.line }
}

async function keepAll(portions: AsyncIterable<Portion>, from: { readonly line: number; readonly offset: number }, file: { readonly key: string; readonly path: string; readonly state: string; readonly bytes: number }, deps: RunImportDeps) {
  let end = from
  for await (const { line, offset, items, refused } of portions) {
    end = { line, offset }
    deps.target.commit({ key: file.key, path: file.path, line, offset, isDone: false, state: file.state, items, refused })
    deps.onProgress?.({ path: file.path, line, offset, bytes: file.bytes })
  }
  return end
}

/** The same content read the same way. A pipe is a new file every time: its content cannot be known before it is read. */
function keyOf(kind: ImportKind, source: Source, context: ImportContext): string {
  const { city, region, provider, providers, technologies, dropLimitM } = context
  const how = JSON.stringify([kind, city, region, provider, providers, technologies, dropLimitM, /\d/.test(basename(source.path)) ? basename(source.path) : ''])
  const content = source.digest ?? `pipe:${source.path}:${process.hrtime.bigint()}`
  return createHash('sha256').update(`${how}|${content}`).digest('hex')
}
