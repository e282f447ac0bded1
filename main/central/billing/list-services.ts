import { ok } from '../../../shared/kernel/result.ts'
import type { QueryHandler } from '../context.ts'

/** What the rating and billing engine bills a person for, under every id the person has here. */
export const listBillingServices: QueryHandler<'billing.services'> = async (tx, { customerId }) => {
  const services = await tx.billing.services(await tx.customers.idsOfPerson(customerId))
  return ok({ services: services.map(({ billingServiceId, orderId, offeringId, customerId: id, providerId, localCustomerId }) => ({ billingServiceId, orderId, offeringId, customerId: id, providerId, localCustomerId })) })
}
