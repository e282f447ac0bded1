import { z } from 'zod'
import { LANGUAGES } from '../../domain/language.ts'
import { entry } from './entry.ts'
import type { Script } from '../../domain/script.ts'
import { produced, zText } from './schemas.ts'

const zValue = z.union([zText(60), z.number(), z.boolean()])
export const zCondition = z.union([zValue, z.array(zValue).min(1).max(20), z.strictObject({ min: z.number() })])
/** A script as its file has it. A file that does not keep to it is not read. */
export const zScript = z.strictObject({
  brand: zText(60), language: z.enum(LANGUAGES), version: z.int().min(1),
  lines: z.array(z.strictObject({ id: zText(40).regex(/^[a-z][A-Za-z]*(\.[A-Za-z]+)*$/), when: z.record(zText(40), zCondition), reads: z.literal('recordingNotice').exactOptional(), text: zText(600).min(1) }).refine((line) => (line.reads === 'recordingNotice') === line.text.includes('{recordingNotice}'))).min(1).max(200),
})

/** What a rep reads aloud. */
export const SCRIPTS = {
  /** The script of a brand in a language: of the house where the brand has none, in English where nobody wrote it in that language. */
  'scripts.read': entry({ type: 'query', roles: ['rep', 'supervisor', 'administrator'], offline: 'local', errors: ['script-missing'],
    input: z.object({ brand: zText(60).regex(/^[a-z0-9-]+$/), language: z.enum(LANGUAGES) }),
    output: z.object({ script: produced<Script>(), isOtherLanguage: z.boolean() }) }),
} as const
