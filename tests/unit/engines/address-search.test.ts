import { describe, expect, it } from 'vitest'
import { createHouseSearch } from '../../../shared/engines/address-search/search-houses.ts'
import { createPlaceIndex } from '../../../shared/engines/address-search/place-index.ts'
import { numberKey } from '../../../shared/engines/address-search/reading.ts'
import { createWordIndex } from '../../../shared/engines/address-search/word-index.ts'
import { editDistance } from '../../../shared/engines/address-search/edit-distance.ts'
import { seeded } from '../../../main/territory/cheyenne/seeded.ts'
import { makeAddresses, makeTypos } from '../../support/address-generator.ts'
import type { MadeAddresses, Question } from '../../support/address-generator.ts'

// A made-up country of 20,000 houses. Whole questions are checked against reading every house; misspelt ones by what is among the first ten.
const made = makeAddresses(20_000, 11)
const searchIn = ({ streets, houses }: MadeAddresses) => {
  const index = createPlaceIndex(streets, houses)
  const find = createHouseSearch(index, () => false)
  return (text: string) => {
    const { houses: found, didYouMean } = find(text, 10)
    return { found: found.map(({ street, number }) => `${index.numbers[number]} ${index.streets[street]!.name}, ${index.streets[street]!.city}`), didYouMean }
  }
}
const ask = searchIn(made)
const lineOf = ({ street, number }: Omit<Question, 'text'>): string => `${number} ${made.streets[street]!.name}, ${made.streets[street]!.city}`
const hitRate = (questions: readonly Question[], search: typeof ask): number => {
  const hits = questions.filter((question) => {
    const { found, didYouMean } = search(question.text)
    return [...found, ...didYouMean].slice(0, 10).includes(lineOf(question))
  })
  return hits.length / questions.length
}

describe('a house', () => {
  const random = seeded(5)
  const some = Array.from({ length: 300 }, () => made.houses[Math.floor(random() * made.houses.length)]!).map(([street, number]) => ({ street, number, ...made.streets[street]! }))
  it('asked for whole comes first, and only where it is', () => {
    for (const { street, number, name, city } of some) expect(ask(`${number} ${name} ${city}`).found[0]).toBe(lineOf({ street, number }))
  })
  it('is found with its number last and with its postcode in front', () => {
    for (const { street, number, name, postcode } of some) expect(ask(`${postcode} ${name} ${number}`).found).toContain(lineOf({ street, number }))
  })
  it('that no list has is never among the houses that were found', () => {
    const all = new Set(made.houses.map(([street, number]) => lineOf({ street, number })))
    for (const { number, name, city } of some) {
      const { found } = ask(`${number}9 ${name} ${city}`)
      expect(found.every((line) => all.has(line))).toBe(true)
    }
  })
})

describe('one edit', () => {
  const inStreet = makeTypos(made, { where: 'street', count: 1_000, seed: 6 })
  it('in the street leads to the house in at least 97 of 100', () => expect(hitRate(inStreet, ask)).toBeGreaterThanOrEqual(0.97))
  it('in the house number leads to the house in at least 93 of 100', () => expect(hitRate(makeTypos(made, { where: 'number', count: 1_000, seed: 7 }), ask)).toBeGreaterThanOrEqual(0.93))
  it('in the street is lost by a search that takes every word as typed: the same check fails', () => {
    const literal: typeof ask = (text) => ({ found: made.houses.map(([street, number]) => ({ street, number })).filter(({ street, number }) => `${number} ${made.streets[street]!.name} ${made.streets[street]!.city}` === text).map(lineOf), didYouMean: [] })
    expect(hitRate(inStreet.slice(0, 100), literal)).toBeLessThan(0.5)
  })
})

describe('a street typed to its end', () => {
  const town = { city: 'Riverton', region: 'WY', postcode: '82001' }
  const of = (...names: readonly string[]) => searchIn({ streets: names.map((name, at) => ({ key: at + 1, name, ...town })), houses: names.flatMap((_, at) => [[at, '12'], [at, '14']] as const) })
  it.each([['lake st', 'Lake St'], ['12 lake st', 'Lake St'], ['lake st 12', 'Lake St'], ['lake shore st', 'Lake Shore St'], ['12 lake street riverton', 'Lake St']])('"%s" is %s before a longer name', (text, name) => {
    const names = of('Lake Shore St', 'E Lake St', 'Lake St')(text).found.map((line) => line.replace(/^\d+ /, '').replace(', Riverton', ''))
    expect(names[0]).toBe(name)
  })
})

describe('a range of numbers', () => {
  const street = { key: 1, name: 'Elm St', city: 'Riverton', region: 'WY', postcode: '82001' }
  const search = searchIn({ streets: [street, { ...street, key: 2, name: 'Oak St' }], houses: [[0, numberKey('112-14')], [0, '116'], [1, '112'], [1, numberKey('90-05')]] })
  it.each(['112-14 elm', '112-114 Elm St', 'elm st 112-14', '112-1 elm', '112 elm', '112-14 elm st riverton 82001', '112-14 elm st riverton 82001-1234'])('is found by "%s"', (text) => expect(search(text).found[0]).toBe('112-114 Elm St, Riverton'))
  it('with a leading zero is a number of its own', () => expect(search('90-05 oak').found).toEqual(['90-05 Oak St, Riverton']))
  it('that no house has leads to the house of its first number', () => expect(search('112-14 oak').found).toEqual(['112 Oak St, Riverton']))
  it('is not what follows a postcode', () => expect(search('116 elm st 82001-1234').found[0]).toBe('116 Elm St, Riverton'))
})

describe('the deletion neighbourhood', () => {
  const terms = [...new Set(made.streets.flatMap(({ name, city }) => `${name} ${city}`.toUpperCase().split(' ')))].sort()
  const words = createWordIndex(terms)
  it('names the words one edit away that reading the whole dictionary names', () => {
    for (const { text } of makeTypos(made, { where: 'street', count: 200, seed: 8 })) {
      for (const word of text.toUpperCase().split(' ')) {
        expect(words.within1(word).map(({ term }) => term).sort(), word).toEqual(terms.filter((term) => term !== word && editDistance(word, term, 1) === 1))
      }
    }
  })
})

describe('the index', () => {
  it('is the same whatever the order in which streets and houses come', () => {
    const last = made.streets.length - 1
    const turned = searchIn({ streets: [...made.streets].reverse(), houses: [...made.houses].reverse().map(([street, number]) => [last - street, number] as const) })
    for (const { text } of makeTypos(made, { where: 'street', count: 200, seed: 9 })) expect(turned(text)).toEqual(ask(text))
  })
  it('of nothing answers nothing', () => expect(searchIn({ streets: [], houses: [] })('404 main st')).toEqual({ found: [], didYouMean: [] }))
  it('answers as many letters as the field takes, and texts that are no words', () => {
    for (const text of ['x'.repeat(200), '\u0000', 'ß ñ é', '1 '.repeat(80)]) expect(() => ask(text)).not.toThrow()
  })
})
