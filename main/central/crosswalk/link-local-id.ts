import { appError } from '../../../shared/domain/errors.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import { requireCustomer } from '../customers/known-customer.ts'
import type { CommandHandler } from '../context.ts'

/**
 * Keeps that a customer is known to a provider as `localCustomerId`, claimed by an order. Errors: `local-id-taken` when the provider
 * gave this id to another customer, or this customer another id there: one of the two is wrong and a person must look.
 */
export const linkLocalId: CommandHandler<'crosswalk.link'> = async (tx, { customerId, providerId, localCustomerId, orderId }, ctx) => {
  const known = await requireCustomer(tx, customerId)
  if (!known.ok) return known
  const owner = await tx.crosswalk.ownerOf(providerId, localCustomerId)
  if (owner !== null && owner !== customerId) return err(appError('local-id-taken', { providerId, localCustomerId, by: 'otherCustomer' }))
  const existing = await tx.crosswalk.linkedTo(customerId, providerId)
  if (existing && existing.link.localCustomerId !== localCustomerId) return err(appError('local-id-taken', { providerId, localCustomerId, by: 'otherLocalId' }))

  const linkId = existing?.linkId ?? (await tx.crosswalk.insert({ customerId, providerId, localCustomerId }, ctx.now))
  if (!(await tx.crosswalk.claims(linkId)).includes(orderId)) await tx.crosswalk.claim(linkId, orderId)
  if (!existing) await tx.feed.append({ kind: 'crosswalk', link: { customerId: asId(customerId), providerId: asId(providerId), localCustomerId: asId(localCustomerId), state: 'linked' } }, ctx.now)
  return ok({})
}
