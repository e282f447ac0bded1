import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { IMPORT_KINDS } from '../../../shared/domain/import-job.ts'
import { holdDirectory } from '../../platform/holder.ts'
import { deskKey } from '../../platform/keys.ts'
import { resourcesDirectory } from '../../platform/resources.ts'
import { openCache, TERRAIN_DIRECTORY } from '../../store/desk/cache/open-cache.ts'
import type { Cache, TerritoryInfo } from '../../store/desk/cache/cache.ts'
import type { ImportContext } from '../../territory/import/context.ts'
import { contextOf, infoOf, manifestOf } from '../../territory/import/prepare-import.ts'
import type { FileReport, FileToImport } from '../../territory/import/report.ts'
import { refusalsOf, runImport } from '../../territory/import/run-import.ts'
import { findAppData } from './desk-options.ts'
import { OFFER_OPTIONS, sellingOf, sellPlans } from './territory-offers.ts'

export const IMPORT_USAGE = `npm run territory -- import --territory NAME FILES [options]
  FILES, each as often as you like: --addresses F, --plant F, --radio F, --terrain DIR, --answers F, --offers F
  --data DIR          the desk's directory (default: this person's desk; it must not be running)
  --manifest F        a territory.json with the title, zone and words of the territory (default: the one of a territory that is built in)
  --title T, --city C, --region R, --zone Z   where no manifest says them; city and region stand in for empty columns
  --provider P        whose answers or plant they are, where a file names nobody; --drop-limit METRES, where a span names none
  --catalog F         writes a catalog in which the plans of the offers can be sold: the one in force and what is new; look at it, then npm run catalog -- publish F
  --central URL       puts that catalog into force there (token as for npm run catalog: LASTMILE_CENTRAL_TOKEN or --central-token-file F)
  --from DAY          from when the plans are sold, 2026-12-01 (default: now)
  --live              no practice territory: needs LASTMILE_PASSPHRASE
  --refusals N        how many refused lines to print of each file (default 20)`

const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** `npm run territory -- import …`. Returns the exit code: 0 all files read, 1 some could not be read, 2 the command makes no sense. */
export async function importTerritory(args: readonly string[]): Promise<number> {
  const many = Object.fromEntries(IMPORT_KINDS.map((kind) => [kind, { type: 'string', multiple: true }])) as Record<string, { type: 'string'; multiple: true }>
  const one = Object.fromEntries(['territory', 'data', 'manifest', 'title', 'city', 'region', 'zone', 'provider', 'drop-limit', 'refusals', ...OFFER_OPTIONS].map((name) => [name, { type: 'string' }])) as Record<string, { type: 'string' }>
  let values: Readonly<Record<string, unknown>>
  try {
    values = parseArgs({ args: [...args], options: { ...many, ...one, live: { type: 'boolean' } } }).values
  } catch (error) {
    print(`${error instanceof Error ? error.message : String(error)}\n${IMPORT_USAGE}`)
    return 2
  }
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined)
  const name = text('territory')
  const files = IMPORT_KINDS.flatMap((kind) => ((values[kind] ?? []) as string[]).map((path): FileToImport => ({ kind, path: resolve(path) })))
  if (name === undefined || !/^[a-z][a-z0-9-]{0,39}$/.test(name) || files.length === 0) {
    print(`--territory is a word in small letters, and at least one file is needed.\n${IMPORT_USAGE}`)
    return 2
  }
  const manifest = manifestOf(name, join(resourcesDirectory(), 'territory'), text('manifest') ?? null)
  if (typeof manifest === 'string') return complain(manifest)
  const passphrase = process.env.LASTMILE_PASSPHRASE
  const info = infoOf(name, manifest, { title: text('title') ?? null, region: text('region') ?? null, zone: text('zone') ?? null, isLive: values.live === true })
  if (typeof info === 'string') return complain(info)
  if (!info.sandbox && passphrase === undefined) return complain('A territory that is not for practice needs a real key: set LASTMILE_PASSPHRASE.')
  const dataDir = resolve(text('data') ?? join(findAppData({ platform: process.platform, home: homedir(), env: process.env }), 'LastmileDesk'))
  mkdirSync(dataDir, { recursive: true })
  const selling = sellingOf(text, info.zone)
  if (typeof selling === 'string') return complain(selling)
  const held = holdDirectory(dataDir, { pid: process.pid, startedAt: new Date().toISOString() })
  if (held.kind === 'held') return complain(`${dataDir} is in use by ${held.by}.`)
  const { cache, quarantined } = openCache({ file: join(dataDir, 'cache.db'), key: deskKey(dataDir, passphrase === undefined ? {} : { passphrase }).key })
  try {
    if (quarantined) print(`The cache could not be used (${quarantined.reason}) and was put aside as ${quarantined.file}.`)
    const context = contextOf(manifest, cache.territoryImport().reference(), { city: text('city') ?? null, region: text('region') ?? null, provider: text('provider') ?? null, dropLimitM: Number(text('drop-limit') ?? Number.NaN) })
    const read = await bring(info, files, { cache, context, terrainDir: join(dataDir, TERRAIN_DIRECTORY), refusals: Number(text('refusals') ?? 20) })
    return Math.max(read, await sellPlans(cache, selling, print))
  } finally {
    cache.close()
    held.release()
  }
}

async function bring(info: TerritoryInfo, files: readonly FileToImport[], { cache, context, terrainDir, refusals }: { readonly cache: Cache; readonly context: ImportContext; readonly terrainDir: string; readonly refusals: number }): Promise<number> {
  const target = cache.territoryImport()
  target.begin(info)
  let printedAt = performance.now()
  const startedAt = printedAt
  const reports = await runImport(files, { target, context, terrainDir, onProgress: ({ path, line, offset, bytes }) => {
    if (performance.now() - printedAt < 1000) return
    printedAt = performance.now()
    print(`${basename(path)}: ${line.toLocaleString('en-US')} lines${bytes > 0 ? `, ${Math.floor((offset * 100) / bytes)} %` : ''}`)
  } })
  for (const report of reports) printReport(report, target, refusals)
  const counts = cache.counts()
  print(`${info.title} (${info.name}): ${counts.addresses} addresses, ${counts.units} units, ${counts.answers} answers, ${counts.spans} spans, ${counts.sectors} sectors. ${((performance.now() - startedAt) / 1000).toFixed(1)} s, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`)
  return reports.some((report) => report.failed !== null) ? 1 : 0
}

function printReport(report: FileReport, target: ReturnType<Cache['territoryImport']>, limit: number): void {
  const name = basename(report.path)
  if (report.failed !== null) return print(`${name}: nothing was imported: ${report.failed}.`)
  const how = report.before ? ' (imported before; nothing to do)' : report.resumedAt > 0 ? ` (went on after line ${report.resumedAt})` : ''
  print(`${name}: ${report.written} new, ${report.known} known already, ${report.refused} refused${how}`)
  for (const { line, reason } of refusalsOf(report, target, limit)) print(`  ${name}:${line} ${reason}`)
  if (report.refused > limit) print(`  … and ${report.refused - limit} more`)
}

function complain(sentence: string): number {
  print(sentence)
  return 1
}
