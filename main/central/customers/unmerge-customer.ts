import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/**
 * Takes two customers apart again: both stand as before the link, which stays in the history. Apart already → nothing changes.
 * Errors: `customer-unknown`; `customers-not-joined` when the link leads to somebody else; `card-digits-refused`.
 */
export const unmergeCustomer: CommandHandler<'customer.unmerge'> = async (tx, { keepId, mergeId, because }, ctx) => {
  if (hasCardDigits(because)) return err(appError('card-digits-refused'))
  const merged = await tx.customers.get(mergeId)
  if (!merged || !(await tx.customers.get(keepId))) return err(appError('customer-unknown', { customerId: merged ? keepId : mergeId }))
  if (merged.mergedInto === null) return ok({})
  if (merged.mergedInto !== keepId) return err(appError('customers-not-joined', { into: merged.mergedInto }))

  await tx.customers.setMergedInto(mergeId, null)
  await tx.customers.keepEvent({ customerId: mergeId, kind: 'unmerge', subject: keepId, words: because, userId: ctx.actor.userId, deskId: ctx.actor.deskId, at: ctx.now })
  await tx.feed.append({ kind: 'unmerge', from: mergeId, into: keepId, because, by: ctx.actor.userId }, ctx.now)
  return ok({})
}
