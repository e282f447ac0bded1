import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { AppError } from '../../../shared/domain/errors.ts'
import { deskKey } from '../../platform/keys.ts'
import { holdDirectory } from '../../platform/holder.ts'
import { openCache } from '../../store/desk/cache/open-cache.ts'
import { loadTerritory } from '../../territory/load-territory.ts'
import { readTerritory } from '../../territory/read-territory.ts'
import { EXPORT_USAGE, exportTerritory } from './territory-export.ts'
import { PUBLISH_USAGE, publishTerritoryCommand } from './territory-publish.ts'
import { SCORE_USAGE, scoreTerritory } from './territory-score.ts'
import { IMPORT_USAGE, importTerritory } from './territory-import.ts'
import type { RefusedLine } from '../../territory/place-book.ts'

const USAGE = `npm run territory -- check DIR              reads a territory and prints what is in it and every line that is refused
npm run territory -- load DIR --data DIR    puts it in a desk's cache (the desk must not be running)
${IMPORT_USAGE}
${EXPORT_USAGE}
${SCORE_USAGE}
${PUBLISH_USAGE}`

const print = (text: string): void => void process.stdout.write(`${text}\n`)
process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  if (args[0] === 'import') return importTerritory(args.slice(1))
  if (args[0] === 'export') return exportTerritory(args.slice(1))
  if (args[0] === 'publish') return publishTerritoryCommand(args.slice(1))
  if (args[0] === 'score') return scoreTerritory(args.slice(1))
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, strict: false, options: { data: { type: 'string' } } })
  const [verb, directory] = positionals
  if (verb === 'check' && directory) return check(resolve(directory))
  if (verb === 'load' && directory && typeof values.data === 'string') return load(resolve(directory), resolve(values.data))
  print(USAGE)
  return 2
}

async function check(directory: string): Promise<number> {
  const read = await readTerritory(directory)
  if (!read.ok) return refuse(read.error)
  const { manifest, addresses, answers, negatives, plant, sectors, catalog, addressing, demoCallers, refused } = read.value
  const units = addresses.filter((place) => place.parentId !== null).length
  print(`${manifest.title} (${manifest.name}), ${manifest.zone}${manifest.sandbox ? ', sandbox' : ''}`)
  print(`addresses ${addresses.length - units}, units ${units}, answers ${answers.length}, refusals by providers ${negatives.length}`)
  print(`nodes ${plant.nodes.length}, spans ${plant.spans.length}, sectors ${sectors.sectors.length}`)
  print(`offerings ${catalog?.offerings.length ?? 0} (catalog version ${catalog?.version ?? 'none'}), pools ${addressing?.pools.length ?? 0}, demo callers ${demoCallers.length}`)
  printRefused(refused)
  return 0
}

async function load(directory: string, dataDirectory: string): Promise<number> {
  mkdirSync(dataDirectory, { recursive: true })
  const held = holdDirectory(dataDirectory, { pid: process.pid, startedAt: new Date().toISOString() })
  if (held.kind === 'held') {
    print(`${dataDirectory} is in use by ${held.by}.`)
    return 1
  }
  const { cache, quarantined } = openCache({ file: join(dataDirectory, 'cache.db'), key: deskKey(dataDirectory, passphrase()).key })
  try {
    if (quarantined) print(`The cache could not be used (${quarantined.reason}) and was put aside as ${quarantined.file}.`)
    const loaded = await loadTerritory(cache, directory)
    if (!loaded.ok) return refuse(loaded.error)
    print(`${loaded.value.title}: ${loaded.value.addresses} addresses, ${loaded.value.offerings} offerings loaded.`)
    printRefused(loaded.value.refused)
    return 0
  } finally {
    cache.close()
    held.release()
  }
}

function passphrase(): { readonly passphrase?: string } {
  const given = process.env.LASTMILE_PASSPHRASE
  return given === undefined ? {} : { passphrase: given }
}

function refuse(error: AppError): number {
  print(`Not a territory: ${Object.values(error.details).join(', ')}.`)
  return 1
}

function printRefused(refused: readonly RefusedLine[]): void {
  print(`refused lines ${refused.length}`)
  for (const { file, line, reason } of refused) print(`  ${file}:${line} ${reason}`)
}
