import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/**
 * A person says that two customers are one: a link, nothing is rewritten and no id is given again. Already so → nothing changes.
 * Errors: `customer-unknown`; `customer-merged` when the one to be joined is joined to somebody else, or the two would turn in a circle;
 * `card-digits-refused`.
 */
export const mergeCustomer: CommandHandler<'customer.merge'> = async (tx, { keepId, mergeId, because }, ctx) => {
  if (hasCardDigits(because)) return err(appError('card-digits-refused'))
  const kept = await tx.customers.get(keepId)
  const merged = await tx.customers.get(mergeId)
  if (!kept || !merged || keepId === mergeId) return err(appError('customer-unknown', { customerId: kept ? mergeId : keepId }))
  if (merged.mergedInto === keepId) return ok({})
  const alreadyOne = (await tx.customers.idsOfPerson(keepId)).includes(mergeId)
  if (merged.mergedInto !== null || alreadyOne) return err(appError('customer-merged', { into: merged.mergedInto ?? mergeId }))

  await tx.customers.setMergedInto(mergeId, keepId)
  await tx.customers.keepEvent({ customerId: mergeId, kind: 'merge', subject: keepId, words: because, userId: ctx.actor.userId, deskId: ctx.actor.deskId, at: ctx.now })
  await tx.feed.append({ kind: 'merge', from: mergeId, into: keepId, because, by: ctx.actor.userId }, ctx.now)
  return ok({})
}
