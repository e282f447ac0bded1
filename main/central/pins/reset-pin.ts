import { appError } from '../../../shared/domain/errors.ts'
import { findPinProblem } from '../../../shared/domain/pin.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { headOf, note } from './person-pin.ts'
import { createPinVerifier } from './verifier.ts'

/**
 * A new PIN for somebody who was called back at the telephone number of record; it opens a lock too, because whoever answered there is
 * the customer. Errors: `input-invalid` for an id nobody registered, `pin-weak`. Source: 47 CFR 64.2010(b), (e).
 */
export const resetPin: CommandHandler<'customer.resetPin'> = async (tx, { customerId, pin, method, calledBackAt }, ctx) => {
  const head = await headOf(tx, customerId)
  const record = head === null ? null : await tx.customers.get(head)
  if (head === null || !record) return err(appError('input-invalid', { path: 'customerId', problem: 'customer-not-registered' }))
  const problem = findPinProblem(pin, { phone: record.customer.phone })
  if (problem) return err(appError('pin-weak', { problem }))
  await tx.pins.put(head, await createPinVerifier(pin), ctx.now)
  await note(tx, head, 'pinReset', ctx, { method, calledBackAt })
  return ok({ personIds: await tx.customers.idsOfPerson(head) })
}
