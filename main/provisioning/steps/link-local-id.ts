import { ok } from '../../../shared/kernel/result.ts'
import { centralStep } from './central-step.ts'
import { findDone } from './step.ts'

/** Both sides keep both ids: the provider got ours with the service order, central gets theirs here. */
export const linkLocalId = centralStep({
  name: 'crosswalk.link',
  request: ({ record, step }) => {
    const placed = findDone(record, 'serviceOrder', step.providerId)
    if (!placed.ok) return placed
    return ok({ customerId: record.order.customerId, providerId: String(step.providerId), localCustomerId: String(placed.value.details['localCustomerId']), orderId: record.order.id })
  },
  details: (_output, { localCustomerId }) => ({ localCustomerId }),
  undo: { name: 'crosswalk.release', input: ({ customerId, providerId, orderId }: { customerId: string; providerId: string; orderId: string }) => ({ customerId, providerId, orderId }) },
})
