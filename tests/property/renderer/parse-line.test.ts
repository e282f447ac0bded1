// Goal: a pasted line fills fields without a character being lost, whatever was in the clipboard. Method: any string, and lines made of known parts.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWholeLine, parseLine } from '../../../renderer/app/parse-line.ts'

const joined = (input: string) => parseLine(input).pieces.map((piece) => piece.text).join('')
const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: 'grapheme', maxLength: 120 }), fc.array(fc.constantFrom('Juniper', ' ', ',', '\t', '\n', '@', '610 W 26th St', '(307) 555-0110', 'a@b.example', '🙂', 'عمر', '\u200f', ':', '-', '٣', 'Dr.', 'name:', '4242424242424242', '‍'), { maxLength: 20 }).map((parts) => parts.join('')))

describe('any input', () => {
  it('is there again, character by character, and nothing throws', () => {
    fc.assert(fc.property(anything, (input) => { expect(joined(input)).toBe(input) }), { numRuns: 3_000 })
  })
  it('gives no field anything that was not in it', () => {
    fc.assert(fc.property(anything, (input) => {
      const parsed = parseLine(input)
      for (const word of [parsed.givenName, parsed.familyName, parsed.phone, parsed.email, parsed.address, parsed.rest].flatMap((field) => field.split(' '))) expect(input.replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')).toContain(word)
    }), { numRuns: 1_500 })
  })
  it('is caught by this check when a parser drops what it does not know', () => {
    const careless = (input: string) => parseLine(input).pieces.filter((piece) => piece.kind !== 'rest').map((piece) => piece.text).join('')
    expect(() => fc.assert(fc.property(anything, (input) => { expect(careless(input)).toBe(input) }), { numRuns: 300 })).toThrow()
  })
})

describe('name, phone and mail', () => {
  const person = fc.record({ name: fc.constantFrom(['Juniper', 'Exampleton'], ['María José', 'de la Cruz'], ['عمر', 'المثال'], ['雪', '例子'], ['Zoë', 'O’Sample']), phone: fc.constantFrom('(307) 555-0110', '+1 307 555 0117', '307.555.0124', '3075550131'), email: fc.constantFrom('juniper@example.com', 'a.b+c@sample.example.org') })
  const between = fc.constantFrom(' | ', '; ', '\t', '\n', ' ; ')
  it('are told apart in any order, with any of the usual separators', () => {
    fc.assert(fc.property(person, between, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), ({ name, phone, email }, separator, order) => {
      const parts = [name.join(' '), phone, email]
      expect(parseLine(order.map((at) => parts[at]).join(separator))).toMatchObject({ givenName: name[0], familyName: name[1], phone, email, rest: '' })
    }), { numRuns: 500 })
  })
  it.each([
    ['Juniper Exampleton, (307) 555-0110, juniper@example.com', { givenName: 'Juniper', familyName: 'Exampleton', phone: '(307) 555-0110', email: 'juniper@example.com', rest: '' }],
    ['juniper@example.com Juniper Exampleton 307 555 0110', { givenName: 'Juniper', familyName: 'Exampleton', phone: '307 555 0110', email: 'juniper@example.com' }],
    ['Exampleton, Juniper; 307-555-0110', { givenName: 'Juniper', familyName: 'Exampleton', phone: '307-555-0110' }],
    ['Dr. Juniper Exampleton <juniper@example.com>', { givenName: 'Juniper', familyName: 'Exampleton', email: 'juniper@example.com' }],
    ['Name: Juniper Exampleton\nPhone: 307 555 0110\nE-mail: juniper@example.com', { givenName: 'Juniper', familyName: 'Exampleton', phone: '307 555 0110', email: 'juniper@example.com', rest: '' }],
    ['Juniper 🙂 Exampleton, 3075550110', { givenName: 'Juniper', familyName: 'Exampleton', phone: '3075550110', rest: '🙂' }],
    ['\u200fعمر المثال\u200f, +1 307 555 0110', { givenName: 'عمر', familyName: 'المثال', phone: '+1 307 555 0110' }],
    ['Juniper Exampleton, 610 W 26th St, Cheyenne WY 82001, (307) 555-0110', { givenName: 'Juniper', familyName: 'Exampleton', phone: '(307) 555-0110', address: '610 W 26th St, Cheyenne WY 82001' }],
    ['610 W 26th St\nCheyenne, WY 82001', { address: '610 W 26th St Cheyenne, WY 82001', givenName: '', familyName: '', phone: '' }],
    ['Juniper Exampleton; (307) 555-0110; 610 W 26th St; asks for a discount 50%', { givenName: 'Juniper', familyName: 'Exampleton', phone: '(307) 555-0110', address: '610 W 26th St', rest: 'asks for a discount 50%' }],
    ['Juniper Exampleton, wants a discount, 307 555 0110', { givenName: 'Juniper', familyName: 'Exampleton', rest: 'wants a discount' }],
    ['Juniper', { givenName: 'Juniper', familyName: '' }],
    ['call me at 4pm!! 12345', { phone: '', email: '' }],
    ['', { givenName: '', familyName: '', phone: '', email: '', address: '', rest: '' }],
  ])('%j', (input, expected) => {
    expect(parseLine(input)).toMatchObject(expected)
    expect(joined(input)).toBe(input)
  })
  it.each([['4242424242424242'], ['1234']])('never takes %s for a phone number', (digits) => {
    expect(parseLine(digits).phone).toBe('')
  })
  it('is a whole line only where it says two things', () => {
    expect(isWholeLine(parseLine('Juniper Exampleton, 307 555 0110'))).toBe(true)
    expect(isWholeLine(parseLine('Juniper Exampleton'))).toBe(false)
    expect(isWholeLine(parseLine('610 W 26th St, Cheyenne WY 82001'))).toBe(false)
  })
})
