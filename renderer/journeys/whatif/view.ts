import type { MissingMonth } from '../../../shared/domain/whatif.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { Answer } from '../../app/state.ts'

type Compared = Answer<'whatif.compare'>
export type Offer = Compared['offers'][number]

export const nameOf = ({ name, bundleName }: Offer, { t }: Texts): string => (bundleName === null ? name : t('whatif.withBundle', { name, bundleName }))

/** What came out, in few words: less, more, the same, or that it cannot be told. */
export const savingText = ({ savingMinor }: Offer, { t }: Texts): string =>
  savingMinor === null ? t('whatif.cannot') : savingMinor > 0 ? t('whatif.less', { savingMinor }) : savingMinor < 0 ? t('whatif.more', { extraMinor: 0 - savingMinor }) : t('whatif.same')

export type OfferRow = { readonly id: string; readonly name: string; readonly detail: string; readonly total: string; readonly saving: string; readonly outcome: 'less' | 'more' | 'same' | 'unknown' }
export const offerRows = ({ offers, months }: Compared, texts: Texts): readonly OfferRow[] => offers.map((offer) => ({
  id: offer.id, name: nameOf(offer, texts), saving: savingText(offer, texts), total: offer.savingMinor === null ? '–' : texts.format.money(offer.totalMinor),
  outcome: offer.savingMinor === null ? 'unknown' : offer.savingMinor > 0 ? 'less' : offer.savingMinor < 0 ? 'more' : 'same',
  detail: [offer.providerName, offer.downlinkKbps === null ? '' : texts.format.speed(offer.downlinkKbps), offer.comparedMonths < months.length && offer.savingMinor !== null ? texts.t('whatif.overMonths', { n: offer.comparedMonths, all: months.length }) : '', offer.lost.length > 0 ? texts.t('whatif.without', { names: texts.format.list(offer.lost) }) : ''].filter(Boolean).join(' · '),
}))

/** Why months are left out, each reason once with how many. */
export function leftOut({ months }: Offer, { t, tf, format }: Texts): string | null {
  const reasons = new Map<MissingMonth, number>()
  for (const { missing } of months) if (missing) reasons.set(missing, (reasons.get(missing) ?? 0) + 1)
  return reasons.size === 0 ? null : t('whatif.leftOut', { why: format.list([...reasons].map(([reason, n]) => tf('whatifMissing', reason, { n }))) })
}

/** What is said to the caller about one offer: both sums, what is left out and why, what would go, what comes once. */
export function sayOffer({ offers }: Compared, offer: Offer, texts: Texts): string {
  const { t, format } = texts
  const { savingMinor, paidMinor, totalMinor, onceMinor, comparedMonths } = offer
  const out = leftOut(offer, texts)
  const name = nameOf(offer, texts)
  if (savingMinor === null) return [t('whatif.say.cannot', { name }), out].filter(Boolean).join(' ')
  const isBest = offers[0]?.id === offer.id
  const sums = { name, n: comparedMonths, paidMinor, totalMinor }
  return [
    savingMinor > 0 ? t('whatif.say.less', { ...sums, savingMinor }) : savingMinor < 0 ? t('whatif.say.more', { ...sums, extraMinor: 0 - savingMinor }) : t('whatif.say.same', sums),
    isBest && savingMinor <= 0 && out === null ? t('whatif.say.nothingCheaper') : '', onceMinor > 0 ? t('whatif.say.once', { onceMinor }) : '',
    offer.lost.length > 0 ? t('whatif.say.lost', { names: format.list(offer.lost) }) : '', out ?? '',
  ].filter(Boolean).join(' ')
}

export type MonthRow = { readonly key: string; readonly period: string; readonly paid: string; readonly there: string; readonly difference: string }
/** Month by month, newest first; a month that is left out says why in its place. */
export const monthRows = ({ months }: Compared, offer: Offer, { tf, format }: Texts): readonly MonthRow[] => months.map((month, nth) => {
  const { thereMinor = null, missing = null } = offer.months[nth] ?? {}
  const isCounted = thereMinor !== null && month.paidMinor !== null
  return {
    key: month.from, period: format.day(month.from), paid: month.paidMinor === null ? '–' : format.money(month.paidMinor),
    there: thereMinor === null ? tf('whatifMissing', missing ?? 'bill', { n: 1 }) : format.money(thereMinor), difference: isCounted ? format.money(thereMinor - month.paidMinor) : '',
  }
}).toReversed()
