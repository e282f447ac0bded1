import type { Language } from '../domain/language.ts'
import { EN } from './en.ts'
import type { MessageKey } from './en.ts'
import { ES } from './es.ts'
import { formatOf } from './format.ts'
import type { Format } from './format.ts'
import { parsePattern, printParts } from './pattern.ts'
import type { Part, Printing, Value } from './pattern.ts'

export type Details = Readonly<Record<string, Value>>
/** Families of texts that are chosen by a code from elsewhere: what stands before the first dot of a key. */
export type MessageFamily = MessageKey extends infer K ? (K extends `${infer F}.${string}` ? F : never) : never

/** The texts of one language, as a value: who shows words is given them and holds no language of its own. */
export type Texts = {
  readonly language: Language
  /** A text with its placeholders filled; the unit of a number is told by the end of its name. */
  readonly t: (key: MessageKey, details?: Details) => string
  /** A text chosen by a code from elsewhere; an unknown code is named, never hidden. */
  readonly tf: (family: MessageFamily, code: string, details?: Details) => string
  /** A text that is data, filled as those of the tables are. */
  readonly fill: (template: string, details?: Details) => string
  readonly format: Format
}

const TABLES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en: EN, es: { ...EN, ...ES } }
const known = new Map<Language, Texts>()

/** The texts of `language`, made once. What is not translated yet is said in English, never left out. */
export function createTexts(language: Language): Texts {
  const made = known.get(language) ?? textsOver(language, TABLES[language])
  known.set(language, made)
  return made
}

function textsOver(language: Language, table: Readonly<Record<string, string>>): Texts {
  const format = formatOf(language)
  const parsed = new Map<string, readonly Part[]>()
  const word = (family: string, code: string): string => (table[`${family}.${code}`] === undefined ? code : tf(family as MessageFamily, code))
  const printing: Printing = { value: valuePrinter(format, word), count: format.number, category: format.category }
  const print = (template: string, details: Details): string => {
    const parts = parsed.get(template) ?? parsePattern(template)
    parsed.set(template, parts)
    return printParts(parts, details, printing)
  }
  const tf: Texts['tf'] = (family, code, details = {}) => {
    const template = table[`${family}.${code}`]
    return template === undefined ? print(table['code.unknown'] ?? '', { code }) : print(template, details)
  }
  return { language, format, tf, fill: (template, details = {}) => print(template, details), t: (key, details = {}) => print(table[key] ?? EN[key], details) }
}

/** What a number means, by the end of its placeholder's name. */
const UNITS: readonly (readonly [RegExp, keyof Format])[] = [[/Minor$/, 'money'], [/Micro$/, 'micro'], [/Kbps$/, 'speed'], [/M$/, 'meters'], [/Ms$/, 'duration'], [/^readyAt$/, 'month'], [/At$/, 'date']]

/**
 * Prints one value. `{at, clock}` names a format; `{accessType, access}` names the family of texts the code belongs to, also for
 * a list of codes ("email, phone"); a code without a text is printed as it is.
 */
function valuePrinter(format: Format, word: (family: string, code: string) => string): Printing['value'] {
  const formats = format as unknown as Readonly<Record<string, (value: number) => unknown>>
  return (name, style, value) => {
    if (typeof value !== 'number') return stringPrinter(format, word, style, String(value))
    const chosen = style ?? UNITS.find(([ending]) => ending.test(name))?.[1]
    return chosen && Object.hasOwn(formats, chosen) ? String(formats[chosen]?.(value)) : format.number(value)
  }
}

function stringPrinter(format: Format, word: (family: string, code: string) => string, style: string | null, value: string): string {
  if (style === null) return value
  if (style === 'weekHours') return format.weekHours(value)
  return style === 'day' ? format.day(value) : format.list(value.split(/,\s*/).map((code) => word(style, code)))
}
