import type { BillEntry, DisputeDecision } from '../../../shared/domain/bill.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { Answer } from '../../app/state.ts'

const MICRO_PER_MINOR = 10_000

/** What was typed as an amount of money: whole cents, or why it cannot be given back. `mostMinor`: what is left of the line. */
export type TypedAmount = { readonly kind: 'minor'; readonly minor: number } | { readonly kind: 'empty' | 'unreadable' | 'nothing' | 'tooMuch' }

/** Reads dollars and cents as people type them: "3.5", "$3.50", "3,50", "1,250.00". What could mean two sums is not guessed: "1.250" and "1,250" are unreadable. */
export function readAmount(typed: string, mostMinor: number): TypedAmount {
  const text = typed.trim().replace(/^\$\s*/, '')
  if (text === '') return { kind: 'empty' }
  const match = /^(\d{1,9}|\d{1,3}(?:,\d{3})+(?=\.\d{2}$))(?:[.,](\d{1,2}))?$/.exec(text)
  if (!match) return { kind: 'unreadable' }
  const minor = Number(match[1]?.replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  if (minor === 0) return { kind: 'nothing' }
  return minor > mostMinor ? { kind: 'tooMuch' } : { kind: 'minor', minor }
}

/** What may be given back of a disputed line. `mostMinor`: whole cents of what is left. */
export type Bounds = { readonly lineMicro: number; readonly leftMicro: number; readonly mostMinor: number }
export function boundsOf(view: Answer<'bills.view'>, disputeId: string): Bounds | null {
  const open = view.open.find((one) => one.disputeId === disputeId)
  const line = view.bill.lines.find(({ id }) => id === open?.lineId)
  return open && line ? { lineMicro: line.charge.amountMicro + line.charge.taxMicro, leftMicro: open.leftMicro, mostMinor: Math.floor(open.leftMicro / MICRO_PER_MINOR) } : null
}

/** What to tell the caller of a decision, aloud. `staysMicro`: what is then left of the line. */
export function sayDecision({ decision, creditMicro, staysMicro, because }: { readonly decision: DisputeDecision; readonly creditMicro: number; readonly staysMicro: number; readonly because: string }, { t }: Texts): string {
  const said = decision === 'accepted' ? t('disputes.say.accepted', { amountMicro: creditMicro }) : decision === 'partly' ? t('disputes.say.partly', { amountMicro: creditMicro, staysMicro }) : t('disputes.say.rejected', { amountMicro: staysMicro })
  return because.trim() === '' ? said : t('disputes.say.because', { said, because: because.trim().replaceAll('**', '') })
}

/** Who did it: a name where this desk knows it, else the role, never an id. */
export function whoOf({ by, byRole }: Pick<BillEntry, 'by' | 'byRole'>, people: Answer<'bills.view'>['people'], { t, tf }: Texts): string {
  const known = people.find(({ userId }) => userId === by)
  if (known) return t('disputes.by', { name: known.name, role: tf('role', known.role) })
  return byRole ? t('disputes.by', { name: tf('role', byRole), role: t('disputes.byUnknown') }) : t('disputes.byUnknown')
}

export type EntryRow = { readonly id: string; readonly at: number; readonly words: string; readonly quote: string; readonly who: string; /** A dispute that nobody answered. */ readonly isOpen: boolean }

/** What happened to a line at central, oldest first, in words. */
export const entryRows = (view: Answer<'bills.view'>, lineId: string | null, texts: Texts): readonly EntryRow[] =>
  view.entries.filter((entry) => entry.lineId === lineId).map((entry) => ({
    id: entry.id, at: entry.at, who: whoOf(entry, view.people, texts), isOpen: view.open.some(({ disputeId }) => disputeId === entry.id),
    words: entry.kind === 'dispute' ? texts.tf('disputeReason', entry.because) : entry.kind === 'disputeAnswered' ? texts.tf('disputeDecision', entry.decision) : texts.t('bills.credited', { amountMicro: 0 - entry.charge.amountMicro - entry.charge.taxMicro }),
    quote: entry.kind === 'dispute' ? entry.note : entry.kind === 'disputeAnswered' ? entry.because : '',
  }))

/** The sentence that tells the caller what came of the newest answered dispute of a line; null while none was answered, or a newer one waits. */
export function sayAnswer(view: Answer<'bills.view'>, lineId: string | null, texts: Texts): string | null {
  const line = view.bill.lines.find(({ id }) => id === lineId)
  const answer = view.entries.findLast((entry) => entry.lineId === lineId && entry.kind === 'disputeAnswered')
  if (!line || answer?.kind !== 'disputeAnswered' || view.open.some((one) => one.lineId === lineId)) return null
  const credits = view.entries.flatMap((entry) => (entry.kind === 'creditNote' && entry.lineId === lineId ? [{ id: entry.id, micro: 0 - entry.charge.amountMicro - entry.charge.taxMicro }] : []))
  const creditMicro = credits.find(({ id }) => id === answer.creditNoteId)?.micro ?? 0
  const staysMicro = credits.reduce((rest, { micro }) => rest - micro, line.charge.amountMicro + line.charge.taxMicro)
  return sayDecision({ decision: answer.decision, creditMicro, staysMicro, because: answer.because }, texts)
}
