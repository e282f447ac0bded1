import { z } from 'zod'
import type { Draft } from '../../domain/order.ts'
import { LANGUAGES } from '../../domain/language.ts'
import type { SpokenTexts } from '../../domain/promises.ts'
import { entry } from './entry.ts'
import * as s from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const zLanguage = z.enum(LANGUAGES)
const zVersion = z.int().min(1)

/** One thing that was read to the caller. */
export const zPromiseMade = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('label'), offeringId: s.zId, uniquePlanIdentifier: s.zText(120), version: zVersion }),
  z.object({ kind: z.literal('consent'), consentId: s.zId, version: zVersion, language: zLanguage, answer: z.boolean() }),
  z.object({ kind: z.literal('recordingNotice'), version: zVersion, language: zLanguage }),
])

/** What is said and agreed before an order, and the PIN for the next call. */
export const CONSENTS = {
  'consents.texts': entry({ type: 'query', roles: CALL, offline: 'local', errors: [], input: z.object({}), output: s.produced<SpokenTexts>() }),
  /** Without `pin` one is made up and answered this once. */
  'signup.setPin': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['draft-unknown', 'draft-changed', 'pin-weak'],
    input: z.object({ draftId: s.zId, revision: z.int(), pin: s.zText(12).optional() }), output: z.object({ draft: s.produced<Draft>(), pin: z.string().nullable() }) }),
} as const
