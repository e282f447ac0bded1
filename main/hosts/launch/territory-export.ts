import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { holdDirectory } from '../../platform/holder.ts'
import { deskKey } from '../../platform/keys.ts'
import { openCache } from '../../store/desk/cache/open-cache.ts'
import { writePlant } from '../../territory/export/write-plant.ts'
import { findAppData } from './desk-options.ts'

export const EXPORT_USAGE = `npm run territory -- export --plant OUT [--data DIR]   writes the plant as Open Fibre Data Standard 0.3 into the directory OUT: network.json, nodes.geojson, spans.geojson`
const print = (text: string): void => void process.stdout.write(`${text}\n`)

/** `npm run territory -- export …`. Returns the exit code: 0 written, 1 the desk runs or has no territory, 2 the command makes no sense. */
export async function exportTerritory(args: readonly string[]): Promise<number> {
  let values: { readonly plant?: string; readonly data?: string }
  try {
    values = parseArgs({ args: [...args], options: { plant: { type: 'string' }, data: { type: 'string' } } }).values
  } catch (error) {
    print(`${error instanceof Error ? error.message : String(error)}\n${EXPORT_USAGE}`)
    return 2
  }
  if (values.plant === undefined) return print(EXPORT_USAGE), 2
  const dataDir = resolve(values.data ?? join(findAppData({ platform: process.platform, home: homedir(), env: process.env }), 'LastmileDesk'))
  if (!existsSync(join(dataDir, 'cache.db'))) return print(`${dataDir} has no territory yet.`), 1
  const held = holdDirectory(dataDir, { pid: process.pid, startedAt: new Date().toISOString() })
  if (held.kind === 'held') return print(`${dataDir} is in use by ${held.by}.`), 1
  const passphrase = process.env.LASTMILE_PASSPHRASE
  const { cache } = openCache({ file: join(dataDir, 'cache.db'), key: deskKey(dataDir, passphrase === undefined ? {} : { passphrase }).key })
  try {
    const territory = cache.territory()
    if (!territory) return print(`${dataDir} has no territory yet.`), 1
    const written = await writePlant(resolve(values.plant), cache.plant(), { name: territory.name, title: territory.title, providers: cache.catalog()?.providers ?? [] })
    print(`${territory.title}: ${written.nodes} nodes and ${written.spans} spans written to ${resolve(values.plant)} (${written.files.join(', ')}).`)
    return 0
  } finally {
    cache.close()
    held.release()
  }
}
