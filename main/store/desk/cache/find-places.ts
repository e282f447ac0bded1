import { ABBREVIATIONS, normaliseStreet } from '../../../../shared/domain/address-text.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { Db } from '../../sql/open.ts'
import { ADDRESS_COLUMNS, addressOf } from './places.ts'
import type { AddressRow } from './places.ts'
import type { Reading } from './search-text.ts'

export type Finder = ReturnType<typeof createFinder>

/** How many streets are ranked for one keystroke: "e" alone is on hundreds. A house number is sought on all of them. */
const STREET_CAP = 400
/** Where the nearest houses are looked for: on the best few streets, not all of each. */
const NEAREST_STREETS = 6
const NEAREST_HOUSES_EACH = 300
/** Sorts after every text that begins with what stands before it. */
const LAST = '\u{10FFFF}'
const UNIT_FITS = `((@unit = '' AND a.unit = '') OR (@unit <> '' AND upper(a.unit) LIKE '% ' || @unit || '%'))`

/** The seeks behind the type-ahead. `find` answers places that fit every part of a reading, unranked, a few times `limit` at most. */
export function createFinder(db: Db) {
  const streetsOf = `SELECT s.id, s.name FROM street_search JOIN street s ON s.id = street_search.rowid WHERE street_search MATCH @match AND (@postcode = '' OR s.postcode = @postcode)`
  const byPostcode = `SELECT s.id, s.name FROM street s WHERE s.postcode = @postcode`
  const onStreets = (streets: string, condition: string) =>
    db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM (${streets}) f CROSS JOIN addr a ON a.street_id = f.id JOIN street s ON s.id = f.id WHERE ${condition} AND ${UNIT_FITS} LIMIT @limit`)
  const exact = 'a.number_key = @number'
  const beginning = 'a.number_key > @number AND a.number_key < @numberEnd'
  const numbered = { exact: onStreets(streetsOf, exact), beginning: onStreets(streetsOf, beginning), exactInPostcode: onStreets(byPostcode, exact), beginningInPostcode: onStreets(byPostcode, beginning) }
  const anywhere = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.number_key >= @number AND a.number_key < @numberEnd AND a.unit = '' ORDER BY a.number_key, a.street_id LIMIT @limit`)
  const streets = db.prepare(`${streetsOf} LIMIT ${STREET_CAP}`)
  const postcodeStreets = db.prepare(`${byPostcode} LIMIT ${STREET_CAP}`)
  const fewOf = db.prepare(`SELECT ${ADDRESS_COLUMNS} FROM addr a JOIN street s ON s.id = a.street_id WHERE a.street_id = @street AND ${UNIT_FITS} LIMIT @limit`)
  const postcode = db.prepare('SELECT 1 FROM street WHERE postcode = ? LIMIT 1').pluck()

  const postcodes = db.prepare('SELECT DISTINCT postcode FROM street ORDER BY postcode').pluck()

  const findNumbered = (reading: Reading, number: string, limit: number): readonly AddressRow[] => {
    const parameters = { match: matchOf(reading.words), postcode: reading.postcode ?? '', number, numberEnd: number + LAST, unit: reading.unit ?? '', limit: limit * 5 }
    if (reading.words.length === 0 && reading.postcode === null) return anywhere.all(parameters) as AddressRow[]
    const inPostcode = reading.words.length === 0
    const first = (inPostcode ? numbered.exactInPostcode : numbered.exact).all(parameters) as AddressRow[]
    return first.length >= limit ? first : [...first, ...((inPostcode ? numbered.beginningInPostcode : numbered.beginning).all(parameters) as AddressRow[])]
  }
  const bestStreets = (reading: Reading, limit: number): readonly number[] => {
    if (reading.words.length === 0 && reading.postcode === null) return []
    const parameters = { match: matchOf(reading.words), postcode: reading.postcode ?? '' }
    const named = (reading.words.length === 0 ? postcodeStreets : streets).all(parameters) as { id: number; name: string }[]
    return named.map((street) => ({ ...street, whole: wholeWords(reading, street.name) })).sort((a, b) => b.whole - a.whole || compareNames(a.name, b.name)).slice(0, limit).map(({ id }) => id)
  }
  const housesOn = (ids: readonly number[], unit: string | null, each: number): readonly AddressRow[] =>
    ids.flatMap((street) => fewOf.all({ street, unit: unit ?? '', limit: each }) as AddressRow[])
  const findStreets = (reading: Reading, limit: number): readonly AddressRow[] => {
    const ids = bestStreets(reading, limit)
    // Many streets: one house each shows which are meant. Few: more of their houses.
    return housesOn(ids, reading.unit, Math.max(1, Math.ceil(limit / Math.max(ids.length, 1))))
  }
  return {
    postcodes: (): readonly string[] => postcodes.all() as string[],
    isPostcode: (word: string): boolean => postcode.get(word) !== undefined,
    /** The houses of the streets that fit best, whatever their number. */
    housesNear: (reading: Reading): readonly GeographicAddress[] => housesOn(bestStreets(reading, NEAREST_STREETS), null, NEAREST_HOUSES_EACH).map(addressOf),
    find: (reading: Reading, limit: number): readonly GeographicAddress[] =>
      (reading.number === null ? findStreets(reading, limit) : findNumbered(reading, reading.number, limit)).map(addressOf),
  }
}

/** How many of the words typed are whole words of the street: "house" means House Ave before Household Rd. */
export function wholeWords(reading: Reading, street: string): number {
  const words = new Set(normaliseStreet(street).split(' '))
  return reading.words.filter((word) => words.has(ABBREVIATIONS.get(word) ?? word)).length
}

/** A collator is made once: comparing by locale without one costs a hundred times as much. */
const collator = new Intl.Collator('en', { numeric: true })
export const compareNames = (a: string, b: string): number => collator.compare(a, b)

/** Every word a prefix, all of them needed, in any order. Words are letters and digits only, so quoting them is enough. */
const matchOf = (words: readonly string[]): string => words.map((word) => `"${word}"*`).join(' ')
