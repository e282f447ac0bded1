import type { CrosswalkLink } from '../../../shared/domain/customer.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { maskCustomer, maskLink } from '../../../shared/domain/mask.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import { findCustomer } from './find-customer.ts'
import type { FindCustomerDeps } from './find-customer.ts'

/** The desk's projection of customers, as central's feed told them. */
export type KnownCustomers = { readonly crosswalk: (customerId: string) => readonly CrosswalkLink[]; readonly orderIdsOf: (customerId: string) => readonly string[] }
export type ViewCustomerDeps = FindCustomerDeps & KnownCustomers & { readonly callerAuth: Pick<CallerAuth, 'maySee'> }

/**
 * A customer with the ids at every provider. One whom central does not know yet is shown from the order taken here. Masked until the
 * caller has proved who they are: it counts for the record that is answered, so that a sign-up does not open the older record of a
 * person it turned out to be.
 */
export const createViewCustomer = (deps: ViewCustomerDeps): Handler<'customers.view'> => ({ customerId }, ctx) => {
  const here = deps.journal.read.orderIdsOf(customerId)
  const customer = findCustomer(deps, customerId)
  if (!customer) return err(appError('order-unknown'))
  const links = new Map(deps.crosswalk(customerId).map((link) => [link.providerId, link]))
  for (const orderId of here.toReversed()) {
    for (const link of deps.journal.read.order(orderId)?.localIds ?? []) links.set(link.providerId, { customerId: customer.id, ...link })
  }
  const isMasked = !deps.callerAuth.maySee(ctx, customer.id)
  const crosswalk = [...links.values()]
  return ok({ customer: isMasked ? maskCustomer(customer) : customer, crosswalk: isMasked ? crosswalk.map(maskLink) : crosswalk, isMasked, orderIds: [...new Set([...here, ...deps.orderIdsOf(customerId)])] })
}
