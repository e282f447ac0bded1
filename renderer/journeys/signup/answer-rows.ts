import type { QualificationLine, Reason } from '../../../shared/domain/qualification.ts'
import { formatAge, speedNumber } from '../../../shared/messages/format.ts'
import { text, textFor } from '../../../shared/messages/text.ts'
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
export function answerRow(line: QualificationLine, context: { readonly status: DeskState['status']; readonly now: number; readonly isAsking: boolean }): AnswerRow {
  const { status, now, isAsking } = context
  const over = line.overProviderId ? `over ${providerName(status, line.overProviderId)} ` : ''
  const isPending = isAsking && line.verdict === 'unknown'
  const words = (reason: Reason) => textFor('reason', reason.code, { ...reason.details, ...('providerId' in reason.details ? { providerId: providerName(status, String(reason.details['providerId'])) } : {}) })
  return {
    id: `${line.providerId}:${line.accessType}:${line.overProviderId ?? ''}`,
    state: isPending ? 'pending' : line.verdict,
    stateLabel: text(`verdict.${isPending ? 'asking' : line.verdict}`),
    provider: providerName(status, line.providerId),
    access: `${over}${textFor('access', line.accessType)}`,
    speed: line.downlinkKbps === null ? null : { down: speedNumber(line.downlinkKbps), up: line.uplinkKbps === null ? '–' : speedNumber(line.uplinkKbps) },
    facts: line.reasons.map((reason) => ({ mark: reason.supports, text: words(reason) })),
    evidence: line.evidence.at === null ? (line.evidence.source === 'plant' ? 'plant record' : 'local') : `${line.evidence.source === 'providerInterface' ? 'provider' : 'list'} ${formatAge(now - line.evidence.at)}`,
    yesWhen: line.verdict === 'yes' || !line.yesWhen ? null : words(line.yesWhen),
  }
}
