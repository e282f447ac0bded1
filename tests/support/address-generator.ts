import { seeded } from '../../main/territory/cheyenne/seeded.ts'
import type { IndexedStreet } from '../../shared/engines/address-search/place-index.ts'

/** A made-up country. `houses`: pairs of a street's position and a number; no house twice. */
export type MadeAddresses = { readonly streets: readonly IndexedStreet[]; readonly houses: readonly (readonly [street: number, number: string])[] }
export const EDITS = ['insert', 'delete', 'substitute', 'transpose', 'joined-split-abbreviated'] as const
export type Edit = (typeof EDITS)[number]
/** A question and the house it means. */
export type Question = { readonly text: string; readonly street: number; readonly number: string }

const FIRST = 'Maple Oak Cedar Pine Elm Walnut Chestnut Hickory Willow Birch Lincoln Washington Jefferson Adams Madison Monroe Jackson Franklin Hamilton Harrison Church School Mill River Lake Hill Park Spring Meadow Forest Prairie Sunset Highland Valley Orchard Garden Bridge Canal Railroad Depot College Academy Central Main Market Commerce Liberty Union Pioneer Frontier Bishop Carey Evans Warren Morrie Logan Dillon Seymour Ames Duff Snyder Thomes Pebrican Hackensack Litchfield Portsmouth Beacon Harvard Chestnuthill Commonwealth'.split(' ')
const SECOND = ['', '', '', ' Hill', ' Ridge', ' Creek', ' View', ' Grove', ' Hollow', ' Point']
const SYLLABLES = 'ba be bri bro ca car chel dan del den dor el fair far fen gal gar glen gran ham har hart hol ken kirk lan lar lin mar mel mil mor nel nor pel per ral ran rock ros sal san ster stan tal ter thor vale ver wal war wel wes win wood'.split(' ')
const SUFFIXES = ['St', 'St', 'St', 'Ave', 'Ave', 'Rd', 'Rd', 'Dr', 'Ln', 'Ct', 'Pl', 'Cir', 'Blvd', 'Way', 'Ter', 'Trl']
const DIRECTIONS = ['', '', '', '', '', '', 'N ', 'S ', 'E ', 'W ']
const TOWN_ENDS = ['ton', 'ville', 'field', 'burg', 'ford', ' Springs', 'dale', ' City']
const LONG: Readonly<Record<string, string>> = { St: 'Street', Ave: 'Avenue', Rd: 'Road', Dr: 'Drive', Ln: 'Lane', Ct: 'Court', Pl: 'Place', Cir: 'Circle', Blvd: 'Boulevard', Ter: 'Terrace', Trl: 'Trail' }

/** About `count` addresses: ~70 a street, numbers by hundreds a block on both sides, one town and postcode to ~1,700 houses. The same for the same seed. */
export function makeAddresses(count: number, seed: number): MadeAddresses {
  const random = seeded(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1)
  const made = (): string => capital(pick(SYLLABLES) + pick(SYLLABLES) + (random() < 0.4 ? pick(SYLLABLES) : ''))
  const names = [...FIRST, ...Array.from({ length: Math.max(60, Math.floor(Math.sqrt(count) * 3)) }, made)]
  const towns = [...new Set(Array.from({ length: Math.max(2, Math.ceil(count / 1_700)) }, () => made() + pick(TOWN_ENDS)))]
  const streets: IndexedStreet[] = []
  const houses: (readonly [number, string])[] = []
  const taken = new Set<string>()
  while (houses.length < count) {
    const town = Math.floor(random() * towns.length)
    const bare = random() < 0.12 ? ordinal(1 + Math.floor(random() * 60)) : pick(names) + pick(SECOND)
    const name = `${pick(DIRECTIONS)}${bare} ${pick(SUFFIXES)}`
    if (taken.has(`${name}|${town}`)) continue
    taken.add(`${name}|${town}`)
    const street = streets.length
    streets.push({ key: street + 1, name, city: towns[town]!, region: 'WY', postcode: String(82_001 + (town % 998)) })
    const begin = 100 * (1 + Math.floor(random() * 40))
    const wanted = 20 + Math.floor(random() * 100)
    const own = new Set<string>()
    for (let i = 0; own.size < wanted && i < 400; i++) own.add(`${begin + Math.floor((i / 12)) * 100 + Math.floor(random() * 50)}${random() < 0.01 ? 'A' : ''}`)
    for (const number of own) houses.push([street, number])
  }
  return { streets, houses }
}

/** Seeded single edits of a house's line, the kinds in turn. `where`: in a word of the street's name, or inside the number. */
export function makeTypos({ streets, houses }: MadeAddresses, options: { readonly where: 'street' | 'number'; readonly count: number; readonly seed: number }): readonly (Question & { readonly edit: Edit })[] {
  const random = seeded(options.seed)
  const questions: (Question & { readonly edit: Edit })[] = []
  for (let turn = 0; questions.length < options.count; turn++) {
    const [street, number] = houses[Math.floor(random() * houses.length)]!
    const { name, city } = streets[street]!
    const edit = EDITS[questions.length % (options.where === 'street' ? 5 : 4)]!
    const text = options.where === 'street' ? editStreet(name, edit, random) : editText(number, edit, '0123456789', random)
    if (text === null || text === (options.where === 'street' ? name : number)) continue
    questions.push({ edit, street, number, text: options.where === 'street' ? `${number} ${text} ${city}` : `${text} ${name} ${city}` })
  }
  return questions
}

/** What stands in the field while a house is typed: its beginning, of any length. */
export function makeBeginnings({ streets, houses }: MadeAddresses, count: number, seed: number): readonly Question[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => {
    const [street, number] = houses[Math.floor(random() * houses.length)]!
    const line = `${number} ${streets[street]!.name} ${streets[street]!.city}`
    return { street, number, text: line.slice(0, 1 + Math.floor(random() * line.length)) }
  })
}

/** The longest word of the name is the one that is misspelt. Null where the street has no such edit. */
function editStreet(name: string, edit: Edit, random: () => number): string | null {
  const words = name.split(' ')
  const longest = words.indexOf([...words].sort((a, b) => b.length - a.length)[0]!)
  const word = words[longest]!
  const put = (by: string): string => words.map((each, at) => (at === longest ? by : each)).join(' ')
  if (edit !== 'joined-split-abbreviated') {
    const edited = editText(word, edit, 'abcdefghijklmnopqrstuvwxyz', random)
    return edited === null ? null : put(edited)
  }
  const way = Math.floor(random() * 3)
  if (way === 0) return words.length < 2 || longest + 1 >= words.length ? null : [...words.slice(0, longest), word + words[longest + 1]!.toLowerCase(), ...words.slice(longest + 2)].join(' ')
  if (way === 1) return word.length < 5 ? null : put(splitAt(word, 2 + Math.floor(random() * (word.length - 3))))
  const suffix = words.at(-1)!
  return LONG[suffix] === undefined ? null : [...words.slice(0, -1), LONG[suffix]].join(' ')
}
const splitAt = (word: string, at: number): string => `${word.slice(0, at)} ${word.slice(at)}`

function editText(text: string, edit: Edit, letters: string, random: () => number): string | null {
  if (text.length < 3) return null
  const at = Math.floor(random() * text.length)
  const letter = letters[Math.floor(random() * letters.length)]!
  switch (edit) {
    case 'insert': return text.slice(0, at) + letter + text.slice(at)
    case 'delete': return text.slice(0, at) + text.slice(at + 1)
    case 'substitute': return text.slice(0, at) + letter + text.slice(at + 1)
    default: return at === 0 ? null : text.slice(0, at - 1) + text[at] + text[at - 1] + text.slice(at + 1)
  }
}

const ordinal = (n: number): string => `${n}${n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
