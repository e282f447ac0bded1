// Goal: a view is redrawn when, and only when, what it shows differs. Method: pairs, and a property against JSON for JSON data.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameData } from '../../../shared/kernel/same-data.ts'

describe('the same data', () => {
  it.each([
    ['nothing and nothing', null, null, true],
    ['nothing and an empty object', null, {}, false],
    ['an empty object and an empty list', {}, [], false],
    ['an absent and an undefined field', {}, { a: undefined }, false],
    ['fields of another name', { a: undefined }, { b: undefined }, false],
    ['not a number twice', [Number.NaN], [Number.NaN], true],
    ['a number and its text', 1, '1', false],
    ['lists of another length', [1, 2], [1], false],
    ['fields in another order', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ['a difference far down', { a: [{ b: { c: 1 } }] }, { a: [{ b: { c: 2 } }] }, false],
  ])('%s', (_, a, b, same) => {
    expect(isSameData(a, b)).toBe(same)
    expect(isSameData(b, a)).toBe(same)
  })

  it('is what a copy through JSON says, and never what a change of one place leaves', () => {
    fc.assert(fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const copy = JSON.parse(JSON.stringify(value)) as unknown
      // JSON knows no negative zero.
      fc.pre(!JSON.stringify(value).includes('-0') && !hasNegativeZero(value))
      expect(isSameData(value, copy)).toBe(true)
      expect(isSameData({ value, more: 1 }, { value: copy, more: 2 })).toBe(false)
    }))
  })
})

const hasNegativeZero = (value: unknown): boolean => Object.is(value, -0) || (typeof value === 'object' && value !== null && Object.values(value).some(hasNegativeZero))
