import type { Result } from '../kernel/result.ts'
import { err, ok } from '../kernel/result.ts'

/** The parts of one written address. `street` and `unit` are normalised for people: "E 26th St", "Apt 2". */
export type AddressParts = { readonly number: string; readonly street: string; readonly unit: string | null; readonly city: string; readonly region: string; readonly postcode: string }
export type AddressRefusal = 'region-or-postcode-missing' | 'other-region' | 'other-city' | 'house-number-missing' | 'street-missing'

/** Postal abbreviations: what people write in full → what lists carry. Source: USPS Publication 28, appendices B and C. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['STREET', 'ST'], ['AVENUE', 'AVE'], ['AV', 'AVE'], ['DRIVE', 'DR'], ['ROAD', 'RD'], ['LANE', 'LN'], ['COURT', 'CT'], ['CIRCLE', 'CIR'], ['BOULEVARD', 'BLVD'],
  ['PLACE', 'PL'], ['TRAIL', 'TRL'], ['PARKWAY', 'PKWY'], ['HIGHWAY', 'HWY'], ['TERRACE', 'TER'], ['BRIDGE', 'BRG'], ['BLUFF', 'BLF'], ['RIDGE', 'RDG'], ['LAKE', 'LK'],
  ['HEIGHTS', 'HTS'], ['SQUARE', 'SQ'], ['ALLEY', 'ALY'], ['CROSSING', 'XING'], ['CRESCENT', 'CRES'], ['EXPRESSWAY', 'EXPY'], ['EXTENSION', 'EXT'], ['FREEWAY', 'FWY'], ['JUNCTION', 'JCT'], ['PLAZA', 'PLZ'],
  ['TURNPIKE', 'TPKE'], ['NORTHEAST', 'NE'], ['NORTHWEST', 'NW'], ['SOUTHEAST', 'SE'], ['SOUTHWEST', 'SW'], ['NORTH', 'N'], ['SOUTH', 'S'], ['EAST', 'E'], ['WEST', 'W'],
])
const DIRECTIONS: ReadonlySet<string> = new Set(['N', 'S', 'E', 'W', 'NE', 'NW', 'SE', 'SW'])
/** What a list shortens in the middle of a name, and means nothing else there: ST may be a saint, DR a doctor. */
const IN_NAMES: ReadonlyMap<string, string> = new Map(['TRAIL', 'TERRACE', 'BRIDGE', 'BLUFF', 'RIDGE', 'LAKE', 'HEIGHTS', 'CIRCLE'].map((long) => [ABBREVIATIONS.get(long) ?? long, long]))
/** What a street's kind is shortened to. */
const KINDS: ReadonlySet<string> = new Set([...ABBREVIATIONS.values()].filter((short) => !DIRECTIONS.has(short)))
/** Designators that begin a unit. LOT is not here: a lot stands in place of a house number. */
const UNIT = /[\s,]+(?:(APT|APARTMENT|UNIT|STE|SUITE)\.?\s+#?|#\s*)([A-Z0-9-]+)$/

/**
 * Reads a one-line address in any of the written forms of our sources: "303 E 26TH ST,CHEYENNE,WY 82001,USA" and
 * "610 W 26th St Cheyenne, WY 82001". `place`: the city and region the list is for; the city cannot be told from the street otherwise.
 * A neighbourhood between street and city is left out. Errors: the part that is missing or of another place.
 */
export function parseAddressLine(line: string, place: { readonly city: string; readonly region: string }): Result<AddressParts, AddressRefusal> {
  const upper = foldText(line).replace(/,?\s*(USA|US|UNITED STATES)$/, '')
  const tail = /^(.*?)[\s,]+([A-Z]{2})\s+(\d{5})(?:-\d{4})?$/.exec(upper)
  if (!tail) return err('region-or-postcode-missing')
  const [, before = '', region = '', postcode = ''] = tail
  if (region !== place.region.toUpperCase()) return err('other-region')
  const city = foldText(place.city)
  if (!before.endsWith(city) || !/[\s,]/.test(before.at(-city.length - 1) ?? '')) return err('other-city')
  const rest = before.slice(0, -city.length).replace(/[\s,]+$/, '')
  const unit = UNIT.exec(rest)
  const first = (unit ? rest.slice(0, unit.index) : rest).split(',')[0]!.trim()
  const numbered = /^(LOT \d+|\d+[A-Z]?(?:[-/]\d+)?)(?:\s+(.*))?$/.exec(first)
  if (!numbered) return err('house-number-missing')
  if (!numbered[2]) return err('street-missing')
  return ok({ number: titleWord(numbered[1]!), street: displayStreet(numbered[2]), unit: unit ? `${unitWord(unit[1])} ${unit[2]}` : null, city: displayWords(city), region, postcode })
}

/** The text that is equal for every spelling of one place; an id is a hash of it. Never shown to people. */
export function addressKey(parts: AddressParts): string {
  return [wholeRange(parts.number), normaliseStreet(parts.street), bareUnit(parts.unit ?? ''), parts.city, parts.region, parts.postcode].map(foldText).join('|')
}

/** A range written short is the same range written in full: "112-14" → "112-114". A leading zero ("112-05") is a number of its own kind and stays. */
export function wholeRange(number: string): string {
  const short = /^(\d+)\s*[-\u2013]\s*([1-9]\d*)$/.exec(number)
  if (!short) return number
  const [, from = '', to = ''] = short
  const whole = to.length < from.length ? from.slice(0, from.length - to.length) + to : to
  return Number(whole) > Number(from) ? `${from}-${whole}` : `${from}-${to}`
}

/** What tells units of one house apart, whoever calls them what: "Apt 2", "Unit 2" and "#2" are one. A floor or a building is not an apartment. */
const bareUnit = (unit: string): string => unit.replace(/^(?:(?:apt|apartment|unit|ste|suite|no)\b\.?\s*#?|#)\s*/i, '')

/** Upper case, no accents, dots or repeated blanks: the form in which texts are compared. */
export const foldText = (text: string): string => (/^[A-Z0-9]+$/.test(text) ? text : text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().replaceAll('.', '').replaceAll(/\s+/g, ' ').trim())

/** Upper case with postal abbreviations: "East 26th Street" → "E 26TH ST". */
export const normaliseStreet = (street: string): string => foldText(street).split(' ').map((word) => ABBREVIATIONS.get(word) ?? word).join(' ')

const displayStreet = (street: string): string => displayWords(shortStreet(foldText(street).split(' ')).join(' '))

/**
 * Upper-case words of a street as people read them: what says its direction or its kind is shortened, and only where that stands. "LAKE STREET" is Lake
 * St, "NORTH RDG ROAD" is N Ridge Rd, "COUNTY ROAD 124" is County Rd 124, and "NORTH STREET" keeps its name. Source: USPS Publication 28, 232 to 234.
 */
export function shortStreet(words: readonly string[]): readonly string[] {
  const shorts = words.map((word) => ABBREVIATIONS.get(word) ?? word)
  const isDirection = (at: number): boolean => DIRECTIONS.has(shorts[at] ?? '')
  const isKind = (at: number): boolean => KINDS.has(shorts[at] ?? '')
  const last = words.length - 1
  const hasPost = last > 1 && isDirection(last)
  const hasPre = last > 1 || (last === 1 && !isKind(1))
  const kindAt = hasPost ? last - 1 : last
  return words.map((word, at) => {
    const isShort = isDirection(at) ? (at === 0 && hasPre) || (at === last && hasPost) : at > 0 && (at === kindAt || /^\d/.test(words[at + 1] ?? ''))
    return isShort ? (shorts[at] ?? word) : (IN_NAMES.get(word) ?? word)
  })
}
/** "E 26TH ST" → "E 26th St". */
export const displayWords = (text: string): string => text.split(' ').map(titleWord).join(' ')
const unitWord = (word: string | undefined): string => (word === undefined || word.startsWith('AP') ? 'Apt' : word.startsWith('S') ? 'Ste' : 'Unit')
const titleWord = (text: string): string => text.split(' ').map((word) => (DIRECTIONS.has(word) || word === 'US' ? word : /^\d/.test(word) && !/^\d+(ST|ND|RD|TH)$/.test(word) ? word : word.toLowerCase().replace(/^[a-z]|(?<=-)[a-z]/g, (letter) => letter.toUpperCase()))).join(' ')
