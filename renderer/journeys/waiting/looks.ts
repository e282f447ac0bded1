import type { ErrorCode } from '../../../shared/domain/errors.ts'
import { ERRORS } from '../../../shared/domain/errors.ts'
import type { OrderView, StepView } from '../../../shared/domain/order.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import { eventWords } from '../signup/timeline.ts'

/** The looks done for a step, the last three, and when the next one is. */
export function looksOf(order: Pick<OrderView, 'events'>, step: Pick<StepView, 'id' | 'nextAt'>, now: number, texts: Texts): { readonly done: readonly { readonly id: string; readonly at: string; readonly words: string }[]; readonly next: string } {
  const { t, format } = texts
  const done = order.events.filter((event) => event.stepId === step.id && (event.kind === 'probe' || event.kind === 'lost'))
    .slice(-3).map((event) => ({ id: String(event.seq), at: format.clock(event.at), words: eventWords(event.kind, event.details, texts) }))
  const nextAt = step.nextAt ?? null
  return { done, next: nextAt === null ? t('unknown.noLook') : nextAt <= now ? t('unknown.nextNow') : t('unknown.next', { waitMs: nextAt - now }) }
}

/** Whether a waiting step needs a person, and what a person can do; null when it goes on by itself. */
export function repairOf(step: Pick<StepView, 'phase' | 'state' | 'kind' | 'details'>): { readonly mayTakeAnother: boolean } | null {
  const code = step.details['code']
  const kind = ERRORS[code as ErrorCode]?.kind
  const isRefused = kind === 'refused' || kind === 'conflict' || kind === 'input' || kind === 'permission'
  return step.phase === 'retriable' && step.state === 'waiting' && isRefused ? { mayTakeAnother: step.kind === 'assignAddress' && code === 'hold-expired' } : null
}
