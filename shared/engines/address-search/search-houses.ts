import { ABBREVIATIONS } from '../../domain/address-text.ts'
import { correctionsOf } from './corrections.ts'
import type { Reach } from './corrections.ts'
import { editDistance } from './edit-distance.ts'
import { createFinder } from './find-houses.ts'
import type { HasUnit, House } from './find-houses.ts'
import type { PlaceIndex } from './place-index.ts'
import { readQuery } from './reading.ts'
import type { Reading } from './reading.ts'

/** `unit`: that of the question where the houses have it, else null: then the premise is meant. `didYouMean`: texts that find something. */
export type FoundHouses = { readonly houses: readonly House[]; readonly unit: string | null; readonly didYouMean: readonly string[] }

const SUGGESTIONS = 10
/** Where the street is right and the number is not, this many of its houses come before other spellings of the street, and so many of those. */
const NEAREST_HOUSES = 5
const OTHER_SPELLINGS = 3
/** Two figures are one edit from most others: nothing is concluded from so little. */
const FIGURES = 3
const GENERIC_WORDS: ReadonlySet<string> = new Set([...ABBREVIATIONS].flat())
/** Vocabularies larger than this are not read whole for a word that resembles nothing. */
const LAST_RESORT_WORDS = 5_000

/**
 * Type-ahead over streets, then a seek for the house. Every part is optional to the person: number first, last or alone, postcode alone,
 * words in any order, each a prefix. Nothing fits → spelling, then neighbours; never nothing for a text that has a letter or a digit.
 * A house that is not the one asked for is in `houses` only where no street is spelled as typed, or behind the one asked for.
 */
export function createHouseSearch(index: PlaceIndex, hasUnit: HasUnit): (text: string, limit: number) => FoundHouses {
  const finder = createFinder(index, hasUnit)
  const manyTowns = new Set(index.streets.map(({ city }) => city)).size > 1
  const streetText = ({ street }: House): string => index.streets[street]!.name + (manyTowns ? `, ${index.streets[street]!.city}` : '')
  const houseText = (house: House): string => `${index.numbers[house.number]!} ${streetText(house)}`
  const textsOf = (reading: Reading, houses: readonly House[]): readonly string[] => houses.map(reading.number === null ? streetText : houseText)

  return (text, limit) => {
    const readings = readQuery(text, finder.isPostcode)
    const [likeliest] = readings
    if (!likeliest) return { houses: [], unit: null, didYouMean: [] }
    const find = (reading: Reading): readonly House[] => finder.find(reading, limit)
    const found = merge(readings.map(find), likeliest, limit)
    if (found.length > 0) return { houses: distinctHouses([...found, ...alike(likeliest, found, limit)]).slice(0, limit), unit: likeliest.unit, didYouMean: [] }
    const premises = likeliest.unit === null ? [] : merge(readings.map((reading) => find({ ...reading, unit: null })), likeliest, limit)
    if (premises.length > 0) return { houses: premises, unit: null, didYouMean: [] }
    const begun = merge(withBegunPostcode(text).map(find), likeliest, limit)
    if (begun.length > 0) return { houses: begun, unit: likeliest.unit, didYouMean: [] }
    return suggest(readings, limit, find)
  }

  /** Behind what was found: the street with another letter, where a word may not be typed to its end; else numbers one figure off. */
  function alike(reading: Reading, found: readonly House[], limit: number): readonly House[] {
    const { number, words, unit } = reading
    const [first] = found
    if (found.length >= limit || number === null || unit !== null || words.length === 0 || !first) return []
    if (!finder.isSpelledOut(reading, first)) return otherStreets(reading, number, limit - found.length, limit)
    if (number.length < FIGURES || reading.postcode !== null) return []
    return byNearness(number, finder.housesNear(reading).filter((house) => editDistance(index.numbers[house.number]!, number, 1) <= 1))
  }
  /** Likeliest spellings first, until there is no room left: each costs a search. */
  function otherStreets(reading: Reading, number: string, room: number, limit: number): readonly House[] {
    const houses: House[] = []
    for (const correction of correctionsOf(index, [reading], 'near')) {
      houses.push(...finder.find(correction.reading, limit).filter((house) => index.numbers[house.number] === number))
      if (houses.length >= room) break
    }
    return houses
  }

  function suggest(readings: readonly Reading[], limit: number, find: (reading: Reading) => readonly House[]): FoundHouses {
    const unit = readings[0]!.unit
    const near = trySpellings(readings, 'near', find)
    const onTheStreet = readings.flatMap(nearestNumbers)
    const found = near.length > 0 || onTheStreet.length > 0 ? near : trySpellings(readings, 'far', find)
    const spelled = found.flatMap((attempt) => textsOf(attempt.reading, attempt.houses))
    const postcodes = readings.flatMap(nearPostcodes)
    if (onTheStreet.length > 0) return { houses: [], unit, didYouMean: distinct([...postcodes, ...onTheStreet.slice(0, NEAREST_HOUSES), ...spelled.slice(0, OTHER_SPELLINGS), ...onTheStreet]) }
    if (found.length > 0) return { houses: exactNumbersFirst(found).slice(0, limit), unit, didYouMean: distinct(spelled) }
    const attempts = correctionsOf(index, readings, 'far').slice(0, NEAREST_HOUSES)
    const nearby = attempts.flatMap(({ reading }) => nearestNumbers(reading))
    if (nearby.length > 0) return { houses: [], unit, didYouMean: distinct(nearby) }
    const fewer = readings.flatMap(withoutOneWord).flatMap((reading) => textsOf(reading, find(reading)))
    return { houses: [], unit, didYouMean: fewer.length > 0 ? distinct(fewer) : lastResort(readings) }
  }

  /** Searches by the likeliest corrections; once one finds something, only those that are as likely still get their turn. */
  function trySpellings(readings: readonly Reading[], reach: Reach, find: (reading: Reading) => readonly House[]) {
    const found: { readonly reading: Reading; readonly houses: readonly House[] }[] = []
    let enough = Number.POSITIVE_INFINITY
    for (const { cost, reading } of correctionsOf(index, readings, reach)) {
      if (cost > enough) break
      const houses = find(reading)
      if (houses.length === 0) continue
      found.push({ reading, houses })
      enough = Math.min(enough, cost + 0.5)
    }
    return found
  }

  function exactNumbersFirst(found: readonly { readonly reading: Reading; readonly houses: readonly House[] }[]): readonly House[] {
    const all = found.flatMap(({ reading, houses }) => houses.map((house) => ({ house, isExact: index.numbers[house.number] === reading.number })))
    return distinctHouses([...all.filter(({ isExact }) => isExact), ...all.filter(({ isExact }) => !isExact)].map(({ house }) => house))
  }

  /** One edit away, then by how far down the street. */
  function byNearness(number: string, houses: readonly House[]): readonly House[] {
    const wanted = Number.parseInt(number, 10)
    const scored = houses.map((house) => ({ house, edits: editDistance(index.numbers[house.number]!, number, 1), away: Math.abs(index.numberValues[house.number]! - wanted) }))
    return scored.sort((a, b) => a.edits - b.edits || a.away - b.away || a.house.street - b.house.street).map(({ house }) => house)
  }

  /** The houses on the street that was meant whose numbers are nearest to the one typed. */
  function nearestNumbers(reading: Reading): readonly string[] {
    if (reading.number === null) return []
    if (reading.words.length === 0 && reading.postcode === null) return nearestAnywhere(reading, reading.number)
    return byNearness(reading.number, finder.housesNear(reading)).slice(0, SUGGESTIONS).map(houseText)
  }

  /** A number that no house has: the houses whose number begins alike. */
  function nearestAnywhere(reading: Reading, whole: string): readonly string[] {
    for (let number = whole; number.length > 0; number = number.slice(0, -1)) {
      const houses = finder.find({ ...reading, number, unit: null }, SUGGESTIONS)
      if (houses.length > 0) return houses.map(houseText)
    }
    return []
  }

  /** "… Cheyenne WY 8": figures after a house and its street that begin a postcode, read as each postcode they may become. */
  function withBegunPostcode(text: string): readonly Reading[] {
    const [, before, figures] = /^(.*\S)[\s,]+(\d{1,4})\s*$/.exec(text) ?? []
    if (before === undefined || figures === undefined) return []
    const houses = readQuery(before, finder.isPostcode).filter(({ number, words, postcode }) => number !== null && words.length > 0 && postcode === null)
    const known = houses.flatMap((reading) => [...new Set(finder.find(reading, SUGGESTIONS).map(({ street }) => index.streets[street]!.postcode))].map((postcode) => ({ reading, postcode })))
    return known.filter(({ postcode }) => postcode.startsWith(figures)).map(({ reading, postcode }): Reading => ({ ...reading, postcode }))
  }

  function nearPostcodes({ words, number }: Reading): readonly string[] {
    return words.length === 0 && number?.length === 5 ? index.postcodes.filter((postcode) => editDistance(postcode, number, 1) <= 1) : []
  }

  /** Nothing is near: the streets whose words are least far from the longest word typed, and if even that finds none, where lists begin. */
  function lastResort(readings: readonly Reading[]): readonly string[] {
    const [longest] = readings.flatMap(({ words }) => words).filter((word) => !GENERIC_WORDS.has(word)).sort((a, b) => b.length - a.length)
    const edits = longest === undefined ? 0 : index.words.terms.length > LAST_RESORT_WORDS ? Math.min(3, longest.length) : longest.length
    const terms = longest === undefined ? [] : [...index.words.within(longest, edits)].sort((a, b) => a.distance - b.distance || a.word - b.word).slice(0, NEAREST_HOUSES)
    const houses = terms.flatMap(({ term }) => finder.find({ number: null, words: [term], postcode: null, unit: null }, SUGGESTIONS))
    return distinct(houses.length > 0 ? houses.map(streetText) : index.streets.slice(0, SUGGESTIONS).map((_, street) => streetText({ street, number: 0 })).slice(0, 3))
  }
}

/** A number alone is a house or the start of a street ("26"): both readings get room. Otherwise the likeliest reading fills the list first. */
function merge(lists: readonly (readonly House[])[], likeliest: Reading, limit: number): readonly House[] {
  const isNumberAlone = likeliest.number !== null && likeliest.words.length === 0
  const [first = [], ...rest] = lists
  const half = isNumberAlone ? Math.max(Math.ceil(limit / 2), limit - rest.flat().length) : limit
  return distinctHouses([...first.slice(0, half), ...rest.flat(), ...first.slice(half)]).slice(0, limit)
}

/** One word left out, where what stays still names a street and not only its kind or direction. */
const withoutOneWord = (reading: Reading): readonly Reading[] =>
  reading.words.length < 2 ? [] : reading.words.map((_, index) => ({ ...reading, words: reading.words.filter((_word, at) => at !== index) })).filter(({ words }) => words.some((word) => !GENERIC_WORDS.has(word)))

const distinctHouses = (houses: readonly House[]): readonly House[] => [...new Map(houses.map((house) => [house.street * 2 ** 24 + house.number, house])).values()]
const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].slice(0, SUGGESTIONS)
