import { billCycleDayOf } from '../../../shared/engines/saga/quote-order.ts'
import { ok } from '../../../shared/kernel/result.ts'
import { centralStep } from './central-step.ts'

/** Central takes the universal id minted here, or answers whom the person already is. A registration stays when the order does not: the person exists. */
export const registerCustomer = centralStep({
  name: 'customer.register',
  request: ({ record: { order } }, { terms }) => ok({ customerId: order.customerId, registration: order.registration, billCycleDay: billCycleDayOf(terms(), order.takenAt), order: { orderId: order.id, place: order.place }, ...(order.sameAs === undefined ? {} : { sameAs: order.sameAs }) }),
  details: ({ customerId, sameAs, billingAccountId }) => ({ customerId, billingAccountId, ...(sameAs === null ? {} : { sameAs }) }),
  undo: null,
  secret: {
    read: ({ record }, { journal }) => {
      const pin = journal.callerPin(record.order.id)
      return pin === null ? {} : { pin }
    },
    forget: ({ record }, { journal }) => {
      if (journal.callerPin(record.order.id) !== null) journal.forgetCallerPin(record.order.id)
    },
  },
})
