import { ok } from '../../../shared/kernel/result.ts'
import { centralStep } from './central-step.ts'

/** Turns the promise into an assignment. After the pivot: repeated until it succeeds. */
export const assignAddress = centralStep({
  name: 'address.assign',
  request: ({ record: { order } }) => ok({ orderId: order.id }),
  details: ({ address, poolId }) => ({ address, poolId }),
  undo: null,
})
