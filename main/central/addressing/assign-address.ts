import type { Assignment } from '../../../shared/domain/addressing.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { addressOfOrder } from './address-of-order.ts'

/** Turns an order's hold into its address. Repeating it changes nothing. Errors: `hold-expired` when there is no hold to turn, or somebody else got the address. */
export const assignAddress: CommandHandler<'address.assign'> = async (tx, { orderId }, ctx) => {
  const own = await addressOfOrder(tx, orderId, ctx)
  if (!own.ok) return own
  if (!own.value) return err(appError('hold-expired', { orderId }))
  const { rowId, state, poolId, address, customerId } = own.value
  const assignment: Assignment = { poolId, address, state: 'assigned', orderId: own.value.orderId, customerId, until: null }
  if (state === 'assigned') return ok(assignment)
  await tx.addressing.setState(rowId, assignment)
  await tx.feed.append({ kind: 'assignment', assignment }, ctx.now)
  return ok(assignment)
}
