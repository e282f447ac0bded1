import type { Cache } from './cache.ts'
import { isDamage } from './open-cache.ts'
import type { OpenedCache, Quarantined } from './open-cache.ts'

/** What a caller meets while the copy is made anew. `code` is what the console's door turns into words. */
export class CacheRebuilding extends Error {
  readonly code = 'CACHE_REBUILDING'
}
export type HealingCache = { readonly cache: Cache; readonly isRebuilding: () => boolean }

/** Asked about places while there are none they would say "no such address", which is not true. */
const NEEDS_PLACES: ReadonlySet<keyof Cache> = new Set(['address', 'units', 'search', 'facts', 'plantNear'])

/**
 * A cache that survives damage met while it is used: the file is put aside, an empty one takes its place and `rebuild` fills it. Whoever
 * asked meanwhile gets `CacheRebuilding` instead of an answer that would be wrong; drafts and orders are in the journal and go on.
 * `open`: opens the file, putting a damaged one aside. `rebuild`: resolves when places are there again; customers and orders come with the feed.
 */
export function createHealingCache(deps: { readonly open: () => OpenedCache; readonly onDamage: (quarantined: Quarantined | null) => void; readonly rebuild: (cache: Cache) => Promise<void> }, first: Cache): HealingCache {
  let current = first
  let rebuilding = false
  const heal = (): void => {
    rebuilding = true
    closeQuietly(current)
    const opened = deps.open()
    current = opened.cache
    deps.onDamage(opened.quarantined)
    void deps.rebuild(current).finally(() => (rebuilding = false))
  }
  const guarded = (name: keyof Cache) => (...args: unknown[]): unknown => {
    if (rebuilding && NEEDS_PLACES.has(name)) throw new CacheRebuilding('the cache is being rebuilt')
    try {
      return (current[name] as (...given: unknown[]) => unknown)(...args)
    } catch (error) {
      if (!isDamage(error) || name === 'close') throw error
      if (!rebuilding) heal()
      throw new CacheRebuilding('the cache was damaged')
    }
  }
  const names = Object.keys(first) as (keyof Cache)[]
  return { cache: Object.fromEntries(names.map((name) => [name, guarded(name)])) as unknown as Cache, isRebuilding: () => rebuilding }
}

function closeQuietly(cache: Cache): void {
  try {
    cache.close()
  } catch {
    // It is damaged and goes aside; there is nothing more to hear from it.
  }
}
