import type { Customer } from '../../../shared/domain/customer.ts'
import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import { billCycleDayOf } from '../../../shared/engines/saga/quote-order.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { SagaRecord } from '../../provisioning/runner/ports.ts'
import type { DeskJournal } from '../signup/ports.ts'

export type FindCustomerDeps = { readonly journal: DeskJournal; readonly terms: () => BillingTerms; readonly customer: (id: string) => Customer | null }

/** A customer as central's feed told them, or, before it did, as the order taken here says. Whole, so never an answer as it is. Null: not known here. */
export function findCustomer(deps: FindCustomerDeps, customerId: string): Customer | null {
  const known = deps.customer(customerId)
  if (known) return known
  const [orderId] = deps.journal.read.orderIdsOf(customerId)
  const record = orderId === undefined ? null : deps.journal.read.saga(orderId)
  return record && fromOrder(record, deps.terms())
}

function fromOrder({ order, steps }: SagaRecord, terms: BillingTerms): Customer {
  const { givenName, familyName, email, phone, userIdentifier, paymentToken, paymentHint } = order.registration
  const billingAccountId = steps.find((step) => step.kind === 'registerCustomer')?.details['billingAccountId'] ?? ''
  return {
    id: order.customerId, givenName, familyName, email, phone, userIdentifier,
    billingAccount: { id: asId(String(billingAccountId)), name: `${givenName} ${familyName}`, paymentToken, paymentHint, billCycleDay: billCycleDayOf(terms, order.takenAt) },
  }
}
