// Goal: however people ask for a house, what is answered is of use: house number first, last or alone, a postcode alone, a street, a town; and never nothing.
// Method: a made-up country of 20,000 houses; each answer is judged by the house it names, not by the index.
import { describe, expect, it } from 'vitest'
import { createHouseSearch } from '../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../shared/engines/address-search/place-index.ts'
import { makeAddresses } from '../../support/address-generator.ts'
import { ADDRESS_KINDS, someHouses } from '../../support/address-kinds.ts'

const made = makeAddresses(20_000, 11)
const index = createPlaceIndex(made.streets, made.houses)
const find = createHouseSearch(index, () => false)
const ask = (text: string) => {
  const { houses, didYouMean } = find(text, 10)
  return { found: houses.map(({ street, number }) => ({ ...index.streets[street]!, number: index.numbers[number]! })), didYouMean }
}
const wanted = someHouses(made, 200, 21)

/** Whether what was meant comes first, and nothing else before any of it. */
const isOfUse = (meant: readonly boolean[]): boolean => meant[0] === true && !meant.some((one, at) => one && meant[at - 1] === false)

describe('a house asked for by', () => {
  it.each(ADDRESS_KINDS)('$kind: what this leaves open comes first, what only resembles it behind', ({ text, isMeant }) => {
    const useless = wanted.filter((house) => !isOfUse(ask(text(house)).found.map((answer) => isMeant(answer, house))))
    expect(useless.map(text)).toEqual([])
  })
  it('its number alone: the same check fails where something else was asked', () => {
    const { isMeant } = ADDRESS_KINDS.find(({ kind }) => kind === 'number alone')!
    expect(wanted.filter((house) => isOfUse(ask(house.postcode).found.map((answer) => isMeant(answer, house))))).toEqual([])
  })
})

describe('what nobody lives at', () => {
  it.each([
    ['a number that the street has not', '99999 ', true], ['a word that is none', 'qzxv wkjp', false], ['a number and a word that is none', '1204 qzxvwk', false], ['a number alone', '98765', false], ['a postcode alone', '10001', false], ['one letter', 'q', false],
  ])('%s is answered with houses, or with what may have been meant', (_, text, withStreet) => {
    const { found, didYouMean } = ask(withStreet ? `${text}${made.streets[0]!.name} ${made.streets[0]!.city}` : text)
    expect(found.length + didYouMean.length).toBeGreaterThan(0)
  })
})
