/** Letters of Latin names that do not fall apart into a base letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' }

/** A name as it is compared: small letters without marks, apostrophes joined, other signs as one blank. "Peña-O’Neil" → "pena oneil". */
export const foldName = (text: string): string =>
  text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '').replaceAll(/[ßæœøđðłþı]/g, (letter) => WHOLE[letter] ?? letter).replaceAll(/['’`.]/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()

const SUFFIXES: Readonly<Record<string, string>> = { jr: 'jr', junior: 'jr', sr: 'sr', senior: 'sr', ii: 'ii', iii: 'iii', iv: 'iv', '2nd': 'ii', '3rd': 'iii' }

export type FoldedName = { readonly given: string; readonly family: string; readonly suffix: string }

/** A person's name, folded, with the word that tells a father from his son taken out of wherever it was typed. */
export function foldPerson(name: { readonly givenName: string; readonly familyName: string }): FoldedName {
  const suffixes: string[] = []
  const without = (text: string): string => {
    const words = foldName(text).split(' ')
    return words.filter((word, at) => {
      const suffix = words.length > 1 && at > 0 ? SUFFIXES[word] : undefined
      if (suffix !== undefined) suffixes.push(suffix)
      return suffix === undefined
    }).join(' ')
  }
  return { given: without(name.givenName), family: without(name.familyName), suffix: suffixes[0] ?? '' }
}
