import { EN } from './en.ts'
import type { MessageKey } from './en.ts'
import { ES } from './es.ts'
import type { Details, MessageFamily } from './text.ts'
import { fill } from './text.ts'

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** The texts of one language, as a value: who shows words is given them and holds no language of its own. */
export type Texts = {
  readonly language: Language
  /** A text with its placeholders filled; the unit of a number is told by the end of its name. */
  readonly t: (key: MessageKey, details?: Details) => string
  /** A text chosen by a code from elsewhere; an unknown code is named, never hidden. */
  readonly tf: (family: MessageFamily, code: string, details?: Details) => string
}

const TABLES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: EN, es: { ...EN, ...ES } }

/** The texts of `language`. What is not translated yet is said in English, never left out. */
export function createTexts(language: Language): Texts {
  const table = TABLES[language]
  return {
    language,
    t: (key, details = {}) => fill(table[key] ?? EN[key], details),
    tf: (family, code, details = {}) => {
      const template = table[`${family}.${code}`]
      return template === undefined ? `Code ${code}` : fill(template, details)
    },
  }
}
