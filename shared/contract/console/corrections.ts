import { z } from 'zod'
import type { MeteredGuideline } from '../../domain/catalog.ts'
import type { CorrectedPrice, CorrectionEffect } from '../../domain/price-correction.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zText } from './schemas.ts'

const ADMIN = ['administrator'] as const
/** Its shape is checked where it counts, at central. */
const zGuideline = z.looseObject({ kind: z.enum(['perUnit', 'graduated', 'volume', 'package']), unit: zText(40).min(1) }) as unknown as z.ZodType<MeteredGuideline>
const CORRECTED = { offeringId: zId, offeringVersion: z.int().min(1), priceId: zText(120).min(1), fromPeriod: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), amountMicro: z.int().min(0), ratingGuideline: zGuideline } satisfies { readonly [K in keyof CorrectedPrice]: unknown }
const AWAY = ['network-unavailable', 'central-unavailable'] as const

/** What a price for usage should have been: told what it comes to, then done. */
export const CORRECTION_ROWS = {
  'usage.previewCorrection': entry({ type: 'query', roles: ADMIN, offline: 'needsNetwork', errors: ['correction-refused', 'billing-terms-missing', ...AWAY], input: z.object(CORRECTED), output: produced<CorrectionEffect>() }),
  'usage.correctPrice': entry({ type: 'command', roles: ADMIN, offline: 'needsNetwork', errors: ['correction-refused', 'card-digits-refused', 'command-reused', ...AWAY], input: z.object({ commandId: zCommandId, ...CORRECTED, because: zText(500).min(1) }), output: z.object({ correctionId: z.string() }) }),
} as const
