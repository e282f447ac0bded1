import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../../shared/kernel/canonical.ts'
import type { Clock, Timers } from '../../../shared/kernel/time.ts'
import { zServiceOrderItem } from './effect-line.ts'
import type { NewEffect, OrderHead, ServiceOrderItem } from './effect-line.ts'
import { localCustomerIdFor, planServices, readCharacteristic } from './fulfilment.ts'
import type { PlannedService } from './fulfilment.ts'
import type { Ledger, LedgerOrder } from './ledger.ts'
import type { Personality, Refusal } from './personalities.ts'
import { json, tmfError } from './reply.ts'
import type { JsonReply } from './reply.ts'
import { toServiceOrder } from './tmf-messages.ts'

/** The provider's order desk. Every method has had its effect, on the disk, before it returns its answer. */
export type ServiceOrders = {
  /** Works on an order now: 201 for a new one, 200 for one it has already, 409 for a key with other content, 422 for a refusal. */
  readonly place: (body: unknown) => JsonReply
  /** Takes an order now and works on it after the delay. */
  readonly acknowledge: (body: unknown, delayMs: number) => JsonReply
  /** Refuses a new order with the code, without effect; an order it has already is answered as it is. */
  readonly refuse: (body: unknown, code: string | undefined) => JsonReply
  /** Takes up again what was acknowledged before a restart. */
  readonly resume: () => void
}
export type ServiceOrdersDeps = {
  readonly personality: Personality
  readonly ledger: Ledger
  readonly clock: Clock
  readonly timers: Timers
  /** False only in the broken variant that tests use as a negative control: every delivery is then a new order. */
  readonly dedupes: boolean
}

const zServiceOrderCreate = z.looseObject({
  externalId: z.string().min(1).max(200),
  description: z.string().optional(),
  relatedParty: z.array(z.looseObject({ id: z.string().min(1), role: z.string().optional(), name: z.string().optional() })),
  serviceOrderItem: z.array(zServiceOrderItem).min(1).max(50),
})

/** One order as it was read from a request. */
type Request = { readonly head: OrderHead; readonly externalId: string; readonly universalCustomerId: string; readonly isDelete: boolean }

export function createServiceOrders(deps: ServiceOrdersDeps): ServiceOrders {
  const answered = (body: unknown, decide: (request: Request) => JsonReply): JsonReply => {
    const request = readRequest(deps, body)
    if ('kind' in request) return request
    const known = deps.dedupes ? deps.ledger.ordersWith(request.externalId)[0] : undefined
    if (!known) return decide(request)
    if (known.head.fingerprint !== request.head.fingerprint) return tmfError(409, 'externalIdReused', 'This externalId was used for an order with other content.')
    return json(200, toServiceOrder(deps.ledger, known))
  }
  const workLater = (order: LedgerOrder) => {
    const delayMs = Math.max(0, Date.parse(order.dueAt ?? '') - deps.clock.now())
    deps.timers.after(delayMs, () => completeAcknowledged(deps, order.head.serviceOrderId))
  }
  return {
    place: (body) => answered(body, (request) => {
      const effects = decideEffects(deps, request)
      if (!Array.isArray(effects)) return tmfError(422, effects.code, effects.reason)
      deps.ledger.record(effects)
      return created(deps.ledger, request)
    }),
    acknowledge: (body, delayMs) => answered(body, (request) => {
      const effects = decideEffects(deps, request)
      if (!Array.isArray(effects)) return tmfError(422, effects.code, effects.reason)
      const dueAt = new Date(deps.clock.now() + delayMs).toISOString()
      deps.ledger.record([{ ...ofOrder(request), effect: 'orderAcknowledged', detail: { order: request.head, dueAt } }])
      const order = deps.ledger.order(request.head.serviceOrderId)
      if (order) workLater(order)
      return created(deps.ledger, request)
    }),
    refuse: (body, code) => answered(body, () => {
      const { usualRefusal } = deps.personality
      return tmfError(422, code ?? usualRefusal.code, code && code !== usualRefusal.code ? 'The provider refuses this order.' : usualRefusal.reason)
    }),
    resume: () => deps.ledger.acknowledged().forEach(workLater),
  }
}

function readRequest({ personality, ledger, clock }: ServiceOrdersDeps, body: unknown): Request | JsonReply {
  const read = zServiceOrderCreate.safeParse(body)
  if (!read.success) return tmfError(400, 'invalidBody', z.prettifyError(read.error))
  const { externalId, description, relatedParty, serviceOrderItem: items } = read.data
  const customer = relatedParty.find((party) => party.role === 'customer')
  if (!customer) return tmfError(400, 'customerMissing', 'A service order names its customer as relatedParty.')
  const actions = new Set(items.map((item) => item.action))
  const [action] = actions
  if (actions.size !== 1 || (action !== 'add' && action !== 'delete')) return tmfError(400, 'actionUnsupported', 'All items of an order are add, or all are delete.')
  return {
    externalId, universalCustomerId: customer.id, isDelete: action === 'delete',
    head: {
      serviceOrderId: `${personality.code}-SO-${ledger.nextSeq()}`,
      fingerprint: createHash('sha256').update(canonicalJson(body)).digest('hex'),
      description: description ?? null, customerName: customer.name ?? null, orderedAt: new Date(clock.now()).toISOString(), items,
    },
  }
}

function decideEffects(deps: ServiceOrdersDeps, request: Request): NewEffect[] | Refusal {
  if (request.isDelete) return decideDeletion(deps.ledger, request)
  if (deps.ledger.isWithdrawn(request.externalId)) return { code: 'ORDER-WITHDRAWN', reason: 'A delete for this order came before it.' }
  const plan = planServices(deps.personality, deps.ledger, request.head.items)
  return plan.ok ? additions(deps, request, plan.value) : plan.error
}

function additions({ personality, ledger }: ServiceOrdersDeps, request: Request, plan: readonly PlannedService[]): NewEffect[] {
  const localCustomerId = localCustomerIdFor(personality, ledger, request.universalCustomerId)
  return plan.map(({ itemId, serviceKind, offeringId, facts }, index) => ({
    effect: 'serviceAdded', externalId: request.externalId, universalCustomerId: request.universalCustomerId, localCustomerId, serviceKind, offeringId,
    detail: { order: request.head, itemId, serviceId: `${personality.code}-S-${ledger.nextSeq() + index}`, facts },
  }))
}

/** Undoes all that the target's key set up. What is already gone, or never came, is noted: an add that arrives later must not happen. */
function decideDeletion(ledger: Ledger, request: Request): NewEffect[] | Refusal {
  const targetExternalId = targetOf(request.head.items)
  if (targetExternalId === undefined) return { code: 'TARGET-MISSING', reason: 'A delete names the externalId of the order that it undoes.' }
  const live = ledger.ordersWith(targetExternalId).flatMap((order) => order.serviceIds).flatMap((id) => ledger.service(id) ?? []).filter((service) => service.endedAt === null)
  if (live.length === 0) return [{ ...ofOrder(request), effect: 'nothingToDelete', detail: { order: request.head, targetExternalId } }]
  return live.map(({ serviceId, universalCustomerId, localCustomerId, serviceKind, offeringId }) => ({
    effect: 'serviceDeleted', externalId: request.externalId, universalCustomerId, localCustomerId, serviceKind, offeringId,
    detail: { order: request.head, serviceId, targetExternalId },
  }))
}

const targetOf = (items: readonly ServiceOrderItem[]): string | undefined => items[0] && readCharacteristic(items[0], 'targetExternalId')

/** Decides anew when the time has come: a port that was free at the acknowledgement may be gone, or the order withdrawn. */
function completeAcknowledged(deps: ServiceOrdersDeps, serviceOrderId: string): void {
  const order = deps.ledger.order(serviceOrderId)
  if (order?.state !== 'acknowledged') return
  const { head, externalId, universalCustomerId } = order
  const request: Request = { head, externalId, universalCustomerId, isDelete: head.items[0]?.action === 'delete' }
  const effects = decideEffects(deps, request)
  deps.ledger.record(Array.isArray(effects) ? effects : [{ ...ofOrder(request), effect: 'orderFailed', detail: { order: head, ...effects } }])
}

const ofOrder = ({ externalId, universalCustomerId }: Request) => ({ externalId, universalCustomerId, localCustomerId: null, serviceKind: null, offeringId: null })

function created(ledger: Ledger, request: Request): JsonReply {
  const order = ledger.order(request.head.serviceOrderId)
  return order ? json(201, toServiceOrder(ledger, order)) : tmfError(500, 'orderLost', 'The order was recorded and cannot be found.')
}
