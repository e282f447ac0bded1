import type { BillState, DisputeDecision, DisputeReason } from '../../domain/bill.ts'
import { prefixed } from '../prefixed.ts'

const STATES = { new: 'New', onHold: 'Waits for a person', validated: 'Checked', sent: 'Sent', partiallyPaid: 'Paid in part', settled: 'Paid' } as const satisfies Record<BillState, string>
const REASONS = { notUsed: 'The caller did not use it', tooMuch: 'More than was agreed', notOrdered: 'It was not ordered', twice: 'Charged twice', other: 'Something else' } as const satisfies Record<DisputeReason, string>
const DECISIONS = { accepted: 'Given back whole', partly: 'Given back in part', rejected: 'The charge stands' } as const satisfies Record<DisputeDecision, string>

export const BILLS_EN = {
  ...prefixed('billState', STATES), ...prefixed('disputeReason', REASONS), ...prefixed('disputeDecision', DECISIONS),
  'bills.of.title': 'Bills', 'bills.masked': 'Bills are kept back until the caller has proved who they are', 'bills.loading': 'Reading the bill', 'bills.none': 'No bill has been made yet', 'bills.failed': 'This bill could not be shown',
  'bills.number': 'Bill', 'bills.for': 'For', 'bills.due': 'Due', 'bills.of.total': 'Total', 'bills.period': '{from, day} up to {to, day}', 'bills.disputed': '{disputes, plural, one {# line disputed} other {# lines disputed}}',
  'bills.head': 'Bill {number} · made on {issuedOn, day}', 'bills.headline': 'The bill for {from, day} up to {to, day}', 'bills.dueOn': 'due {dueOn, day}', 'bills.lines': 'The bill', 'bills.count': '{lines, plural, one {# line} other {# lines}}', 'bills.of.line': 'Line', 'bills.amount': 'With tax', 'bills.toPay': 'To pay',
  'bills.group.discount': 'Discount on {name}', 'bills.group.credit': 'Credit for {name}', 'bills.toMinimum': 'up to the least a month costs', 'bills.once': 'once', 'bills.days': '{days} of {ofDays} days', 'bills.used': '{units} {unit, usageUnit} in {events, plural, one {# use} other {# uses}}', 'bills.corrects': 'credit note: {because}',
  'bills.line.open': 'disputed, not answered yet', 'bills.line.queued': 'disputed here, not yet sent', 'bills.line.answered': 'dispute answered',
  'bills.offline': 'No network: this is the bill as this desk last heard. Explaining and disputing work as always.',
  'bills.how': 'How it came about', 'bills.howOf': 'How {amount} came about', 'bills.checked': 'computes again to the cent', 'bills.checkDiffers': 'computes to another figure: a person must look', 'bills.notChecked': 'cannot be computed again here',
  'bills.sayHead': 'Say now', 'bills.say': '**{name}** comes to **{amount}**: {how}.',
  'bills.node.usage': 'What was used', 'bills.node.rule': 'Rule and version', 'bills.node.period': 'Of the period', 'bills.node.days': 'Days that count', 'bills.node.rounding': 'Rounded once', 'bills.node.tax': 'Taxes', 'bills.node.unread': 'Newer than this desk', 'bills.node.parties': 'Who receives what',
  'bills.unread': '{steps, plural, one {# step} other {# steps}} of this figure cannot be read by this version of the desk. The sum stands; an update shows the rest.', 'bills.others': 'providers and us', 'bills.ours': 'stays with us', 'bills.sumsToZero': 'What the customer pays and what everybody receives sum to zero.',
  'bills.explain': 'Explain', 'bills.dispute': 'Dispute the line', 'bills.back': 'Back to the customer', 'bills.disputeOf': 'Dispute: {label}', 'bills.because': 'What the caller says', 'bills.note': 'In the caller’s words', 'bills.keepDispute': 'Keep the dispute', 'bills.noDispute': 'Do not dispute', 'bills.keptHere': 'No network: it is kept here and sent once when it is back.',
  'bills.disputes': 'What was said about this line', 'bills.queuedHere': 'kept here, not yet sent', 'bills.refusedThere': 'central did not take it: a person must look', 'bills.credited': 'Credit of {amountMicro} on the next bill',
  'bills.hold.slipped': 'Not sent: service began on {activatedOn, day}, after the first bill that was read out had ended ({toldTo, day}). Told was {toldMinor}, this bill comes to {billedMinor}. The caller must hear the new figure first.', 'bills.hold.differs': 'Not sent: told was {toldMinor}, this bill comes to {billedMinor}. A person must look why.', 'bills.release': 'Send it as it is', 'bills.releaseBecause': 'the caller heard the new figure and agreed',
} as const
