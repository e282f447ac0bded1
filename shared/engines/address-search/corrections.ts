import type { PlaceIndex } from './place-index.ts'
import type { Reading } from './reading.ts'
import type { Neighbour } from './word-index.ts'

/** Another reading with the same number. `cost`: how far it is from what was typed. */
export type Correction = { readonly cost: number; readonly reading: Reading }
/** 'near' is one edit, a word joined or split; 'far' two, and words not typed to their end. */
export type Reach = 'near' | 'far'

/** Corrections tried for one question: each costs one search. */
const ATTEMPTS = 40
const NEIGHBOURS_OF_A_WORD = 12
/** Two words typed as one with a wrong letter between them: only their own words are joined again. */
const DIGITS = /^\d+$/

/** Other spellings of a reading's words, words joined and split: likeliest first. */
export function correctionsOf(index: PlaceIndex, readings: readonly Reading[], reach: Reach): readonly Correction[] {
  return readings.flatMap((reading) => ofReading(index, reading, reach)).sort((a, b) => a.cost - b.cost).slice(0, ATTEMPTS)
}

function ofReading(index: PlaceIndex, reading: Reading, reach: Reach): readonly Correction[] {
  const { words } = index
  const unknown = reading.words.filter((word) => !words.isBeginning(word))
  const one = reading.words.flatMap((word, at) => {
    const next = reading.words[at + 1]
    const replace = (by: readonly string[], span = 1): readonly string[] => [...reading.words.slice(0, at), ...by, ...reading.words.slice(at + span)]
    const joined = next !== undefined && words.isBeginning(word + next) ? [{ cost: 1, words: replace([word + next], 2) }] : []
    // Where a word is on no street, that is the one misspelt. Figures are not spelled.
    if ((unknown.length > 0 && words.isBeginning(word)) || DIGITS.test(word)) return joined
    const splits = splitWord(index, word).map((parts) => ({ cost: 1, words: replace(parts) }))
    const spelled = neighboursOf(index, word, reach).map(({ term, distance }) => ({ cost: distance + (words.isBeginning(word) ? 1 : 0), words: replace([term]) }))
    return [...joined, ...splits, ...spelled]
  })
  // Two misspelt words: each replaced by its nearest.
  const several = unknown.length < 2 ? [] : [{ cost: 2, words: reading.words.map((word) => (words.isBeginning(word) ? word : (neighboursOf(index, word, reach)[0]?.term ?? word))) }]
  return [...one, ...several].map(({ cost, words: spelling }) => ({ cost, reading: { ...reading, words: spelling } }))
}

/** The first letter is rarely the wrong one; a word on many streets is meant more often. */
export function neighboursOf(index: PlaceIndex, word: string, reach: Reach): readonly Neighbour[] {
  if (word.length < 3) return []
  const found = reach === 'near' ? index.words.within1(word) : index.words.within(word, word.length <= 4 ? 1 : 2)
  const { from } = index.streetsOfWord
  const otherLetter = ({ term }: Neighbour): number => (term[0] === word[0] ? 0 : 1)
  const streets = ({ word: id }: Neighbour): number => from[id + 1]! - from[id]!
  return [...found].sort((a, b) => a.distance - b.distance || otherLetter(a) - otherLetter(b) || streets(b) - streets(a) || a.word - b.word).slice(0, NEIGHBOURS_OF_A_WORD)
}

const splitWord = ({ words }: PlaceIndex, word: string): readonly (readonly [string, string])[] =>
  Array.from({ length: Math.max(word.length - 1, 0) }, (_, at) => [word.slice(0, at + 1), word.slice(at + 1)] as const).filter(([left, right]) => words.has(left) && words.isBeginning(right))
