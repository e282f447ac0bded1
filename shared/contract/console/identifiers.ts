import { z } from 'zod'
import { entry } from './entry.ts'
import * as s from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const

/** New identifiers at an ISP, while the caller is on the phone. */
export const IDENTIFIERS = {
  /** `suggestions`: free at this moment, made from the name in the draft and from nothing else. Asked for only when the identifier cannot be had. */
  'isp.checkIdentifier': entry({ type: 'query', roles: CALL, offline: 'needsNetwork', errors: ['draft-unknown', 'identifier-malformed', 'isp-certificate-refused', 'isp-unavailable', 'network-unavailable'],
    input: z.object({ draftId: s.zId, userIdentifier: s.zText(253) }),
    output: z.object({ userIdentifier: z.string(), state: z.enum(['free', 'taken', 'reservedByUs', 'realmUnknown']), suggestions: z.array(z.string()).max(3), tookMs: z.number() }) }),
  /** Holds it for the call. It is given back when the draft is dropped or names another one, and by the ISP at `until`. */
  'isp.reserveIdentifier': entry({ type: 'command', roles: CALL, offline: 'needsNetwork',
    errors: ['draft-unknown', 'identifier-malformed', 'identifier-taken', 'identifier-reserved', 'identifier-expired', 'identifier-realm-unknown', 'isp-certificate-refused', 'isp-unavailable', 'network-unavailable'],
    input: z.object({ draftId: s.zId, userIdentifier: s.zText(253) }), output: z.object({ userIdentifier: z.string(), until: z.number() }) }),
} as const
