import type { Timers } from '../../../shared/kernel/time.ts'
import { serveJson } from './json-server.ts'
import type { JsonServer } from './json-server.ts'
import { tmfError } from './reply.ts'

/** Somebody of the practice list, with the card that they would enter. */
export type Payer = { readonly phone: string; readonly email: string; readonly paymentToken: string; readonly paymentHint: string }
export type PaymentPageOptions = { readonly payers: readonly Payer[]; readonly timers: Timers; readonly now: () => number; /** How long a practice caller takes to enter the card. */ readonly entersAfterMs: number }

const digits = (phone: string): string => phone.replaceAll(/\D/g, '')

/**
 * The practice payment page: it "sends" a link and its caller enters an invented card after a moment. It keeps requests while it runs and
 * never has a card number. `POST /payment-requests`, `GET /payment-requests/{id}`.
 */
export function servePaymentPage({ payers, timers, now, entersAfterMs }: PaymentPageOptions): Promise<JsonServer> {
  const requests = new Map<string, { readonly givenAt: number; readonly payer: Payer | undefined }>()
  const json = (status: number, body: unknown) => ({ kind: 'json', status, body }) as const
  return serveJson({ timers, exit: () => undefined, onError: () => undefined }, {
    port: 0,
    routes: [
      {
        method: 'POST', path: '/payment-requests',
        handle: ({ body }) => {
          const { requestId, phone, email } = (body ?? {}) as { readonly requestId?: unknown; readonly phone?: unknown; readonly email?: unknown }
          if (typeof requestId !== 'string' || typeof phone !== 'string' || typeof email !== 'string') return tmfError(400, 'invalidRequest', 'requestId, phone and email are needed.')
          // The same request again is the same link: what was entered stays entered.
          if (!requests.has(requestId)) requests.set(requestId, { givenAt: now() + entersAfterMs, payer: payers.find((payer) => (phone !== '' && digits(payer.phone) === digits(phone)) || (email !== '' && payer.email === email)) })
          return json(202, {})
        },
      },
      {
        method: 'GET', path: '/payment-requests/{id}',
        handle: ({ id }) => {
          const request = requests.get(id)
          if (!request) return tmfError(404, 'notFound', 'No link was sent for this request.')
          if (now() < request.givenAt) return json(200, { state: 'waiting' })
          return json(200, { state: 'given', token: request.payer?.paymentToken ?? `tok_demo_${id.slice(-12)}`, hint: request.payer?.paymentHint ?? 'Demo Visa ending 4242' })
        },
      },
    ],
  })
}
