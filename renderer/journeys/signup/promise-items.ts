import type { Language } from '../../../shared/domain/language.ts'
import { labelledOfferings } from '../../../shared/domain/promises.ts'
import type { PromiseMade, Promises, SpokenText, SpokenTexts } from '../../../shared/domain/promises.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { CallState, DeskState } from '../../app/state.ts'

/** One thing to read aloud. `yes` and `no`: what is kept when the caller has heard it. */
export type PromiseItem = {
  readonly id: string
  readonly kind: PromiseMade['kind']
  readonly title: string
  readonly wording: string
  readonly version: number
  readonly isRequired: boolean
  /** outdated: an earlier wording was read, which counts for nothing. */
  readonly state: 'open' | 'yes' | 'no' | 'outdated'
  readonly at: number | null
  readonly yes: PromiseMade
  readonly no: PromiseMade | null
}

type Label = NonNullable<ReturnType<typeof labelsOf>[number]['offering']['label']>

/** Offers of the selection that have a label to read, with who sells them. */
export function labelsOf(call: Pick<CallState, 'offers' | 'chosen'>) {
  const offers = call.offers?.offers ?? []
  const labelled = labelledOfferings(offers.map((offer) => offer.offering), call.chosen)
  return labelled.flatMap((offering) => offers.find((offer) => offer.offering.id === offering.id) ?? [])
}

/** Everything that is read to this caller, in the order of the talk: the notice, each label, the consents. */
export function promiseItems(call: Pick<CallState, 'offers' | 'chosen' | 'made' | 'draft'>, spoken: SpokenTexts, texts: Texts): readonly PromiseItem[] {
  const kept = call.draft?.promises ?? null
  const notice = spokenItem(spoken.recordingNotice, call.made, kept, texts.language)
  const labels = labelsOf(call).flatMap(({ offering, provider }) => (offering.label ? [labelItem({ id: offering.id, name: offering.name, provider: provider.name, label: offering.label }, call.made, kept, texts)] : []))
  return [notice, ...labels, ...spoken.consents.map((consent) => spokenItem(consent, call.made, kept, texts.language, true))]
}

function spokenItem(text: SpokenText, made: readonly PromiseMade[], kept: Promises | null, language: Language, isConsent = false): PromiseItem {
  const { id, version } = text
  const mine = made.find((promise) => (isConsent ? promise.kind === 'consent' && promise.consentId === id : promise.kind === 'recordingNotice'))
  const at = isConsent ? kept?.consents.find((consent) => consent.consentId === id)?.at : kept?.recordingNotice?.at
  const state = !mine ? 'open' : mine.version !== version ? 'outdated' : mine.kind === 'consent' && !mine.answer ? 'no' : 'yes'
  const consent = (answer: boolean): PromiseMade => ({ kind: 'consent', consentId: id, version, language, answer })
  return {
    id, kind: isConsent ? 'consent' : 'recordingNotice', title: text.title[language], wording: text.wording[language], version, isRequired: text.isRequired, state, at: mine ? (at ?? null) : null,
    yes: isConsent ? consent(true) : { kind: 'recordingNotice', version, language }, no: isConsent ? consent(false) : null,
  }
}

function labelItem(plan: { readonly id: string; readonly name: string; readonly provider: string; readonly label: Label }, made: readonly PromiseMade[], kept: Promises | null, { t }: Texts): PromiseItem {
  const { label } = plan
  const isOfPlan = (promise: { readonly offeringId: string }) => promise.offeringId === plan.id
  const mine = made.find((promise) => promise.kind === 'label' && isOfPlan(promise))
  const isCurrent = mine?.kind === 'label' && mine.version === label.version && mine.uniquePlanIdentifier === label.uniquePlanIdentifier
  return {
    id: `label-${plan.id}`, kind: 'label', title: plan.name, version: label.version, isRequired: true, state: !mine ? 'open' : isCurrent ? 'yes' : 'outdated', at: mine ? (kept?.labels.find(isOfPlan)?.at ?? null) : null,
    wording: t('promises.labelAloud'),
    yes: { kind: 'label', offeringId: plan.id, uniquePlanIdentifier: label.uniquePlanIdentifier, version: label.version }, no: null,
  }
}

/** What one key settles at once: all that is required, still open, and was in front of the rep. A choice is never made for the caller. */
export const confirmable = (items: readonly PromiseItem[], seen: readonly string[]): readonly PromiseItem[] =>
  items.filter((item) => item.isRequired && (item.state === 'open' || item.state === 'outdated') && seen.includes(item.id))

/** The list with one more answer; an earlier answer to the same question goes. */
export function withPromise(made: readonly PromiseMade[], next: PromiseMade): readonly PromiseMade[] {
  const subject = (promise: PromiseMade) => (promise.kind === 'label' ? promise.offeringId : promise.kind === 'consent' ? promise.consentId : '')
  return [...made.filter((promise) => promise.kind !== next.kind || subject(promise) !== subject(next)), next]
}

/** For the list of what an order needs; nothing as long as the texts are not there. */
export const promiseChecks = (state: Pick<DeskState, 'call' | 'spoken'>, texts: Texts): readonly { readonly label: string; readonly isDone: boolean }[] =>
  state.spoken === null ? [] : promiseItems(state.call, state.spoken, texts).filter((item) => item.isRequired).map((item) => ({ label: checkWords(item, texts), isDone: item.state === 'yes' }))

const checkWords = (item: PromiseItem, { t }: Texts): string =>
  item.kind === 'recordingNotice' ? t('promises.before.recording') : item.kind === 'label' ? t('promises.before.label', { plan: item.title }) : t('promises.before.consent', { title: item.title })
