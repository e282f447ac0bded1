import { z } from 'zod'
import type { CustomerHistoryEntry } from '../central/wire.ts'
import { entry } from './entry.ts'
import * as s from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const SUPERVISOR = ['supervisor', 'administrator'] as const
const zPin = s.zText(12)
const AWAY = ['network-unavailable', 'central-unavailable'] as const
const zVerified = z.object({ at: z.number(), until: z.number() })

/** Who the caller is, as far as they have proved it. Source: 47 CFR 64.2010. */
export const CALLER = {
  'customers.verifyPin': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['pin-wrong', 'pin-locked', 'pin-unknown', ...AWAY], input: z.object({ customerId: s.zId, pin: zPin }), output: zVerified }),
  'customers.unlockPin': entry({ type: 'command', roles: SUPERVISOR, offline: 'needsNetwork', errors: ['pin-unknown', 'command-reused', ...AWAY], input: z.object({ commandId: s.zCommandId, customerId: s.zId }), output: z.object({}) }),
  'customers.startCallback': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['order-unknown'], input: z.object({ customerId: s.zId }), output: z.object({ phone: z.string(), at: z.number() }) }),
  'customers.resetPin': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['callback-missing', 'pin-weak', 'command-reused', ...AWAY],
    input: z.object({ commandId: s.zCommandId, customerId: s.zId, pin: zPin, method: z.literal('callback') }), output: zVerified }),
  'customers.callerState': entry({ type: 'query', roles: CALL, offline: 'local', errors: [], input: z.object({ customerId: s.zId }),
    output: z.object({ kind: z.enum(['none', 'verified', 'ownSignUp', 'locked']), at: z.number().nullable(), until: z.number().nullable() }) }),
  'customers.history': entry({ type: 'query', roles: CALL, offline: 'needsNetwork', errors: [...AWAY], input: z.object({ customerId: s.zId, limit: z.int().min(1).max(200).default(50) }),
    output: z.object({ entries: z.array(s.produced<CustomerHistoryEntry>()) }) }),
  'customers.endCall': entry({ type: 'command', roles: CALL, offline: 'local', errors: [], input: z.object({ customerId: s.zId.optional() }), output: z.object({}) }),
} as const
