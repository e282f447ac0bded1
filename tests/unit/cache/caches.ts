import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from '../../../shared/kernel/result.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import { loadTerritory } from '../../../main/territory/load-territory.ts'

export const CHEYENNE = fileURLToPath(new URL('../../../resources/territory/cheyenne', import.meta.url))
export const KEY = 'ab'.repeat(32)
export const NOW = Date.parse('2026-11-22T20:00:00Z')

export type TempCache = { readonly cache: Cache; readonly file: string; readonly remove: () => void }

/** An empty cache in a directory of its own. */
export function tempCache(): TempCache {
  const directory = mkdtempSync(join(tmpdir(), 'lastmile-cache-'))
  const file = join(directory, 'cache.db')
  const { cache } = openCache({ file, key: KEY })
  const remove = () => {
    cache.close()
    rmSync(directory, { recursive: true })
  }
  return { cache, file, remove }
}

/** A cache with the whole demo territory. */
export async function cheyenneCache(): Promise<TempCache> {
  const temp = tempCache()
  const loaded = await loadTerritory(temp.cache, CHEYENNE)
  assert(loaded.ok, 'Cheyenne must load')
  return temp
}
