import type { TransmitterSector } from '../../../shared/domain/radio.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { ImportContext } from './context.ts'
import { readCsv, splitCsv } from './csv.ts'
import { readJsonItems } from './json-items.ts'
import type { JsonItem } from './json-items.ts'
import { readLines } from './lines.ts'
import type { ReadPlant } from './read-plant.ts'
import { readPlantItem } from './read-plant.ts'
import { radioColumnsMissing, readSector } from './read-radio.ts'
import type { Source } from './source.ts'

export type Found<T> = { readonly line: number; readonly value: T }
export type Document<T> = { readonly items: readonly Found<T>[]; readonly refused: readonly Found<string>[]; readonly lines: number }

const PLANT_LISTS: ReadonlySet<string> = new Set(['nodes', 'spans', 'features'])
const RADIO_LISTS: ReadonlySet<string> = new Set(['sectors', 'features'])

/** Nodes and spans of one file: OFDS network JSON, nodes or spans as GeoJSON (whole or a feature a line), or plant.json. */
export const readPlantFile = (source: Source, context: ImportContext): Promise<Document<ReadPlant>> => gather(jsonItems(source, PLANT_LISTS), (item) => readPlantItem(item.list, item.value, context))

/** Sectors of one file: GeoJSON, CSV or sectors.json. Errors: a sentence where the columns are of something else. */
export async function readRadioFile(source: Source, context: ImportContext): Promise<Document<TransmitterSector> | string> {
  if (/^\uFEFF?\s*[{[]/.test(source.head)) return gather(jsonItems(source, RADIO_LISTS), (item) => readSector(item.value, context))
  const header = splitCsv(source.head.replace(/^\uFEFF/, '').split('\n', 1)[0]!.replace(/\r$/, ''))
  const missing = radioColumnsMissing(header)
  if (missing.length > 0) return `the columns are of no format that is known: a list of sectors lacks ${missing.join(', ')}`
  async function* rows(): AsyncGenerator<JsonItem> {
    for await (const batch of readCsv(readLines(source.chunks(0)), header)) for (const { line, values, problem } of batch) if (line > 1) yield { line, list: 'sectors', holder: 0, ...(problem === undefined ? { value: values } : { problem }) }
  }
  return gather(rows(), (item) => readSector(item.value, context))
}

async function* jsonItems(source: Source, lists: ReadonlySet<string>): AsyncGenerator<JsonItem> {
  if (!isLines(source.head)) return yield* readJsonItems(source.chunks(0), lists)
  for await (const batch of readLines(source.chunks(0))) {
    for (const { line, text, problem } of batch) {
      if (text === undefined) yield { line, list: '', holder: 0, problem }
      else if (text.trim() !== '') yield parsed(line, text)
    }
  }
}

function parsed(line: number, text: string): JsonItem {
  try {
    return { line, list: '', holder: 0, value: JSON.parse(text) }
  } catch {
    return { line, list: '', holder: 0, problem: /[[:,]\s*-?(NaN|Infinity)\b/.test(text) ? 'a coordinate is missing or is not a number' : 'the line is not JSON; it is cut off or damaged' }
  }
}

const isLines = (head: string): boolean => {
  try {
    return (JSON.parse(head.split('\n', 1)[0]!) as { type?: unknown } | null)?.type === 'Feature'
  } catch {
    return false
  }
}

/** Items that share their holder with another coordinate system than WGS 84 are refused, wherever in the file it is named. */
async function gather<T>(items: AsyncIterable<JsonItem>, read: (item: JsonItem) => Result<T, string>): Promise<Document<T>> {
  const good: (Found<T> & { readonly holder: number })[] = []
  const refused: Found<string>[] = []
  const foreign = new Map<number, string>()
  let lines = 0
  for await (const item of items) {
    lines = Math.max(lines, item.line)
    if (item.problem !== undefined) refused.push({ line: item.line, value: item.problem })
    else if (item.list === 'crs') {
      if (!isWgs84(item.value)) foreign.set(item.holder, nameOf(item.value))
    } else {
      const own = (item.value as { crs?: unknown; properties?: { crs?: unknown; network?: { crs?: unknown } | null } | null } | null) ?? {}
      const crs = own.crs ?? own.properties?.crs ?? own.properties?.network?.crs
      const reading = crs !== undefined && crs !== null && !isWgs84(crs) ? ({ ok: false, error: otherSystem(nameOf(crs)) } as const) : read(item)
      if (reading.ok) good.push({ line: item.line, holder: item.holder, value: reading.value })
      else refused.push({ line: item.line, value: reading.error })
    }
  }
  for (const { line, holder } of good) if (foreign.has(holder)) refused.push({ line, value: otherSystem(foreign.get(holder)!) })
  return { items: good.filter(({ holder }) => !foreign.has(holder)), refused: refused.sort((a, b) => a.line - b.line), lines }
}

const isWgs84 = (crs: unknown): boolean => /CRS84|\b4326\b/i.test(JSON.stringify(crs))
const nameOf = (crs: unknown): string => (/(EPSG:{1,2}\w*:?\d+)/i.exec(JSON.stringify(crs))?.[1] ?? JSON.stringify(crs)).slice(0, 60)
const otherSystem = (name: string): string => `the coordinates are of another coordinate system (${name}); WGS 84 is needed`
