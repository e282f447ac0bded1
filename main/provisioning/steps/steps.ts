import type { StepKind } from '../../../shared/domain/order.ts'
import { activateBilling } from './activate-billing.ts'
import { assignAddress } from './assign-address.ts'
import { authenticateIdentifier } from './authenticate-identifier.ts'
import { completeOrder } from './complete-order.ts'
import { confirmQuote } from './confirm-quote.ts'
import { deriveServicesStep } from './derive-services.ts'
import { holdAddress } from './hold-address.ts'
import { holdPort } from './hold-port.ts'
import { linkLocalId } from './link-local-id.ts'
import { placeServiceOrder } from './place-service-order.ts'
import { registerCustomer } from './register-customer.ts'
import { reserveIdentifier } from './reserve-identifier.ts'
import type { StepDefinition } from './step.ts'

/** Every kind of step; a kind without a definition does not compile. */
export const STEPS: Readonly<Record<StepKind, StepDefinition>> = {
  confirmQuote, registerCustomer, deriveServices: deriveServicesStep, authenticateIdentifier, reserveIdentifier, holdAddress, holdPort,
  serviceOrder: placeServiceOrder, linkLocalId, activateBilling, assignAddress, completeOrder,
}
