import { createHash } from 'node:crypto'
import type { Bill, BillEntry, BillLine } from '../../shared/domain/bill.ts'
import { readableSteps } from '../../shared/engines/billing/recheck-charge.ts'
import { explain } from '../../shared/engines/rating/explain.ts'
import { canonicalJson } from '../../shared/kernel/canonical.ts'
import type { Micro } from '../../shared/kernel/money.ts'
import type { Texts } from '../../shared/messages/texts.ts'

/** A bill and whom it is for. `addressLines`: empty where this desk does not know the house. */
export type BillToPrint = { readonly bill: Bill; readonly entries: readonly BillEntry[]; readonly customerName: string; readonly addressLines: readonly string[] }

export type PrintedLine = { readonly label: string; readonly detail: string; readonly sentence: string; readonly mark: string | null; readonly net: string; readonly tax: string; readonly total: string }
export type PrintedGroup = { readonly title: string; readonly lines: readonly PrintedLine[]; readonly total: string }
/** A bill in words and figures, nothing left to compute: what is drawn, and what a test reads. */
export type BillDocument = {
  readonly language: Texts['language']; readonly title: string; readonly number: string; readonly issuedOn: string
  readonly headline: string; readonly dueLabel: string; readonly due: string; readonly dueOn: string; readonly period: string; readonly state: string
  readonly customer: readonly string[]
  readonly columns: readonly [string, string, string, string]
  readonly groups: readonly PrintedGroup[]
  readonly sums: readonly { readonly label: string; readonly amount: string }[]
  readonly totalLabel: string; readonly total: string
  readonly notes: readonly string[]
  readonly control: string
  readonly pageOf: (page: number, pages: number) => string
  readonly continued: string
}

/** The document of a bill. The customer's own: no party's share is in it. */
export function billDocument({ bill, entries, customerName, addressLines }: BillToPrint, texts: Texts): BillDocument {
  const { t, format } = texts
  const groups = [...Map.groupBy(bill.lines, groupTitle).entries()].map(([title, lines]): PrintedGroup => ({
    title: title || t('print.credits'), lines: lines.map((line) => printedLine(line, entries, texts)), total: format.micro(sumOf(lines.map(grossOf))),
  }))
  const taxes = taxSums(bill)
  return {
    language: texts.language, title: t('print.title', { number: bill.number }), number: bill.number, issuedOn: t('print.made', { issuedOn: bill.issuedOn }),
    headline: t('bills.headline', { from: bill.periodFrom, to: bill.periodTo }), dueLabel: t(bill.totalMinor < 0 ? 'print.credit' : 'bills.toPay'), due: format.money(Math.abs(bill.totalMinor)), dueOn: bill.totalMinor > 0 ? t('bills.dueOn', { dueOn: bill.dueOn }) : t('print.nothingDue'),
    period: t('bills.period', { from: bill.periodFrom, to: bill.periodTo }), state: texts.tf('billState', bill.state),
    customer: [customerName, ...addressLines, t('print.customerId', { customerId: bill.customerId })].filter((line) => line !== ''),
    columns: [t('bills.of.line'), t('print.net'), t('print.tax'), t('print.total')],
    groups,
    sums: [{ label: t('print.net'), amount: format.micro(sumOf(bill.lines.map(({ charge }) => charge.amountMicro))) }, ...taxes.map(([label, micro]) => ({ label, amount: format.micro(micro) })), ...(bill.remainderMicro === 0 ? [] : [{ label: t('print.rounding'), amount: format.micro(bill.totalMinor * 10_000 - bill.totalMicro) }])],
    totalLabel: t(bill.totalMinor < 0 ? 'print.credit' : 'bills.toPay'), total: format.money(Math.abs(bill.totalMinor)),
    notes: [t('print.dispute'), t('print.shares')],
    control: t('print.control', { lines: bill.lines.length, totalMicro: bill.totalMicro, revision: bill.revision, hash: contentHash(bill) }),
    pageOf: (page, pages) => t('print.page', { page, pages, number: bill.number }),
    continued: t('print.continued'),
  }
}

const groupTitle = ({ group, providerName }: BillLine): string => (group === 'credit' ? '' : providerName)

const grossOf = ({ charge }: BillLine): Micro => charge.amountMicro + charge.taxMicro
const sumOf = (all: readonly Micro[]): Micro => all.reduce((sum, one) => sum + one, 0)

/** Of the bill as it is kept, so that a print can be held against it: the first 32 signs of SHA-256 over its canonical JSON. */
export const contentHash = (bill: Bill): string => createHash('sha256').update(canonicalJson(bill)).digest('hex').slice(0, 32)

function printedLine(line: BillLine, entries: readonly BillEntry[], texts: Texts): PrintedLine {
  const { t, tf, format } = texts
  const { charge, usage, periodFrom, periodTo } = line
  const sentences = explain(readableSteps(charge).steps).map(({ code, details }) => tf('charge', code, { ...details, offeringId: line.offeringName }))
  const sentence = sentences.join('; ')
  const detail = [
    ...(line.label === line.offeringName ? [] : [line.offeringName]), ...(periodFrom && periodTo ? [t('bills.period', { from: periodFrom, to: periodTo })] : []),
    ...(usage ? [t('bills.used', { units: usage.units, unit: usage.unit, events: usage.events })] : []), ...(line.corrects ? [t('print.corrects', { because: line.corrects.because })] : []),
  ]
  return {
    label: line.label, detail: detail.join(' · '), sentence: sentence === '' ? '' : `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`, mark: markOf(line, entries, texts),
    net: format.micro(charge.amountMicro), tax: format.micro(charge.taxMicro), total: format.micro(grossOf(line)),
  }
}

/** What was said against a line, in words: an open dispute, or how the last one was answered. */
function markOf({ id }: BillLine, entries: readonly BillEntry[], { t, tf }: Texts): string | null {
  const disputes = entries.filter((entry) => entry.kind === 'dispute' && entry.lineId === id)
  const last = disputes.at(-1)
  if (!last) return null
  const answer = entries.findLast((entry) => entry.kind === 'disputeAnswered' && entry.disputeId === last.id)
  return answer?.kind === 'disputeAnswered' ? t('print.answered', { answer: tf('disputeDecision', answer.decision) }) : t('print.disputed')
}

/** By name, in the order of the bill. */
function taxSums({ lines }: Bill): readonly (readonly [string, Micro])[] {
  const sums = new Map<string, Micro>()
  for (const { charge } of lines) for (const { party, amountMicro } of charge.postings) if (party.kind === 'tax') sums.set(party.name, (sums.get(party.name) ?? 0) + amountMicro)
  return [...sums]
}
