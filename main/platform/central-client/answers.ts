import { z } from 'zod'
import type { CentralAnswer } from '../../../shared/contract/central/wire.ts'
import { ERRORS, appError } from '../../../shared/domain/errors.ts'
import type { AppError, ErrorCode } from '../../../shared/domain/errors.ts'

/** How a desk's own view of the network looks to a client. Cut: nothing is sent. */
export type NetworkSwitch = { readonly isUp: () => boolean }

const zDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const zAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string().min(1).max(60), details: zDetails }) }),
])
const zFeedPage = z.object({
  ok: z.literal(true),
  value: z.object({ wireVersion: z.int(), items: z.array(z.looseObject({ cursor: z.int(), at: z.number(), kind: z.string() })), cursor: z.int(), more: z.boolean() }),
})

/**
 * Decodes an envelope from central. What cannot be read says nothing about the effect and is `central-unavailable`; a code that this
 * desk does not know comes from a newer central and is `internal` with that code. A feed's items of unknown kind pass: who applies
 * them skips and counts them.
 */
export function decodeAnswer(value: unknown, expects: 'answer' | 'feed'): CentralAnswer<unknown> {
  const parsed = zAnswer.safeParse(value)
  if (!parsed.success) return unavailable('answer-malformed')
  if (!parsed.data.ok) return { ok: false, error: knownError(parsed.data.error) }
  if (expects === 'feed' && !zFeedPage.safeParse(value).success) return unavailable('answer-malformed')
  return { ok: true, value: parsed.data.value }
}

/** No answer: whether the effect happened is unknown, `command.outcome` tells. `reason`: a code for the log and the desk's status. */
export const unavailable = (reason: string): CentralAnswer<never> => ({ ok: false, error: appError('central-unavailable', { reason }) })

/** The desk is cut off: nothing was sent, so nothing happened. */
export const networkCut: CentralAnswer<never> = { ok: false, error: appError('network-unavailable') }

const knownError = ({ code, details }: { readonly code: string; readonly details: AppError['details'] }): AppError =>
  Object.hasOwn(ERRORS, code) ? appError(code as ErrorCode, details) : appError('internal', { code })
