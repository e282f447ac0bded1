import type { FoldedName } from './fold.ts'
import { nicknameOf } from './nicknames.ts'
import { soundOf } from './sound.ts'

export const NAME_KINDS = ['same', 'nickname', 'swapped', 'similar', 'otherGiven', 'otherFamily', 'other', 'missing'] as const
/** How two names stand to each other. 'similar': by ear, by one slip of the finger, or a short form of several names: it may be another person's name. */
export type NameKind = (typeof NAME_KINDS)[number]

/** Compares two folded names. `missing`: too little is typed to say. */
export function compareNames(a: FoldedName, b: FoldedName): NameKind {
  if (a.family === '' || b.family === '' || a.given === '' || b.given === '') return 'missing'
  const straight = kindOf(part(a.given, b.given, true), part(a.family, b.family, false))
  if (straight === 'same' || straight === 'nickname') return straight
  if (a.given === b.family && a.family === b.given) return 'swapped'
  return straight
}

type Part = 'same' | 'nickname' | 'similar' | 'other'

function part(a: string, b: string, isGiven: boolean): Part {
  if (a === b || a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 'same'
  const nickname = isGiven ? nicknameOf(a, b) : 'no'
  if (nickname === 'sure') return 'nickname'
  if (nickname === 'perhaps' || isPartOf(a, b) || (isGiven && isInitial(a, b))) return 'similar'
  return soundOf(a) === soundOf(b) || isOneSlip(a, b) ? 'similar' : 'other'
}

function kindOf(given: Part, family: Part): NameKind {
  if (given === 'other') return family === 'other' ? 'other' : 'otherGiven'
  if (family === 'other') return 'otherFamily'
  if (given === 'similar' || family === 'similar') return 'similar'
  return given === 'nickname' ? 'nickname' : 'same'
}

/** "mary" and "mary ann", "garcia" and "garcia lopez": one of them left a word away. */
const isPartOf = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a.split(' '), b.split(' ')] : [b.split(' '), a.split(' ')]
  return long.length > short.length && short.every((word) => long.includes(word))
}
const isInitial = (a: string, b: string): boolean => (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b))

/** One letter more, less, other, or two neighbours changed over. Words of three letters and less are not compared so: "ann" and "dan". */
export function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length < 4 || long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}
