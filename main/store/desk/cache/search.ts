import { foldText } from '../../../../shared/domain/address-text.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { Db } from '../../sql/open.ts'
import type { PlaceMatches } from './cache.ts'
import { compareNames, createFinder, wholeWords } from './find-places.ts'
import type { Finder } from './find-places.ts'
import { readQuery } from './search-text.ts'
import type { Reading } from './search-text.ts'
import { createSuggester } from './suggest.ts'

/**
 * Type-ahead over streets, then a seek for the house (limits.md section 1: there are far fewer streets than addresses). Every token is
 * optional to the person: number first, last or absent, words in any order, each a prefix. Nothing found → spelling and neighbours.
 */
export function createSearch(db: Db): (text: string, limit: number) => PlaceMatches {
  const finder = createFinder(db)
  const suggest = createSuggester(db, finder)
  return (text, limit) => {
    const readings = readQuery(text, finder.isPostcode)
    if (readings.length === 0) return { matches: [], didYouMean: [] }
    const matches = merge(readings.map((reading) => findRanked(finder, reading, limit)), readings[0]!, limit)
    if (matches.length > 0) return { matches, didYouMean: [] }
    const withoutUnit = readings[0]!.unit === null ? [] : merge(readings.map((reading) => findRanked(finder, { ...reading, unit: null }, limit)), readings[0]!, limit)
    if (withoutUnit.length > 0) return { matches: withoutUnit, didYouMean: [] }
    const begun = merge(withBegunPostcode(finder, text).map((reading) => findRanked(finder, reading, limit)), readings[0]!, limit)
    if (begun.length > 0) return { matches: begun, didYouMean: [] }
    return suggest(readings, limit, (reading) => findRanked(finder, reading, limit))
  }
}

/** "… Cheyenne WY 8": figures after a house and its street that begin a postcode, read as each postcode they may become. */
function withBegunPostcode(finder: Finder, text: string): readonly Reading[] {
  const [, before, figures] = /^(.*\S)[\s,]+(\d{1,4})\s*$/.exec(text) ?? []
  if (before === undefined || figures === undefined) return []
  const houses = readQuery(before, finder.isPostcode).filter(({ number, words, postcode }) => number !== null && words.length > 0 && postcode === null)
  const postcodes = finder.postcodes().filter((postcode) => postcode.startsWith(figures))
  return houses.flatMap((reading) => postcodes.map((postcode): Reading => ({ ...reading, postcode })))
}

function findRanked(finder: Finder, reading: Reading, limit: number): readonly GeographicAddress[] {
  const found = finder.find(reading, limit)
  return [...found].sort((a, b) => compareMatches(reading, a, b)).slice(0, limit)
}

/** A number alone is a house or the start of a street ("26"): both readings get room. Otherwise the likeliest reading fills the list first. */
function merge(lists: readonly (readonly GeographicAddress[])[], likeliest: Reading, limit: number): GeographicAddress[] {
  const isNumberAlone = likeliest.number !== null && likeliest.words.length === 0
  const [first = [], ...rest] = lists
  const half = isNumberAlone ? Math.max(Math.ceil(limit / 2), limit - rest.flat().length) : limit
  const places = [...first.slice(0, half), ...rest.flat(), ...first.slice(half)]
  return [...new Map(places.map((place) => [place.id, place])).values()].slice(0, limit)
}

function compareMatches(reading: Reading, a: GeographicAddress, b: GeographicAddress): number {
  const exactNumber = (place: GeographicAddress): number => (foldText(place.number) === reading.number ? 0 : 1)
  return exactNumber(a) - exactNumber(b) || wholeWords(reading, b.street) - wholeWords(reading, a.street) || compareNames(a.street, b.street)
    || compareNames(a.number, b.number) || compareNames(a.postcode, b.postcode)
}
