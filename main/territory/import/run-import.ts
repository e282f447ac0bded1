import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { ImportRefusal, TerritoryImport } from '../../store/desk/cache/import-port.ts'
import { importLists, importPlant, importRadio, importTerrain } from './import-documents.ts'
import type { ImportContext } from './context.ts'
import { IMPORT_KINDS } from '../../../shared/domain/import-job.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import type { FileReport, FileToImport, RunImportDeps } from './report.ts'
import { documentKindOf } from './read-lists.ts'
import { rowFormatOf } from './read-rows.ts'
import type { Portion } from './read-rows.ts'
import { openSource } from './source.ts'
import type { Source } from './source.ts'

/**
 * Imports files one after another, addresses before what is said about them. Every batch is kept together with the place where it ends:
 * after a crash the same call goes on there. A file that was imported is not read again. One that cannot be read is reported, the rest goes on.
 */
export async function runImport(files: readonly FileToImport[], deps: RunImportDeps): Promise<readonly FileReport[]> {
  const reports: FileReport[] = []
  const ordered = [...files].sort((a, b) => IMPORT_KINDS.indexOf(a.kind) - IMPORT_KINDS.indexOf(b.kind))
  const plant: { path: string; key: string; source: Source }[] = []
  // They name houses that any of the other files may bring.
  const lists: { readonly file: FileToImport; readonly opened: { path: string; key: string; source: Source } }[] = []
  for (const [at, file] of ordered.entries()) {
    if (file.kind === 'terrain') {
      reports.push(existsSync(file.path) && statSync(file.path).isDirectory() ? importTerrain(file.path, deps.terrainDir) : { ...emptyReport(file), failed: 'there is no such directory' })
      continue
    }
    const source = await open(file.path)
    if (typeof source === 'string') reports.push({ ...emptyReport(file), failed: source })
    else {
      const key = keyOf(file.kind, source, deps.context)
      if (file.kind === 'plant') plant.push({ path: file.path, key, source })
      else if (file.kind !== 'radio' && documentKindOf(source.head) === 'lists') lists.push({ file, opened: { path: file.path, key, source } })
      else reports.push(file.kind === 'radio' ? await importRadio({ path: file.path, key, source }, deps) : await importRows(file, { key, source }, deps))
    }
    if (file.kind === 'plant' && ordered[at + 1]?.kind !== 'plant' && plant.length > 0) reports.push(...(await importPlant(plant, deps)))
  }
  for (const { file, opened } of lists) reports.push(await importLists(opened, file.kind, deps))
  return reports
}

/** What was refused of a file, in the order of its lines. */
export const refusalsOf = (report: FileReport, target: TerritoryImport, limit: number): readonly ImportRefusal[] => report.lines?.slice(0, limit) ?? target.refusals(report.key, limit)

const NOTHING = { written: 0, known: 0, refused: 0 }

const emptyReport = (file: FileToImport): FileReport => ({ kind: file.kind, path: file.path, key: '', resumedAt: 0, before: false, failed: null, ...NOTHING })

/** Errors: a sentence. */
async function open(path: string): Promise<Source | string> {
  try {
    return await openSource(path)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${String((error as { code?: unknown }).code ?? error)})`
  }
}

async function importRows(file: FileToImport, { key, source }: { readonly key: string; readonly source: Source }, deps: RunImportDeps): Promise<FileReport> {
  const report = emptyReport(file)
  if (documentKindOf(source.head) === 'catalog') return { ...report, key, failed: 'it is a catalog, which is published and not imported: npm run catalog -- publish, or the screen of the catalog' }
  const known = deps.target.checkpoint(key)
  if (known?.isDone) return { ...report, ...known, key, before: true }
  const format = rowFormatOf(source, deps.context, known?.state ?? null)
  if (typeof format === 'string') return { ...report, key, failed: format }
  const from = known ? { line: known.line, offset: known.offset } : { line: 0, offset: 0 }
  const end = await keepAll(format.portions(from), from, { key, path: file.path, state: format.state, bytes: source.bytes }, deps)
  deps.target.nameProviders(Object.fromEntries(deps.context.names ?? []))
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
