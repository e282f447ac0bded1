import { ABBREVIATIONS } from '../../../../shared/domain/address-text.ts'
import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import type { Db } from '../../sql/open.ts'
import type { PlaceMatches } from './cache.ts'
import { editDistance } from './edit-distance.ts'
import type { Finder } from './find-places.ts'
import type { Reading } from './search-text.ts'

const SUGGESTIONS = 5
/** Corrections tried for one question: each costs one search. */
const ATTEMPTS = 24
const NEIGHBOURS_OF_A_WORD = 4
/** Where the street is right and the number is not, this many of its houses come before other spellings of the street. */
const NEAREST_HOUSES = 3

/** Kinds and directions of streets, in both forms. */
const GENERIC_WORDS: ReadonlySet<string> = new Set([...ABBREVIATIONS].flat())

/**
 * What may have been meant when nothing fits: other spellings, joined and split words, a word too many, then the nearest house numbers.
 * `matches` holds houses only where no street is spelled as typed: another house is never passed off as the one asked for.
 */
export function createSuggester(db: Db, finder: Finder) {
  const vocabulary = db.prepare('SELECT upper(term) FROM street_word').pluck()
  const anyStreets = db.prepare('SELECT DISTINCT name FROM street ORDER BY name LIMIT 3').pluck()
  return (readings: readonly Reading[], limit: number, search: (reading: Reading) => readonly GeographicAddress[]): PlaceMatches => {
    const words = vocabulary.all() as string[]
    const attempts = readings.flatMap((reading) => corrections(reading, words)).sort((a, b) => a.cost - b.cost).slice(0, ATTEMPTS)
    const found = tryInTurn(attempts, search)
    const spelled = found.flatMap((attempt) => textsOf(attempt.reading, attempt.places))
    const postcodes = readings.flatMap((reading) => nearPostcodes(finder, reading))
    const onTheStreet = readings.flatMap((reading) => nearestNumbers(finder, reading))
    if (onTheStreet.length > 0) return { matches: [], didYouMean: distinct([...postcodes, ...onTheStreet.slice(0, NEAREST_HOUSES), ...spelled, ...onTheStreet]) }
    if (found.length > 0) return { matches: [...found[0]!.places].slice(0, limit), didYouMean: distinct(spelled) }
    const near = attempts.slice(0, NEIGHBOURS_OF_A_WORD).flatMap(({ reading }) => nearestNumbers(finder, reading))
    if (near.length > 0) return { matches: [], didYouMean: distinct(near) }
    const fewer = readings.flatMap((reading) => withoutOneWord(reading)).flatMap((reading) => textsOf(reading, search(reading)))
    if (fewer.length > 0) return { matches: [], didYouMean: distinct(fewer) }
    return { matches: [], didYouMean: lastResort(readings, words, search, anyStreets.all() as string[]) }
  }
}

/** Searches by the likeliest corrections; once one finds something, only those that are as likely still get their turn. */
function tryInTurn(attempts: readonly Correction[], search: (reading: Reading) => readonly GeographicAddress[]) {
  const found: { readonly reading: Reading; readonly places: readonly GeographicAddress[] }[] = []
  let enough = Number.POSITIVE_INFINITY
  for (const { cost, reading } of attempts) {
    if (cost > enough) break
    const places = search(reading)
    if (places.length === 0) continue
    found.push({ reading, places })
    enough = Math.min(enough, cost + 0.5)
  }
  return found
}

type Correction = { readonly cost: number; readonly reading: Reading }

/** Other readings with the same number. `cost`: how far they are from what was typed. */
function corrections(reading: Reading, vocabulary: readonly string[]): readonly Correction[] {
  const isKnown = (word: string): boolean => vocabulary.some((term) => term.startsWith(word))
  const unknown = reading.words.filter((word) => !isKnown(word))
  const one = reading.words.flatMap((word, index) => {
    // Where a word is on no street, that is the one misspelt. Figures are not spelled.
    if ((unknown.length > 0 && isKnown(word)) || /^\d+$/.test(word)) return []
    const replace = (by: readonly string[], span = 1): readonly string[] => [...reading.words.slice(0, index), ...by, ...reading.words.slice(index + span)]
    const next = reading.words[index + 1]
    const joined = next !== undefined && isKnown(word + next) ? [{ cost: 1, words: replace([word + next], 2) }] : []
    const splits = splitWord(word, vocabulary).map((parts) => ({ cost: 1, words: replace(parts) }))
    const spelled = neighbours(word, vocabulary, editsAllowed(word)).map((item) => ({ cost: item.distance + (isKnown(word) ? 1 : 0), words: replace([item.term]) }))
    return [...joined, ...splits, ...spelled]
  })
  // Two misspelt words: each replaced by its nearest.
  const several = unknown.length < 2 ? [] : [{ cost: 2, words: reading.words.map((word) => (isKnown(word) ? word : (neighbours(word, vocabulary, editsAllowed(word))[0]?.term ?? word))) }]
  return [...one, ...several].map(({ cost, words }) => ({ cost, reading: { ...reading, words } }))
}

/** Every two letters are one edit from each other: nothing is concluded from so little. */
const editsAllowed = (word: string): number => (word.length < 3 ? 0 : word.length <= 4 ? 1 : 2)

/** One word left out, where what stays still names a street and not only its kind or direction. */
const withoutOneWord = (reading: Reading): readonly Reading[] =>
  reading.words.length < 2 ? [] : reading.words.map((_, index) => ({ ...reading, words: reading.words.filter((_word, at) => at !== index) })).filter(({ words }) => words.some((word) => !GENERIC_WORDS.has(word)))

const nearPostcodes = (finder: Finder, reading: Reading): readonly string[] =>
  reading.words.length === 0 && reading.number?.length === 5 ? finder.postcodes().filter((postcode) => editDistance(postcode, reading.number ?? '', 1) <= 1) : []

/** Terms within `limit` edits of the word, or whose beginning is: the word may not be typed to its end. */
function neighbours(word: string, vocabulary: readonly string[], limit: number): readonly { readonly term: string; readonly distance: number }[] {
  if (limit === 0) return []
  return vocabulary
    .flatMap((term) => {
      const whole = editDistance(word, term, limit)
      const distance = whole <= limit || term.length <= word.length + 1 ? whole : editDistance(word, term.slice(0, word.length), limit) + 0.5
      return distance <= limit && !term.startsWith(word) ? [{ term, distance }] : []
    })
    .sort((a, b) => a.distance - b.distance || (a.term[0] === word[0] ? 0 : 1) - (b.term[0] === word[0] ? 0 : 1) || (a.term < b.term ? -1 : 1))
    .slice(0, NEIGHBOURS_OF_A_WORD)
}

function splitWord(word: string, vocabulary: readonly string[]): readonly (readonly [string, string])[] {
  const terms = new Set(vocabulary)
  return Array.from({ length: Math.max(word.length - 1, 0) }, (_, index) => [word.slice(0, index + 1), word.slice(index + 1)] as const)
    .filter(([left, right]) => terms.has(left) && vocabulary.some((term) => term.startsWith(right)))
}

/** The houses on the street that was meant whose numbers are nearest to the one typed. */
function nearestNumbers(finder: Finder, reading: Reading): readonly string[] {
  if (reading.number === null) return []
  if (reading.words.length === 0 && reading.postcode === null) return nearestAnywhere(finder, reading)
  const wanted = Number.parseInt(reading.number, 10)
  const away = (place: GeographicAddress): number => Math.abs(Number.parseInt(place.number.replace(/^\D+/, ''), 10) - wanted)
  const onStreet = finder.housesNear(reading)
  return [...onStreet].sort((a, b) => away(a) - away(b)).slice(0, SUGGESTIONS).map((place) => `${place.number} ${place.street}`)
}

/** A number that no house has: the houses whose number begins alike. */
function nearestAnywhere(finder: Finder, reading: Reading): readonly string[] {
  for (let number = reading.number ?? ''; number.length > 0; number = number.slice(0, -1)) {
    const places = finder.find({ ...reading, number }, SUGGESTIONS)
    if (places.length > 0) return places.slice(0, SUGGESTIONS).map((place) => `${place.number} ${place.street}`)
  }
  return []
}

/** Nothing is near: the streets whose words are least far from the longest word typed, and if even that finds none, where lists begin. */
function lastResort(readings: readonly Reading[], vocabulary: readonly string[], search: (reading: Reading) => readonly GeographicAddress[], anyStreets: readonly string[]): string[] {
  const [longest] = readings.flatMap((reading) => reading.words).filter((word) => !GENERIC_WORDS.has(word)).sort((a, b) => b.length - a.length)
  if (longest === undefined) return [...anyStreets]
  const nearest = neighbours(longest, vocabulary, longest.length)
  const places = nearest.flatMap(({ term }) => search({ number: null, words: [term], postcode: null, unit: null }))
  return places.length > 0 ? distinct(places.map((place) => place.street)) : [...anyStreets]
}

const textsOf = (reading: Reading, places: readonly GeographicAddress[]): readonly string[] =>
  places.map((place) => (reading.number === null ? place.street : `${place.number} ${place.street}`))
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].slice(0, SUGGESTIONS)
