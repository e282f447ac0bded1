import type { Hold } from '../../../shared/domain/addressing.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { WriteTx } from '../ports.ts'

/** Writes a hold down and tells the desks. The store's unique index refuses an address that somebody has. */
export async function takeHold(tx: WriteTx, hold: Hold, now: Instant): Promise<void> {
  const { poolId, address, orderId, customerId, until } = hold
  await tx.addressing.insertHold(hold, now)
  await tx.feed.append({ kind: 'assignment', assignment: { poolId, address, state: 'held', orderId, customerId, until } }, now)
}
