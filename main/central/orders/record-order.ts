import { isEnded } from '../../../shared/domain/order.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/** Takes an order's state as its desk reports it. Reports may arrive late or twice: only a higher revision changes anything. */
export const recordOrder: CommandHandler<'order.record'> = async (tx, input, ctx) => {
  const recorded = await tx.orders.revision(input.order.id)
  if (recorded !== null && recorded >= input.revision) return ok({ revision: recorded })
  const report = { ...input, deskId: ctx.actor.deskId }
  await tx.orders.put(report)
  if (isEnded(input.state)) await tx.places.release(input.order.id)
  await tx.feed.append({ kind: 'order', ...report }, ctx.now)
  return ok({ revision: input.revision })
}
