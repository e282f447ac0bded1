import { describe, expect, it } from 'vitest'
import { EN } from '../../../shared/messages/en.ts'
import { ES } from '../../../shared/messages/es.ts'
import { parsePattern, printParts } from '../../../shared/messages/pattern.ts'
import type { Part, Values } from '../../../shared/messages/pattern.ts'

const plain = { value: (_name: string, _style: string | null, value: unknown) => String(value), count: String, category: (n: number) => new Intl.PluralRules('en-US').select(n) }
const say = (pattern: string, values: Values = {}) => printParts(parsePattern(pattern), values, plain)
const names = (parts: readonly Part[]): string[] => parts.flatMap((part) => part.kind === 'value' ? [part.name] : part.kind === 'choice' ? [part.name, ...[...part.branches.values()].flatMap(names)] : [])
const placeholders = (pattern: string) => [...new Set(names(parsePattern(pattern)))].toSorted()

describe('the syntax of a text', () => {
  it('fills a placeholder and leaves the words around it alone', () => expect(say('{a} of {b}', { a: 1, b: 'two' })).toBe('1 of two'))
  it('chooses by an exact number before a category', () => {
    const pattern = '{n, plural, =0 {none} one {# step} other {# steps}}'
    expect([0, 1, 2, 5, 21].map((n) => say(pattern, { n }))).toEqual(['none', '1 step', '2 steps', '5 steps', '21 steps'])
  })
  it('chooses a branch by a word, also inside another choice', () => {
    const pattern = '{kind, select, unit {{n, plural, one {# unit} other {# units}}} other {something}}'
    expect([say(pattern, { kind: 'unit', n: 2 }), say(pattern, { kind: 'house' }), say(pattern)]).toEqual(['2 units', 'something', 'something'])
  })
  it('prints a dash where a value did not come, also as a count', () => expect([say('{a}'), say('{a}', { a: null }), say('{a}', { a: '' }), say('{n, plural, other {# left}}')]).toEqual(['–', '–', '–', '– left']))
  it('prints a value as text, whatever it contains', () => {
    const hostile = '<script>{a}</script>{n, plural, other {#}} } { #'
    expect(say('“{a}” {b}', { a: hostile, b: 'x' })).toBe(`“${hostile}” x`)
  })
  it('never takes a branch from what every object has', () => expect(say('{kind, select, a {A} other {O}}', { kind: 'constructor' })).toBe('O'))
  it('leaves a number sign outside of a plural alone', () => expect(say('#{n}', { n: 3 })).toBe('#3'))
  it.each(['{', '}', '{a', 'a}', '{}', '{n, plural, one {x}}', '{n, plural, other {x}', '{n, plural}', '{a, }'])('refuses %s, which does not pair', (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(SyntaxError)
  })
})

describe('every text', () => {
  it.each(Object.entries(EN))('%s can be read in English', (_key, pattern) => expect(parsePattern(pattern).length).toBeGreaterThan(0))
  it('says the same things in both languages: each placeholder of one stands in the other', () => {
    const differing = Object.entries(ES).filter(([key, spanish]) => String(placeholders(spanish ?? '')) !== String(placeholders((EN as Readonly<Record<string, string>>)[key] ?? '')))
    expect(differing).toEqual([])
  })
  it('stresses in Spanish what it stresses in English', () => {
    const stressed = (words: string) => words.split('**').length
    expect(Object.entries(ES).filter(([key, spanish]) => stressed(spanish ?? '') !== stressed((EN as Readonly<Record<string, string>>)[key] ?? ''))).toEqual([])
  })
})
