import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CACHE_MIGRATIONS } from '../../../main/store/desk/cache/migrations.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { cheyenneCache, KEY, tempCache } from './caches.ts'
import type { TempCache } from './caches.ts'

// The cache is a projection: whatever is wrong with its file, the desk opens with an empty one and says what it put aside.
let original: TempCache
beforeAll(async () => {
  original = await cheyenneCache()
  original.cache.close()
})
const copies: TempCache[] = []
afterAll(() => [original, ...copies].forEach((temp) => temp.remove()))

function filledFile(): { readonly file: string } {
  const copy = tempCache()
  copies.push(copy)
  copy.cache.close()
  copyFileSync(original.file, copy.file)
  return copy
}
const reopen = (file: string, options: { key?: string; migrations?: typeof CACHE_MIGRATIONS } = {}) => {
  const opened = openCache({ file, key: options.key ?? KEY, ...(options.migrations ? { migrations: options.migrations } : {}) })
  const counts = opened.cache.counts()
  opened.cache.close()
  return { quarantined: opened.quarantined, addresses: counts.addresses }
}

describe('a sound file', () => {
  it('is opened with what it holds, and nothing is put aside', () => {
    const { file } = filledFile()
    expect(reopen(file)).toEqual({ quarantined: null, addresses: 3669 })
    expect(readdirSync(dirname(file)).filter((name) => name.includes('.bad-'))).toEqual([])
  })
  it('holds no address in the clear', () => {
    const { file } = filledFile()
    expect(readFileSync(file).includes('Lincolnway')).toBe(false)
  })
  it('has strict tables only', () => {
    const { file } = filledFile()
    const db = openDatabase({ file, key: KEY })
    const plain = db.prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`).pluck().all()
    db.close()
    expect(plain).toEqual([])
  })
})

describe('a file that cannot be used', () => {
  it.each([
    ['truncated', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5000)],
    ['changed in one bit in the middle', (bytes: Buffer) => { const copy = Buffer.from(bytes); copy[copy.length >> 1]! ^= 1; return copy }],
    ['changed in its first page', (bytes: Buffer) => { const copy = Buffer.from(bytes); copy[200]! ^= 4; return copy }],
    ['no database at all', () => Buffer.from('not a database, but long enough to be read as one'.repeat(200))],
  ])('because it is %s is put aside as corrupt and built anew', (_, damage) => {
    const { file } = filledFile()
    writeFileSync(file, damage(readFileSync(file)))
    expect(reopen(file)).toEqual({ quarantined: { file: `${file}.bad-1`, reason: 'corrupt' }, addresses: 0 })
    expect(existsSync(`${file}.bad-1`)).toBe(true)
    expect(reopen(file)).toEqual({ quarantined: null, addresses: 0 })
  })
  it('because it has another key is put aside too', () => {
    const { file } = filledFile()
    expect(reopen(file, { key: 'cd'.repeat(32) }).quarantined?.reason).toBe('corrupt')
  })
  it('because it is of a newer version', () => {
    const { file } = filledFile()
    const db = openDatabase({ file, key: KEY })
    db.pragma(`user_version=${CACHE_MIGRATIONS.length + 1}`)
    db.close()
    expect(reopen(file)).toEqual({ quarantined: { file: `${file}.bad-1`, reason: 'newer' }, addresses: 0 })
  })
  it('because it is of an older version, which is not upgraded', () => {
    const { file } = filledFile()
    const next = { version: CACHE_MIGRATIONS.length + 1, name: 'next', up: 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT' }
    expect(reopen(file, { migrations: [...CACHE_MIGRATIONS, next] })).toEqual({ quarantined: { file: `${file}.bad-1`, reason: 'older' }, addresses: 0 })
  })
  it('does not take the place of one that was put aside before', () => {
    const { file } = filledFile()
    for (const n of [1, 2]) {
      writeFileSync(file, `damage ${n}`.repeat(1000))
      expect(reopen(file).quarantined?.file).toBe(`${file}.bad-${n}`)
    }
  })
  it('leaves no write-ahead log behind: the old log on the new file would be damage', () => {
    const { file } = filledFile()
    writeFileSync(file, 'x'.repeat(9000))
    writeFileSync(`${file}-wal`, 'stale')
    expect(reopen(file).quarantined?.reason).toBe('corrupt')
    expect(existsSync(`${file}-wal`)).toBe(false)
    expect(reopen(file).quarantined).toBeNull()
  })
})

describe('without the check on opening', () => {
  it('a changed bit would only be met by the question that reads its page', () => {
    const { file } = filledFile()
    const bytes = readFileSync(file)
    // Of every second page one bit: which page the check reads last depends on the schema.
    for (let at = 4096 * 3 + 100; at < bytes.length; at += 8192) bytes[at]! ^= 1
    writeFileSync(file, bytes)
    const db = new Database(file)
    db.pragma(`cipher='aegis'`)
    db.pragma(`key="x'${KEY}'"`)
    expect(db.pragma('user_version', { simple: true })).toBe(CACHE_MIGRATIONS.length)
    expect(() => db.pragma('quick_check')).toThrow()
    db.close()
  })
})

it('does not put a file aside for what is no fault of the file', () => {
  const { file } = filledFile()
  expect(() => openCache({ file: dirname(file), key: KEY })).toThrow()
  expect(existsSync(`${dirname(file)}.bad-1`)).toBe(false)
})
