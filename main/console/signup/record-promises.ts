import { asId } from '../../../shared/kernel/ids.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { Language } from '../../../shared/domain/language.ts'
import type { ConsentGiven, LabelShown, NoticeGiven, PromiseMade, Promises, SpokenText, SpokenTexts } from '../../../shared/domain/promises.ts'

/**
 * What the rep has ticked off, as evidence. What was kept before keeps its moment and its words; what is new gets those of now; what is
 * no longer in the list was taken back. A text of a version that this desk does not read is left out, so that it is asked again.
 */
export function recordPromises(kept: Promises, made: readonly PromiseMade[], deps: { readonly texts: SpokenTexts; readonly now: Instant }): Promises {
  const { texts, now } = deps
  const labels = made.flatMap((promise): readonly LabelShown[] => {
    if (promise.kind !== 'label') return []
    const { offeringId, uniquePlanIdentifier, version } = promise
    const before = kept.labels.find((label) => label.offeringId === offeringId && label.uniquePlanIdentifier === uniquePlanIdentifier && label.version === version)
    return [before ?? { offeringId: asId(offeringId), uniquePlanIdentifier, version, channel: 'phone', at: now }]
  })
  const consents = made.flatMap((promise): readonly ConsentGiven[] => {
    if (promise.kind !== 'consent') return []
    const { consentId, version, language, answer } = promise
    const before = kept.consents.find((consent) => consent.consentId === consentId && consent.version === version && consent.language === language && consent.answer === answer)
    const wording = wordsOf(texts.consents.find((text) => text.id === consentId), version, language)
    return before ? [before] : wording === null ? [] : [{ consentId, version, language, wording, answer, at: now }]
  })
  return { labels, consents, recordingNotice: noticeOf(kept.recordingNotice, made, deps) }
}

function noticeOf(kept: NoticeGiven | null, made: readonly PromiseMade[], { texts, now }: { readonly texts: SpokenTexts; readonly now: Instant }): NoticeGiven | null {
  const said = made.findLast((promise) => promise.kind === 'recordingNotice')
  if (!said) return null
  if (kept && kept.version === said.version && kept.language === said.language) return kept
  const wording = wordsOf(texts.recordingNotice, said.version, said.language)
  return wording === null ? null : { version: said.version, language: said.language, wording, at: now }
}

const wordsOf = (text: SpokenText | undefined, version: number, language: Language): string | null => (text?.version === version ? text.wording[language] : null)
