import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

/** What was done about a person's PIN, newest first, under whichever of their ids. */
export const customerHistory: QueryHandler<'customer.history'> = async (tx, { customerId, limit }) =>
  ok({ entries: await tx.pins.history(await tx.customers.idsOfPerson(customerId), limit) })
