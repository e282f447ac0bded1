import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import type { Central } from '../../central/central.ts'

/** `absent`: there are no such files, and an administrator publishes from a desk instead. */
export type FirstPublication = 'published' | 'present' | 'absent'

/**
 * Publishes a territory's catalog.json and addressing.json when central has no catalog yet. The files are decoded by the command
 * itself. Errors: throws with the refusal's code and place.
 */
export async function publishTerritory(central: Central, directory: string): Promise<FirstPublication> {
  const current = await central.query('catalog.current', {})
  if (!current.ok) throw new Error(`central's catalog cannot be read: ${current.error.code}`)
  if ((current.value as { readonly catalog: unknown }).catalog !== null) return 'present'
  const [catalogFile, addressingFile] = [join(directory, 'catalog.json'), join(directory, 'addressing.json')]
  if (!existsSync(catalogFile) || !existsSync(addressingFile)) return 'absent'

  const catalog = readJson(catalogFile)
  const { pools, rules } = readJson(addressingFile)
  const input = { catalog, ipPools: pools, ipRules: rules }
  // The key follows the content: a refused file may be repaired and tried again.
  const key = `first-start:${createHash('sha256').update(canonicalJson(input)).digest('hex')}`
  const answer = await central.command('catalog.publish', key, input, { deskId: 'central', userId: 'central', role: 'system' })
  if (!answer.ok) throw new Error(`the territory's catalog was refused: ${answer.error.code} ${JSON.stringify(answer.error.details)}`)
  return 'published'
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>
