import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import { createPlaceWriter } from '../../../main/store/desk/cache/territory-writer.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { KEY, tempCache } from './caches.ts'
import type { TempCache } from './caches.ts'

// The search index is kept in the cache's own file. Method: a second connection looks at what is kept, or writes to it as an import would.
const place = (number: string, street = 'Elm St'): GeographicAddress => ({ id: asId<'AddressId'>(`${number} ${street}`), number, street, unit: null, city: 'Riverton', region: 'WY', postcode: '82001', parentId: null, latitude: 41, longitude: -104, blockGroup: '', needsUnit: false, origin: 'invented' })
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
let temp: TempCache
beforeEach(() => {
  temp = tempCache()
  write([place('1'), place('2'), place('30'), place('7', 'Oak Ave')])
})
afterEach(() => temp.remove())
const beside = <T>(work: (db: ReturnType<typeof openDatabase>) => T): T => {
  const db = openDatabase({ file: temp.file, key: KEY, synchronous: 'NORMAL' })
  try {
    return work(db)
  } finally {
    db.close()
  }
}
const write = (places: readonly GeographicAddress[]): void => beside((db) => db.transaction(() => places.forEach(createPlaceWriter(db)))())
const parts = (): unknown => beside((db) => db.prepare('SELECT count(*) FROM search_index').pluck().get())
const lines = (cache = temp.cache, text = 'riverton'): readonly string[] => cache.search(text, 10).matches.map(({ number, street }) => `${number} ${street}`)
const reopened = (check: (cache: TempCache['cache']) => void): void => {
  const { cache } = openCache({ file: temp.file, key: KEY })
  try {
    check(cache)
  } finally {
    cache.close()
  }
}

describe('the search index', () => {
  it('that was kept answers after a start as it did before, without reading the houses', async () => {
    expect(await temp.cache.prepareSearch(nextTurn)).toBe(true)
    const before = lines()
    expect(before).toHaveLength(4)
    reopened((cache) => expect(lines(cache)).toEqual(before))
    // The negative control: what is kept is what answers, so without house 30 in it nobody finds that house, though it is in the list.
    beside((db) => db.prepare(`UPDATE search_index SET body = ? WHERE part = 'numbers'`).run(Buffer.from(['1', '2', '31', '7'].join('\n'))))
    reopened((cache) => expect(lines(cache, '30 elm')).toEqual([]))
  })
  it('goes when an address comes, by whatever connection, and the address is found', () => {
    lines()
    expect(parts()).toBe(4)
    write([place('9')])
    expect(parts()).toBe(0)
    reopened((cache) => expect(lines(cache, '9 elm')).toEqual(['9 Elm St']))
  })
  it('is not kept where an address came while it was built', async () => {
    write(Array.from({ length: 10_001 }, (_, at) => place(String(at + 100))))
    let pauses = 0
    await temp.cache.prepareSearch(async () => {
      pauses++
      write([place('50')])
    })
    expect(pauses).toBeGreaterThan(0)
    expect(parts()).toBe(0)
    reopened((cache) => expect(lines(cache, '50 elm')).toContain('50 Elm St'))
  })
  it('is made at once for a question that comes first, and the preparing ends', async () => {
    write(Array.from({ length: 30_000 }, (_, at) => place(String(at + 100))))
    let answer: string | undefined
    const isReady = await temp.cache.prepareSearch(async () => void (answer = lines(temp.cache, '29999 elm')[0]))
    expect([isReady, answer]).toEqual([true, '29999 Elm St'])
  })
  it('that does not fit the streets is made anew', () => {
    lines()
    beside((db) => db.prepare(`UPDATE search_index SET body = ? WHERE part = 'from'`).run(Buffer.alloc(4)))
    reopened((cache) => expect(lines(cache)).toHaveLength(4))
  })
  it('of a desk that closed while it was prepared is left', async () => {
    write(Array.from({ length: 30_000 }, (_, at) => place(String(at + 100))))
    const { cache } = openCache({ file: temp.file, key: KEY })
    expect(await cache.prepareSearch(async () => cache.close())).toBe(false)
  })
})
