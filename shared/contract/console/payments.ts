import { z } from 'zod'
import { entry } from './entry.ts'
import * as s from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const ERRORS = ['draft-unknown', 'payment-page-missing', 'payment-page-away', 'network-unavailable'] as const

/** How a call gets its payment token: the caller enters the card on their own phone, so that no card is seen, heard or typed here. Source: PCI DSS 4.0, SAQ A. */
export const PAYMENTS = {
  /** Sends the caller a link to the payment page. The same draft is the same request: sent again, it is the same link. */
  'payments.sendLink': entry({ type: 'command', roles: CALL, offline: 'needsNetwork', errors: ['draft-incomplete', ...ERRORS], input: z.object({ draftId: s.zId }), output: z.object({ sentTo: z.string() }) }),
  /** What came of it. `none`: no link was sent for this draft, or the page has forgotten it. */
  'payments.read': entry({ type: 'query', roles: CALL, offline: 'needsNetwork', errors: ['card-digits-refused', ...ERRORS], input: z.object({ draftId: s.zId }),
    output: z.discriminatedUnion('state', [z.object({ state: z.literal('none') }), z.object({ state: z.literal('waiting') }), z.object({ state: z.literal('given'), paymentToken: s.zText(80), paymentHint: s.zText(80) })]) }),
} as const
