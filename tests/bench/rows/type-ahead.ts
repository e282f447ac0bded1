import { join } from 'node:path'
import type { Cache } from '../../../main/store/desk/cache/cache.ts'
import { openCache } from '../../../main/store/desk/cache/open-cache.ts'
import type { Db } from '../../../main/store/sql/open.ts'
import { openDatabase } from '../../../main/store/sql/open.ts'
import { seeded } from '../../../main/territory/cheyenne/seeded.ts'
import { loadTerritory } from '../../../main/territory/load-territory.ts'
import { readTerritory } from '../../../main/territory/read-territory.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { assert } from '../../../shared/kernel/result.ts'
import { KEY } from '../../support/fake-desk.ts'
import { makeBenchDirectory } from '../support/disk.ts'
import { alternate, median, oursOf, peerOf, percentile, ratioOf, time } from '../support/measure.ts'
import { formatMs, formatRatio } from '../support/row.ts'
import type { Row } from '../support/row.ts'

const CHEYENNE = join(import.meta.dirname, '../../../resources/territory/cheyenne')
const ROUNDS = 9
const QUERIES = 1_000
const LIMIT = 10

/** The search field on Cheyenne against the plain way: one full-text row for each whole address, in a file encrypted alike. */
export async function typeAheadRows(): Promise<readonly Row[]> {
  using directory = makeBenchDirectory()
  const { cache } = openCache({ file: join(directory.path, 'cache.db'), key: KEY })
  const flat = openDatabase({ file: join(directory.path, 'flat.db'), key: KEY, synchronous: 'NORMAL' })
  try {
    assert((await loadTerritory(cache, CHEYENNE)).ok, 'Cheyenne loads')
    const read = await readTerritory(CHEYENNE)
    assert(read.ok, 'Cheyenne is readable')
    const searchFlat = fillFlat(flat, read.value.addresses)
    checkSameTop(cache, searchFlat, read.value.addresses)
    return [await measure(cache, searchFlat, read.value.addresses)]
  } finally {
    cache.close()
    flat.close()
  }
}

type SearchFlat = (text: string) => readonly string[]

function fillFlat(db: Db, addresses: readonly GeographicAddress[]): SearchFlat {
  db.exec(`CREATE VIRTUAL TABLE flat USING fts5(text, id UNINDEXED, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')`)
  const insert = db.prepare('INSERT INTO flat (text, id) VALUES (?, ?)')
  db.transaction(() => addresses.forEach((place) => void insert.run(formatAddress(place), place.id)))()
  const select = db.prepare('SELECT id FROM flat WHERE flat MATCH ? ORDER BY rank LIMIT ?').pluck()
  return (text) => {
    const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
    const match = words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ')
    return match === '' ? [] : (select.all(match, LIMIT) as string[])
  }
}

/** A whole address has one answer, so both must give it first. */
function checkSameTop(cache: Cache, searchFlat: SearchFlat, addresses: readonly GeographicAddress[]): void {
  const differing = addresses.filter((place) => {
    const line = formatAddress(place)
    return cache.search(line, LIMIT).matches[0]?.id !== searchFlat(line)[0]
  })
  assert(differing.length === 0, `the same first answer to every whole address; not to ${differing.length}, such as ${differing.slice(0, 5).map(formatAddress).join(' / ')}`)
}

/** What is in the field while an address is typed: its beginning, of any length. */
async function measure(cache: Cache, searchFlat: SearchFlat, addresses: readonly GeographicAddress[]): Promise<Row> {
  const random = seeded(7)
  const queries = Array.from({ length: QUERIES }, () => {
    const place = addresses[Math.floor(random() * addresses.length)]
    assert(place, 'there are addresses')
    const line = formatAddress(place)
    return line.slice(0, 1 + Math.floor(random() * line.length))
  })
  const pairs = await alternate(ROUNDS, () => queries.map((query) => time(() => cache.search(query, LIMIT))), () => queries.map((query) => time(() => searchFlat(query))))
  const describe = (times: readonly number[]) => `p50 ${formatMs(median(times))}, p99 ${formatMs(percentile(times, 99))}`
  return { name: `type-ahead, ${addresses.length} addresses`, ours: describe(oursOf(pairs)), peer: `${describe(peerOf(pairs))} flat FTS5`, ratio: formatRatio(ratioOf(pairs)), bound: 'none', verdict: 'reported' }
}
