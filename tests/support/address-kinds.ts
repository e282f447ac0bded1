import { seeded } from '../../main/territory/cheyenne/seeded.ts'
import type { IndexedStreet } from '../../shared/engines/address-search/place-index.ts'
import type { MadeAddresses } from './address-generator.ts'

/** A house as it was made. */
export type MadeHouse = Pick<IndexedStreet, 'name' | 'city' | 'postcode'> & { readonly number: string }
/** The ways in which people ask for a house. `text`: what is typed for one; `isMeant`: whether an answer is one of those that the text of the first leaves open. */
export type AddressKind = { readonly kind: string; readonly text: (of: MadeHouse) => string; readonly isMeant: (answer: MadeHouse, of: MadeHouse) => boolean }

const isSameStreet = (a: MadeHouse, b: MadeHouse): boolean => a.name === b.name
const isSameTown = (a: MadeHouse, b: MadeHouse): boolean => a.city === b.city
const begins = (a: MadeHouse, b: MadeHouse): boolean => a.number.startsWith(b.number)
/** A half typed street: the first letters of its longest word, so many that they begin no direction, kind of street or state. */
const begun = (name: string): string => name.split(' ').sort((a, b) => b.length - a.length)[0]!.slice(0, 5)
/** In the street's name or the town's: half a word leaves both open. */
const hasWord = ({ name, city }: MadeHouse, beginning: string): boolean => `${name} ${city}`.toLowerCase().split(' ').some((word) => word.startsWith(beginning.toLowerCase()))

export const ADDRESS_KINDS: readonly AddressKind[] = [
  { kind: 'whole', text: ({ number, name, city }) => `${number} ${name} ${city}`, isMeant: (a, b) => a.number === b.number && isSameStreet(a, b) && isSameTown(a, b) },
  { kind: 'number first, street begun', text: ({ number, name }) => `${number} ${begun(name)}`, isMeant: (a, b) => begins(a, b) && hasWord(a, begun(b.name)) },
  { kind: 'number last', text: ({ number, name }) => `${name} ${number}`, isMeant: (a, b) => begins(a, b) && isSameStreet(a, b) },
  { kind: 'number last, after the town', text: ({ number, name, city }) => `${name} ${city} ${number}`, isMeant: (a, b) => begins(a, b) && isSameStreet(a, b) && isSameTown(a, b) },
  { kind: 'number alone', text: ({ number }) => number, isMeant: begins },
  { kind: 'number and town', text: ({ number, city }) => `${number} ${city}`, isMeant: (a, b) => begins(a, b) && isSameTown(a, b) },
  { kind: 'street alone', text: ({ name }) => name, isMeant: isSameStreet },
  { kind: 'street and town', text: ({ name, city }) => `${name}, ${city}`, isMeant: (a, b) => isSameStreet(a, b) && isSameTown(a, b) },
  { kind: 'town alone', text: ({ city }) => city, isMeant: isSameTown },
  { kind: 'postcode alone', text: ({ postcode }) => postcode, isMeant: (a, b) => a.postcode === b.postcode },
  { kind: 'postcode first', text: ({ postcode, number, name }) => `${postcode} ${number} ${name}`, isMeant: (a, b) => a.postcode === b.postcode && begins(a, b) && isSameStreet(a, b) },
  { kind: 'number and postcode', text: ({ number, postcode }) => `${number} ${postcode}`, isMeant: (a, b) => begins(a, b) && a.postcode === b.postcode },
]

/** Houses of a made-up country to ask for. The same for the same seed. */
export function someHouses({ streets, houses }: MadeAddresses, count: number, seed: number): readonly MadeHouse[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => {
    const [street, number] = houses[Math.floor(random() * houses.length)]!
    return { number, ...streets[street]! }
  })
}
