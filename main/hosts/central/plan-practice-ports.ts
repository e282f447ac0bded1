import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { portRecords } from '../../../shared/engines/qualification/planned-ports.ts'
import type { Central } from '../../central/central.ts'
import { contentOf } from '../../territory/load-territory.ts'
import { readTerritory } from '../../territory/read-territory.ts'

/** What the record of ports is made from. */
const FILES = ['plant.json', 'sectors.json'] as const

/**
 * Opens a book of ports for each node and sector of the practice territory, once for each content of its files. A desk has that territory from its own
 * files, so it is not published whole; once one is published its ports are planned with it, and this does nothing. Errors: throws with the refusal's code and place.
 */
export async function planPracticePorts(central: Pick<Central, 'command' | 'query'>, directory: string): Promise<'planned' | 'present' | 'absent'> {
  const [plant, sectors] = FILES.map((name) => join(directory, name))
  if (!plant || !existsSync(plant)) return 'absent'
  const hash = createHash('sha256').update(readFileSync(plant))
  if (sectors && existsSync(sectors)) hash.update('\n').update(readFileSync(sectors))
  const key = `first-ports:${hash.digest('hex')}`
  const known = await central.query('command.outcome', { key })
  if (known.ok && (known.value as { readonly found: boolean }).found) return 'present'
  const read = await readTerritory(directory)
  if (!read.ok) throw new Error(`the practice territory could not be read: ${JSON.stringify(read.error.details)}`)
  const { nodes, spans, sectors: reach, waiting } = contentOf(read.value)
  const records = portRecords({ nodes, spans, sectors: reach })
  const answer = await central.command('ports.planRecords', key, { records, waiting }, { deskId: 'central', userId: 'central', role: 'system' })
  if (!answer.ok) throw new Error(`the practice territory's ports were refused: ${answer.error.code} ${JSON.stringify(answer.error.details)}`)
  return 'planned'
}
