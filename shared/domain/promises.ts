import type { ProductOffering } from './catalog.ts'
import type { Language } from './language.ts'
import type { OfferingId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/time.ts'

/** A text that is read to the caller word for word. Data, not code: another wording is another version, and is asked again. */
export type SpokenText = {
  readonly id: string
  readonly version: number
  readonly isRequired: boolean
  readonly title: Readonly<Record<Language, string>>
  readonly wording: Readonly<Record<Language, string>>
}
export type SpokenTexts = { readonly recordingNotice: SpokenText; readonly consents: readonly SpokenText[] }

/**
 * One time a label was read to a caller. Kept with the order, because a provider must be able to show each instance at an alternate
 * sales channel for two years. Source: 47 CFR 8.1(a).
 */
export type LabelShown = { readonly offeringId: OfferingId; readonly uniquePlanIdentifier: string; readonly version: number; readonly channel: 'phone'; readonly at: Instant }
/** What was asked, in the words that were read, and what the caller said. */
export type ConsentGiven = { readonly consentId: string; readonly version: number; readonly language: Language; readonly wording: string; readonly answer: boolean; readonly at: Instant }
export type NoticeGiven = { readonly version: number; readonly language: Language; readonly wording: string; readonly at: Instant }

/** Everything that was promised and agreed on the telephone, as evidence. */
export type Promises = { readonly labels: readonly LabelShown[]; readonly consents: readonly ConsentGiven[]; readonly recordingNotice: NoticeGiven | null }
export const NO_PROMISES: Promises = { labels: [], consents: [], recordingNotice: null }

/** What a rep ticks off. The moment and the wording are the console's to add. */
export type PromiseMade =
  | { readonly kind: 'label'; readonly offeringId: string; readonly uniquePlanIdentifier: string; readonly version: number }
  | { readonly kind: 'consent'; readonly consentId: string; readonly version: number; readonly language: Language; readonly answer: boolean }
  | { readonly kind: 'recordingNotice'; readonly version: number; readonly language: Language }

/** The same list back from what was kept, for a call that is taken up again. */
export const madeOf = (promises: Promises): readonly PromiseMade[] => [
  ...promises.labels.map(({ offeringId, uniquePlanIdentifier, version }) => ({ kind: 'label' as const, offeringId, uniquePlanIdentifier, version })),
  ...promises.consents.map(({ consentId, version, language, answer }) => ({ kind: 'consent' as const, consentId, version, language, answer })),
  ...(promises.recordingNotice ? [{ kind: 'recordingNotice' as const, version: promises.recordingNotice.version, language: promises.recordingNotice.language }] : []),
]

/** The access offerings of a selection that carry a label, members of bundles included, each once and in the order chosen. */
export function labelledOfferings<O extends Pick<ProductOffering, 'id' | 'kind' | 'bundleOf' | 'label'>>(offerings: readonly O[], chosen: readonly string[]): readonly O[] {
  const byId = new Map<string, O>(offerings.map((offering) => [offering.id, offering]))
  const ids = new Set(chosen.flatMap((id) => [id, ...(byId.get(id)?.bundleOf ?? [])]))
  return [...ids].flatMap((id) => byId.get(id) ?? []).filter((offering) => offering.kind === 'access' && offering.label !== null)
}

export type MissingPromises<O> = { readonly labels: readonly O[]; readonly consents: readonly SpokenText[]; readonly recordingNotice: boolean }

/** What an order still lacks. `labelled`: from `labelledOfferings`. Only the current version of a label or text counts, and only a yes to what is required. */
export function missingPromises<O extends Pick<ProductOffering, 'id' | 'label'>>(labelled: readonly O[], texts: SpokenTexts, made: readonly PromiseMade[]): MissingPromises<O> {
  return {
    labels: labelled.filter(({ label }) => !made.some((promise) => promise.kind === 'label' && promise.uniquePlanIdentifier === label?.uniquePlanIdentifier && promise.version === label.version)),
    consents: texts.consents.filter(({ id, version, isRequired }) => isRequired && !made.some((promise) => promise.kind === 'consent' && promise.consentId === id && promise.version === version && promise.answer)),
    recordingNotice: !made.some((promise) => promise.kind === 'recordingNotice' && promise.version === texts.recordingNotice.version),
  }
}
