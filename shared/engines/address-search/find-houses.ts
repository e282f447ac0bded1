import { ABBREVIATIONS } from '../../domain/address-text.ts'
import { MOST_NAME_WORDS } from './place-index.ts'
import type { Lists, PlaceIndex } from './place-index.ts'
import type { Reading } from './reading.ts'
import { bound } from './word-index.ts'

/** A house: positions of its street and its number in the index. */
export type House = { readonly street: number; readonly number: number }
export type Finder = ReturnType<typeof createFinder>
/** Whether a house has that unit. Asked only for questions with a unit. */
export type HasUnit = (house: House, unit: string) => boolean

/** How many streets are ranked for one keystroke: "e" alone is on hundreds. */
const STREET_CAP = 400
/** How many are looked at to find them. Only words that are on more streets than this meet it, and together they are rarely rare. */
const LOOK_CAP = 20_000
const NEAREST_STREETS = 6
const LAST = '\u{10FFFF}'

type Range = readonly [from: number, to: number]
type WordRange = { readonly range: Range; readonly whole: number }
/** `fit`: higher is better. */
type FoundStreet = { readonly street: number; readonly fit: number }

/** The seeks behind the type-ahead: every word of a reading a prefix, all of them needed, in any order. Best first. */
export function createFinder(index: PlaceIndex, hasUnit: HasUnit) {
  const { words, numbersOfStreet: houses } = index
  let question = 0
  const numbersFrom = (text: string): number => bound(index.numbers.length, (at) => index.numbers[at]! < text)
  const postcodeId = (postcode: string): number => bound(index.postcodes.length, (at) => index.postcodes[at]! < postcode)
  const fitting = (found: readonly House[], unit: string | null, limit: number): readonly House[] => {
    if (unit === null) return found.slice(0, limit)
    const fit: House[] = []
    for (const house of found) {
      if (hasUnit(house, unit)) fit.push(house)
      if (fit.length === limit) break
    }
    return fit
  }

  /** Streets that have every word, the postcode and a number of the range; those looked at first have the rarest part as a whole word. */
  const streetsWith = (reading: Reading, numbers: Range | null): readonly FoundStreet[] => {
    const sought = reading.words.map((word): WordRange => {
      const short = ABBREVIATIONS.get(word) ?? word
      const at = words.range(short)[0]
      return { range: words.range(word), whole: words.terms[at] === short ? at : -1 }
    })
    const postcode = reading.postcode === null ? -1 : postcodeId(reading.postcode)
    if (sought.some(({ range: [from, to] }) => from === to) || (postcode >= 0 && index.postcodes[postcode] !== reading.postcode) || (numbers && numbers[0] === numbers[1])) return []
    const slices = [
      ...sought.map(({ range }) => sliceOf(index.streetsOfWord, range)), ...(postcode < 0 ? [] : [sliceOf(index.streetsOfPostcode, [postcode, postcode + 1])]),
      ...(numbers ? [sliceOf(index.streetsOfNumber, numbers)] : []),
    ]
    const [first, ...others] = slices
    if (!first) return []
    const rarest = others.reduce((least, slice) => (slice.length < least.length ? slice : least), first)
    question++
    const found: FoundStreet[] = []
    for (let at = 0; at < rarest.length && at < LOOK_CAP && found.length < STREET_CAP; at++) {
      const street = rarest[at]!
      if (index.seen[street] === question) continue
      index.seen[street] = question
      if (postcode >= 0 && index.postcodeOfStreet[street] !== postcode) continue
      const whole = wholeWords(index.wordsOfStreet, street, sought)
      if (whole < 0 || (numbers && firstIn(houses, street, numbers) < 0)) continue
      found.push({ street, fit: fitOf(street, whole, sought.length) })
    }
    return found.sort((a, b) => b.fit - a.fit || a.street - b.street)
  }
  /** By whole words; of streets with every word typed, the name with no other comes first: "lake st" means Lake St before Lake Shore St. */
  const fitOf = (street: number, whole: number, sought: number): number => whole * MOST_NAME_WORDS - (whole === sought ? index.nameWords[street]! : 0)
  const onStreets = (streets: readonly FoundStreet[], numbers: Range, atMost: number): readonly House[] => {
    const found: (House & { readonly fit: number })[] = []
    for (const { street, fit } of streets) {
      for (let at = firstIn(houses, street, numbers); at >= 0 && at < houses.from[street + 1]! && houses.values[at]! < numbers[1]; at++) found.push({ street, number: houses.values[at]!, fit })
      if (found.length >= atMost) break
    }
    return found.sort((a, b) => b.fit - a.fit || a.street - b.street || index.numberValues[a.number]! - index.numberValues[b.number]! || a.number - b.number)
  }
  const anywhere = (from: number, to: number, atMost: number): readonly House[] => {
    const found: House[] = []
    for (let number = from; number < to && found.length < atMost; number++) {
      for (let at = index.streetsOfNumber.from[number]!; at < index.streetsOfNumber.from[number + 1]! && found.length < atMost; at++) found.push({ street: index.streetsOfNumber.values[at]!, number })
    }
    return found
  }
  const findNumbered = (reading: Reading, number: string, limit: number): readonly House[] => {
    const from = numbersFrom(number)
    const exactTo = index.numbers[from] === number ? from + 1 : from
    const to = numbersFrom(number + LAST)
    const room = reading.unit === null ? limit * 5 : STREET_CAP
    if (reading.words.length === 0 && reading.postcode === null) return fitting(anywhere(from, to, room), reading.unit, limit)
    const exact = fitting(onStreets(streetsWith(reading, [from, exactTo]), [from, exactTo], room), reading.unit, limit)
    if (exact.length >= limit || exactTo === to) return exact
    return [...exact, ...fitting(onStreets(streetsWith(reading, [exactTo, to]), [exactTo, to], room), reading.unit, limit - exact.length)]
  }
  const housesOf = (street: number, unit: string | null, limit: number): readonly House[] => {
    const all = [...houses.values.subarray(houses.from[street]!, houses.from[street + 1]!)].sort((a, b) => index.numberValues[a]! - index.numberValues[b]! || a - b)
    return fitting(all.map((number) => ({ street, number })), unit, limit)
  }
  const findStreets = (reading: Reading, limit: number): readonly House[] => {
    const streets = streetsWith(reading, null).slice(0, reading.unit === null ? limit : STREET_CAP)
    // Many streets: one house each shows which are meant. Few: more of their houses.
    const each = Math.max(1, Math.ceil(limit / Math.max(streets.length, 1)))
    return streets.flatMap(({ street }) => housesOf(street, reading.unit, each)).slice(0, limit)
  }
  return {
    find: (reading: Reading, limit: number): readonly House[] => (reading.number === null ? findStreets(reading, limit) : findNumbered(reading, reading.number, limit)),
    /** Every house of the streets that fit best, whatever its number. */
    housesNear: (reading: Reading): readonly House[] => streetsWith(reading, null).slice(0, NEAREST_STREETS).flatMap(({ street }) => housesOf(street, null, Number.POSITIVE_INFINITY)),
    /** Whether every word typed is a whole word of the street. */
    isSpelledOut: (reading: Reading, house: House): boolean => streetsWithWhole(reading, house.street),
    isPostcode: (word: string): boolean => index.postcodes[postcodeId(word)] === word,
  }
  function streetsWithWhole(reading: Reading, street: number): boolean {
    const has = (word: string): boolean => {
      const short = ABBREVIATIONS.get(word) ?? word
      const at = words.range(short)[0]
      return words.terms[at] === short && firstIn(index.wordsOfStreet, street, [at, at + 1]) >= 0
    }
    return reading.words.every(has)
  }
}

const sliceOf = (lists: Lists, [from, to]: Range): Uint32Array => lists.values.subarray(lists.from[from]!, lists.from[to]!)

/** Where the list's first value of the range stands, or -1. Lists of streets are sorted. */
function firstIn(lists: Lists, list: number, [from, to]: Range): number {
  const start = lists.from[list]!
  const end = lists.from[list + 1]!
  const at = start + bound(end - start, (offset) => lists.values[start + offset]! < from)
  return at < end && lists.values[at]! < to ? at : -1
}

/** How many of the words sought are whole words of the street, or -1 when one is none of its words' beginnings: "house" means House Ave before Household Rd. */
function wholeWords(lists: Lists, street: number, sought: readonly WordRange[]): number {
  let whole = 0
  for (const { range, whole: id } of sought) {
    let [begins, isWhole] = [false, false]
    for (let at = lists.from[street]!; at < lists.from[street + 1]!; at++) {
      const value = lists.values[at]!
      if (value === id) isWhole = true
      if (value >= range[0] && value < range[1]) begins = true
    }
    if (!begins) return -1
    if (isWhole) whole++
  }
  return whole
}
