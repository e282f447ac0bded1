import type { CrosswalkLink, Customer } from '../../../shared/domain/customer.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { maskCustomer, maskLink } from '../../../shared/domain/mask.ts'
import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import { billCycleDayOf } from '../../../shared/engines/saga/quote-order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { SagaRecord } from '../../provisioning/runner/ports.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'
import type { DeskJournal } from '../signup/ports.ts'

/** The desk's projection of customers, as central's feed told them. */
export type KnownCustomers = { readonly customer: (id: string) => Customer | null; readonly crosswalk: (customerId: string) => readonly CrosswalkLink[]; readonly orderIdsOf: (customerId: string) => readonly string[] }
export type ViewCustomerDeps = KnownCustomers & { readonly journal: DeskJournal; readonly terms: () => BillingTerms; readonly callerAuth: Pick<CallerAuth, 'maySee'> }

/**
 * A customer with the ids at every provider. One whom central does not know yet is shown from the order taken here. Masked until the
 * caller has proved who they are: it counts for the record that is answered, so that a sign-up does not open the older record of a
 * person it turned out to be.
 */
export const createViewCustomer = (deps: ViewCustomerDeps): Handler<'customers.view'> => ({ customerId }, ctx) => {
  const here = deps.journal.read.orderIdsOf(customerId)
  const record = here[0] === undefined ? null : deps.journal.read.saga(here[0])
  const customer = deps.customer(customerId) ?? (record && fromOrder(record, deps.terms()))
  if (!customer) return err(appError('order-unknown'))
  const links = new Map(deps.crosswalk(customerId).map((link) => [link.providerId, link]))
  for (const orderId of here.toReversed()) {
    for (const link of deps.journal.read.order(orderId)?.localIds ?? []) links.set(link.providerId, { customerId: customer.id, ...link })
  }
  const isMasked = !deps.callerAuth.maySee(ctx, customer.id)
  const crosswalk = [...links.values()]
  return ok({ customer: isMasked ? maskCustomer(customer) : customer, crosswalk: isMasked ? crosswalk.map(maskLink) : crosswalk, isMasked, orderIds: [...new Set([...here, ...deps.orderIdsOf(customerId)])] })
}

function fromOrder({ order, steps }: SagaRecord, terms: BillingTerms): Customer {
  const { givenName, familyName, email, phone, userIdentifier, paymentToken, paymentHint } = order.registration
  const billingAccountId = steps.find((step) => step.kind === 'registerCustomer')?.details['billingAccountId'] ?? ''
  return {
    id: order.customerId, givenName, familyName, email, phone, userIdentifier,
    billingAccount: { id: asId(String(billingAccountId)), name: `${givenName} ${familyName}`, paymentToken, paymentHint, billCycleDay: billCycleDayOf(terms, order.takenAt) },
  }
}
