import { describe, expect, it } from 'vitest'
import { createReadKeymap, createSaveKeymap } from '../../../main/console/settings/keymap.ts'
import { chordOf } from '../../../renderer/app/chord-of.ts'
import type { Stroke } from '../../../renderer/app/chord-of.ts'
import { helpKeys } from '../../../renderer/app/help-keys.ts'
import { chordsOf, checkBinding, readChord, readKeymap, verbFor, VERBS } from '../../../shared/domain/keymap.ts'
import type { Verb } from '../../../shared/domain/keymap.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const stroke = (patch: Partial<Stroke> & { readonly altGraph?: boolean }): Stroke => ({ key: 'k', code: 'KeyK', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, isComposing: false, getModifierState: (name) => name === 'AltGraph' && patch.altGraph === true, ...patch })
const rows: readonly Verb[] = VERBS

describe('the key map', () => {
  it('gives no chord to two verbs, and every chord can be read', () => {
    const chords = rows.flatMap((verb) => verb.chords)
    expect(new Set(chords).size).toBe(chords.length)
    for (const chord of chords) if (chord !== 'Alt 1…9') expect(readChord(chord), chord).not.toBeNull()
  })
  it('keeps bare signs for where nothing is typed', () => {
    for (const verb of rows) for (const chord of verb.chords) if ([...chord].length === 1) expect(verb.where).toBe('outsideFields')
  })
  it('has words for every verb in both languages', () => {
    for (const language of ['en', 'es'] as const) for (const verb of rows) expect(createTexts(language).tf('verb', verb.id)).not.toContain('code')
  })
  it('draws help from itself: each verb once, those of the step first', () => {
    const { now, others } = helpKeys('readBack', { submit: 'F10' })
    expect([...now, ...others].map((key) => key.id).toSorted()).toEqual(rows.map((verb) => verb.id).toSorted())
    expect(now.find((key) => key.id === 'submit')?.chords).toEqual(['F10'])
    expect(others.map((key) => key.id)).toContain('help')
  })
})

describe('a stroke', () => {
  it.each([
    [{ ctrlKey: true }, 'Ctrl K'], [{ key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true }, 'Ctrl Shift P'], [{ key: 'F1', code: 'F1' }, 'F1'], [{ key: '?', code: 'Slash', shiftKey: true }, '?'],
    [{ key: 'Escape', code: 'Escape' }, 'Esc'], [{ key: 'Tab', code: 'Tab', ctrlKey: true, shiftKey: true }, 'Ctrl Shift Tab'], [{ key: '&', code: 'Digit1', altKey: true }, 'Alt 1'], [{ key: 'л', code: 'KeyK', ctrlKey: true }, 'Ctrl K'], [{ key: 'ß', code: 'KeyS', altKey: true }, 'Alt S'],
  ])('%j is %s', (patch, chord) => {
    expect(chordOf(stroke(patch))).toBe(chord)
  })
  it.each([
    ['AltGr types', { key: '@', code: 'KeyQ', altGraph: true }], ['AltGr as Windows reports it', { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true }], ['a dead key', { key: 'Dead', code: 'Equal' }],
    ['composition', { isComposing: true }], ['a modifier alone', { key: 'Shift', code: 'ShiftLeft', shiftKey: true }], ['the system’s key', { metaKey: true }],
  ])('is left alone when it is %s', (_what, patch) => {
    expect(chordOf(stroke(patch))).toBeNull()
  })
})

describe('binding a key', () => {
  it.each([
    ['goOffers', 'F10', null], ['explain', 'E', null], ['nope', 'F10', 'unknownVerb'], ['help', 'F10', 'fixed'], ['back', 'F10', 'fixed'], ['goOffers', 'Ctrl', 'unreadable'], ['goOffers', 'Shift Ctrl K', 'unreadable'], ['goOffers', '', 'unreadable'],
    ['goOffers', 'Ctrl Alt K', 'altGr'], ['goOffers', 'Ctrl C', 'kept'], ['goOffers', 'Tab', 'kept'], ['goOffers', 'K', 'types'], ['goOffers', 'Alt 3', 'taken'], ['goOffers', 'Ctrl K', 'taken'], ['goOffers', 'F4', null],
  ] as const)('of %s to %s: %s', (verb, chord, code) => {
    const checked = checkBinding(verb, chord, {})
    expect(checked.ok ? null : checked.code).toBe(code)
  })
  it('frees the house’s chord for another verb, and the own one wins', () => {
    const own = { goOffers: 'F10' }
    expect(verbFor('F10', own)?.id).toBe('goOffers')
    expect(verbFor('F4', own)).toBeNull()
    expect(checkBinding('goNeed', 'F4', own).ok).toBe(true)
    expect(chordsOf('nextCall', { nextCall: 'F10' })).toEqual(['F10'])
  })
  it('reads back only what is still allowed', () => {
    expect(readKeymap({ goOffers: 'F10', goNeed: 'F10', help: 'F2', gone: 'F3', orders: 7 })).toEqual({ goOffers: 'F10' })
  })
})

describe('keys kept on the desk', () => {
  const desk = () => {
    const kept = new Map<string, string>()
    const settings = { get: (name: string) => kept.get(name) ?? null, set: (name: string, value: string) => (kept.set(name, value), { ok: true as const, value: null }) }
    return { kept, read: createReadKeymap({ settings }), save: createSaveKeymap({ settings }) }
  }
  const as = (userId: string) => ({ user: { userId, displayName: userId, role: 'rep' as const }, clientId: 'w' })
  it('are one user’s own', async () => {
    const { read, save } = desk()
    await save({ bindings: { goOffers: 'F10' } }, as('ada'))
    expect(await read({}, as('ada'))).toEqual({ ok: true, value: { bindings: { goOffers: 'F10' } } })
    expect(await read({}, as('bo'))).toEqual({ ok: true, value: { bindings: {} } })
  })
  it('refuse a key that is not free and keep those that were there', async () => {
    const { read, save } = desk()
    await save({ bindings: { goOffers: 'F10' } }, as('ada'))
    expect(await save({ bindings: { goOffers: 'Ctrl K' } }, as('ada'))).toMatchObject({ ok: false, error: { code: 'key-not-free', details: { why: 'taken' } } })
    expect(await read({}, as('ada'))).toMatchObject({ value: { bindings: { goOffers: 'F10' } } })
  })
  it.each(['{', '[]', 'null', '"x"', '{"goOffers":1}'])('survive what cannot be read: %s', async (text) => {
    const { kept, read } = desk()
    kept.set('user.ada.keymap', text)
    expect(await read({}, as('ada'))).toEqual({ ok: true, value: { bindings: {} } })
  })
})
