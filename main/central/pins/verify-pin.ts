import { ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { headOf, note } from './person-pin.ts'
import { isPin } from './verifier.ts'

export const TRIES_ALLOWED = 5
export const LOCKED_MS = 30 * 60_000

/**
 * One try at a customer's PIN. The fifth wrong one in a row locks it for half an hour, for the right PIN too; then there are five tries
 * again. A wrong try is an answer, because a refusal would take its count back. Source: 47 CFR 64.2010.
 */
export const verifyPin: CommandHandler<'customer.verifyPin'> = async (tx, { customerId, pin }, ctx) => {
  const head = await headOf(tx, customerId)
  const known = head === null ? null : await tx.pins.get(head)
  if (head === null || !known) return ok({ kind: 'unknown' })
  if (known.lockedUntil !== null && ctx.now < known.lockedUntil) return ok({ kind: 'locked', until: known.lockedUntil })
  if (await isPin(pin, known)) {
    if (known.wrongTries > 0) await tx.pins.setTries(head, { wrongTries: 0, lockedUntil: null })
    await note(tx, head, 'pinVerified', ctx)
    return ok({ kind: 'verified', personIds: await tx.customers.idsOfPerson(head) })
  }
  const wrongTries = known.lockedUntil === null ? known.wrongTries + 1 : 1
  const until = wrongTries === TRIES_ALLOWED ? ctx.now + LOCKED_MS : null
  await tx.pins.setTries(head, { wrongTries, lockedUntil: until })
  await note(tx, head, until === null ? 'pinWrong' : 'pinLocked', ctx, { wrongTries })
  return ok(until === null ? { kind: 'wrong', triesLeft: TRIES_ALLOWED - wrongTries } : { kind: 'locked', until })
}
