import { ABBREVIATIONS, foldText, normaliseStreet } from '../../domain/address-text.ts'
import { createWordIndex } from './word-index.ts'

/** A street of one town and postcode. `key`: whatever the owner knows it by. */
export type IndexedStreet = { readonly key: number; readonly name: string; readonly city: string; readonly region: string; readonly postcode: string }
/** Lists behind each other: those of `i` are `values[from[i]] … values[from[i + 1] - 1]`. */
export type Lists = { readonly from: Uint32Array; readonly values: Uint32Array }
/** The houses of an index: `numbers` sorted by code unit; `from` and `values` are the numbers of each street, streets in the order of the index. */
export type PackedHouses = { readonly numbers: readonly string[]; readonly numbersOfStreet: Lists }
/** No street's name has as many. */
export const MOST_NAME_WORDS = 64
export type PlaceIndex = ReturnType<typeof createPlaceIndex>

/**
 * Streets and house numbers apart, in typed arrays: there are ~70 times fewer streets than houses (limits.md section 1). A house is a
 * street and the position of its number in a dictionary of numbers that is sorted, so that "4" is a range of it. `houses`: pairs of a
 * street's position in `streets` and a number, any order, repeated ones count once; or those of an index of the same streets, kept.
 */
export function createPlaceIndex(given: readonly IndexedStreet[], houses: Iterable<readonly [street: number, number: string]> | PackedHouses) {
  const order = orderOf(given)
  const streets = order.map((at) => given[at]!)
  const rank = new Uint32Array(given.length)
  order.forEach((at, position) => (rank[at] = position))
  const texts = streets.map(wordsOf)
  const words = createWordIndex([...new Set(texts.flat())].sort(byCodeUnit))
  const wordIds = new Map(words.terms.map((term, id) => [term, id]))
  const wordsOfStreet = listsOf(texts.map((text) => Uint32Array.from(new Set(text.map((word) => wordIds.get(word)!))).sort()))
  const { numbers, numbersOfStreet } = 'numbersOfStreet' in houses ? houses : readHouses(houses, rank, streets.length)
  const postcodes = [...new Set(streets.map(({ postcode }) => postcode))].sort(byCodeUnit)
  const postcodeIds = new Map(postcodes.map((postcode, id) => [postcode, id]))
  const postcodeOfStreet = Uint32Array.from(streets, ({ postcode }) => postcodeIds.get(postcode)!)
  const bytes = [wordsOfStreet, numbersOfStreet].reduce((sum, { from, values }) => sum + 2 * (from.byteLength + values.byteLength), 0) + words.bytes + numbers.length * 24 + streets.length * 96
  return {
    streets, words, wordsOfStreet, streetsOfWord: turned(wordsOfStreet, words.terms.length),
    /** House numbers, folded, sorted by code unit. */
    numbers, numberValues: Float64Array.from(numbers, (number) => Number.parseInt(number, 10) || 0), numbersOfStreet, streetsOfNumber: turned(numbersOfStreet, numbers.length),
    postcodes, postcodeOfStreet, streetsOfPostcode: turned(listsOf([...postcodeOfStreet].map((id) => Uint32Array.of(id))), postcodes.length),
    /** How many words each street's name has, `MOST_NAME_WORDS` less one at most. */
    nameWords: Uint8Array.from(streets, ({ name }) => Math.min(MOST_NAME_WORDS - 1, name.split(' ').length)),
    seen: new Uint32Array(streets.length),
    /** Typed arrays exactly, texts by their length. */
    bytes,
  }
}

/** A collator is made once: comparing by locale without one costs a hundred times as much. */
const collator = new Intl.Collator('en', { numeric: true })
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By name as people sort them, then postcode and town. Names repeat from town to town, so each is compared once. */
function orderOf(streets: readonly IndexedStreet[]): readonly number[] {
  const names = [...new Set(streets.map(({ name }) => name))].sort((a, b) => collator.compare(a, b))
  const place = new Map(names.map((name, at) => [name, at]))
  return streets.map((_, at) => at).sort((a, b) => {
    const [one, other] = [streets[a]!, streets[b]!]
    return place.get(one.name)! - place.get(other.name)! || byCodeUnit(one.postcode, other.postcode) || byCodeUnit(one.city, other.city) || one.key - other.key
  })
}

/** Long form of each short one: "ST" is written "STREET" too. */
const LONG_FORMS = longForms([
  ...ABBREVIATIONS, ['SAINT', 'ST'], ['ST', 'SAINT'], ['MOUNT', 'MT'], ['MT', 'MOUNT'], ['FORT', 'FT'], ['FT', 'FORT'], ['MOUNTAIN', 'MTN'], ['MTN', 'MOUNTAIN'], ['SPRINGS', 'SPGS'], ['SPGS', 'SPRINGS'],
  ['STR', 'ST'], ['BLV', 'BLVD'], ['CRT', 'CT'], ['CRCL', 'CIR'], ['HWAY', 'HWY'], ['PKY', 'PKWY'], ['TERR', 'TER'], ['TR', 'TRL'], ['CROSSING', 'XING'], ['XING', 'CROSSING'], ['JUNIOR', 'JR'], ['JR', 'JUNIOR'],
  ['NORTHEAST', 'NE'], ['NORTHWEST', 'NW'], ['SOUTHEAST', 'SE'], ['SOUTHWEST', 'SW'], ['NE', 'NORTHEAST'], ['NW', 'NORTHWEST'], ['SE', 'SOUTHEAST'], ['SW', 'SOUTHWEST'],
  ...['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'FIFTH', 'SIXTH', 'SEVENTH', 'EIGHTH', 'NINTH', 'TENTH'].flatMap((word, at) => { const figure = `${at + 1}${['ST', 'ND', 'RD'][at] ?? 'TH'}`; return [[word, figure], [figure, word]] as const }),
])
function longForms(pairs: readonly (readonly [from: string, to: string])[]): ReadonlyMap<string, readonly string[]> {
  return new Map([...new Set(pairs.map(([, to]) => to))].map((to) => [to, pairs.filter((pair) => pair[1] === to).map(([from]) => from)]))
}

/** Long and short form of each word, so that "stre", "street" and "st" all find it; then town and region. Postcodes are a filter, or "8" would find every street. */
function wordsOf(street: IndexedStreet): readonly string[] {
  const short = wordsIn(normaliseStreet(street.name))
  return [...short, ...short.flatMap((word) => LONG_FORMS.get(word) ?? []), ...wordsIn(foldText(street.city)), ...wordsIn(foldText(street.region))]
}
const wordsIn = (folded: string): readonly string[] => folded.replaceAll(/['’]/g, '').split(/[^A-Z0-9]+/).filter((word) => word !== '')

function readHouses(houses: Iterable<readonly [number, string]>, rank: Uint32Array, streets: number): PackedHouses {
  const ids = new Map<string, number>()
  let [where, which, count] = [new Uint32Array(1 << 16), new Uint32Array(1 << 16), 0]
  for (const [street, number] of houses) {
    let id = ids.get(number)
    if (id === undefined) ids.set(number, (id = ids.size))
    if (count === where.length) [where, which] = [grown(where), grown(which)]
    where[count] = rank[street]!
    which[count++] = id
  }
  const numbers = [...ids.keys()].sort(byCodeUnit)
  const sorted = new Uint32Array(numbers.length)
  numbers.forEach((number, at) => (sorted[ids.get(number)!] = at))
  const pairs = new Float64Array(count)
  for (let at = 0; at < count; at++) pairs[at] = where[at]! * numbers.length + sorted[which[at]!]!
  pairs.sort()
  const from = new Uint32Array(streets + 1)
  const values = new Uint32Array(count)
  let kept = 0
  for (let at = 0; at < count; at++) {
    if (at > 0 && pairs[at] === pairs[at - 1]) continue
    from[Math.floor(pairs[at]! / numbers.length) + 1]!++
    values[kept++] = pairs[at]! % numbers.length
  }
  for (let at = 0; at < streets; at++) from[at + 1]! += from[at]!
  return { numbers, numbersOfStreet: { from, values: values.slice(0, kept) } }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}

function listsOf(lists: readonly Uint32Array[]): Lists {
  const from = new Uint32Array(lists.length + 1)
  lists.forEach((list, at) => (from[at + 1] = from[at]! + list.length))
  const values = new Uint32Array(from[lists.length]!)
  lists.forEach((list, at) => values.set(list, from[at]))
  return { from, values }
}

/** For each value the lists that hold it, in order. */
function turned(lists: Lists, values: number): Lists {
  const from = new Uint32Array(values + 1)
  for (const value of lists.values) from[value + 1]!++
  for (let at = 0; at < values; at++) from[at + 1]! += from[at]!
  const next = from.slice()
  const out = new Uint32Array(lists.values.length)
  for (let list = 0; list + 1 < lists.from.length; list++) {
    for (let at = lists.from[list]!; at < lists.from[list + 1]!; at++) out[next[lists.values[at]!]!++] = list
  }
  return { from, values: out }
}
