import type { QualificationLine, Reason } from '../../../shared/domain/qualification.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import { providerName } from '../../app/names.ts'
import type { DeskState } from '../../app/state.ts'

export type AnswerRow = {
  readonly id: string
  readonly state: GlyphState
  readonly stateLabel: string
  readonly provider: string
  readonly access: string
  readonly speed: { readonly down: string; readonly up: string } | null
  readonly facts: readonly { readonly mark: 'yes' | 'no' | 'unknown'; readonly text: string }[]
  readonly evidence: string
  readonly yesWhen: string | null
}

/** One provider's answer as a row: verdict, speed, the facts that decided, its age, and what would make it yes. */
export function answerRow(line: QualificationLine, context: { readonly texts: Texts; readonly status: DeskState['status']; readonly now: number; readonly isAsking: boolean }): AnswerRow {
  const { status, now, isAsking, texts: { t, tf, format } } = context
  const access = tf('access', line.accessType)
  const isPending = isAsking && line.verdict === 'unknown'
  const words = (reason: Reason) => tf('reason', reason.code, { ...reason.details, ...('providerId' in reason.details ? { providerId: providerName(status, String(reason.details['providerId'])) } : {}) })
  return {
    id: `${line.providerId}:${line.accessType}:${line.overProviderId ?? ''}`,
    state: isPending ? 'pending' : line.verdict,
    stateLabel: t(`verdict.${isPending ? 'asking' : line.verdict}`),
    provider: providerName(status, line.providerId),
    access: line.overProviderId ? t('answers.over', { provider: providerName(status, line.overProviderId), access }) : access,
    speed: line.downlinkKbps === null ? null : { down: format.speedNumber(line.downlinkKbps), up: line.uplinkKbps === null ? '–' : format.speedNumber(line.uplinkKbps) },
    facts: [...line.reasons.map((reason) => ({ mark: reason.supports, text: words(reason) })), ...placeFact(line, context.texts)],
    evidence: evidenceOf(line, now, context.texts),
    yesWhen: line.verdict === 'yes' || !line.yesWhen ? null : words(line.yesWhen),
  }
}

/** The caller's place in line, where one is waited for and the way to a yes does not tell it already. */
function placeFact({ waiting, verdict, yesWhen }: QualificationLine, { t }: Texts): AnswerRow['facts'] {
  if (!waiting || verdict === 'yes' || yesWhen?.code === 'waiting-place') return []
  return [{ mark: 'unknown', text: t('answers.place', { place: waiting.place, waiting: waiting.waiting }) }]
}

function evidenceOf({ evidence }: QualificationLine, now: number, { t, format }: Texts): string {
  if (evidence.at === null) return t(evidence.source === 'plant' ? 'evidence.plant' : 'evidence.local')
  const key = evidence.source === 'providerInterface' ? 'evidence.provider' : evidence.source === 'measurement' ? 'evidence.measured' : evidence.source === 'plant' ? 'evidence.plantAged' : 'evidence.list'
  return t(key, { age: format.age(now - evidence.at) })
}
