/** How a supervisor answers a dispute, and how everybody reads the answer. */
export const DISPUTES_EN = {
  'disputes.title': 'Answer the dispute: {label}', 'disputes.answer': 'Answer it', 'disputes.says': 'The caller says', 'disputes.what': 'What comes of it',
  'disputes.accepted': 'Give back the whole: {amountMicro}', 'disputes.rest': 'Give back the rest: {amountMicro}', 'disputes.partly': 'Give back a part', 'disputes.rejected': 'The charge stands',
  'disputes.amount': 'How much, with tax', 'disputes.bounds': 'From $0.01 to {mostMinor}. The line came to {lineMicro}.', 'disputes.boundsBefore': 'From $0.01 to {mostMinor}. The line came to {lineMicro}, {givenMicro} of it was given back before.',
  'disputes.amount.empty': 'How much comes back? Write an amount such as 3.50.', 'disputes.amount.unreadable': 'This is not an amount. Write dollars and cents, such as 3.50.', 'disputes.amount.nothing': 'Nothing would come back. If the charge stands, choose that instead.',
  'disputes.amount.tooMuch': 'At most {mostMinor} of this line can come back.', 'disputes.nothingLeft': 'All of this line was given back before. What is left is to say that the charge stands.',
  'disputes.because': 'Why, in words the caller may hear', 'disputes.because.missing': 'Say why: the caller hears it, and it stands with the answer for good.',
  'disputes.sayHead': 'Say now', 'disputes.say.accepted': 'You get all of it back: **{amountMicro}** comes off your next bill.', 'disputes.say.partly': 'You get **{amountMicro}** back; it comes off your next bill. **{staysMicro}** of this line stands.', 'disputes.say.rejected': 'We looked at it: this charge of **{amountMicro}** stands.',
  'disputes.say.because': '{said} The reason is: {because}',
  'disputes.give': 'Answer the caller', 'disputes.notNow': 'Not now', 'disputes.cut': 'No network: a dispute is answered at central. What you wrote stays here.', 'disputes.waits': 'waits for a supervisor', 'disputes.waitsYou': 'waits for your answer',
  'decide.command': 'What waits for me: disputes and bills that are held', 'decide.title': 'What waits for a supervisor', 'decide.head': '{disputes, plural, =0 {No dispute} one {# dispute} other {# disputes}} and {held, plural, =0 {no held bill} one {# held bill} other {# held bills}} wait for you',
  'decide.disputes': 'Disputes to answer', 'decide.held': 'Bills that are held', 'decide.who': 'Customer', 'decide.says': 'The caller says', 'decide.since': 'Since', 'decide.left': 'Can come back', 'decide.why': 'Why it waits', 'decide.made': 'Made on', 'decide.shown': 'the oldest {shown} of {inAll}',
  'decide.loading': 'Looking what waits', 'decide.failed': 'What waits could not be read', 'decide.none.disputes': 'No dispute waits', 'decide.none.held': 'No bill waits', 'decide.offline': 'No network: this is what this desk knows. Nothing can be decided now.',
  'disputes.byUnknown': 'somebody at another desk', 'disputes.by': '{name}, {role}',
} as const
