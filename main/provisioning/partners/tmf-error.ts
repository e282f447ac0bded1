import { z } from 'zod'
import { appError, type AppError } from '../../../shared/domain/errors.ts'
import type { JsonExchange } from './exchange-json.ts'

/** TM Forum REST guidelines TMF630: the body of every refusal. */
const tmfError = z.object({ code: z.union([z.string(), z.number()]).transform(String), reason: z.string() })
const LONGEST_REASON = 200

export type FailureReading =
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'notDone'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError }

/**
 * What an exchange without a usable answer says about an effect.
 * 'refused': the provider said no. 'notDone': it certainly never began. 'unknown': it may have happened.
 */
export function readFailure(answer: JsonExchange, providerId: string): FailureReading {
  if (answer.kind === 'notSent') return { kind: 'notDone', error: appError('provider-unavailable', { providerId }) }
  if (answer.kind === 'lost') return { kind: 'unknown', error: appError('provider-outcome-unknown', { providerId, why: answer.why }) }
  const { status } = answer
  // 408 and 5xx come from somewhere on the way, possibly after the effect.
  if (status >= 500 || status === 408) return { kind: 'unknown', error: appError('provider-outcome-unknown', { providerId, status }) }
  if (status === 429) return { kind: 'notDone', error: appError('provider-unavailable', { providerId, status }) }
  const refusal = answer.kind === 'answered' && status >= 400 ? tmfError.safeParse(answer.body) : null
  if (!refusal?.success) return { kind: 'unknown', error: appError('provider-answer-malformed', { providerId, status, why: answer.kind === 'unreadable' ? answer.why : 'not-tmf' }) }
  // A conflict that is not about a reused key may be with our own earlier delivery.
  if (status === 409 && refusal.data.code !== 'externalIdReused') return { kind: 'unknown', error: appError('provider-outcome-unknown', { providerId, status, providerCode: refusal.data.code }) }
  return { kind: 'refused', error: readRefusal(providerId, refusal.data) }
}

/** The provider's own words for a no, cut to what a screen can show. */
export const readRefusal = (providerId: string, said: { readonly code: string; readonly reason: string }): AppError =>
  appError('provider-refused', { providerId, providerCode: said.code.slice(0, LONGEST_REASON), reason: said.reason.slice(0, LONGEST_REASON) })

/** What a failed question, one without any effect, says: only that there is no answer yet. */
export function readQuestionFailure(answer: JsonExchange, providerId: string): AppError {
  const failure = readFailure(answer, providerId)
  return failure.error.code === 'provider-answer-malformed' ? failure.error : appError('provider-unavailable', { ...failure.error.details, providerId })
}

/** True for an answer whose body is worth decoding. */
export const isSuccess = (answer: JsonExchange): answer is Extract<JsonExchange, { readonly kind: 'answered' }> =>
  answer.kind === 'answered' && answer.status >= 200 && answer.status < 300
