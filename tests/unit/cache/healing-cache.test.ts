// Goal: damage that shows only while the desk works ends in a rebuilt copy, never in a wrong answer and never in a stopped desk.
import { openSync, closeSync, fstatSync, readdirSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { CacheRebuilding, createHealingCache } from '../../../main/store/desk/cache/healing-cache.ts'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import type { Quarantined } from '../../../main/store/desk/cache/open-cache.ts'
import { loadTerritory } from '../../../main/territory/load-territory.ts'
import { CHEYENNE, cheyenneCache, KEY } from './caches.ts'
import type { TempCache } from './caches.ts'

let temp: TempCache
afterEach(() => temp.remove())

/** Everything after the first pages is garbage, as after a bad sector; what SQLite has in memory stays. */
function damage(file: string): void {
  const handle = openSync(file, 'r+')
  const from = 16 * 4_096
  writeSync(handle, Buffer.alloc(fstatSync(handle).size - from, 0x5a), 0, undefined, from)
  closeSync(handle)
}

async function openHealing() {
  temp = await cheyenneCache()
  temp.cache.close()
  const open = () => openCache({ file: temp.file, key: KEY })
  let isDamaged = false
  const seen: (Quarantined | null)[] = []
  let release = () => undefined as void
  const held = new Promise<void>((resolve) => (release = resolve))
  let rebuilt: Promise<unknown> = Promise.resolve()
  const first = open().cache
  // What SQLite has in memory is not read again; a page that it has to read says this.
  const read: Cache['units'] = (id) => {
    if (isDamaged) throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' })
    return first.units(id)
  }
  const healing = createHealingCache({ open, onDamage: (quarantined) => seen.push(quarantined), rebuild: (fresh) => (rebuilt = held.then(() => loadTerritory(fresh, CHEYENNE))) as Promise<void> }, { ...first, units: read })
  return { ...healing, seen, damage: () => (damage(temp.file), isDamaged = true), finish: async () => (release(), await rebuilt, await Promise.resolve()) }
}
const ask = (cache: { search: (text: string, limit: number) => { matches: unknown[] } }) => cache.search('610 W 26th', 5).matches.length

describe('a cache that is damaged while it is used', () => {
  it('refuses while it is rebuilt, puts the file aside, and answers again afterwards', async () => {
    const { cache, seen, isRebuilding, damage: damageFile, finish } = await openHealing()
    expect(ask(cache)).toBeGreaterThan(0)
    damageFile()
    expect(() => cache.units('any')).toThrow(CacheRebuilding)
    expect(seen).toMatchObject([{ reason: 'corrupt' }])
    expect(isRebuilding()).toBe(true)
    // An empty copy would say that there is no such address: that is the answer that must not be given.
    expect(() => ask(cache)).toThrow(CacheRebuilding)
    expect(cache.customer('nobody')).toBeNull()
    await finish()
    expect(isRebuilding()).toBe(false)
    expect(ask(cache)).toBeGreaterThan(0)
    expect(readdirSync(dirname(temp.file)).filter((name) => name.endsWith('.bad-1'))).toHaveLength(1)
    cache.close()
  })

  it('lets every other fault through: it is not damage, and throwing the copy away would not cure it', async () => {
    const { cache, seen, finish } = await openHealing()
    cache.close()
    expect(() => ask(cache)).toThrow(/not open/)
    expect(seen).toEqual([])
    await finish()
  })
})
