import type { OrderView, StepState, StepView } from '../../../shared/domain/order.ts'
import { shortId } from '../../../shared/kernel/ids.ts'
import { formatClockMs, formatDuration } from '../../../shared/messages/format.ts'
import { textFor } from '../../../shared/messages/text.ts'
import { createTexts } from '../../../shared/messages/texts.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import { providerName } from '../../app/names.ts'
import type { DeskState } from '../../app/state.ts'

const ENGLISH = createTexts('en')
export const GLYPH_OF_STEP: Readonly<Record<StepState, GlyphState>> = { notStarted: 'notStarted', asking: 'pending', done: 'yes', unknown: 'unknown', refused: 'failed', undoing: 'compensating', undone: 'no', waiting: 'late' }

export type TimelineRow = {
  readonly id: string
  readonly time: string
  readonly glyph: GlyphState
  readonly title: string
  readonly party: string
  readonly duration: string | null
  readonly stateLabel: string
  readonly sentence: string | null
  readonly happened: boolean
  readonly isPivot: boolean
  /** What was tried, for a step whose outcome is not known or not yes. */
  readonly log: readonly { readonly at: string; readonly words: string }[]
}

/** The order's steps as rows of the line: solid what happened, dashed what has not. */
export function timelineRows(view: OrderView, status: DeskState['status']): readonly TimelineRow[] {
  const isCut = view.state === 'pending'
  return view.steps.map((step) => {
    const glyph = isCut && (step.state === 'waiting' || step.state === 'notStarted') ? 'offline' : GLYPH_OF_STEP[step.state]
    return {
      id: step.id,
      time: step.startedAt === null ? (step.phase === 'retriable' ? 'then' : 'next') : formatClockMs(step.startedAt),
      glyph,
      title: textFor(step.state === 'done' || step.state === 'undoing' || step.state === 'undone' ? 'stepPast' : 'step', step.kind),
      party: providerName(status, step.providerId),
      duration: step.startedAt !== null && step.endedAt !== null ? formatDuration(step.endedAt - step.startedAt) : null,
      stateLabel: isCut && glyph === 'offline' ? 'Queued' : textFor('stepState', step.state),
      sentence: sentenceOf(step),
      happened: step.state !== 'notStarted',
      isPivot: step.phase === 'pivot',
      log: step.state === 'done' || step.state === 'notStarted' ? [] : view.events.filter((event) => event.stepId === step.id).map((event) => ({ at: formatClockMs(event.at), words: eventWords(event.kind, event.details) })),
    }
  })
}

function sentenceOf(step: StepView): string | null {
  const { code, ...details } = step.details
  if (step.state === 'done') return textFor('stepDone', step.kind, { ...step.details, ...(typeof details['billingAccountId'] === 'string' ? { billingAccountId: `BA-${shortId(details['billingAccountId'])}` } : {}) })
  if (step.state === 'undone') return 'Taken back, nothing is left there.'
  return code === undefined ? null : textFor('error', String(code), details)
}

/** One event of a step in words. */
export function eventWords(kind: string, details: Readonly<Record<string, string | number>>, { t, tf }: Pick<Texts, 't' | 'tf'> = ENGLISH): string {
  const { code, note, how, by, ...rest } = details
  if (kind === 'resumed' && how !== undefined) {
    const what = t(how === 'another' ? 'event.askedAnother' : 'event.askedAgain', { by: String(by ?? '') })
    return note === undefined ? what : t('event.because', { what, note })
  }
  const found = details['found'] === 'absent' ? t('look.absent') : details['found'] === 'pending' ? t('look.pending') : code === undefined ? t('look.there') : tf('error', String(code), rest)
  const words = tf('event', kind, { ...details, found })
  return code !== undefined && kind !== 'probe' && kind !== 'held' && kind !== 'lost' ? `${words}: ${tf('error', String(code), rest)}` : words
}

/** The headline of the live screen: a sentence with the figures that matter. */
export function liveTitle(view: OrderView): string {
  const done = view.steps.filter((step) => step.state === 'done').length
  if (view.state === 'completed') return `Live. All ${view.steps.length} steps are done.`
  if (view.state === 'failed') return 'Not possible. Everything was taken back.'
  if (view.state === 'cancelled') return 'Cancelled. Everything was taken back.'
  if (view.state === 'held') return 'Stopped to ask you.'
  if (view.state === 'pending') return 'Kept here, not yet sent.'
  if (view.steps.some((step) => step.state === 'undoing')) return 'Taking it back, step by step.'
  const missing = view.steps.filter((step) => step.state === 'unknown').length
  return `${done} of ${view.steps.length} steps done.${missing > 0 ? ' One answer is missing.' : ''}`
}
