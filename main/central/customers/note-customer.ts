import { hasCardDigits } from '../../../shared/domain/card-digits.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'

/** Keeps a note on a customer, once per note id. Errors: `card-digits-refused`, `customer-unknown`. */
export const noteCustomer: CommandHandler<'customer.note'> = async (tx, { noteId, customerId, text }, ctx) => {
  if (hasCardDigits(text)) return err(appError('card-digits-refused'))
  if (!(await tx.customers.get(customerId))) return err(appError('customer-unknown', { customerId }))
  if (await tx.customers.hasNote(noteId)) return ok({})
  await tx.customers.keepEvent({ customerId, kind: 'note', subject: noteId, words: text, userId: ctx.actor.userId, deskId: ctx.actor.deskId, at: ctx.now })
  await tx.feed.append({ kind: 'note', noteId, customerId, text, by: ctx.actor.userId }, ctx.now)
  return ok({})
}
