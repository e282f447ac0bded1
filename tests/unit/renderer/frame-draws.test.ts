// Goal: what the frame draws can be drawn, in every step and both languages, before any browser is asked. Method: the components as markup.
import { ThemeProvider } from '@mui/material/styles'
import { createElement } from 'react'
import type { ComponentType } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CallBar } from '../../../renderer/app/CallBar.tsx'
import { CommandLine } from '../../../renderer/app/CommandLine.tsx'
import { DeskProvider } from '../../../renderer/app/desk-context.tsx'
import { Help } from '../../../renderer/app/Help.tsx'
import { SignInAgain } from '../../../renderer/app/SignInAgain.tsx'
import { STEPS } from '../../../renderer/app/state.ts'
import { createDesk } from '../../../renderer/app/store.ts'
import type { Client } from '../../../renderer/client/client.ts'
import { KeysWork } from '../../../renderer/journeys/keys/KeysWork.tsx'
import { GreetStep } from '../../../renderer/journeys/signup/GreetStep.tsx'
import { theme } from '../../../renderer/theme/theme.ts'
import { VERBS } from '../../../shared/domain/keymap.ts'
import { LANGUAGES } from '../../../shared/domain/language.ts'
import type { Language } from '../../../shared/domain/language.ts'

const client = { call: async () => ({ ok: false, error: { code: 'internal', details: {} } }), subscribe: () => () => undefined } as unknown as Client
function draw(component: ComponentType, language: Language, patch: object = {}, callPatch: object = {}): string {
  const desk = createDesk(client, { now: () => 0, newId: () => 'id', language })
  desk.store.setState((state) => ({ ...patch, call: { ...state.call, ...callPatch } }))
  // As markup a store is read as it began.
  Object.assign(desk.store, { getInitialState: desk.store.getState })
  return renderToString(createElement(ThemeProvider, { theme }, createElement(DeskProvider, { desk } as Parameters<typeof DeskProvider>[0], createElement(component))))
}

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(STEPS)('bar, line and help are drawn at %s', (step) => {
    for (const component of [CallBar, CommandLine, Help]) expect(draw(component, language, {}, { step }).length).toBeGreaterThan(100)
  })
  it('the palette, the greeting, the keys and signing in again are drawn', () => {
    expect(draw(CommandLine, language, { isPaletteOpen: true }).includes('Ctrl Shift P')).toBe(true)
    expect(draw(GreetStep, language, {}, { talk: { callerNumber: '(307) 555-0110', callerLine: '', callerKind: 'unknown', events: [], said: [] } }).includes('(307) 555-0110')).toBe(true)
    for (const verb of VERBS) expect(draw(KeysWork, language).includes(verb.chords[0])).toBe(true)
    for (const needsLink of [false, true]) expect(draw(SignInAgain, language, { needsLink }).includes('role="dialog"')).toBe(true)
  })
})
