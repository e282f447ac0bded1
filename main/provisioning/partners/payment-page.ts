import { z } from 'zod'
import { appError } from '../../../shared/domain/errors.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Timers } from '../../../shared/kernel/time.ts'
import type { Network, PaymentPage } from '../ports.ts'
import { readBaseUrl } from './base-url.ts'
import { startDeadline } from './deadline.ts'
import { exchangeJson } from './exchange-json.ts'
import type { JsonExchange } from './exchange-json.ts'

export type PaymentPageDeps = { readonly baseUrl: string | null; readonly network: Network; readonly timers: Timers; /** For one question. */ readonly timeoutMs: number }

const REQUESTS = '/payment-requests'
const zRequest = z.discriminatedUnion('state', [z.object({ state: z.literal('waiting') }), z.object({ state: z.literal('given'), token: z.string().min(1).max(80).regex(/^\S+$/), hint: z.string().max(80) })])

/**
 * The hosted payment page: it sends a link and answers with a token when the card was entered there. Repeating a request is harmless.
 * Errors: `payment-page-missing` where none is set up, `network-unavailable` while cut, `payment-page-away` for every other lack of an answer.
 */
export function createPaymentPage(deps: PaymentPageDeps): PaymentPage {
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<Result<JsonExchange, AppError>> => {
    const baseUrl = deps.baseUrl === null ? null : readBaseUrl(deps.baseUrl)
    if (baseUrl === null) return err(appError('payment-page-missing'))
    if (!deps.network.isUp()) return err(appError('network-unavailable'))
    const deadline = startDeadline(deps.timers, deps.timeoutMs)
    try {
      return ok(await exchangeJson({ method, url: baseUrl + path, signal: deadline.signal, ...(body === undefined ? {} : { body }) }))
    } finally {
      deadline.end()
    }
  }
  return {
    send: async (request) => {
      const answer = await ask('POST', REQUESTS, request)
      if (!answer.ok) return answer
      return answer.value.kind === 'answered' && answer.value.status < 300 ? ok(null) : err(appError('payment-page-away'))
    },
    read: async (requestId) => {
      const answer = await ask('GET', `${REQUESTS}/${encodeURIComponent(requestId)}`)
      if (!answer.ok) return answer
      if (answer.value.kind !== 'answered') return err(appError('payment-page-away'))
      if (answer.value.status === 404) return ok({ state: 'none' })
      const request = zRequest.safeParse(answer.value.body)
      if (answer.value.status !== 200 || !request.success) return err(appError('payment-page-away'))
      return ok(request.data.state === 'given' ? { state: 'given', paymentToken: request.data.token, paymentHint: request.data.hint } : { state: 'waiting' })
    },
  }
}
