import { formatAddress } from '../../../../shared/domain/place.ts'
import type { Texts } from '../../../../shared/messages/texts.ts'
import type { CallState, StepId } from '../../../app/state.ts'
import { needWords } from './need-model.ts'
import { liveWords } from './offer-card.ts'
import { byUseWords } from './by-use-words.ts'

export type ReadBackRow = { readonly id: string; readonly label: string; readonly value: string; readonly step: StepId; readonly isMissing: boolean }

/** All that is promised, in the order it was talked about; each line knows the step where it is changed. */
export function readBackRows(call: CallState, texts: Texts): readonly ReadBackRow[] {
  const { t, format } = texts
  const { registration, quote } = call
  const listed = [...(call.offers?.offers ?? []), ...(call.choice.baseline?.offers ?? [])]
  const offers = call.chosen.map((id) => listed.find((offer) => offer.offering.id === id))
  // What is no longer sold keeps its name and promises no day.
  const plan = call.offers?.offers.find((offer) => offer.offering.kind === 'access' && call.chosen.includes(offer.offering.id))
  const names = offers.map((offer, index) => offer?.offering.name ?? call.chosen[index] ?? '')
  const all = listed.map(({ offering }) => offering)
  const use = [...new Set(offers.flatMap((offer) => (offer ? byUseWords(offer.offering, all, texts) : [])))]
  const row = (id: 'address' | 'need' | 'service' | 'price' | 'live' | 'name' | 'reach' | 'identity' | 'payment', step: StepId, value: string): ReadBackRow => ({ id, label: t(`readBack.${id}`), value: value === '' ? '–' : value, step, isMissing: value === '' })
  return [
    row('address', 'address', call.place ? formatAddress(call.place) : ''),
    row('need', 'need', needWords(call.choice.need, texts)),
    row('service', 'offers', names.length === 0 ? '' : format.list(names)),
    row('price', 'offers', quote ? [priceWords(quote, texts), ...use].join('. ') : ''),
    row('live', 'offers', plan ? liveWords(plan, texts) : ''),
    row('name', 'register', [registration.givenName, registration.familyName].filter(Boolean).join(' ')),
    row('reach', 'register', [registration.phone, registration.email].filter(Boolean).join(', ')),
    row('identity', 'register', registration.userIdentifier ?? ''),
    row('payment', 'register', registration.paymentHint || registration.paymentToken || ''),
  ]
}

function priceWords({ bill, bills }: NonNullable<CallState['quote']>, { t }: Texts): string {
  const until = bill.charges.flatMap((charge) => charge.derivation.flatMap((step) => (step.kind === 'introductory' ? step.until : []))).sort()[0]
  const secondMinor = bills[1]?.totalMinor ?? bill.monthlyMinor
  return t(until ? 'readBack.priceValueIntroductory' : 'readBack.priceValue', { firstMinor: bill.totalMinor, secondMinor, until, monthlyMinor: bill.monthlyMinor })
}
