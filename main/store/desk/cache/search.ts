import { createHouseSearch } from '../../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../../shared/engines/address-search/place-index.ts'
import type { IndexedStreet, PackedHouses } from '../../../../shared/engines/address-search/place-index.ts'
import type { Db } from '../../sql/open.ts'
import type { PlaceMatches } from './cache.ts'
import { ADDRESS_COLUMNS, addressOf } from './places.ts'
import type { AddressRow } from './places.ts'
import { createSavedHouses } from './saved-houses.ts'

type Pair = readonly [street: number, number: string]

export type AddressSearch = {
  readonly search: (text: string, limit: number) => PlaceMatches
  /** Call when addresses were written: the next question builds the index anew. */
  readonly forget: () => void
  /** Builds the index before anybody asks, a piece at a time; `pause` lets others work between two. Answers whether it stands. */
  readonly prepare: (pause: () => Promise<void>) => Promise<boolean>
}

/** Houses read at a time: some ten milliseconds. */
const PIECE = 10_000

/**
 * Type-ahead from an index in memory. Its houses are kept in this file, so a start reads them back; where none are kept they are read anew, in
 * pieces by `prepare` or at once by a question that comes first. The rows of the few houses found are read here.
 * A question with a unit asks the file whether a house has it: units are no part of the index.
 */
export function createSearch(db: Db): AddressSearch {
  const streets = db.prepare('SELECT id AS key, name, city, region, postcode FROM street ORDER BY id')
  const piece = db.prepare('SELECT street_id, number_key FROM addr WHERE (street_id, number_key) > (?, ?) ORDER BY street_id, number_key LIMIT ?').raw()
  const saved = createSavedHouses(db)
  const unitFits = `((@unit = '' AND a.unit = '') OR (@unit <> '' AND upper(a.unit) LIKE '% ' || @unit || '%'))`
  const rowsOf = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.street_id = @street AND a.number_key = @number AND ${unitFits}`)
  const hasUnit = db.prepare(`SELECT 1 FROM addr a WHERE a.street_id = @street AND a.number_key = @number AND ${unitFits} LIMIT 1`).pluck()

  const indexOf = (given: readonly IndexedStreet[], known: PackedHouses | readonly Pair[]) => {
    const position = new Map(given.map(({ key }, at) => [key, at]))
    const index = createPlaceIndex(given, 'numbersOfStreet' in known ? known : pairsOf(known, position))
    const keyOf = ({ street, number }: { readonly street: number; readonly number: number }) => ({ street: index.streets[street]!.key, number: index.numbers[number]! })
    return { index, keyOf, find: createHouseSearch(index, (house, unit) => hasUnit.get({ ...keyOf(house), unit }) !== undefined) }
  }
  /** Told after each piece; what it makes at the end is kept in the file where nobody wrote an address meanwhile. */
  function* build() {
    const given = streets.all() as IndexedStreet[]
    const known = saved.load(given.length)
    if (known) return indexOf(given, known)
    saved.begin()
    const pairs: Pair[] = []
    for (let last: Pair = [-1, '']; ;) {
      const read = piece.all(...last, PIECE) as Pair[]
      for (const pair of read) pairs.push(pair)
      if (read.length < PIECE) break
      last = read.at(-1)!
      yield
    }
    // Streets that came while houses were read.
    const made = indexOf(streets.all() as IndexedStreet[], pairs)
    saved.keep(made.index)
    return made
  }
  const buildAtOnce = () => {
    const steps = build()
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  }
  let built: ReturnType<typeof indexOf> | null = null
  let turn = 0
  return {
    search: (text, limit) => {
      const { find, keyOf } = (built ??= buildAtOnce())
      const { houses: found, unit, didYouMean } = find(text, limit)
      const rows = found.flatMap((house) => rowsOf.all({ ...keyOf(house), unit: unit ?? '' }) as AddressRow[])
      return { matches: rows.slice(0, limit).map(addressOf), didYouMean: [...didYouMean] }
    },
    forget: () => {
      built = null
      turn++
    },
    prepare: async (pause) => {
      const mine = ++turn
      const steps = build()
      while (built === null && mine === turn && db.open) {
        const step = steps.next()
        if (step.done) built = step.value
        else await pause()
      }
      return built !== null
    },
  }
}

function* pairsOf(pairs: readonly Pair[], position: ReadonlyMap<number, number>): Iterable<Pair> {
  for (const [street, number] of pairs) {
    const at = position.get(street)
    if (at !== undefined) yield [at, number]
  }
}
