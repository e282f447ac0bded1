import type { QualificationLine, RuleStep } from '../../../shared/domain/qualification.ts'
import { REASON_CODES } from '../../../shared/domain/qualification.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import { providerName } from '../../app/names.ts'
import type { DeskState } from '../../app/state.ts'

export type TraceRow = { readonly id: string; readonly found: RuleStep['found']; readonly text: string; readonly subject: string }

/**
 * The rules that were applied to one answer, in order, with the figures that decided and the piece of plant, sector or provider they were
 * applied to. What somebody said or measured is told in the words of its reason.
 */
export function traceRows(line: QualificationLine, { texts: { tf }, status }: { readonly texts: Texts; readonly status: DeskState['status'] }): readonly TraceRow[] {
  return (line.trace ?? []).map(({ rule, subject, found, details }, index) => {
    const isReason = (REASON_CODES as readonly string[]).includes(rule)
    const named = 'providerId' in details ? { ...details, providerId: providerName(status, String(details['providerId'])) } : details
    return { id: `${index}:${rule}:${subject}`, found, text: isUnknownLoop(rule, details) ? tf('rule', 'loop-unknown') : tf(isReason ? 'reason' : 'rule', rule, named), subject: isReason ? '' : subject }
  })
}

/** A length that is not known is no number, and nothing at all once it crossed a process. */
function isUnknownLoop(rule: string, { loopM }: RuleStep['details']): boolean {
  return rule === 'loop' && !Number.isFinite(loopM)
}
