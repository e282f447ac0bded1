import { z } from 'zod'
import { entry } from './entry.ts'
import { zId } from './schemas.ts'

const ALL = ['rep', 'technician', 'supervisor', 'administrator'] as const

/** One line of a practice provider's effect book, without the request that caused it. */
export const zSandboxEffect = z.object({ seq: z.int(), at: z.string(), effect: z.string(), externalId: z.string(), serviceKind: z.string().nullable(), localCustomerId: z.string().nullable() })
export const zSandboxFault = z.object({ fault: z.string(), on: z.string(), times: z.int(), delayMs: z.int() })

/** What the sandbox panel watches. */
export const SANDBOX = {
  /** Every practice provider: whether it answers, the faults still to come, and the newest lines of its effect book. */
  'sandbox.effects': entry({ type: 'query', roles: ALL, offline: 'local', errors: ['sandbox-absent'], input: z.object({ limit: z.int().min(1).max(200).default(40) }),
    output: z.object({ providers: z.array(z.object({ providerId: zId, name: z.string(), httpPort: z.int(), commandPort: z.int(), isRunning: z.boolean(), effects: z.int(), faults: z.array(zSandboxFault), lines: z.array(zSandboxEffect) })) }) }),
  'sandbox.forgetFaults': entry({ type: 'command', roles: ALL, offline: 'local', errors: ['sandbox-absent', 'provider-unknown', 'provider-unavailable'], input: z.object({ providerId: zId }), output: z.object({}) }),
} as const
