import type { PackedHouses } from '../../../../shared/engines/address-search/place-index.ts'
import type { Db } from '../../sql/open.ts'

/** Stands in the table while an index is built. An address that comes meanwhile takes it away, and then the index is not kept. */
const UNDER_WAY = 'under way'

/**
 * The search index's houses in the cache's own file, so encrypted as it is. `begin` before the addresses are read, `keep` after: what is
 * kept is what stands in the file, whoever writes to it meanwhile. `load`: null where nothing is kept or it does not fit the streets.
 */
export function createSavedHouses(db: Db) {
  const select = db.prepare('SELECT body FROM search_index WHERE part = ?').pluck()
  const put = db.prepare('INSERT OR REPLACE INTO search_index (part, body) VALUES (?, ?)')
  const part = (name: string): Buffer | undefined => select.get(name) as Buffer | undefined
  const keep = db.transaction(({ numbers, numbersOfStreet: { from, values } }: PackedHouses): boolean => {
    if (part(UNDER_WAY) === undefined) return false
    put.run('numbers', Buffer.from(numbers.join('\n')))
    put.run('from', bytesOf(from))
    put.run('values', bytesOf(values))
    return true
  })
  return {
    begin: (): void => void put.run(UNDER_WAY, Buffer.alloc(0)),
    keep: (houses: PackedHouses): boolean => keep.immediate(houses),
    load: (streets: number): PackedHouses | null => {
      const [numbers, from, values] = [part('numbers'), part('from'), part('values')]
      if (!numbers || !from || !values) return null
      const lists = { from: wordsOf(from), values: wordsOf(values) }
      const isWhole = lists.from.length === streets + 1 && lists.from[streets] === lists.values.length
      return isWhole ? { numbers: numbers.length === 0 ? [] : numbers.toString().split('\n'), numbersOfStreet: lists } : null
    },
  }
}

const bytesOf = (words: Uint32Array): Buffer => Buffer.from(words.buffer, words.byteOffset, words.byteLength)
/** A copy, because a buffer from the file need not begin where a word may. */
const wordsOf = (bytes: Buffer): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer)
