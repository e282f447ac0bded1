import { foldName } from './fold.ts'

const VOWELS = 'AEIOU'
const isVowel = (letter: string | undefined): boolean => letter !== undefined && VOWELS.includes(letter)
const BEGINNINGS: readonly (readonly [string, string])[] = [['MAC', 'MCC'], ['KN', 'NN'], ['K', 'C'], ['PH', 'FF'], ['PF', 'FF'], ['SCH', 'SSS']]
const ENDINGS: readonly (readonly [string, string])[] = [['EE', 'Y'], ['IE', 'Y'], ['DT', 'D'], ['RT', 'D'], ['RD', 'D'], ['NT', 'D'], ['ND', 'D']]

/**
 * How one word of a name sounds: NYSIIS, made for finding people in files of the state of New York. It keeps more vowels apart than
 * Soundex and does not cut. `word`: any spelling. Returns '' for a word without a letter. Source: R. L. Taft, Name Search Techniques, 1970.
 */
export function soundOf(word: string): string {
  let letters = foldName(word).toUpperCase().replaceAll(/[^A-Z]/g, '')
  if (letters === '') return ''
  for (const [from, to] of BEGINNINGS) if (letters.startsWith(from)) { letters = to + letters.slice(from.length); break }
  for (const [from, to] of ENDINGS) if (letters.endsWith(from)) { letters = letters.slice(0, -from.length) + to; break }
  return withoutTail(coded(letters))
}

function coded(letters: string): string {
  let key = letters[0]!
  let before = letters[0]!
  for (let at = 1; at < letters.length;) {
    const { code, length } = codeAt(letters, at, before)
    for (const letter of code) if (letter !== key.at(-1)) key += letter
    before = code.at(-1) ?? before
    at += length
  }
  return key
}

function codeAt(letters: string, at: number, before: string): { readonly code: string; readonly length: number } {
  const here = letters[at]!
  const next = letters[at + 1]
  if (here === 'E' && next === 'V') return { code: 'AF', length: 2 }
  if (isVowel(here)) return { code: 'A', length: 1 }
  if (here === 'Q') return { code: 'G', length: 1 }
  if (here === 'Z') return { code: 'S', length: 1 }
  if (here === 'M') return { code: 'N', length: 1 }
  if (here === 'K') return next === 'N' ? { code: 'N', length: 2 } : { code: 'C', length: 1 }
  if (letters.startsWith('SCH', at)) return { code: 'S', length: 3 }
  if (here === 'P' && next === 'H') return { code: 'F', length: 2 }
  if (here === 'H' && !(isVowel(before) && isVowel(next))) return { code: before, length: 1 }
  if (here === 'W' && isVowel(before)) return { code: before, length: 1 }
  return { code: here, length: 1 }
}

function withoutTail(key: string): string {
  let kept = key
  if (kept.length > 1 && kept.endsWith('S')) kept = kept.slice(0, -1)
  if (kept.endsWith('AY')) kept = `${kept.slice(0, -2)}Y`
  if (kept.length > 1 && kept.endsWith('A')) kept = kept.slice(0, -1)
  return kept
}
