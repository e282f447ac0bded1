import { z } from 'zod'
import type { CallEvent } from '../../domain/talk.ts'
import { MOST_EVENTS } from '../../domain/talk.ts'
import { entry } from './entry.ts'
import { produced, zId } from './schemas.ts'
import { zCallEvent } from './talk.ts'

/** What happened in the calls about an order: events, not sentences; each reader gets the sentences in their language. */
export const ORDER_NOTES = {
  /** Keeps the events of one call with its order. The same call again replaces what it said before. */
  'orders.keepNotes': entry({ type: 'command', roles: ['rep', 'supervisor', 'administrator'], offline: 'local', errors: ['order-unknown', 'card-digits-refused'],
    input: z.object({ orderId: zId, callId: zId, events: z.array(zCallEvent).max(MOST_EVENTS) }), output: z.object({ kept: z.int() }) }),
  /** `keptBack`: events that are not told until the caller has proved who they are. */
  'orders.notes': entry({ type: 'query', roles: ['rep', 'technician', 'supervisor', 'administrator'], offline: 'local', errors: ['order-unknown'], input: z.object({ orderId: zId }),
    output: z.object({ keptBack: z.int(), calls: z.array(z.object({ callId: z.string(), by: z.string(), at: z.number(), events: produced<readonly CallEvent[]>() })) }) }),
} as const
