import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { isEnded } from '../../../shared/domain/order.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandCtx } from '../context.ts'
import type { WriteTx } from '../ports.ts'

/**
 * Takes a place for an order, in the first step that leaves the desk: of two reps with one address the second is told before any provider
 * is asked. A desk keeps its own orders apart, so its newer order may follow its older one whose end is still on its way here.
 * Errors: `order-in-flight-elsewhere` {orderId, takenBy, takenAt}.
 */
export async function claimPlace(tx: WriteTx, order: { readonly orderId: string; readonly place: string } | undefined, ctx: CommandCtx): Promise<Result<null, AppError>> {
  if (!order) return ok(null)
  const claim = await tx.places.claimAt(order.place)
  const isOpen = claim !== null && !isEnded((await tx.orders.state(claim.orderId)) ?? 'acknowledged')
  if (claim && isOpen && claim.orderId !== order.orderId && claim.deskId !== ctx.actor.deskId) {
    return err(appError('order-in-flight-elsewhere', { orderId: claim.orderId, takenBy: claim.userId, takenAt: claim.claimedAt }))
  }
  if (claim?.orderId !== order.orderId) await tx.places.claim({ place: order.place, orderId: order.orderId, deskId: ctx.actor.deskId, userId: ctx.actor.userId, claimedAt: ctx.now })
  return ok(null)
}
