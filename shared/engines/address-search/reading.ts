import { foldText, wholeRange } from '../../domain/address-text.ts'

/** One way to understand what was typed: `number` null when no house number is meant. Words and numbers are folded. */
export type Reading = { readonly number: string | null; readonly words: readonly string[]; readonly postcode: string | null; readonly unit: string | null }

const UNIT_WORD = /(?:\b(?:APT|APARTMENT|UNIT|STE|SUITE)\b\s*#?|#)\s*([A-Z0-9]+)/
/** A number may be a house ("404"), a part of a street ("26" of "26th", highway 30) or, with five digits, a postcode. */
const NUMBER = /^\d+[A-Z]?$/

/** "112-14" is one house over several numbers. */
const RANGE = /(?<![A-Z0-9-])(\d{1,5}[A-Z]?)-(\d{1,4}[A-Z]?)(?![A-Z0-9-])/

/** The house number as it is sought: "Lot 10" → "10", "303a" → "303A", "112-14" → "112-114". */
export const numberKey = (number: string): string => wholeRange(foldText(number).replace(/^[A-Z]+ /, ''))

/**
 * Every sensible reading of a query, most likely first: house number first, last or in the middle, then none. `isPostcode`: whether the
 * territory has that postcode; four figures behind one ("82001-1234") say nothing that is kept here. Empty when there is no letter or digit in the text.
 */
export function readQuery(text: string, isPostcode: (word: string) => boolean): readonly Reading[] {
  const folded = foldText(text).replaceAll(/(?<![A-Z0-9-])(\d{5})-\d{4}(?![A-Z0-9-])/g, (whole: string, postcode: string) => (isPostcode(postcode) ? postcode : whole))
  const unit = UNIT_WORD.exec(folded)
  const given = unit ? folded.replace(unit[0], ' ') : folded
  const rest = tokensOf(given)
  // "apt 2" and no more names no place: then it is read as any other text.
  if (unit && rest.length === 0) return readingsOf(tokensOf(folded), null, isPostcode)
  return [...rangeReadings(given, unit?.[1] ?? null, isPostcode), ...readingsOf(rest, unit?.[1] ?? null, isPostcode)]
}

/** A range as it is written, in full, and its first number alone. */
function rangeReadings(text: string, unit: string | null, isPostcode: (word: string) => boolean): readonly Reading[] {
  const [range, first, last] = RANGE.exec(text) ?? []
  if (range === undefined || first === undefined || last === undefined) return []
  const [beside] = readingsOf(tokensOf(text.replace(range, ' ')), unit, isPostcode).slice(-1)
  const numbers = [...new Set([wholeRange(range), range, first])]
  return beside === undefined ? numbers.map((number) => ({ number, words: [], postcode: null, unit })) : numbers.map((number) => ({ ...beside, number }))
}

const tokensOf = (folded: string): readonly string[] =>
  folded.replaceAll(/['’]/g, '').replaceAll(/\bLOT (?=\d)/g, '').split(/[^A-Z0-9]+/).filter((word) => word !== '' && word !== 'USA')

function readingsOf(tokens: readonly string[], unit: string | null, isPostcode: (word: string) => boolean): readonly Reading[] {
  if (tokens.length === 0) return []
  const postcodeAt = tokens.findLastIndex((word) => /^\d{5}$/.test(word) && isPostcode(word))
  const words = tokens.filter((_, index) => index !== postcodeAt)
  const base = { postcode: tokens[postcodeAt] ?? null, unit }
  const numbered = likelyNumberPositions(words).map((at): Reading => ({ ...base, number: words[at]!, words: words.filter((_, index) => index !== at) }))
  return [...numbered, { ...base, number: null, words }]
}

function likelyNumberPositions(words: readonly string[]): readonly number[] {
  const positions = words.flatMap((word, index) => (NUMBER.test(word) ? [index] : []))
  const last = positions.at(-1)
  return positions.length < 2 ? positions : [...new Set([positions[0]!, last!, ...positions])]
}
