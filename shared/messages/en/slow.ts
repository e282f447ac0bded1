import type { OfflineNo, OfflineWords } from '../../domain/offline-rules.ts'
import type { QueueGroup, QueueReason } from '../../domain/order-queue.ts'
import type { PromiseState } from '../../domain/promise.ts'
import type { WaitChoice } from '../../domain/waiting.ts'
import { prefixed } from '../prefixed.ts'

const CHOICES = { wait: 'Wait on', second: 'Take the second provider', subject: 'Book subject to confirmation', callBack: 'Call the caller back' } as const satisfies Record<WaitChoice, string>
const NOT_NOW = { 'no-second-provider': 'nobody else says yes here', 'past-pivot': 'the service is active already', 'nobody-to-call': 'no phone number yet' } as const
const GROUPS = { needsMe: 'Needs me', waiting: 'Waits for an answer', kept: 'Kept here, not yet sent', doneToday: 'Done today' } as const satisfies Record<QueueGroup, string>

const REASONS = {
  held: 'The price is now {newMinor} instead of {oldMinor}. Ask the caller.',
  stuck: 'Refused after the point of no return: {why}',
  'port-kept': 'Call them: the port at {name} is theirs until {untilAt}, {untilAt, clock}. Without an order by then it goes to the next in line.',
  'promise-late': 'Promised by {dueAt, clock}, and that has passed. Call now.',
  'promise-due': 'Promised by {dueAt, clock}. The answer is not here yet.',
  'call-back-due': 'Call back, promised for {dueAt, clock}',
  'promise-open': 'Promised by {dueAt, clock}',
  asking: 'Asking {party}',
  looking: 'Outcome unknown at {party}: we look before we repeat',
  'trying-again': '{party} could not be reached. It is asked again.',
  undoing: 'Taking it back at {party}',
  'kept-here': 'Kept here, goes out once when the network is back',
  live: 'Live. Tell the caller.',
  'taken-back': 'Taken back: {why}',
  'promise-kept': 'Promised by {dueAt, clock}, kept at {keptAt, clock}',
  elsewhere: 'At another desk, {stepsDone} of {stepsTotal} steps',
} as const satisfies Record<QueueReason, string>

const PROMISE_STATE = { open: 'Open', kept: 'Kept', late: 'Late', keptLate: 'Kept late' } as const satisfies Record<PromiseState, string>

const WORDS = {
  'data-age': 'from this desk, {ageMs} old',
  'duplicates-later': 'The customer is registered here; whether we know them already is looked at when the network is back.',
  'binding-until': 'binding until {untilAt, clock}',
  'subject-to-confirmation': 'subject to confirmation',
  'queued-binding': 'Kept here and binding until {untilAt, clock}; it goes out once when the network is back.',
  'queued-provisional': 'Kept here, subject to confirmation; it goes out once when the network is back.',
  'kept-here': 'Kept on this desk until the network is back.',
} as const satisfies Record<OfflineWords, string>

const NO = {
  'needs-provider': 'No provider can be asked without network. What this desk knows is shown with its age.',
  'needs-isp': 'The ISP cannot be asked without network. The sign-in name is checked when the order goes out.',
  'needs-payment': 'Nothing is charged or checked without network. Take the order; the payment token is used later.',
  'needs-four-eyes': 'A second person signs this at central. It waits until the network is back.',
} as const satisfies Record<OfflineNo, string>

/** Slow providers, promises, the queue, the live order's choices, the sandbox panel, and what may be done without network. */
export const SLOW_EN = {
  ...prefixed('waitChoice', CHOICES), ...prefixed('waitNotNow', NOT_NOW), ...prefixed('queueGroup', GROUPS), ...prefixed('queue', REASONS), ...prefixed('promiseState', PROMISE_STATE),
  ...prefixed('offlineWords', WORDS), ...prefixed('offlineNo', NO),
  'wait.title.asking': '{party} is being asked', 'wait.title.background': '{party} goes on in the background', 'wait.title.choosing': '{party} is slow today', 'wait.title.unknown': 'Outcome unknown at {party}',
  'wait.for': '{elapsedMs, durationAloud} so far', 'wait.typical': 'today usually {p50Ms}, 95 of 100 within {p95Ms}', 'wait.noTypical': 'first answer of today', 'wait.others': '{n, plural, one {# more is asked} other {# more are asked}}',
  'wait.go': 'Go on to the next step. This does not depend on it.', 'wait.choose': 'One key decides', 'wait.chosen': 'Chosen: {choice}', 'wait.unknown': 'It may or may not have happened. We look before we repeat.',
  'wait.label': 'Waiting for a provider', 'wait.promised': 'Promised by {dueAt, clock}',
  'say.wait.asking': 'I am asking them now. **One moment.**', 'say.wait.background': 'While that runs, **let me take your e-mail**.', 'say.wait.backgroundLive': 'While that runs, is there **anything else** I can note for you?',
  'say.wait.choosing': '{party} is slow today. I can **wait with you**, take **another line**, book it **subject to confirmation**, or **call you back**. What suits you?',
  'say.wait.choosingNoSecond': '{party} is slow today. I can **wait with you**, book it **subject to confirmation**, or **call you back**. What suits you?',
  'say.wait.unknown': '{party} has not answered. **Nothing is lost**: we look before we repeat. May I promise you a message **by {dueAt, clockAloud}**?',
  'say.promise.message': 'What we have done for you is **kept**. You get a message **by {dueAt, clockAloud}**, and you need not call again.',
  'say.promise.confirm': 'I book it for you **subject to confirmation**. You hear from us **by {dueAt, clockAloud}**.',
  'say.promise.callBack': 'I call you back **by {dueAt, clockAloud}**. You need not do anything.',
  'promise.made': 'Promised for {dueAt, clock}', 'promise.said': 'Said it, promise {dueAt, clock}', 'promise.keep': 'Done, tell the desk', 'promise.aloud': 'As it was said', 'promise.none': 'Nothing was promised yet',
  'queue.title': 'Orders', 'queue.mine': 'Mine', 'queue.everyone': 'Everyone’s', 'queue.all': 'All orders', 'queue.scope': 'Whose orders', 'queue.empty': 'Nothing waits for you', 'queue.emptyBody': 'What you take or promise appears here, and what was done today.',
  'queue.loading': 'Listing what waits', 'queue.offline': 'No network: orders of other desks are as this desk last heard, {ageMs} ago.', 'queue.shown': '{n, plural, one {# row} other {# rows}}', 'queue.none': 'none',
  'queue.since': 'since {since, clock}, {elapsedMs}', 'queue.usually': 'usually {p50Ms}, at most {p95Ms}', 'queue.undone': 'Taken back', 'queue.undoneLine': '{step} at {party}', 'queue.nameless': 'A caller without a name',
  'queue.badge': '{n, plural, one {# needs me} other {# need me}}', 'queue.failed': 'The queue could not be read', 'queue.failedBody': 'Orders and promises are kept on this desk. Try again with F9.',
  'queue.open': 'Open', 'queue.by': 'taken by {userId}', 'queue.keys': 'Arrows move, Enter opens',
  'step.again': 'Ask again now', 'step.another': 'Give another IP address', 'step.note': 'Why, for the timeline', 'step.repairTitle': 'A person is needed', 'step.repairAddress': 'The service is active. Somebody else got the promised IP address meanwhile; the order waits for a repair.',
  'step.repairOther': 'The service is active, so this cannot be turned back. Repair the cause, then ask again.', 'step.anotherHint': 'Central chooses another by the rules, and the ISP is told again before the order is complete.',
  'unknown.looks': 'Looks so far', 'unknown.next': 'look again in {waitMs, durationAloud}', 'unknown.nextNow': 'looking now', 'unknown.noLook': 'first look is under way', 'unknown.wait': 'Wait on', 'unknown.waitUsual': 'Wait on, usually {p50Ms}', 'unknown.promise': 'Finish, message by {dueAt, clock}', 'unknown.call': 'Finish, call back by {dueAt, clock}',
  'event.askedAgain': 'Asked again by {by}', 'event.askedAnother': 'Another IP address asked for by {by}', 'event.because': '{what}: {note}',
  'look.absent': 'no trace there', 'look.pending': 'they are still working on it', 'look.there': 'it is there',
  'note.promised': 'Promised {kind, promiseKind} by {dueAt, clock}', 'promiseKind.message': 'a message', 'promiseKind.confirm': 'a confirmation', 'promiseKind.callBack': 'a call back',
  'offlineDo.qualify': 'What can be had here', 'offlineDo.compare': 'Prices and plans', 'offlineDo.explainBill': 'The bill', 'offlineDo.readHistory': 'What happened before', 'offlineDo.registerCustomer': 'The customer', 'offlineDo.promisePort': 'A line', 'offlineDo.promiseAddress': 'The IP address', 'offlineDo.promiseAppointment': 'The appointment', 'offlineDo.submitOrder': 'The order', 'offlineDo.recordEvidence': 'Evidence', 'offlineDo.correctLocation': 'The location', 'offlineDo.askProvider': 'A question to a provider', 'offlineDo.checkIdentity': 'The sign-in check', 'offlineDo.takePayment': 'A payment', 'offlineDo.checkCredit': 'A credit check', 'offlineDo.approveReconciliation': 'An approval', 'offlineDo.writeOff': 'A write-off',
  'sandbox.title': 'Practice providers', 'sandbox.month': 'Practice time', 'sandbox.month.body': 'The practice providers meter their own subscribers to the first of the next month and bring the usage; then central bills what is due.', 'sandbox.month.pass': 'Let the month pass', 'sandbox.month.passing': 'The month passes',
  'sandbox.month.passed': 'It is {to, day} in practice. {events, plural, one {# event} other {# events}} of usage came, {rated} of them rated; {bills, plural, one {# bill} other {# bills}} made{held, plural, =0 {} other {, # of them held}}.',
   'sandbox.sub': 'Order what the next answer shall be, and watch what really happened.', 'sandbox.provider': 'Provider', 'sandbox.ports': 'Ports', 'sandbox.effects': 'Effects', 'sandbox.waitingFaults': 'Faults to come', 'sandbox.noFaults': 'answers normally',
  'sandbox.order': 'Order a fault', 'sandbox.orderFor': 'Order a fault for {provider}', 'sandbox.on': 'On the next', 'sandbox.on.serviceOrder': 'service order', 'sandbox.on.qualification': 'qualification', 'sandbox.on.radius': 'login', 'sandbox.times': 'How often', 'sandbox.delay': 'Seconds late', 'sandbox.forget': 'Forget them', 'sandbox.kind': 'Fault',
  'sandbox.book': 'Effect book', 'sandbox.bookSub': 'newest first, once per line is the proof', 'sandbox.bookEmpty': 'Nothing has happened there yet', 'sandbox.bookEmptyBody': 'Submit an order; each service that is really added or deleted is one line.', 'sandbox.running': 'runs', 'sandbox.stopped': 'restarting',
  'sandbox.cut': 'Cut the network', 'sandbox.restore': 'Restore the network', 'sandbox.cutNote': 'The network is cut: nothing leaves this desk, and no provider is asked.', 'sandbox.absent': 'No practice providers here', 'sandbox.absentBody': 'This desk was started without them.', 'sandbox.loading': 'Asking the practice providers',
  'sandbox.added': 'added', 'sandbox.deleted': 'deleted', 'sandbox.faultLine': '{fault} on {on}, {times, plural, one {once} other {# times}}', 'sandbox.command': 'Practice providers: order a fault, watch the effects', 'sandbox.ordered': 'Ordered. The next matching request meets it.',
  'list.order': 'Order', 'list.customer': 'Customer', 'list.address': 'Address', 'list.state': 'State', 'list.steps': 'Steps', 'list.taken': 'Taken', 'list.stepsOf': '{stepsDone} of {stepsTotal}', 'list.elsewhere': 'elsewhere',
  'sandbox.when': 'When', 'sandbox.what': 'What', 'sandbox.key': 'Key', 'sandbox.localId': 'Their id',
} as const
