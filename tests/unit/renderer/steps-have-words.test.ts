import { expect, it } from 'vitest'
import { STEPS } from '../../../renderer/app/state.ts'
import { VERBS } from '../../../shared/domain/keymap.ts'
import { LABEL_GLOSSES } from '../../../shared/messages/es/label.ts'
import { LANGUAGES } from '../../../shared/domain/language.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

it.each(LANGUAGES)('each step of a call has a name in %s, short enough for the track', (language) => {
  for (const step of STEPS) {
    const name = createTexts(language).tf('callStep', step)
    expect(name, step).not.toContain(step === name ? '' : createTexts(language).t('code.unknown', { code: step }))
    expect(name.length, step).toBeLessThan(16)
  }
})

it('has a gloss in Spanish for the wording of the label and none that is empty', () => {
  expect(Object.keys(LABEL_GLOSSES).length).toBeGreaterThan(15)
  for (const gloss of Object.values(LABEL_GLOSSES)) expect(gloss.length).toBeGreaterThan(5)
})

it.each(LANGUAGES)('each key has its name and its short name in %s', (language) => {
  const { tf, t } = createTexts(language)
  for (const { id } of VERBS) for (const family of ['verb', 'verbShort'] as const) expect(tf(family, id), `${family}.${id}`).not.toBe(t('code.unknown', { code: id }))
})
