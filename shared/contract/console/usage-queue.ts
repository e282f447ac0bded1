import { z } from 'zod'
import { USAGE_REASONS } from '../../domain/usage.ts'
import type { UsageCandidate, UsageDecision, WaitingGroup } from '../../domain/usage-queue.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zText } from './schemas.ts'

const DECIDE = ['supervisor', 'administrator'] as const
const ASKS = ['network-unavailable', 'central-unavailable'] as const
const group = { providerId: zId, localId: zText(200).min(1), idKind: z.enum(['localCustomer', 'userIdentifier']), reason: z.enum(USAGE_REASONS) }
const worked = z.object({ rated: z.int(), guided: z.int(), setAside: z.int(), waiting: z.int() })

/** Usage that waits for a person. It is central's alone: nothing of it is shown or decided without a network. */
export const USAGE_QUEUE = {
  'usage.waiting': entry({ type: 'query', roles: DECIDE, offline: 'needsNetwork', errors: ASKS, input: z.object({}),
    output: z.object({ groups: z.array(produced<WaitingGroup>()), total: z.int(), events: z.int(), decisions: z.array(produced<UsageDecision>()) }) }),
  'usage.candidates': entry({ type: 'query', roles: DECIDE, offline: 'needsNetwork', errors: ASKS, input: z.object({ providerId: zId, text: zText(100) }), output: z.object({ candidates: z.array(produced<UsageCandidate>()) }) }),
  'usage.attach': entry({ type: 'command', roles: DECIDE, offline: 'needsNetwork', errors: ['command-reused', ...ASKS, 'usage-not-waiting', 'usage-not-theirs', 'customer-unknown'], input: z.object({ commandId: zCommandId, ...group, customerId: zId }), output: worked }),
  'usage.guideAgain': entry({ type: 'command', roles: DECIDE, offline: 'needsNetwork', errors: ['command-reused', ...ASKS, 'usage-not-waiting'], input: z.object({ commandId: zCommandId, ...group }), output: worked }),
  'usage.setAside': entry({ type: 'command', roles: DECIDE, offline: 'needsNetwork', errors: ['command-reused', ...ASKS, 'usage-not-waiting', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, ...group, because: zText(500).refine((text) => text.trim() !== '') }), output: worked }),
} as const
