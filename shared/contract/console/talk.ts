import { z } from 'zod'
import { MOST_EVENTS } from '../../domain/talk.ts'
import { zText } from './schemas.ts'

export const zCallEvent = z.object({ at: z.number(), kind: zText(40), details: z.record(zText(40), z.union([zText(400), z.number()])) })

/** What changed in the talk of a draft; what is not named stays. */
export const zTalkPatch = z.object({
  startedAt: z.number().nullable(), typed: zText(200), focusId: zText(80), isParked: z.boolean(), droppedAt: z.number().nullable(), callerNumber: zText(40), callerLine: zText(400),
  callerKind: z.enum(['unknown', 'new', 'existing']), said: z.array(zText(80)).max(100).readonly(), events: z.array(zCallEvent).max(MOST_EVENTS).readonly(),
}).partial()
