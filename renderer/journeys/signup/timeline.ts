import type { OrderView, StepState, StepView } from '../../../shared/domain/order.ts'
import { shortId } from '../../../shared/kernel/ids.ts'
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
export function timelineRows(view: OrderView, status: DeskState['status'], texts: Texts): readonly TimelineRow[] {
  const { t, tf, format } = texts
  const isCut = view.state === 'pending'
  return view.steps.map((step) => {
    const glyph = isCut && (step.state === 'waiting' || step.state === 'notStarted') ? 'offline' : GLYPH_OF_STEP[step.state]
    return {
      id: step.id,
      time: step.startedAt === null ? (step.phase === 'retriable' ? t('live.afterwards') : t('live.next')) : format.clockMs(step.startedAt),
      glyph,
      title: tf(step.state === 'done' || step.state === 'undoing' || step.state === 'undone' ? 'stepPast' : 'step', step.kind),
      party: providerName(status, step.providerId),
      duration: step.startedAt !== null && step.endedAt !== null ? format.duration(step.endedAt - step.startedAt) : null,
      stateLabel: isCut && glyph === 'offline' ? t('live.queued') : tf('stepState', step.state),
      // Of a masked order only the course is told: a sentence with its facts left out says nothing.
      sentence: view.isMasked && step.state === 'done' ? null : sentenceOf(step, texts),
      happened: step.state !== 'notStarted',
      isPivot: step.phase === 'pivot',
      log: step.state === 'done' || step.state === 'notStarted' ? [] : view.events.filter((event) => event.stepId === step.id).map((event) => ({ at: format.clockMs(event.at), words: eventWords(event.kind, event.details, texts) })),
    }
  })
}

function sentenceOf(step: StepView, { t, tf }: Texts): string | null {
  const { code, ...details } = step.details
  if (step.state === 'done' && details['without'] !== undefined) return tf('portWithout', String(details['without']), { queueId: '', ...details })
  if (step.state === 'done') return tf('stepDone', step.kind, { ...step.details, ...(typeof details['billingAccountId'] === 'string' ? { billingAccountId: `BA-${shortId(details['billingAccountId'])}` } : {}) })
  if (step.state === 'undone') return t('live.undone')
  return code === undefined ? null : tf('error', String(code), details)
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
export function liveTitle(view: OrderView, { t }: Texts): string {
  const total = view.steps.length
  if (view.state === 'completed') return t('live.state.completed', { total })
  if (view.state === 'failed' || view.state === 'cancelled' || view.state === 'held' || view.state === 'pending') return t(`live.state.${view.state}`)
  if (view.steps.some((step) => step.state === 'undoing')) return t('live.state.undoing')
  const count = (state: StepState) => view.steps.filter((step) => step.state === state).length
  return t('live.state.progress', { done: count('done'), total, missing: count('unknown') })
}
