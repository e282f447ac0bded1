import { isEnded } from '../../../shared/domain/order.ts'
import type { OrderState } from '../../../shared/domain/order.ts'
import { ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { giveBackPort } from '../port-book/release-port.ts'

/** What was not provided needs no port; its own release may never have left the desk. */
const NOT_PROVIDED: readonly OrderState[] = ['rejected', 'cancelled', 'failed']

/** Takes an order's state as its desk reports it. Reports may arrive late or twice: only a higher revision changes anything. */
export const recordOrder: CommandHandler<'order.record'> = async (tx, input, ctx) => {
  const recorded = await tx.orders.revision(input.order.id)
  if (recorded !== null && recorded >= input.revision) return ok({ revision: recorded })
  const report = { ...input, deskId: ctx.actor.deskId }
  await tx.orders.put(report)
  if (isEnded(input.state)) await tx.places.release(input.order.id)
  if (NOT_PROVIDED.includes(input.state)) await giveBackPort(tx, input.order.id, ctx)
  await tx.feed.append({ kind: 'order', ...report }, ctx.now)
  return ok({ revision: input.revision })
}
