import { assignmentAfter } from '../../../shared/engines/addressing/assignment.ts'
import { assert, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/**
 * Gives an order's address back. One that was only held is free at once; one that was assigned rests for its pool's quarantine, so
 * that nobody gets the traffic meant for another. Repeating it changes nothing. The release is remembered even when there was nothing to
 * give back: a hold whose answer was lost may still arrive, and nobody would ever release that one.
 */
export const releaseAddress: CommandHandler<'address.release'> = async (tx, { orderId }, ctx) => {
  await tx.addressing.markReleased(orderId, ctx.now)
  const last = await tx.addressing.lastOfOrder(orderId)
  if (!last || last.ended !== null || last.state === 'quarantined') return ok({})
  const { rowId, poolId, address, customerId } = last
  const after = assignmentAfter(last, { kind: 'release', orderId: last.orderId }, ctx.now, await tx.addressing.pool(poolId))
  assert(after.ok, 'an order can always give its own address back')

  if (after.value === null) await tx.addressing.end(rowId, { why: 'released', at: ctx.now })
  else await tx.addressing.setState(rowId, after.value)
  // Free is computed, never a state of its own: a hold that ends now is told to desks as a hold until now.
  const { state, until } = after.value ?? { state: 'held' as const, until: ctx.now }
  await tx.feed.append({ kind: 'assignment', assignment: { poolId, address, state, orderId: last.orderId, customerId, until } }, ctx.now)
  return ok({})
}
