import { LANGUAGES } from '../../shared/domain/language.ts'
import type { Language } from '../../shared/domain/language.ts'

/** The language that the switch goes to. */
export const otherLanguage = (language: Language): Language => LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length] ?? 'en'
