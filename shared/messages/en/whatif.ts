import type { MissingMonth } from '../../domain/whatif.ts'
import { prefixed } from '../prefixed.ts'

const MISSING = {
  'bill': '{n, plural, one {# month has} other {# months have}} no bill on this desk', 'usage': '{n, plural, one {# month has} other {# months have}} no usage on this desk', 'usage-too-coarse': 'usage of {n, plural, one {# month} other {# months}} is told too coarsely for this price',
  'usage-detail': 'for {n, plural, one {# month} other {# months}} this desk does not know the hours, or what each use was, that the price goes by',
  'price-kind': 'the price of {n, plural, one {# month} other {# months}} is of a kind this desk does not work out',
} as const satisfies Record<MissingMonth, string>

/** The months that were, on every offer at the house. */
export const WHATIF_EN = {
  ...prefixed('whatifMissing', MISSING),
  'verb.whatIf': 'What the last months would have cost on other offers', 'verbShort.whatIf': 'Other offers', 'whatif.open': 'On other offers',
  'whatif.title': 'The last months on every offer here', 'whatif.headline': 'The last {n, plural, one {# month} other {# months}} on every offer here', 'whatif.paid': 'billed, with tax', 'whatif.service': 'Service', 'whatif.offers': 'Instead, by what is saved', 'whatif.offer': 'Offer', 'whatif.there': 'There', 'whatif.against': 'Against yours',
  'whatif.withBundle': '{name} with {bundleName}', 'whatif.cannot': 'cannot be told', 'whatif.less': '{savingMinor} less', 'whatif.more': '{extraMinor} more', 'whatif.same': 'the same', 'whatif.overMonths': 'over {n} of {all} months', 'whatif.without': 'without {names}',
  'whatif.leftOut': 'Left out: {why}.', 'whatif.neverGuessed': '{n} of {all} months are compared. What this desk does not have is left out on both sides, never guessed.',
  'whatif.sayHead': 'Say now', 'whatif.say.less': 'In {n, plural, one {# month} other {# months}} you were billed **{paidMinor}**. With **{name}** it would have come to **{totalMinor}**: **{savingMinor} less**.', 'whatif.say.more': 'In {n, plural, one {# month} other {# months}} you were billed **{paidMinor}**. With **{name}** it would have come to **{totalMinor}**: {extraMinor} more.',
  'whatif.say.same': 'In {n, plural, one {# month} other {# months}} you were billed **{paidMinor}**. With **{name}** it would have come to the same.', 'whatif.say.cannot': 'I cannot say what these months would have come to with **{name}**.', 'whatif.say.nothingCheaper': 'Nothing at your address would have been cheaper.', 'whatif.say.once': '{onceMinor} of that is charged once.', 'whatif.say.lost': 'You would go without {names}.',
  'whatif.monthly': 'A plain month of it', 'whatif.once': 'Charged once', 'whatif.beginning': 'At the beginning', 'whatif.introductory': 'the first months at an introductory price', 'whatif.kept': 'Stays beside it', 'whatif.lost': 'Would go', 'whatif.byMonth': 'Month by month', 'whatif.month': 'Month from', 'whatif.youPaid': 'Billed', 'whatif.difference': 'Difference',
  'whatif.loading': 'Working out the last months', 'whatif.noBills': 'Nothing was billed yet', 'whatif.noOffers': 'Nothing else can be had at this address', 'whatif.notHere': '{n, plural, one {# plan} other {# plans}} on sale elsewhere', 'whatif.failed': 'These months could not be compared', 'whatif.again': 'Ask again',
  'whatif.offline': 'No network: this is worked out from what this desk last heard.', 'whatif.last12': 'The last 12 months', 'whatif.last24': 'The last 24 months', 'whatif.back': 'Back', 'notNow.noCustomer': 'open a customer first',
} as const
