import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { headOf, note } from './person-pin.ts'

/** A supervisor gives the caller five tries again. Doing it twice changes nothing. Errors: `pin-unknown`. */
export const unlockPin: CommandHandler<'customer.unlockPin'> = async (tx, { customerId }, ctx) => {
  const head = await headOf(tx, customerId)
  const known = head === null ? null : await tx.pins.get(head)
  if (head === null || !known) return err(appError('pin-unknown'))
  if (known.wrongTries === 0) return ok({})
  await tx.pins.setTries(head, { wrongTries: 0, lockedUntil: null })
  await note(tx, head, 'pinUnlocked', ctx)
  return ok({})
}
