/** What a call cost, and the sums of a desk. */
export const MEASURES_EN = {
  'measure.title': 'This call, measured',
  'measure.keys': '{n, plural, one {# key} other {# keys}}', 'measure.clicks': '{n, plural, =0 {no mouse} one {# click} other {# clicks}}', 'measure.said': '{n, plural, one {# key} other {# keys}} for what the caller said',
  'measure.submitted': '{time} from ring to submit', 'measure.talk': '{time} on the call', 'measure.longestWait': 'longest wait {waitMs} at {name}', 'measure.noWait': 'no wait over {limitMs}',
  'measure.typical': 'typical {time}', 'measure.typicalDefault': 'typical {time} (our budget, until this desk has {n} calls of its own)',
  'measure.model': 'Hands and head about {time} by the keystroke-level model, an estimate', 'measure.today': '{n, plural, one {# call} other {# calls}} today, half of them under {time}', 'measure.todayNone': '{n, plural, one {# call} other {# calls}} today, none submitted yet',
  'measures.title': 'What calls cost', 'measures.command': 'Measures of the calls', 'measures.head': '{n, plural, one {# call} other {# calls}}. Half of them took less than {time} from ring to submit.', 'measures.headNone': '{n, plural, one {# call} other {# calls}}, none submitted.',
  'measures.period': 'Period', 'measures.days.1': 'Today', 'measures.days.7': '7 days', 'measures.days.30': '30 days',
  'measures.table': 'Table', 'measures.bars': 'Bars', 'measures.scope': '{desks, plural, one {Calls of the one desk that has told central of any} other {Calls of the # desks that have told central of any}}. A desk tells within a minute.', 'measures.scopeHere': 'Central cannot be asked: these are the calls taken at this desk. Other desks are missing.',
  'measures.loading': 'Adding up the calls', 'measures.empty': 'No call was taken in this time', 'measures.emptyBody': 'A call is counted from its first key. Choose a longer time, or take one.',
  'measures.failed': 'The sums could not be read', 'measures.failedBody': 'The calls themselves are safe. Read them again.', 'measures.again': 'Read again', 'measures.offline': 'No network: these sums are this desk’s own. Other desks are missing.',
  'measures.reps': 'Reps', 'measures.repTimes': 'Ring to submit by rep: median as the bar, 95th percentile as the tick (time)', 'measures.waits': 'Waits over {limitMs} by who was waited for (seconds in sum)', 'measures.fallout': 'Fallout by cause (% of submitted orders)',
  'measures.noWaits': 'Nobody waited longer than that.', 'measures.noFallout': 'Every order went as promised.',
  'measures.col.rep': 'Rep', 'measures.col.calls': 'Calls', 'measures.col.submitted': 'Submitted', 'measures.col.median': 'Median', 'measures.col.p95': '95th', 'measures.col.keys': 'Keys, median', 'measures.col.data': 'Data keys, median', 'measures.col.clicks': 'Clicks',
  'measures.col.waits': 'Waits', 'measures.col.waited': 'Waited', 'measures.col.fallout': 'Fallout', 'measures.col.who': 'Waited for', 'measures.col.count': 'How often', 'measures.col.longest': 'Longest', 'measures.col.sum': 'In sum', 'measures.col.cause': 'Cause', 'measures.col.share': 'Share',
  'measures.sum': 'All together', 'measures.here': 'this desk ({name})', 'measures.cause': '{kind, mishap}: {code}', 'measures.causeAt': '{kind, mishap}: {code} at {name}',
  'mishap.refused': 'Refused', 'mishap.compensated': 'Taken back', 'mishap.held': 'Stopped to ask', 'mishap.needsPerson': 'Needs a person',
} as const
