import type { AddressParts } from '../../domain/address-text.ts'
import { displayWords, foldText, parseAddressLine, shortStreet } from '../../domain/address-text.ts'
import type { Result } from '../../kernel/result.ts'
import { err, ok } from '../../kernel/result.ts'

/** The columns of one address as a list carries them. Source: OpenAddresses (number, street, unit, city, district, region, postcode). */
export type AddressColumns = { readonly number: string; readonly street: string; readonly unit: string; readonly city: string; readonly district: string; readonly region: string; readonly postcode: string }
/** What stands where a list leaves a column empty. */
export type AddressDefaults = { readonly city: string; readonly region: string }

/** No address anywhere needs more; what is longer is damage or an attack, and is refused before it is folded. */
const LONGEST: Readonly<Record<keyof AddressColumns, number>> = { number: 20, street: 120, unit: 40, city: 80, district: 80, region: 40, postcode: 12 }
const DESIGNATORS: ReadonlyMap<string, string> = new Map([
  ['APT', 'Apt'], ['APARTMENT', 'Apt'], ['UNIT', 'Unit'], ['STE', 'Ste'], ['SUITE', 'Ste'], ['#', 'Unit'], ['NO', 'Unit'], ['FL', 'Fl'], ['FLOOR', 'Fl'], ['BLDG', 'Bldg'], ['BUILDING', 'Bldg'],
  ['RM', 'Rm'], ['ROOM', 'Rm'], ['LOT', 'Lot'], ['TRLR', 'Trlr'], ['TRAILER', 'Trlr'], ['SPC', 'Spc'], ['SPACE', 'Spc'], ['PH', 'Ph'], ['PENTHOUSE', 'Ph'], ['BSMT', 'Bsmt'], ['BASEMENT', 'Bsmt'],
])
const UNIT_IN_STREET = /[\s,]+(?:(?:APT|APARTMENT|UNIT|STE|SUITE)\.?\s*#?\s*|#\s*)([A-Z0-9-]+)$/i

/**
 * Reads the columns of one address into the house's own spelling: postal suffixes, units by their designator, ranges, no doubled blanks;
 * letters with marks stay as written and count as plain ones when houses are compared. Errors: a sentence that names the column.
 */
export function readAddress(columns: AddressColumns, defaults: AddressDefaults): Result<AddressParts, string> {
  for (const name of Object.keys(LONGEST) as (keyof AddressColumns)[]) {
    const { length } = columns[name]
    if (length > LONGEST[name]) return err(`the ${name} is ${length.toLocaleString('en-US')} characters long, and ${LONGEST[name]} are enough for any`)
    if (/[\p{Cc}\uFFFD]/u.test(columns[name])) return err(`the ${name} has characters that cannot be printed (is the file UTF-8?)`)
  }
  const number = readNumber(columns.number)
  if (number === null) return err(columns.number.trim() === '' ? 'the house number is missing' : `"${columns.number.trim()}" is not a house number`)
  const inStreet = UNIT_IN_STREET.exec(columns.street)
  const street = readStreet(inStreet ? columns.street.slice(0, inStreet.index) : columns.street)
  if (street === '') return err('the street is missing')
  const postcode = columns.postcode.trim().toUpperCase().replace(/^(\d{5})-?\d{4}$/, '$1')
  if (!/^[A-Z0-9]([A-Z0-9 -]*[A-Z0-9])?$/.test(postcode)) return err(postcode === '' ? 'the postcode is missing' : `"${postcode}" is not a postcode`)
  const unit = readUnit(columns.unit.trim() || (inStreet ? inStreet[0].replace(/^[\s,]+/, '') : ''))
  const region = (columns.region.trim() || defaults.region).toUpperCase()
  const city = columns.city.trim() || columns.district.trim() || defaults.city
  return ok({ number, street, unit, city: titled(city), region, postcode })
}

/** A whole address in one line, with or without commas: "49 HACKENSACK RD, CHESTNUT HILL, MA, 02467-3256, USA". `defaults.city` tells the city where no comma does. Errors: a sentence. */
export function readWrittenAddress(line: string, defaults: AddressDefaults): Result<AddressParts, string> {
  if (line.length > 300) return err(`the address is ${line.length.toLocaleString('en-US')} characters long`)
  const plain = parseAddressLine(line, defaults)
  if (plain.ok) return plain
  const parts = line.replace(/,?\s*(USA|US|United States)\s*$/i, '').split(',').map((part) => part.trim()).filter((part) => part !== '')
  const tail = /^(?:([A-Za-z]{2})[\s,]+)?(\d{5})(?:-\d{4})?$/.exec(parts.at(-1) ?? '')
  if (!tail || parts.length < 3) return err(WRITTEN_REFUSALS[plain.error])
  const before = tail[1] === undefined ? parts.slice(0, -2) : parts.slice(0, -1)
  const region = tail[1] ?? parts.at(-2) ?? ''
  const numbered = /^(LOT \d+|\d+[A-Z]?(?:[-/]\d+)?)\s+(.+)$/i.exec(before[0] ?? '')
  if (!numbered) return err('the house number is missing')
  const unit = before.length > 2 && /^(#|apt|apartment|unit|ste|suite)/i.test(before[1]!) ? before[1]! : ''
  return readAddress({ number: numbered[1]!, street: numbered[2]!, unit, city: before.length > 1 ? before.at(-1)! : '', district: '', region, postcode: tail[2]! }, defaults)
}

const WRITTEN_REFUSALS = {
  'region-or-postcode-missing': 'the state or the postcode is missing', 'other-region': 'the address is in another state', 'other-city': 'the address is in another city',
  'house-number-missing': 'the house number is missing', 'street-missing': 'the street is missing',
} as const

function readNumber(written: string): string | null {
  const number = foldText(written).replaceAll('\u2013', '-').replace(/\s*-\s*/, '-').replace(/^(\d+) ([A-Z])$/, '$1$2')
  if (/^LOT \d+[A-Z]?$/.test(number)) return displayWords(number)
  return /^[A-Z]?\d+[A-Z]{0,2}(?:-\d*[A-Z]?\d*)?(?: ?\d\/\d)?(?:[/]\d+)?$/.test(number) && !number.endsWith('-') ? number : null
}

function readStreet(written: string): string {
  const words = written.replaceAll('.', '').trim().split(/\s+/).filter((word) => word !== '')
  const folded = words.map(foldText)
  const short = shortStreet(folded)
  // A word that is not shortened keeps its accents and its own capitals.
  return words.map((word, at) => (short[at] !== folded[at] || folded[at] === word.toUpperCase() ? displayWords(short[at] ?? word) : titled(word))).join(' ')
}

function readUnit(written: string): string | null {
  const unit = foldText(written)
  if (unit === '') return null
  const named = /^(#|[A-Z]+)\s*#?\s*([A-Z0-9-]+)$/.exec(unit)
  const designator = named && (named[1] === '#' || /[\s#]/.test(unit)) ? DESIGNATORS.get(named[1]!) : undefined
  return designator === undefined ? `Unit ${unit.replace(/^#\s*/, '')}` : `${designator} ${named![2]}`
}

/** Words all in capitals are lists' shouting; any other spelling is the place's own. */
const titled = (text: string): string => {
  const tidy = text.trim().replaceAll(/\s+/g, ' ')
  return tidy === tidy.toUpperCase() ? tidy.toLowerCase().replaceAll(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase()) : tidy
}
