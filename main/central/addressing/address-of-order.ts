import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { assert, err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx } from '../context.ts'
import type { AddressRecord, WriteTx } from '../ports.ts'
import { takeHold } from './take-hold.ts'

/**
 * The address that an order holds or has; null when it never asked for one or gave it back. A hold that ran out is taken anew for the
 * same address as long as nobody else got it: the ISP may have been told that address already. Errors: `hold-expired` when somebody did.
 */
export async function addressOfOrder(tx: WriteTx, orderId: string, ctx: CommandCtx): Promise<Result<AddressRecord | null, AppError>> {
  const last = await tx.addressing.lastOfOrder(orderId)
  if (!last || last.state === 'quarantined' || last.ended === 'released') return ok(null)
  if (last.ended === null && (last.until === null || last.until > ctx.now)) return ok(last)
  await tx.addressing.endLapsed(last.poolId, ctx.now)
  if ((await tx.addressing.takenIn(last.poolId)).includes(last.address)) return err(appError('hold-expired', { orderId, poolId: last.poolId, address: last.address }))
  await takeHold(tx, { ...last.hold, id: ctx.ids.next(), until: ctx.now + last.holdMs }, ctx.now)
  const retaken = await tx.addressing.lastOfOrder(orderId)
  assert(retaken, 'a hold just taken is there')
  return ok(retaken)
}
