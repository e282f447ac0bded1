import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

/** A customer, and the ids the same person has at every provider, also those linked before two records were found to be one. */
export const getCustomer: QueryHandler<'customer.get'> = async (tx, { customerId }) => {
  const record = await tx.customers.get(customerId)
  const ids = await tx.customers.idsOfPerson(customerId)
  return ok({ customer: record?.customer ?? null, crosswalk: await tx.crosswalk.ofCustomers(ids) })
}
