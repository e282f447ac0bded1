import type { ErrorCode } from '../domain/errors.ts'
import type { OrderState, StepKind, StepState } from '../domain/order.ts'
import type { ReasonCode } from '../domain/qualification.ts'

/** A refusal in the person's words: what did not happen, what is safe, what to do. */
const ERROR_TEXTS = {
  'input-invalid': 'This field cannot be read yet: {field}. Nothing was lost.',
  'unknown-command': 'This desk does not know that action. It may be older than the screen; reload it.',
  'sign-in-required': 'Sign in to go on. Your draft is kept.',
  'sign-in-refused': 'That name and passphrase do not belong together. After five tries wait half a minute.',
  'not-permitted': 'Your role ({role}) may not do this. Ask a supervisor.',
  'command-reused': 'This was already sent with other content. Nothing was done twice.',
  'card-digits-refused': 'This looks like a card number. Card numbers are never typed here; use the payment token.',
  'address-unknown': 'This address is not in the territory. Look for the nearest one.',
  'unit-missing': 'This building has units. Ask which one; the building itself has no line.',
  'draft-unknown': 'This draft is no longer here. It was sent or dropped.',
  'draft-changed': 'This draft was changed in another window. What is typed here now replaces that.',
  'draft-incomplete': 'Still missing: {fields}. Everything typed is kept.',
  'qualification-missing': 'This address has not been checked yet. Check it, then order.',
  'qualification-expired': 'The check of this address is too old to promise on. Check it again.',
  'qualification-negative': 'The check does not say yes for this line. It cannot be ordered.',
  'offering-withdrawn': 'An offer in this order is no longer sold. Choose another.',
  'offering-not-eligible': 'An offer in this order cannot be sold at this address.',
  'prerequisite-missing': 'One of the choices needs another one first.',
  'price-changed': 'The price changed from {oldMinor} to {newMinor}. Tell the caller and ask again.',
  'order-unknown': 'This desk does not have that order.',
  'order-past-pivot': 'The service is active. It can no longer be cancelled; it would have to be terminated.',
  'order-not-held': 'This order is not waiting for an answer.',
  'order-in-flight-here': 'There is already an order under way for this address.',
  'customer-merged': 'This customer was joined with another record.',
  'network-unavailable': 'There is no network. What is already here is kept.',
  'central-unavailable': 'Central does not answer. It is asked again; nothing is lost.',
  'central-older': 'Central and this desk speak different versions. Update the older one.',
  'provider-unavailable': 'The provider could not be reached. It is asked again.',
  'provider-outcome-unknown': 'The provider has not answered. It may or may not have happened; we look before we repeat.',
  'provider-refused': 'The provider said no: {reason} ({providerCode})',
  'provider-answer-malformed': 'The provider sent an answer that cannot be read. We look before we repeat.',
  'provider-unknown': 'No such provider is set up on this desk.',
  'identifier-rejected': 'The ISP does not accept this sign-in name with this password. Ask for the password again.',
  'identifier-realm-unknown': 'No ISP here answers for “{realm}”. Check what stands after the @.',
  'isp-unavailable': 'The ISP’s sign-in servers do not answer. The order can go on; they are asked again.',
  'pool-exhausted': 'No free IP address is left under the rule for this service.',
  'address-rule-missing': 'No rule says which IP addresses this service gets. An administrator must add one.',
  'hold-expired': 'The promised IP address was held too long and has been given back.',
  'local-id-taken': 'The provider gave an id that belongs to another customer. A person must look.',
  'storage-full': 'The disk of this desk is full. What was saved is safe; nothing new can be taken until space is free.',
  'storage-read-only': 'This desk only reads until its disk has space again. What was saved is safe.',
  'storage-busy': 'The desk’s file is busy. Try once more.',
  'journal-newer': 'The journal was written by a newer Lastmile Desk. Start that one.',
  'catalog-newer': 'The catalog is of a newer version than this desk reads. Update the desk.',
  'catalog-missing': 'The offers are not on this desk yet. They come with the next contact to central.',
  'territory-invalid': 'The territory could not be read: {problem}',
  'secret-store-required': 'This territory is not a practice one. It needs a passphrase or the system’s secret store first.',
  'sandbox-absent': 'No practice providers run on this desk.',
  'update-feed-missing': 'No update feed is set up, or it has nothing to read.',
  'update-refused': 'The update was refused: it is not what its feed describes.',
  internal: 'This desk met something it did not expect. Nothing was promised. Tell support {reference}.',
} as const satisfies Record<ErrorCode, string>

const REASON_TEXTS = {
  'provider-said-yes': 'the provider confirmed the line',
  'provider-said-no': 'the provider says no ({reasonCode})',
  'answer-too-old': 'last answer is from {answeredAt}, too old to promise on',
  'drop-within-limit': 'cable passes {distanceM} away, limit {limitM}',
  'drop-too-long': 'the cable ends {distanceM} before this house; a drop may be {limitM}',
  'loop-length': 'loop {loopM} from {nodeName}',
  'port-free': '{portsFree} of {portsTotal} ports free',
  'no-port-free': 'all {portsTotal} ports are in use',
  'span-planned': 'the line is planned for {readyAt}',
  'no-plant-known': 'no line of theirs is known here',
  'sector-in-reach': '{transmitterName}, {distanceM} away, reach {reachM}',
  'sector-out-of-reach': '{transmitterName} is {distanceM} away, reach {reachM}',
  'signal-too-weak': 'signal {signalDbm} dBm, needs {minimumDbm} dBm',
  'sector-full': 'the sector is full',
  'same-line-as': 'same line as {providerId}',
  'owner-line-missing': 'the owner’s line ({providerId}) is not known here',
  'unit-missing': 'a unit must be chosen first',
  'waiting-place': 'a port is free again: the caller would be number {place} in line',
  'not-asked': 'no answer of theirs is known for this house',
  'no-evidence': 'nothing is known yet',
} as const satisfies Record<ReasonCode, string>

const STATE_TEXTS = {
  acknowledged: 'Taken', rejected: 'Refused', pending: 'Kept here, not yet sent', held: 'Waits for your answer', inProgress: 'Under way', cancelled: 'Cancelled', completed: 'Live',
  failed: 'Taken back', partial: 'Partly live', assessingCancellation: 'Cancelling', pendingCancellation: 'Undoing',
} as const satisfies Record<OrderState, string>

/** A step as long as it has not happened. */
const STEP_TEXTS = {
  confirmQuote: 'Confirm the price', registerCustomer: 'Register the customer', deriveServices: 'Work out the services', authenticateIdentifier: 'Check the sign-in name', holdAddress: 'Hold an IP address',
  serviceOrder: 'Order the service', linkLocalId: 'Link the ids', activateBilling: 'Activate in rating and billing', assignAddress: 'Assign the IP address', completeOrder: 'Complete the order',
} as const satisfies Record<StepKind, string>

/** The same once it has. */
const STEP_PAST_TEXTS = {
  confirmQuote: 'Price confirmed', registerCustomer: 'Customer registered', deriveServices: 'Services worked out', authenticateIdentifier: 'Sign-in name checked', holdAddress: 'IP address held',
  serviceOrder: 'Service ordered', linkLocalId: 'Ids linked', activateBilling: 'Activated in rating and billing', assignAddress: 'IP address assigned', completeOrder: 'Order completed',
} as const satisfies Record<StepKind, string>

const STEP_DONE_TEXTS = {
  confirmQuote: 'First bill {totalMinor}, catalog version {catalogVersion}', registerCustomer: 'Billing account {billingAccountId}', deriveServices: '{services} services needed',
  authenticateIdentifier: '{userIdentifier} accepted in {tookMs}', holdAddress: '{address} from {poolId}', serviceOrder: 'Their id {localCustomerId}', linkLocalId: '{localCustomerId} and our id know each other',
  activateBilling: 'First bill {firstBillMinor}, {services} services billed', assignAddress: '{address} belongs to this customer', completeOrder: 'Everything is in place',
} as const satisfies Record<StepKind, string>

const STEP_STATE_TEXTS = {
  notStarted: 'Not started', asking: 'Asking', done: 'Done', unknown: 'Outcome unknown', refused: 'Refused', undoing: 'Undoing', undone: 'Taken back', waiting: 'Waiting',
} as const satisfies Record<StepState, string>

const prefixed = <P extends string, T extends Record<string, string>>(prefix: P, texts: T) =>
  Object.fromEntries(Object.entries(texts).map(([code, value]) => [`${prefix}.${code}`, value])) as { readonly [K in keyof T & string as `${P}.${K}`]: string }

/** Every text of the console, American English. Placeholders in braces are filled by `text`. */
export const EN = {
  ...prefixed('error', ERROR_TEXTS), ...prefixed('reason', REASON_TEXTS), ...prefixed('state', STATE_TEXTS),
  ...prefixed('step', STEP_TEXTS), ...prefixed('stepPast', STEP_PAST_TEXTS), ...prefixed('stepDone', STEP_DONE_TEXTS), ...prefixed('stepState', STEP_STATE_TEXTS),
  'app.name': 'Lastmile',
  'app.loading': 'Opening the desk',
  'app.lost.title': 'This window lost its desk',
  'app.lost.body': 'The desk’s program does not answer. Drafts and orders are kept there. Open a new link from the terminal that started it.',
  'banner.demoFile': 'Practice data. Its key lies in a file on this machine: never load real customers here.',
  'banner.readOnly': 'The disk is full: this desk only reads. What was saved is safe.',
  'signIn.title': 'Sign in to this desk',
  'signIn.userName': 'User name', 'signIn.passphrase': 'Passphrase', 'signIn.submit': 'Sign in', 'signIn.demo': 'Practice users of this territory',
  'verdict.yes': 'Yes', 'verdict.no': 'No', 'verdict.unknown': 'Unknown', 'verdict.asking': 'Asking',
  'access.copper': 'copper', 'access.cable': 'cable', 'access.fiber': 'fiber', 'access.fixedWireless': 'fixed wireless', 'access.satellite': 'satellite',
  'role.rep': 'Rep', 'role.technician': 'Technician', 'role.supervisor': 'Supervisor', 'role.administrator': 'Administrator',
  'why.client-unsuitable': 'The caller’s computer does not meet it ({lacks})',
  'why.prerequisite-missing': 'Needs {needs} in the same order',
  'service.port': 'Port', 'service.plan': 'Plan', 'service.identity': 'Sign-in', 'service.address': 'IP address', 'service.equipment': 'Equipment', 'service.visit': 'Visit', 'service.content': 'Content', 'service.voice': 'Voice',
  'serviceReason.port-on-own-line': 'the plan runs on their own line', 'serviceReason.port-on-owners-line': 'the plan runs on the owner’s line', 'serviceReason.client-unsuitable': 'the computer does not meet {name}', 'serviceReason.plan-ordered': '{name} was ordered', 'serviceReason.identity-for-access': '{userIdentifier} signs in here',
  'serviceReason.address-for-access': 'a {accessType} line needs an address', 'serviceReason.equipment-ordered': '{name} was ordered', 'serviceReason.add-on-ordered': '{name} was ordered',
  'serviceReason.required-by-offering': '{name}: {reason}', 'serviceReason.modem-without-ethernet': 'the computer has no Ethernet', 'serviceReason.drop-to-build': 'a drop of {distanceM} has to be built', 'serviceReason.antenna-to-mount': 'an antenna has to be mounted',
  'event.taken': 'Order taken', 'event.queued': 'Kept here, sent when the network is back', 'event.intent': 'Asked (try {attempt})', 'event.answer': 'Answered', 'event.lost': 'No answer; it may or may not have happened',
  'event.probe': 'Looked: {found}', 'event.undoIntent': 'Asked to take it back', 'event.undone': 'Taken back', 'event.held': 'Stopped to ask you', 'event.resumed': 'Goes on', 'event.pivot': 'Point of no return passed', 'event.completed': 'Live', 'event.ended': 'Ended: {state}',
  'charge.price': '{amountMicro} is the price of {offeringId}, version {offeringVersion}', 'charge.proration': '{days} of {ofDays} days, {from} to {to}', 'charge.discount': '{amountMicro} off for {bundleId}',
  'charge.rounding': 'rounded {mode} to {afterMicro}', 'charge.tax': '{name} on {baseMicro}: {amountMicro}',
  'fault.accept': 'Accept', 'fault.reject': 'Say no with a code', 'fault.slow': 'Answer slowly (6 s)', 'fault.late': 'Take it, finish later', 'fault.twice': 'Process it as if it came twice', 'fault.half': 'Cut the answer in the middle',
  'fault.never': 'Do it, never answer', 'fault.unavailableAfterEffect': 'Do it, then answer 503', 'fault.restart': 'Do it, then restart',
  'say.address': 'Let me see what we have **at your address**. What is the house number and the street?',
  'say.need': 'How many people use it at home, and do you **work or stream** there?',
  'say.offers': 'The first bill is **{first}**, and **{monthly} a month** after that, taxes included.',
  'say.register': 'May I have your **name, e-mail and phone**? A card number I never need; you get a link for that.',
  'say.readBack': 'I read it back to you. Stop me wherever it is not right.',
  'say.live': 'I am setting it up while we talk. **{done} of {total}** steps are done.',
  'say.unknown': '{party} is slow to answer. **Nothing is lost**: we look before we repeat. You get a message, nothing more to do.',
  'say.completed': 'You are **live**. Your first bill is **{first}**.',
  'say.failed': 'That could not be done: {reason}. **Nothing is charged**, everything was taken back.',
  'say.held': 'The price is now **{newMinor}** instead of {oldMinor}. Is that all right with you?',
  'say.offline': 'I take your order now. It is **subject to confirmation** and goes out as soon as our network is back.',
  'say.greet': 'Thank you for calling. I help you get connected **today**.',
} as const

export type MessageKey = keyof typeof EN
