import { describe, expect, it } from 'vitest'
import { compareNames, isOneSlip } from '../../../shared/engines/identity/compare-names.ts'
import { mailKey, phoneKey, signInKey } from '../../../shared/engines/identity/contacts.ts'
import { foldName, foldPerson } from '../../../shared/engines/identity/fold.ts'
import { judge, judgeAll } from '../../../shared/engines/identity/judge.ts'
import type { PersonFacts } from '../../../shared/engines/identity/judge.ts'
import { keysOf } from '../../../shared/engines/identity/keys.ts'
import { nicknameOf } from '../../../shared/engines/identity/nicknames.ts'
import { soundOf } from '../../../shared/engines/identity/sound.ts'

const robert: PersonFacts = { givenName: 'Robert', familyName: 'Exampleton', email: 'rob.exampleton@example.org', phone: '(307) 555-0101', userIdentifier: 'robert@highplains.example', addressIds: ['adr-1'] }
const person = (change: Partial<PersonFacts> = {}): PersonFacts => ({ ...robert, ...change })
const nothing: PersonFacts = { givenName: '', familyName: '', email: '', phone: '', userIdentifier: '', addressIds: [] }

describe('a phone number', () => {
  it.each([['(307) 555-0101', '+13075550101'], ['307.555.0101', '+13075550101'], ['1 307 555 0101', '+13075550101'], ['+1-307-555-0101 ext. 12', '+13075550101'], ['+44 20 7946 0000', '+442079460000'], ['011 44 20 7946 0000', '+442079460000'], ['0044 20 7946 0000', '+442079460000']])('%s is %s', (typed, key) => expect(phoneKey(typed)).toBe(key))
  it.each(['', '555-0101', '12', '+1', 'none', '1234567890123456'])('is not yet one: %s', (typed) => expect(phoneKey(typed)).toBeNull())
})

describe('a mail address', () => {
  it('is read as its provider reads it', () => {
    expect(mailKey(' J.Uniper+shop@Gmail.com')).toBe('juniper@gmail.com')
    expect(mailKey('juniper@googlemail.com')).toBe('juniper@gmail.com')
    expect(mailKey('j.uniper+x@outlook.com')).toBe('j.uniper@outlook.com')
  })
  it('keeps dots and plus where they may be another person', () => expect(mailKey('j.uniper+x@example.org')).toBe('j.uniper+x@example.org'))
  it.each(['', 'juniper', 'juniper@', '@example.org', 'a b@example.org', '+x@gmail.com'])('is not yet one: %s', (typed) => expect(mailKey(typed)).toBeNull())
  it('and a sign-in name are told in any letter case', () => expect([signInKey('June@HighPlains.example'), signInKey('june')]).toEqual(['june@highplains.example', null]))
})

describe('a name', () => {
  it('is folded: marks, case, apostrophes, hyphens', () => expect(['Peña-O’Neil', 'Åse Łukasz', ' MARY   Ann ', 'Weiß', '王'].map(foldName)).toEqual(['pena oneil', 'ase lukasz', 'mary ann', 'weiss', '王']))
  it('gives up the word for a generation wherever it stands, and never the whole name', () => {
    expect(foldPerson({ givenName: 'John', familyName: 'Specimen, Jr.' })).toEqual({ given: 'john', family: 'specimen', suffix: 'jr' })
    expect(foldPerson({ givenName: 'John II', familyName: 'Specimen' })).toEqual({ given: 'john', family: 'specimen', suffix: 'ii' })
    expect(foldPerson({ givenName: 'Junior', familyName: 'Specimen' })).toEqual({ given: 'junior', family: 'specimen', suffix: '' })
  })
  // The published examples of NYSIIS as the Python library jellyfish carries them.
  it.each([['Worthy', 'WARTY'], ['Ogata', 'OGAT'], ['montgomery', 'MANTGANARY'], ['Costales', 'CASTAL'], ['Tu', 'T'], ['Catherine', 'CATARAN'], ['Katherine', 'CATARAN'], ['Johnathan', 'JANATAN'], ['Jonathan', 'JANATAN'], ['Teresa', 'TARAS'], ['Theresa', 'TARAS'], ['Jessica', 'JASAC']])('%s sounds %s', (name, sound) => expect(soundOf(name)).toBe(sound))
  it('without a letter has no sound', () => expect(['', '12', '–'].map(soundOf)).toEqual(['', '', '']))
  it('and its short form belong together, surely or perhaps', () => {
    expect(nicknameOf('bob', 'robert')).toBe('sure')
    expect(nicknameOf('robert', 'bob')).toBe('sure')
    expect(nicknameOf('chris', 'christina')).toBe('perhaps')
    expect(nicknameOf('bob', 'rob')).toBe('perhaps')
    expect(nicknameOf('christopher', 'christina')).toBe('no')
  })
  it('slips by one letter, not by two, and short words not at all', () => expect([['marta', 'martha'], ['jonh', 'john'], ['smith', 'smyth'], ['ann', 'dan'], ['peter', 'pedro'], ['john', 'john']].map(([a, b]) => isOneSlip(a!, b!))).toEqual([true, true, true, false, false, true]))
  it.each([
    ['Robert', 'Exampleton', 'same'], ['Bob', 'Exampleton', 'nickname'], ['Exampleton', 'Robert', 'swapped'], ['Rupert', 'Exampleton', 'otherGiven'], ['Robret', 'Exampleton', 'similar'], ['R', 'Exampleton', 'similar'],
    ['Robert', 'Exampelton', 'similar'], ['Robert', 'Specimen', 'otherFamily'], ['June', 'Specimen', 'other'], ['', 'Exampleton', 'missing'], ['Robert James', 'Exampleton', 'similar'],
  ] as const)('%s %s beside Robert Exampleton is %s', (givenName, familyName, kind) => expect(compareNames(foldPerson({ givenName, familyName }), foldPerson(robert))).toBe(kind))
})

describe('a judgement', () => {
  it.each([
    ['all alike', {}, 'same', 'same-sign-in'],
    ['a new phone', { phone: '307 555 0199' }, 'same', 'same-mail'],
    ['moved', { addressIds: ['adr-2'] }, 'same', 'same-phone'],
    ['names swapped', { givenName: 'Exampleton', familyName: 'Robert' }, 'same', 'swapped-name'],
    ['a short form, with the sign-in name', { givenName: 'Bob' }, 'same', 'nickname'],
    ['a short form, without it', { givenName: 'Bob', userIdentifier: '' }, 'maybe', 'nickname'],
    ['a slip', { givenName: 'Robret' }, 'maybe', 'similar-name'],
    ['another generation', { familyName: 'Exampleton Jr' }, 'maybe', 'generation-differs'],
    ['another sign-in name', { userIdentifier: 'bob@highplains.example' }, 'maybe', 'other-sign-in'],
    ['father and son, or one who has not said the sign-in name', { userIdentifier: '' }, 'maybe', 'sign-in-unsaid'],
    ['one contact only', { email: '', userIdentifier: '' }, 'maybe', 'same-phone'],
    ['same phone, other given name', { givenName: 'Juniper', email: '', userIdentifier: '' }, 'maybe', 'family-phone'],
    ['same phone, other name, elsewhere', { givenName: 'June', familyName: 'Specimen', email: '', userIdentifier: '', addressIds: ['adr-9'] }, 'different', 'phone-changed-hands'],
    ['only the house', { givenName: 'June', familyName: 'Specimen', email: '', userIdentifier: '', phone: '' }, 'different', 'new-at-address'],
    ['a name and no more yet', { email: '', phone: '', userIdentifier: '', addressIds: [] }, 'maybe', 'only-name'],
    ['a namesake', { email: 'x@example.org', phone: '307 555 0188', userIdentifier: '', addressIds: ['adr-9'] }, 'different', 'other-contacts'],
  ] as const)('%s', (_what, change, verdict, reason) => {
    const judged = judge(person(change), robert)
    expect([judged.verdict, judged.reasons.includes(reason)]).toEqual([verdict, true])
  })
  it('of a mail address of the whole family is not that of a person', () => {
    const family = { email: 'theexampletons@example.org', userIdentifier: '' }
    expect(judge(person(family), person(family))).toMatchObject({ verdict: 'maybe' })
  })
  it('takes a sign-in name that is the mail address as one proof, not two', () => {
    const one = { userIdentifier: 'rob.exampleton@example.org', phone: '' }
    expect(judge(person(one), person(one)).verdict).toBe('maybe')
  })
  it('of a phone that somebody else among those found has too is not that of a person', () => {
    const wife = person({ givenName: 'June', email: 'june@example.org', userIdentifier: '' })
    const found = judgeAll(person({ userIdentifier: '' }), [{ person: robert }, { person: wife }])
    expect(found.map((item) => item.verdict)).toEqual(['maybe', 'maybe'])
    expect(found[0]?.reasons).toContain('shared-phone')
  })
  it('of nothing is different, with no reason', () => expect(judge(nothing, robert)).toEqual({ verdict: 'different', reasons: [], weight: 0 }))
})

describe('keys', () => {
  it('are shared by the short form and the swapped name', () => {
    const shared = (a: PersonFacts) => keysOf(a).filter((key) => keysOf(robert).includes(key) && key.startsWith('name:'))
    expect(shared(person({ givenName: 'Bob' })).length).toBeGreaterThan(0)
    expect(shared(person({ givenName: 'Exampleton', familyName: 'Robert' })).length).toBeGreaterThan(0)
    expect(shared(person({ givenName: 'June' }))).toEqual([])
  })
  it('of nothing are none', () => expect(keysOf(nothing)).toEqual([]))
})
