import { z } from 'zod'
import { entry } from './entry.ts'
import * as s from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const

/** Who the caller is, as far as they have proved it. */
export const CALLER = {
  'customers.endCall': entry({ type: 'command', roles: CALL, offline: 'local', errors: [], input: z.object({ customerId: s.zId.optional() }), output: z.object({}) }),
} as const
