import { describe, expect, it } from 'vitest'
import { brokenPasswordRules, isNewIdentifier, normalizeIdentifier, proposeIdentifiers } from '../../../shared/domain/identifier.ts'

describe('a new identifier', () => {
  it.each([
    ['juniper@highplains.example', true], ['  Juniper.E@HighPlains.example ', true], ['ab@highplains.example', false], ['.abc@highplains.example', false],
    ['juniper', false], ['a b c@highplains.example', false], ['juniper@', false], ['juniper@a@b', false], ['', false], ['jüniper@highplains.example', false], [`${'x'.repeat(65)}@highplains.example`, false],
  ])('%j can be one: %s', (given, expected) => expect(isNewIdentifier(given)).toBe(expected))

  it('is kept in small letters without spaces around it', () => expect(normalizeIdentifier(' Juniper@HIGHPLAINS.example ')).toBe('juniper@highplains.example'))
})

describe('proposed identifiers', () => {
  it('are made from the name, most like it first', () => {
    expect(proposeIdentifiers({ givenName: 'Zoë', familyName: 'D’Exämple', realm: 'HighPlains.example' }).slice(0, 3)).toEqual(['zoe.dexample@highplains.example', 'z.dexample@highplains.example', 'zoe.d@highplains.example'])
  })

  it('never carry a number, also when one stands in the name', () => {
    const all = proposeIdentifiers({ givenName: 'Juniper 1984', familyName: 'Exampleton-2421', realm: 'highplains.example' })
    expect(all.length).toBeGreaterThan(8)
    expect(all.filter((identifier) => /\d/.test(identifier))).toEqual([])
  })

  it('are identifiers, whatever the name', () => {
    for (const person of [{ givenName: 'X', familyName: '' }, { givenName: '李', familyName: 'Wang' }, { givenName: 'a'.repeat(90), familyName: 'b'.repeat(90) }]) {
      const all = proposeIdentifiers({ ...person, realm: 'highplains.example' })
      expect(all.every(isNewIdentifier)).toBe(true)
    }
    expect(proposeIdentifiers({ givenName: '', familyName: '  ', realm: 'highplains.example' })).toEqual([])
  })
})

describe('a new password', () => {
  it.each([
    ['lantern-orchid-9', []], ['short', ['length']], ['juniper-orchid-9', ['name']], ['aaaaaaaaaaaaa', ['variety']], ['', ['length', 'name', 'variety']],
  ])('%j breaks %j', (password, broken) => expect(brokenPasswordRules(password, 'juniper@highplains.example')).toEqual(broken))
})
