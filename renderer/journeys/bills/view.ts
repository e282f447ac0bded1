import type { Bill, BillEntry, BillLine, BillState } from '../../../shared/domain/bill.ts'
import type { DerivationStep } from '../../../shared/domain/rating.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { Answer } from '../../app/state.ts'
import type { GlyphState } from '../../components/StateGlyph.tsx'

export const BILL_GLYPHS: Readonly<Record<BillState, GlyphState>> = { new: 'pending', onHold: 'late', validated: 'pending', sent: 'yes', partiallyPaid: 'pending', settled: 'yes' }

export type LineRow = { readonly id: string; readonly label: string; readonly detail: string; readonly amount: string; readonly dispute: 'open' | 'queued' | 'answered' | null }

/** The lines of a bill as they are read: what, over which days or how much, what it comes to with tax, and whether it is disputed. */
export function lineRows({ bill, entries, here }: Answer<'bills.view'>, texts: Texts): readonly LineRow[] {
  return bill.lines.map((line) => ({ id: line.id, label: line.group === 'discount' || line.group === 'credit' ? texts.t(`bills.group.${line.group}`, { name: line.offeringName }) : line.label, detail: detailOf(line, texts), amount: texts.format.micro(line.charge.amountMicro + line.charge.taxMicro), dispute: disputeOf(line.id, entries, here) }))
}

function detailOf(line: BillLine, { t }: Texts): string {
  const who = line.providerName === '' ? '' : `${line.offeringName}, ${line.providerName}`
  if (line.usage) return [who, line.periodFrom ? t('bills.period', { from: line.periodFrom, to: line.periodTo ?? '' }) : '', t('bills.used', { units: line.usage.units, unit: line.usage.unit, events: line.usage.events })].filter(Boolean).join(' · ')
  if (line.corrects) return t('bills.corrects', { because: line.corrects.because })
  const proration = line.charge.derivation.find((step) => step.kind === 'proration')
  const days = proration?.kind === 'proration' ? t('bills.days', { days: proration.days, ofDays: proration.ofDays }) : ''
  const period = line.periodFrom && line.periodTo ? t('bills.period', { from: line.periodFrom, to: line.periodTo }) : t('bills.once')
  const isMinimum = line.charge.derivation.some((step) => step.kind === 'minimum')
  return [who, period, days, isMinimum ? t('bills.toMinimum') : ''].filter(Boolean).join(' · ')
}

function disputeOf(lineId: string, entries: readonly BillEntry[], here: Answer<'bills.view'>['here']): LineRow['dispute'] {
  const disputes = entries.filter((entry) => entry.kind === 'dispute' && entry.lineId === lineId)
  const isOpen = disputes.some(({ id }) => !entries.some((entry) => entry.kind === 'disputeAnswered' && entry.disputeId === id))
  if (isOpen) return 'open'
  if (here.some((one) => one.lineId === lineId && one.state === 'queued')) return 'queued'
  return disputes.length > 0 ? 'answered' : null
}

export type DerivationNode = { readonly key: string; readonly title: string; readonly sentences: readonly string[]; readonly figure: string; readonly parts: readonly Part[] }
export type Part = { readonly label: string; readonly amount: string; readonly share: number }

/** How a figure came about, node by node: rule and version, days, rounding, taxes, who receives what. */
export function derivationNodes(explained: Answer<'bills.explainLine'>, nameOf: (providerId: string) => string, texts: Texts): readonly DerivationNode[] {
  const { t, tf, format } = texts
  const { line, how, unreadSteps } = explained
  const say = (kinds: readonly DerivationStep['kind'][]) => how.filter(({ step }) => kinds.includes(step)).map(({ code, details }) => tf('charge', code, { ...details, ...named(line) }))
  const node = (key: DerivationNode['key'], title: string, sentences: readonly string[], figure = '', parts: readonly Part[] = []): readonly DerivationNode[] => (sentences.length + parts.length === 0 ? [] : [{ key, title, sentences, figure, parts }])
  const { amountMicro, taxMicro } = line.charge
  return [
    ...node('usage', t('bills.node.usage'), line.usage ? [t('bills.used', { units: line.usage.units, unit: line.usage.unit, events: line.usage.events })] : []),
    ...node('rule', t('bills.node.rule'), say(['price', 'introductory', 'discount'])),
    ...node('period', t('bills.node.period'), say(['carried', 'usage', 'metered', 'values', 'calls', 'minimum'])),
    ...node('days', t('bills.node.days'), say(['proration'])),
    ...node('rounding', t('bills.node.rounding'), say(['rounding']), format.micro(amountMicro)),
    ...node('tax', t('bills.node.tax'), say(['tax']), format.micro(taxMicro)),
    ...node('unread', t('bills.node.unread'), unreadSteps > 0 ? [t('bills.unread', { steps: unreadSteps })] : []),
    ...node('parties', t('bills.node.parties'), [], format.micro(amountMicro + taxMicro), partsOf(explained, nameOf, texts)),
  ]
}

/** What each party receives of what the customer pays, as far as the asker may know; widths are parts of the larger side. */
function partsOf({ parties }: Answer<'bills.explainLine'>, nameOf: (providerId: string) => string, { t, format }: Texts): readonly Part[] {
  const others = parties.filter(({ kind }) => kind !== 'customer')
  const sum = others.reduce((total, { amountMicro }) => total + Math.abs(amountMicro), 0)
  return others.map(({ kind, name, amountMicro }) => ({ label: kind === 'provider' ? nameOf(name) : kind === 'tax' ? name : t(kind === 'others' ? 'bills.others' : 'bills.ours'), amount: format.micro(amountMicro), share: sum === 0 ? 0 : Math.abs(amountMicro) / sum }))
}

/** A caller knows what they bought by its name, not by its id. */
const named = (line: Answer<'bills.explainLine'>['line']) => ({ offeringId: line.offeringName })

/** One or two sentences to read aloud. */
export const sayLine = ({ line, how }: Answer<'bills.explainLine'>, { t, tf, format }: Texts): string =>
  t('bills.say', { name: line.usage ? line.charge.label : line.offeringName, amount: format.micro(line.charge.amountMicro + line.charge.taxMicro), how: how.filter(({ step }) => step !== 'rounding').map(({ code, details }) => tf('charge', code, { ...details, ...named(line) })).join('; ') })

/** Why a bill waits, in words. */
export const holdSentence = (hold: Bill['holds'][number], { t }: Texts): string =>
  t(hold.reason === 'activation-slipped' ? 'bills.hold.slipped' : 'bills.hold.differs', { activatedOn: hold.activatedOn, toldTo: hold.toldTo, toldMinor: hold.toldMinor, billedMinor: hold.billedMinor })
