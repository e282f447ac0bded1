import type { PinEventKind } from '../../domain/pin.ts'
import type { MatchReason, PersonTimelineEntry } from '../../domain/people.ts'
import { prefixed } from '../prefixed.ts'

/** Why somebody may, or may not, be the person who calls: said so that a rep can ask about it. */
const MATCHES = {
  'same-name': 'same name', nickname: 'a short form of the same name', 'swapped-name': 'same name, given and family changed over', 'similar-name': 'a name that sounds or is spelled alike',
  'same-phone': 'same phone', 'same-mail': 'same e-mail', 'same-sign-in': 'same sign-in name', 'same-address': 'same address',
  'family-phone': 'same phone, other given name: perhaps a family member', 'family-mail': 'same e-mail, other given name: perhaps a family member', 'phone-changed-hands': 'same phone, other name: the number may have changed hands', 'mail-other-name': 'same e-mail, other name',
  'generation-differs': 'only one of them says Jr or Sr: perhaps father and son', 'other-sign-in': 'another sign-in name', 'sign-in-unsaid': 'no sign-in name yet: father and son may share all the rest, ask for it', 'shared-phone': 'others use this phone too', 'shared-mail': 'others use this e-mail too', 'household-mail': 'the e-mail is the whole family’s',
  'only-name': 'nothing but the name is known yet: ask for the phone', 'new-at-address': 'same address, other name: perhaps a new owner', 'other-contacts': 'phone and e-mail are others',
} as const satisfies Record<MatchReason, string>

const EVENTS = {
  orderTaken: 'Order taken', orderLive: 'Live', orderEnded: 'Order ended', merge: 'Joined as one person', unmerge: 'Taken apart', note: 'Note', draft: 'Call under way',
  pinSet: 'PIN set', pinVerified: 'Caller proved who they are by PIN', pinWrong: 'A wrong PIN was said', pinLocked: 'PIN locked after five wrong tries', pinUnlocked: 'Five tries given again', pinReset: 'New PIN after a call back',
} as const satisfies Record<PersonTimelineEntry['kind'] | PinEventKind, string>

export const PEOPLE_EN = {
  ...prefixed('match', MATCHES), ...prefixed('personEvent', EVENTS),
  'verb.openAtPlace': 'Open the order at this address',
  'people.perhaps': 'Perhaps known already', 'people.live': '{count, plural, one {# person} other {# people}} may be this caller', 'people.verdictSame': 'Most likely the same person', 'people.verdictMaybe': 'Look before you decide',
  'people.open': 'Open', 'people.same': 'Same person', 'people.notSame': 'Not the same', 'people.isSame': 'Joined with {id} when the order is registered', 
  'people.atPlace': 'An order is under way at this address', 'people.atPlaceBody': '{name}: {state}. Taken by {takenBy}, ', 'people.openOrder': 'Open {order}',
  'people.title': 'Customer', 'people.who': 'Who', 'people.loading': 'Reading what is known of this customer', 'people.failed': 'This customer could not be shown', 'people.offline': 'No network: what other desks did is as this desk last heard. Joining and notes wait until it is back.',
  'people.masked': 'Details are kept back until the caller has proved who they are.', 'people.startCall': 'New call for this customer', 'people.orders': 'Orders and services', 'people.services': '{services, plural, one {# service} other {# services}}', 'people.service': 'Service', 'people.taken': 'Taken', 'people.noOrders': 'No order was taken for this customer',
  'people.drafts': '{drafts, plural, one {# call} other {# calls}} under way.', 'people.backToCall': 'Back to the call', 'people.drifted': 'unlike on this desk: a person must look',
  'people.lines': 'In line for a port', 'people.linesLoading': 'Reading where this customer waits', 'people.noLines': 'Waits for no port', 'people.noLinesBody': 'At a full node the answers of a call offer a place in line.', 'people.linesFailed': 'The lines could not be read', 'people.linesOffline': 'No network: the place is as this desk last heard, and the line is left when it is back.', 'people.linesMasked': 'Which house it is, and leaving the line, wait until the caller has proved who they are.',
  'people.links': 'One person, several ids', 'people.ids': '{ids, plural, one {# id} other {# ids}}', 'people.apart': 'Take apart', 'people.join': 'Join', 'people.joinWith': 'Same person as', 'people.joinHint': 'Name, last digits of the phone, e-mail, address or any id. Both ids stay, and it can be undone.',
  'people.becauseSame': 'joined by a rep who looked at both', 'people.becauseApart': 'taken apart by a rep who looked at both',
  'people.note': 'Note', 'people.noteLabel': 'What the next rep should know', 'people.noteLength': '{length} of 10,000 characters', 'people.noteTooLong': 'A note has 10,000 characters at most; this one is {over, plural, one {# too long} other {# too long}}. Nothing was cut: shorten it, or keep it as two notes.', 'people.keepNote': 'Keep the note',
  'people.timeline': 'What happened when', 'people.nothingYet': 'Nothing has happened yet', 'people.group': 'Customers', 'people.found': '{name}, {id}, {phone}',
  'undo.samePerson': 'Undone: {name} is a candidate again.', 'undo.notSamePerson': 'Undone: {name} is a candidate again.', 'undo.merged': 'Undone: the two stand apart again.',
} as const
