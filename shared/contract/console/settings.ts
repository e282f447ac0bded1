import { z } from 'zod'
import { LANGUAGES } from '../../domain/language.ts'
import { ROLES } from '../../domain/roles.ts'
import { entry } from './entry.ts'
import { zText } from './schemas.ts'

const zLanguage = z.enum(LANGUAGES)

/** What a user chose for themselves, kept on this desk. `language` is null until they chose one. */
export const SETTINGS = {
  'settings.read': entry({ type: 'query', roles: ROLES, offline: 'local', errors: [], input: z.object({}), output: z.object({ language: zLanguage.nullable() }) }),
  'settings.setLanguage': entry({ type: 'command', roles: ROLES, offline: 'local', errors: [], input: z.object({ language: zLanguage }), output: z.object({ language: zLanguage }) }),
  /** The keys that a user bound otherwise than the house; by verb. */
  'settings.keymap': entry({ type: 'query', roles: ROLES, offline: 'local', errors: [], input: z.object({}), output: z.object({ bindings: z.record(z.string(), z.string()) }) }),
  'settings.saveKeymap': entry({ type: 'command', roles: ROLES, offline: 'local', errors: ['key-not-free'], input: z.object({ bindings: z.record(zText(40), zText(40)) }), output: z.object({ bindings: z.record(z.string(), z.string()) }) }),
} as const
