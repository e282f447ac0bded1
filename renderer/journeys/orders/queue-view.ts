import { QUEUE_GROUPS } from '../../../shared/domain/order-queue.ts'
import type { OrderQueue, QueueGroup, QueueReason, QueueRow } from '../../../shared/domain/order-queue.ts'
import { shortId } from '../../../shared/kernel/ids.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import { providerName } from '../../app/names.ts'
import type { DeskState } from '../../app/state.ts'
import type { GlyphState } from '../../components/StateGlyph.tsx'

const GLYPH: Readonly<Record<QueueReason, GlyphState>> = {
  held: 'late', stuck: 'failed', 'port-kept': 'late', 'promise-late': 'failed', 'promise-due': 'late', 'call-back-due': 'late', 'promise-open': 'pending', asking: 'pending', looking: 'unknown', 'trying-again': 'late', undoing: 'compensating',
  'kept-here': 'offline', live: 'yes', 'taken-back': 'no', 'promise-kept': 'yes', elsewhere: 'notStarted',
}

export type QueueLine = {
  readonly id: string
  readonly orderId: string | null
  /** Of a call that is no order yet. */
  readonly draftId: string | null
  readonly glyph: GlyphState
  readonly ref: string
  readonly customer: string
  readonly address: string
  readonly why: string
  readonly since: string
  readonly usual: string | null
  readonly aloud: string | null
  readonly undone: readonly string[]
  readonly takenBy: string | null
  /** The promise that a person marks as done from here. */
  readonly keep: string | null
}
export type QueueSection = { readonly group: QueueGroup; readonly title: string; readonly lines: readonly QueueLine[] }

/** The queue in its groups; an empty group keeps its head, so that nothing moves when it fills. */
export function queueSections(queue: OrderQueue, facts: { readonly status: DeskState['status']; readonly texts: Texts; readonly now: number }): readonly QueueSection[] {
  return QUEUE_GROUPS.map((group) => ({ group, title: facts.texts.tf('queueGroup', group), lines: queue.rows.filter((row) => row.group === group).map((row) => toLine(row, queue, facts)) }))
}

function toLine(row: QueueRow, queue: OrderQueue, { status, texts, now }: { readonly status: DeskState['status']; readonly texts: Texts; readonly now: number }): QueueLine {
  const { t, tf } = texts
  const { code, ...rest } = row.details
  const why = code === undefined ? t('queue.none') : tf('error', String(code), rest)
  const isOpen = row.promise !== null && row.promise.keptAt === null
  return {
    id: row.id, orderId: row.orderId, draftId: row.draftId, glyph: GLYPH[row.reason], ref: row.orderId ? `PO-${shortId(row.orderId)}` : '–', customer: row.customerName || t('queue.nameless'), address: row.address,
    why: tf('queue', row.reason, { ...rest, why, party: providerName(status, row.providerId), ...(row.promise?.keptAt ? { keptAt: row.promise.keptAt } : {}) }),
    since: row.promise && isOpen ? '' : t('queue.since', { since: row.since, elapsedMs: Math.max(0, now - row.since) }),
    usual: row.typical ? t('queue.usually', row.typical) : null, aloud: row.promise ? row.promise.text : null,
    undone: row.undone.map((line) => t('queue.undoneLine', { step: tf('step', line.kind), party: providerName(status, line.providerId) })),
    takenBy: queue.scope === 'everyone' ? t('queue.by', { userId: row.takenBy }) : null, keep: isOpen ? row.promise.id : null,
  }
}

/** What needs this person now: the number beside the queue's name. */
export const needsMe = (queue: OrderQueue | null): number => queue?.rows.filter((row) => row.group === 'needsMe').length ?? 0
