import { appError } from '../../../shared/domain/errors.ts'
import type { Timers } from '../../../shared/kernel/time.ts'
import type { Network, PartnerOutcome, ProbeOutcome, ServiceOrderDone, ServiceOrderRequest } from '../ports.ts'
import { pauseWithin, startDeadline } from './deadline.ts'
import { exchangeJson } from './exchange-json.ts'
import { readPlacedAnswer, readPolledAnswer, readProbeAnswer, type AskedOrder } from './service-order-answer.ts'
import { toServiceOrderCreate } from './service-order-request.ts'

const SERVICE_ORDERS = '/tmf-api/serviceOrdering/v4/serviceOrder'
/** A provider that only acknowledged is asked again, ever more seldom. Milliseconds. */
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000

export type ServiceOrderDeps = { readonly timers: Timers; readonly network: Network; /** For the whole call, polling included. Milliseconds. */ readonly answerTimeoutMs: number }

/**
 * Places one provider's part of an order and follows it until it is completed, refused, or the deadline. `baseUrl` without a slash at its end.
 * Errors: `provider-refused` and `provider-unavailable` as notDone; `provider-outcome-unknown`, `provider-answer-malformed` and
 * `network-unavailable` (cut while waiting) as unknown. Source: TMF641 4.1.
 */
export async function placeServiceOrder(deps: ServiceOrderDeps, baseUrl: string, request: ServiceOrderRequest): Promise<PartnerOutcome<ServiceOrderDone>> {
  const deadline = startDeadline(deps.timers, deps.answerTimeoutMs)
  const asked = { providerId: request.providerId, key: request.key }
  try {
    const answer = await exchangeJson({ method: 'POST', url: baseUrl + SERVICE_ORDERS, body: toServiceOrderCreate(request), signal: deadline.signal })
    const reading = readPlacedAnswer(answer, asked)
    if (reading.kind === 'pending') return await followPending(deps, baseUrl, asked, { serviceOrderId: reading.serviceOrderId, signal: deadline.signal })
    return reading.kind === 'refused' ? { kind: 'notDone', error: reading.error } : reading
  } finally {
    deadline.end()
  }
}

/** Asks whether a provider knows an idempotency key. Errors: as `unknown`, and only then the question stays open. */
export async function probeServiceOrder(deps: ServiceOrderDeps, baseUrl: string, asked: AskedOrder): Promise<ProbeOutcome> {
  const deadline = startDeadline(deps.timers, deps.answerTimeoutMs)
  try {
    const url = `${baseUrl}${SERVICE_ORDERS}?externalId=${encodeURIComponent(asked.key)}`
    const reading = readProbeAnswer(await exchangeJson({ method: 'GET', url, signal: deadline.signal }), asked)
    return reading.kind === 'done' ? { kind: 'found', value: reading.value } : reading.kind === 'pending' ? { kind: 'pending' } : reading
  } finally {
    deadline.end()
  }
}

/** The provider has it. A poll that is lost says nothing about the order, so it is simply repeated. */
async function followPending(
  deps: ServiceOrderDeps, baseUrl: string, asked: AskedOrder, pending: { readonly serviceOrderId: string; readonly signal: AbortSignal },
): Promise<PartnerOutcome<ServiceOrderDone>> {
  const { serviceOrderId, signal } = pending
  const url = `${baseUrl}${SERVICE_ORDERS}/${encodeURIComponent(serviceOrderId)}`
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    await pauseWithin(deps.timers, pauseMs, signal)
    if (signal.aborted) return { kind: 'unknown', error: appError('provider-outcome-unknown', { providerId: asked.providerId, serviceOrderId, why: 'still-working' }) }
    if (!deps.network.isUp()) return { kind: 'unknown', error: appError('network-unavailable', { providerId: asked.providerId }) }
    const reading = readPolledAnswer(await exchangeJson({ method: 'GET', url, signal }), asked)
    if (reading.kind === 'done') return reading
    if (reading.kind === 'refused') return { kind: 'notDone', error: reading.error }
  }
}
