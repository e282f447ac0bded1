/** Whether a caller brings an identifier of the ISP or is given a new one. */
export const IDENTIFIER_MODES = ['existing', 'new'] as const
export type IdentifierMode = (typeof IDENTIFIER_MODES)[number]

export const MINIMUM_PASSWORD_SIGNS = 12
export const MAXIMUM_SUGGESTIONS = 3
const LONGEST_NAME = 64
const NAME = /^[a-z0-9](?:[a-z0-9._-]{1,62}[a-z0-9])$/

/** An identifier as the ISP keeps it: small letters, without spaces around it. */
export const normalizeIdentifier = (userIdentifier: string): string => userIdentifier.trim().toLowerCase()

/** True for what can be a new identifier: a name of 3 to 64 small letters, digits, dots, dashes or underscores, an @ and a realm. */
export function isNewIdentifier(userIdentifier: string): boolean {
  const [name = '', realm = '', ...rest] = normalizeIdentifier(userIdentifier).split('@')
  return rest.length === 0 && NAME.test(name) && /^[^\s@]+$/.test(realm)
}

export type PasswordRule = 'length' | 'name' | 'variety'
/** Which rules a new password does not keep yet, in the order in which they are shown. Empty: it can be used. Source: NIST SP 800-63B 5.1.1: length before composition. */
export function brokenPasswordRules(password: string, userIdentifier: string): readonly PasswordRule[] {
  const name = normalizeIdentifier(userIdentifier).split('@')[0] ?? ''
  const rules: readonly (readonly [PasswordRule, boolean])[] = [
    ['length', [...password].length >= MINIMUM_PASSWORD_SIGNS],
    ['name', password !== '' && (name.length < 3 || !password.toLowerCase().includes(name))],
    ['variety', new Set(password).size >= 5],
  ]
  return rules.flatMap(([rule, isKept]) => (isKept ? [] : [rule]))
}

/** Words that tell nothing about a person: no year, no place, no number. */
const NEUTRAL = ['sage', 'lark', 'cedar', 'amber', 'willow', 'comet', 'maple', 'aspen'] as const

/**
 * Names to offer in the order of preference, made from the caller's name alone: never from a birth year, a phone or a house number.
 * `count`: at most so many. Without a usable name: none.
 */
export function proposeIdentifiers(person: { readonly givenName: string; readonly familyName: string; readonly realm: string }, count = 12): readonly string[] {
  const [given, family] = [plain(person.givenName), plain(person.familyName)]
  if (given === '' && family === '') return []
  const both = given !== '' && family !== ''
  const base = both ? `${given}.${family}` : given || family
  const names = [
    ...(both ? [base, `${given[0]}.${family}`, `${given}.${family[0]}`, `${family}.${given}`, `${given}-${family}`] : [base]),
    ...NEUTRAL.map((word) => `${base}.${word}`),
  ]
  return [...new Set(names.map((name) => name.slice(0, LONGEST_NAME).replace(/[._-]+$/, '')))].filter((name) => NAME.test(name)).slice(0, count).map((name) => `${name}@${person.realm.toLowerCase()}`)
}

/** Letters without marks; digits and everything else go, so that no number that stands in a name gets out. */
const plain = (text: string): string => text.normalize('NFKD').replaceAll('ß', 'ss').toLowerCase().replaceAll(/[^a-z]/g, '')
