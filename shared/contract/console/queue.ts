import { z } from 'zod'
import type { OrderQueue } from '../../domain/order-queue.ts'
import { QUEUE_SCOPES } from '../../domain/order-queue.ts'
import type { CallerPromise } from '../../domain/promise.ts'
import { PROMISE_KINDS } from '../../domain/promise.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zText } from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const

/** What waits, for whom and since when; what was promised; and what a person can do about a step that waits. */
export const QUEUE = {
  /** `everyone`: also what other reps and other desks have under way. */
  'orders.queue': entry({ type: 'query', roles: CALL, rolesFor: (input) => ((input as { readonly scope: string }).scope === 'everyone' ? ['supervisor', 'administrator'] : CALL), offline: 'local', errors: [],
    input: z.object({ scope: z.enum(QUEUE_SCOPES) }), output: produced<OrderQueue>() }),
  /** Looks at a waiting step again now; after a refusal it is asked anew. `another`: for a refused IP address, another one by the rules. */
  'orders.retryStep': entry({ type: 'command', roles: CALL, offline: 'queued', errors: ['command-reused', 'order-unknown', 'step-not-waiting', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, orderId: zId, stepId: zText(120), how: z.enum(['again', 'another']).default('again'), note: zText(300).default('') }), output: z.object({ revision: z.int() }) }),
  'promises.make': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['command-reused', 'order-unknown', 'draft-unknown', 'promise-time-refused', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, kind: z.enum(PROMISE_KINDS), about: z.union([z.object({ orderId: zId }), z.object({ draftId: zId })]), text: zText(400).min(1), dueAt: z.int() }), output: produced<CallerPromise>() }),
  /** A person did what was promised: called back, or told the caller. */
  'promises.keep': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['command-reused', 'promise-unknown'], input: z.object({ commandId: zCommandId, promiseId: zId }), output: produced<CallerPromise>() }),
} as const
