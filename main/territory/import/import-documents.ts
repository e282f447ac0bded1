import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTile } from '../../../shared/engines/terrain/srtm.ts'
import type { ImportItem } from '../../store/desk/cache/import-port.ts'
import { readJsonItems } from './json-items.ts'
import { DOCUMENT_LISTS, readListItem } from './read-lists.ts'
import type { ImportKind } from '../../../shared/domain/import-job.ts'
import { layPlant } from './lay-plant.ts'
import type { Placed } from './lay-plant.ts'
import { readPlantFile, readRadioFile } from './read-documents.ts'
import type { FileReport, RunImportDeps } from './report.ts'
import type { ReadPlant } from './read-plant.ts'
import type { Source } from './source.ts'

type Opened = { readonly path: string; readonly key: string; readonly source: Source }
const BATCH = 5000
const NOTHING = { written: 0, known: 0, refused: 0, resumedAt: 0, before: false, failed: null }

/** Nodes and spans lie in files of their own, so all plant of one command is read before any of it is joined and kept. */
export async function importPlant(files: readonly Opened[], deps: RunImportDeps): Promise<readonly FileReport[]> {
  // Which node serves a span may depend on every file: they are known together or not at all.
  const together = createHash('sha256').update(files.map(({ key }) => key).join('|')).digest('hex').slice(0, 16)
  const keyed = files.map((file) => ({ ...file, key: `${file.key}:${together}` }))
  const known = keyed.map(({ key }) => deps.target.checkpoint(key))
  if (known.every((checkpoint) => checkpoint?.isDone)) return keyed.map(({ key, path }, at) => ({ ...NOTHING, ...known[at]!, kind: 'plant', path, key, before: true }))
  const items: Placed<ReadPlant>[] = []
  const refused: Placed<string>[] = []
  const ends: number[] = []
  for (const [file, { source }] of keyed.entries()) {
    const document = await readPlantFile(source, deps.context)
    ends.push(document.lines)
    for (const { line, value } of document.items) items.push({ file, line, value })
    for (const { line, value } of document.refused) refused.push({ file, line, value })
  }
  const laid = layPlant(items)
  const all = [...refused, ...laid.refused]
  // Nodes of all files first: a span may be served by one of another file.
  for (const [file, opened] of keyed.entries()) keep(opened, laid.nodes.filter((node) => node.file === file).map(({ line, value }) => ({ line, item: { kind: 'node', node: value } })), [], ends[file]!, false, deps)
  return keyed.map((opened, file) => {
    const spans = laid.spans.filter((span) => span.file === file).map(({ line, value }) => ({ line, item: { kind: 'span', span: value } as const }))
    keep(opened, spans, all.filter((one) => one.file === file).map(({ line, value }) => ({ line, reason: value })), ends[file]!, opened.source.digest !== null, deps)
    return { ...NOTHING, ...deps.target.checkpoint(opened.key)!, kind: 'plant', path: opened.path, key: opened.key }
  })
}

export async function importRadio(file: Opened, deps: RunImportDeps): Promise<FileReport> {
  const report: FileReport = { ...NOTHING, kind: 'radio', path: file.path, key: file.key }
  const known = deps.target.checkpoint(file.key)
  if (known?.isDone) return { ...report, ...known, before: true }
  const document = await readRadioFile(file.source, deps.context)
  if (typeof document === 'string') return { ...report, failed: document }
  keep(file, document.items.map(({ line, value }) => ({ line, item: { kind: 'sector', sector: value } })), document.refused.map(({ line, value }) => ({ line, reason: value })), document.lines, file.source.digest !== null, deps)
  return { ...report, ...deps.target.checkpoint(file.key)! }
}

/** Units, refusals and waiting lists of one document; the places they name came in before. */
export async function importLists(file: Opened, kind: ImportKind, deps: RunImportDeps): Promise<FileReport> {
  const report: FileReport = { ...NOTHING, kind, path: file.path, key: file.key }
  const known = deps.target.checkpoint(file.key)
  if (known?.isDone) return { ...report, ...known, before: true }
  const items: { line: number; item: ImportItem }[] = []
  const refused: { line: number; reason: string }[] = []
  let lines = 0
  for await (const { line, list, value, problem } of readJsonItems(file.source.chunks(0), DOCUMENT_LISTS)) {
    lines = Math.max(lines, line)
    if (list === 'crs') continue
    const reading = problem === undefined ? readListItem(list, value, deps.context) : { ok: false as const, error: problem }
    if (reading.ok) items.push({ line, item: reading.value })
    else refused.push({ line, reason: reading.error })
  }
  keep(file, items, refused, lines, file.source.digest !== null, deps)
  return { ...report, ...deps.target.checkpoint(file.key)! }
}

/** Puts the tiles of a directory beside the desk's data, where whoever asks for the ground finds them. A tile that is there already stays. */
export function importTerrain(path: string, terrainDir: string): FileReport & { readonly lines: readonly { readonly line: number; readonly reason: string }[] } {
  const lines: { line: number; reason: string }[] = []
  let [written, known] = [0, 0]
  mkdirSync(terrainDir, { recursive: true })
  for (const [at, name] of readdirSync(path).sort().entries()) {
    const bytes = name.toLowerCase().endsWith('.hgt') ? readFileSync(join(path, name)) : Buffer.alloc(0)
    const tile = readTile(name, bytes as unknown as { buffer: ArrayBuffer; byteOffset: number; byteLength: number })
    const target = join(terrainDir, name.toUpperCase().replace(/\.HGT$/, '.hgt'))
    if (typeof tile === 'string') lines.push({ line: at + 1, reason: `${name.slice(0, 60)}: ${tile}` })
    else if (existsSync(target) && readFileSync(target).equals(bytes)) known++
    else {
      copyFileSync(join(path, name), target)
      written++
    }
  }
  return { ...NOTHING, kind: 'terrain', path, key: '', written, known, refused: lines.length, lines }
}

function keep(file: Opened, items: readonly { readonly line: number; readonly item: ImportItem }[], refused: readonly { readonly line: number; readonly reason: string }[], lines: number, isDone: boolean, deps: RunImportDeps): void {
  for (let at = 0; at === 0 || at < items.length; at += BATCH) {
    const isLast = at + BATCH >= items.length
    deps.target.commit({ key: file.key, path: file.path, line: lines, offset: 0, isDone: isDone && isLast, state: '', items: items.slice(at, at + BATCH), refused: isLast ? refused : [] })
    deps.onProgress?.({ path: file.path, line: lines, offset: 0, bytes: 0 })
  }
}
