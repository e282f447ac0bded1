import type { OrderState, StepKind, StepState } from '../../domain/order.ts'
import { prefixed } from '../prefixed.ts'

const STATES = {
  acknowledged: 'Taken', rejected: 'Refused', pending: 'Kept here, not yet sent', held: 'Waits for your answer', inProgress: 'Under way', cancelled: 'Cancelled', completed: 'Live',
  failed: 'Taken back', partial: 'Partly live', assessingCancellation: 'Cancelling', pendingCancellation: 'Undoing',
} as const satisfies Record<OrderState, string>

/** A step as long as it has not happened. */
const STEPS = {
  confirmQuote: 'Confirm the price', registerCustomer: 'Register the customer', deriveServices: 'Work out the services', holdPort: 'Take a port', authenticateIdentifier: 'Check the sign-in name', reserveIdentifier: 'Reserve the sign-in name', holdAddress: 'Hold an IP address',
  serviceOrder: 'Order the service', linkLocalId: 'Link the ids', activateBilling: 'Activate in rating and billing', assignAddress: 'Assign the IP address', completeOrder: 'Complete the order',
} as const satisfies Record<StepKind, string>

/** The same once it has. */
const STEPS_PAST = {
  confirmQuote: 'Price confirmed', registerCustomer: 'Customer registered', deriveServices: 'Services worked out', holdPort: 'Port', authenticateIdentifier: 'Sign-in name checked', reserveIdentifier: 'Sign-in name reserved', holdAddress: 'IP address held',
  serviceOrder: 'Service ordered', linkLocalId: 'Ids linked', activateBilling: 'Activated in rating and billing', assignAddress: 'IP address assigned', completeOrder: 'Order completed',
} as const satisfies Record<StepKind, string>

const STEPS_DONE = {
  confirmQuote: 'First bill {totalMinor}, catalog version {catalogVersion}', registerCustomer: 'Billing account {billingAccountId}', deriveServices: '{services, plural, one {# service} other {# services}} needed', holdPort: '{portId} at {queueId} is this order’s',
  authenticateIdentifier: '{userIdentifier} accepted in {tookMs}', reserveIdentifier: '{userIdentifier} is now the caller’s', holdAddress: '{address} from {poolId}', serviceOrder: 'Their id {localCustomerId}', linkLocalId: '{localCustomerId} and our id know each other',
  activateBilling: 'First bill {firstBillMinor}, {services, plural, one {# service} other {# services}} billed', assignAddress: '{address} belongs to this customer', completeOrder: 'Everything is in place',
} as const satisfies Record<StepKind, string>

const STEP_STATES = {
  notStarted: 'Not started', asking: 'Asking', done: 'Done', unknown: 'Outcome unknown', refused: 'Refused', undoing: 'Undoing', undone: 'Taken back', waiting: 'Waiting',
} as const satisfies Record<StepState, string>

/** Orders that were taken: their states, steps and what happened. */
export const ORDERS_EN = {
  ...prefixed('state', STATES), ...prefixed('step', STEPS), ...prefixed('stepPast', STEPS_PAST), ...prefixed('stepDone', STEPS_DONE), ...prefixed('stepState', STEP_STATES),
  'portWithout.noBook': 'No list of ports is kept at {queueId}: the order goes on without one', 'portWithout.notSupported': 'Central is of an earlier version and gives no ports: the order goes on without one',
  'event.taken': 'Order taken', 'event.queued': 'Kept here, sent when the network is back', 'event.intent': 'Asked (try {attempt})', 'event.answer': 'Answered', 'event.lost': 'No answer; it may or may not have happened',
  'event.probe': 'Looked: {found}', 'event.undoIntent': 'Asked to take it back', 'event.undone': 'Taken back', 'event.held': 'Stopped to ask you', 'event.resumed': 'Goes on', 'event.pivot': 'Point of no return passed', 'event.completed': 'Live', 'event.ended': 'Ended: {state, state}',
} as const
