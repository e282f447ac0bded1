import { createHouseSearch } from '../../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../../shared/engines/address-search/place-index.ts'
import type { IndexedStreet } from '../../../../shared/engines/address-search/place-index.ts'
import type { Db } from '../../sql/open.ts'
import type { PlaceMatches } from './cache.ts'
import { ADDRESS_COLUMNS, addressOf } from './places.ts'
import type { AddressRow } from './places.ts'

export type AddressSearch = {
  readonly search: (text: string, limit: number) => PlaceMatches
  /** Call when addresses were written: the next question builds the index anew. */
  readonly forget: () => void
}

/**
 * Type-ahead from an index in memory that is built from this file at the first question; the rows of the few houses found are read here.
 * A question with a unit asks the file whether a house has it: units are no part of the index.
 */
export function createSearch(db: Db): AddressSearch {
  const streets = db.prepare('SELECT id AS key, name, city, region, postcode FROM street ORDER BY id')
  const houses = db.prepare('SELECT street_id, number_key FROM addr ORDER BY street_id, number_key').raw()
  const unitFits = `((@unit = '' AND a.unit = '') OR (@unit <> '' AND upper(a.unit) LIKE '% ' || @unit || '%'))`
  const rowsOf = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.street_id = @street AND a.number_key = @number AND ${unitFits}`)
  const hasUnit = db.prepare(`SELECT 1 FROM addr a WHERE a.street_id = @street AND a.number_key = @number AND ${unitFits} LIMIT 1`).pluck()

  const build = () => {
    const given = streets.all() as IndexedStreet[]
    const position = new Map(given.map(({ key }, at) => [key, at]))
    const index = createPlaceIndex(given, pairsOf(houses.iterate() as Iterable<[number, string]>, position))
    const keyOf = ({ street, number }: { readonly street: number; readonly number: number }) => ({ street: index.streets[street]!.key, number: index.numbers[number]! })
    const find = createHouseSearch(index, (house, unit) => hasUnit.get({ ...keyOf(house), unit }) !== undefined)
    return { find, keyOf }
  }
  let built: ReturnType<typeof build> | null = null
  return {
    search: (text, limit) => {
      const { find, keyOf } = (built ??= build())
      const { houses: found, unit, didYouMean } = find(text, limit)
      const rows = found.flatMap((house) => rowsOf.all({ ...keyOf(house), unit: unit ?? '' }) as AddressRow[])
      return { matches: rows.slice(0, limit).map(addressOf), didYouMean: [...didYouMean] }
    },
    forget: () => (built = null),
  }
}

function* pairsOf(rows: Iterable<[number, string]>, position: ReadonlyMap<number, number>): Iterable<readonly [number, string]> {
  for (const [street, number] of rows) yield [position.get(street)!, number]
}
