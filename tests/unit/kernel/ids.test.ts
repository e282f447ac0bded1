import { describe, expect, it } from 'vitest'
import { searchedId, shortId } from '../../../shared/kernel/ids.ts'

describe('the short id that a person reads out', () => {
  it.each([['PO-12AB-34CD', '12ab34cd'], ['po-12ab', '12ab'], ['UC-12AB-3', '12ab3'], ['  po12ab-34cd ', '12ab34cd'], ['12ab-34CD', '12ab34cd']])('%s is looked for as %s', (typed, searched) => expect(searchedId(typed)).toBe(searched))
  it.each([['a house of two numbers', '112-14'], ['a telephone', '555-0101'], ['a name', 'Ada-Bell'], ['nothing behind the dash', 'PO-'], ['what is no such digit', 'PO-12XY'], ['nothing', '']])('leaves %s as it is', (_what, typed) => expect(searchedId(typed)).toBe(typed))
  it('stands in the id it is short for', () => {
    const id = '019b1c2d-3e4f-7a5b-8c6d-0123456789ab'
    expect(id).toContain(searchedId(`PO-${shortId(id)}`))
  })
})
