import { ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/**
 * Takes back an order's claim on a link. The link itself is released with its last claim, so that undoing one order does not cut
 * what another order of the same customer lives on. Repeating it changes nothing.
 */
export const releaseLocalId: CommandHandler<'crosswalk.release'> = async (tx, { customerId, providerId, orderId }, ctx) => {
  const linked = await tx.crosswalk.linkedTo(customerId, providerId)
  if (!linked) return ok({})
  const claims = await tx.crosswalk.claims(linked.linkId)
  if (!claims.includes(orderId)) return ok({})
  await tx.crosswalk.dropClaim(linked.linkId, orderId)
  if (claims.length > 1) return ok({})
  await tx.crosswalk.release(linked.linkId, ctx.now)
  await tx.feed.append({ kind: 'crosswalk', link: { ...linked.link, state: 'released' } }, ctx.now)
  return ok({})
}
