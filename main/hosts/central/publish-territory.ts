import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Central } from '../../central/central.ts'
import type { CentralAnswer } from '../../../shared/contract/central/wire.ts'

/**
 * Publishes a territory's catalog.json and addressing.json when central has no catalog yet. `absent`: there are no such files, and a
 * desk's administrator publishes instead. The files are decoded by the command itself.
 */
export async function publishTerritory(central: Central, directory: string): Promise<'published' | 'present' | 'absent' | CentralAnswer<never>> {
  const current = await central.query('catalog.current', {})
  if (!current.ok) return current
  if ((current.value as { readonly catalog: unknown }).catalog !== null) return 'present'
  const [catalogFile, addressingFile] = [join(directory, 'catalog.json'), join(directory, 'addressing.json')]
  if (!existsSync(catalogFile) || !existsSync(addressingFile)) return 'absent'

  const catalog = JSON.parse(readFileSync(catalogFile, 'utf8')) as { readonly version?: unknown }
  const { pools, rules } = JSON.parse(readFileSync(addressingFile, 'utf8')) as { readonly pools?: unknown; readonly rules?: unknown }
  const key = `first-start:catalog:${String(catalog.version)}`
  const answer = await central.command('catalog.publish', key, { catalog, ipPools: pools, ipRules: rules }, { deskId: 'central', userId: 'central', role: 'system' })
  return answer.ok ? 'published' : answer
}
