import { z } from 'zod'
import { appError, type AppError } from '../../../shared/domain/errors.ts'
import { assertNever } from '../../../shared/kernel/result.ts'
import type { ServiceOrderDone } from '../ports.ts'
import type { JsonExchange } from './exchange-json.ts'
import { isSuccess, readFailure, readQuestionFailure, readRefusal } from './tmf-error.ts'

/** What a provider says about one service order. `serviceOrderId` of a pending one is where to ask again. */
export type ServiceOrderReading =
  | { readonly kind: 'done'; readonly value: ServiceOrderDone }
  | { readonly kind: 'pending'; readonly serviceOrderId: string }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError }
export type AskedOrder = { readonly providerId: string; readonly key: string }

/** TMF641 4.1 types the message's code as an integer, so a provider's own word comes as its reason; a text code is taken as it is. */
const errorMessage = z
  .object({ code: z.union([z.string(), z.int()]), reason: z.string(), message: z.string().default('') })
  .transform(({ code, reason, message }) => (typeof code === 'string' ? { code, reason } : { code: reason, reason: message }))

/** TMF641 4.1, reduced to what decides. Other fields pass unread. */
const serviceOrder = z.object({
  id: z.string().min(1),
  externalId: z.string(),
  state: z.enum(['acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'cancelled', 'completed', 'failed', 'partial', 'assessingCancellation', 'pendingCancellation']),
  /** One message in the standard, a list at some providers. A state stands also without a readable explanation. */
  errorMessage: z.union([z.array(errorMessage), errorMessage.transform((one) => [one])]).optional().catch(undefined),
  serviceOrderItem: z.array(
    z.object({
      action: z.string().optional(),
      service: z.object({ serviceCharacteristic: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]) }).default({ serviceCharacteristic: [] }),
    }),
  ).default([]),
})
type ServiceOrder = z.infer<typeof serviceOrder>

/** What we said ourselves, or what has a field of its own: not a fact that the provider added. */
const NOT_FACTS: ReadonlySet<string> = new Set(['localCustomerId', 'offeringId', 'serviceKind', 'orderId', 'meter', 'targetExternalId'])

/** Reads the answer to a placed order. The request may have had its effect, so nothing but a clear no is a no; 'notDone': it never began. */
export function readPlacedAnswer(answer: JsonExchange, asked: AskedOrder): ServiceOrderReading | { readonly kind: 'notDone'; readonly error: AppError } {
  return isSuccess(answer) ? readOneOrder(answer.body, asked) : readFailure(answer, asked.providerId)
}

/** Reads the answer to a question after a placed order. A question that failed says nothing about the order. */
export function readPolledAnswer(answer: JsonExchange, asked: AskedOrder): ServiceOrderReading {
  return isSuccess(answer) ? readOneOrder(answer.body, asked) : { kind: 'unknown', error: readQuestionFailure(answer, asked.providerId) }
}

/** Reads the answer to a search by externalId. Only an empty list that the provider answered means absent. */
export function readProbeAnswer(answer: JsonExchange, asked: AskedOrder): ServiceOrderReading | { readonly kind: 'absent' } {
  if (!isSuccess(answer)) return { kind: 'unknown', error: readQuestionFailure(answer, asked.providerId) }
  const decoded = z.array(serviceOrder).safeParse(answer.body)
  // 206 is a page of a longer list: an empty page proves nothing.
  if (!decoded.success || answer.status !== 200) return malformed(asked, 'not-service-orders')
  const [order, ...others] = decoded.data
  if (order === undefined) return { kind: 'absent' }
  // Two orders under one key would be two effects: a person has to look, no rule may choose.
  return others.length > 0 ? malformed(asked, 'several-orders') : readOrder(order, asked)
}

function readOneOrder(body: unknown, asked: AskedOrder): ServiceOrderReading {
  const decoded = serviceOrder.safeParse(body)
  return decoded.success ? readOrder(decoded.data, asked) : malformed(asked, 'not-a-service-order')
}

function readOrder(order: ServiceOrder, asked: AskedOrder): ServiceOrderReading {
  // A provider that ignored the key, or mixed up two answers, has told us nothing about ours.
  if (order.externalId !== asked.key) return malformed(asked, 'other-externalId')
  switch (order.state) {
    case 'completed': return readCompleted(order, asked)
    case 'failed': case 'rejected': case 'cancelled': {
      const [message] = order.errorMessage ?? []
      return { kind: 'refused', error: readRefusal(asked.providerId, message ?? { code: order.state, reason: '' }) }
    }
    // Some items live and some do not: neither done nor undone, so it stays unknown until somebody looks.
    case 'partial': return { kind: 'unknown', error: appError('provider-outcome-unknown', { providerId: asked.providerId, state: order.state }) }
    case 'acknowledged': case 'pending': case 'held': case 'inProgress': case 'assessingCancellation': case 'pendingCancellation':
      return { kind: 'pending', serviceOrderId: order.id }
    default: return assertNever(order.state)
  }
}

/** A deletion of what was never there completes without a local id; an addition without one cannot be linked, so it is no answer. */
function readCompleted(order: ServiceOrder, asked: AskedOrder): ServiceOrderReading {
  const characteristics = order.serviceOrderItem.flatMap(({ service }) => service.serviceCharacteristic)
  const localIds = new Set(characteristics.filter(({ name, value }) => name === 'localCustomerId' && typeof value === 'string' && value !== '').map(({ value }) => String(value)))
  const [localCustomerId = ''] = localIds
  const deletesOnly = order.serviceOrderItem.length > 0 && order.serviceOrderItem.every(({ action }) => action === 'delete')
  if (localIds.size > 1 || (localCustomerId === '' && !deletesOnly)) return malformed(asked, 'localCustomerId')
  const facts = characteristics.flatMap(({ name, value }) => (!NOT_FACTS.has(name) && (typeof value === 'string' || typeof value === 'number') ? [[name, value] as const] : []))
  return { kind: 'done', value: { serviceOrderId: order.id, localCustomerId, facts: Object.fromEntries(facts) } }
}

const malformed = (asked: AskedOrder, why: string) => ({ kind: 'unknown', error: appError('provider-answer-malformed', { providerId: asked.providerId, why }) }) as const
