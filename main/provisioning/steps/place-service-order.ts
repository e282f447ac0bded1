import { appError } from '../../../shared/domain/errors.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import { planServiceOrders } from '../../../shared/engines/provisioning/service-orders.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import type { PartnerClients, ServiceOrderDone, ServiceOrderRequest } from '../ports.ts'
import type { Facts, SagaRecord, StepRecord } from '../runner/ports.ts'
import { findDone } from './step.ts'
import type { StepDefinition } from './step.ts'

/** One provider's part (TMF641). The request is fixed at the first intent: a key stands for one content. */
export const placeServiceOrder: StepDefinition = {
  leavesDesk: true,
  request: ({ record, step, key }, { catalog: newest }) => {
    const catalog = newest()
    if (!catalog) return err(appError('catalog-missing'))
    // Past the pivot this step stands for a second telling: the address is the one that was assigned.
    const hold = findDone(record, step.phase === 'retriable' ? 'assignAddress' : 'holdAddress')
    if (!hold.ok) return hold
    const { order, services, address } = record
    const part = planServiceOrders({ order, services, catalog, held: { address: String(hold.value.details['address']) } }).find(({ providerId }) => providerId === step.providerId)
    if (!part || step.providerId === null) return err(appError('internal', { missing: 'serviceOrder', providerId: step.providerId }))
    const request: ServiceOrderRequest = {
      key, action: 'add', providerId: part.providerId, customerId: order.customerId, orderId: order.id,
      customerName: `${order.registration.givenName} ${order.registration.familyName}`,
      address: { id: address.id, line: formatAddress(address), postcode: address.postcode }, lines: part.lines,
    }
    return ok(request)
  },
  perform: async ({ record, step }, { partners }) => {
    const before = step.phase === 'retriable' ? await withdrawFirst(record, step, partners) : null
    if (before && before.kind !== 'done') return before
    const outcome = await partners.placeServiceOrder(step.request as ServiceOrderRequest)
    return outcome.kind === 'done' ? { kind: 'done', details: factsOf(outcome.value) } : outcome
  },
  probe: async ({ step, key }, { partners }) => {
    const outcome = await partners.probeServiceOrder((step.request as ServiceOrderRequest).providerId, key)
    switch (outcome.kind) {
      case 'found': return { kind: 'done', details: factsOf(outcome.value) }
      case 'refused': return { kind: 'notDone', error: outcome.error }
      case 'pending': case 'absent': case 'unknown': return outcome
    }
  },
  compensate: async ({ step, key }, { partners }) => {
    const outcome = await partners.placeServiceOrder({ ...(step.request as ServiceOrderRequest), key: `${key}:undo`, action: 'delete' })
    return outcome.kind === 'done' ? { kind: 'done', details: {} } : outcome
  },
}

/** What was told first is withdrawn under the undo key of its own step: sent again it changes nothing. */
function withdrawFirst(record: SagaRecord, step: StepRecord, partners: Pick<PartnerClients, 'placeServiceOrder'>) {
  const first = findDone(record, 'serviceOrder', step.providerId)
  assert(first.ok, 'a second telling has a first one')
  return partners.placeServiceOrder({ ...(first.value.request as ServiceOrderRequest), key: `${record.order.id}:${first.value.id}:undo`, action: 'delete' })
}

const factsOf = (done: ServiceOrderDone): Facts => ({ ...done.facts, serviceOrderId: done.serviceOrderId, localCustomerId: done.localCustomerId })
