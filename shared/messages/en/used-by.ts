/** What a person used, month by month. */
export const USED_BY_EN = {
  'usedBy.title': 'Usage', 'usedBy.loading': 'Reading what was used', 'usedBy.none': 'No usage on a bill yet', 'usedBy.noneBody': 'What is used in a month stands on the bill after it.', 'usedBy.failed': 'The usage could not be read', 'usedBy.daysFailed': 'The days of a month could not be read: {why}',
  'usedBy.what': 'Of what', 'usedBy.shape': 'Shown as', 'usedBy.chart': 'Chart', 'usedBy.table': 'Table', 'usedBy.month': 'Month', 'usedBy.units': 'Used, {unit}', 'usedBy.uses': 'Times', 'usedBy.charge': 'Charge before taxes',
  'usedBy.sentence': '{name}, {n, plural, one {# month} other {# months}}. Most in {month}: {most} {unit, usageUnit}.', 'usedBy.note': 'As it stands on the bills of this desk; this month’s use comes with its bill.',
  'usedBy.when': 'When', 'usedBy.everyMonth': 'Month by month', 'usedBy.day': 'Day', 'usedBy.daySentence': '{name}, {n, plural, one {# day} other {# days}}. Most on {day}: {most} {unit, usageUnit}.', 'usedBy.dayNote': 'As central told this desk on {madeAt, date}, billed or not.',
} as const
