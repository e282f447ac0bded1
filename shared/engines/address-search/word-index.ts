import { editDistance } from './edit-distance.ts'

/** `isEvery`: every word this near was looked at, however many there are. */
export type Neighbour = { readonly word: number; readonly term: string; readonly distance: number }

/** The last of what begins with a text: it sorts after all of them. */
const LAST = '\u{10FFFF}'
/** Longer words are spelled by their first letters only; nobody types them whole. */
const LETTERS = 24
const IDS = 2 ** 21

/**
 * A sorted dictionary with a deletion neighbourhood (SymSpell, Garbe 2012): two words one edit apart share a text with at most one letter
 * left out. `terms`: sorted by code unit, distinct.
 */
export function createWordIndex(terms: readonly string[]) {
  const { hashes, words } = neighbourhood(terms)
  const lowerBound = (text: string): number => bound(terms.length, (at) => terms[at]! < text)
  const range = (prefix: string): readonly [number, number] => [lowerBound(prefix), lowerBound(prefix + LAST)]
  return {
    terms,
    range,
    has: (word: string): boolean => terms[lowerBound(word)] === word,
    isBeginning: (word: string): boolean => terms[lowerBound(word)]?.startsWith(word) ?? false,
    /** Words one edit away (OSA), the word itself not counted. */
    within1: (word: string): readonly Neighbour[] => {
      const found = new Set<number>()
      for (const text of shortened(word.slice(0, LETTERS))) {
        const hash = hashOf(text)
        for (let at = bound(hashes.length, (i) => hashes[i]! < hash); hashes[at] === hash; at++) found.add(words[at]!)
      }
      return [...found].flatMap((id) => (terms[id] !== word && editDistance(word, terms[id]!, 1) === 1 ? [{ word: id, term: terms[id]!, distance: 1 }] : []))
    },
    /** Words within `limit` edits, or whose beginning is (half an edit dearer). Looks at every word, so it is asked when nothing nearer helped. */
    within: (word: string, limit: number): readonly Neighbour[] => {
      if (limit === 0) return []
      const letters = lettersOf(word)
      return terms.flatMap((term, id) => {
        if (term.length < word.length - limit || missing(letters, term) > limit || term.startsWith(word)) return []
        const whole = editDistance(word, term, limit)
        const distance = whole <= limit || term.length <= word.length + 1 ? whole : editDistance(word, term.slice(0, word.length), limit) + 0.5
        return distance <= limit ? [{ word: id, term, distance }] : []
      })
    },
    bytes: hashes.byteLength + words.byteLength + terms.reduce((sum, term) => sum + term.length + 16, 0),
  }
}
export type WordIndex = ReturnType<typeof createWordIndex>

/** First index for which `isBefore` is false. */
export function bound(length: number, isBefore: (at: number) => boolean): number {
  let [from, to] = [0, length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isBefore(middle)) from = middle + 1
    else to = middle
  }
  return from
}

function neighbourhood(terms: readonly string[]) {
  const pairs = new Float64Array(terms.reduce((sum, term) => sum + Math.min(term.length, LETTERS) + 1, 0))
  let count = 0
  terms.forEach((term, id) => {
    for (const text of shortened(term.slice(0, LETTERS))) pairs[count++] = hashOf(text) * IDS + id
  })
  pairs.sort()
  const hashes = new Uint32Array(count)
  const words = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    hashes[at] = Math.floor(pairs[at]! / IDS)
    words[at] = pairs[at]! % IDS
  }
  return { hashes, words }
}

/** The word and each text that is the word without one letter. */
const shortened = (word: string): readonly string[] => [word, ...Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1))]

/** FNV-1a, 32 bits. A collision costs one comparison. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

const lettersOf = (word: string): readonly string[] => [...new Set(word)]
/** How many kinds of letters the term lacks: each costs an edit at least. */
const missing = (letters: readonly string[], term: string): number => letters.reduce((sum, letter) => sum + (term.includes(letter) ? 0 : 1), 0)
