import type { EarliestDate } from '../../../../shared/domain/offer.ts'
import type { BillPreview, Charge, LocalDate } from '../../../../shared/domain/rating.ts'
import type { Texts } from '../../../../shared/messages/texts.ts'

/** A bill as sentences to read to the caller: money and days the caller's way, words between double stars are stressed. */
export function billAloud(bills: readonly BillPreview[], texts: Texts): readonly string[] {
  const [bill, second] = bills
  if (!bill) return []
  const { t } = texts
  const once = bill.charges.filter((charge) => charge.kind === 'oneTime')
  const discounts = bill.charges.filter((charge) => charge.kind === 'discount')
  const recurring = bill.charges.filter((charge) => charge.kind === 'recurring')
  const introductions = bill.charges.flatMap((charge) => charge.derivation.flatMap((step) => (step.kind === 'introductory' ? [{ charge, step }] : [])))
  return [
    t('aloud.total', { money: aloud(bill.totalMinor, texts) }),
    periodAloud(bill, texts),
    ...(recurring.length > 0 ? [t('aloud.madeOf', { parts: texts.format.list(recurring.map((charge) => t('aloud.part', { label: charge.label, money: chargeAloud(charge, texts) }))) })] : []),
    ...grouped(discounts).map(({ label, charges }) => t('aloud.discount', { label, money: microAloud(0 - sumOf(charges), texts) })),
    ...once.map((charge) => t('aloud.once', { label: charge.label, money: chargeAloud(charge, texts) })),
    ...introductions.map(({ charge, step }) => t('aloud.introduction', { label: charge.label, until: dayAloud(step.until, texts), money: microAloud(step.regularMicro, texts) })),
    ...(second ? [t(isSame(second, bill) ? 'aloud.secondAndThen' : 'aloud.second', { date: dayAloud(second.periodFrom, texts), money: aloud(second.totalMinor, texts) })] : []),
    ...(second && isSame(second, bill) ? [] : [t(introductions.length > 0 ? 'aloud.thenLater' : 'aloud.then', { money: aloud(bill.monthlyMinor, texts) })]),
  ]
}

/** The second bill is already the month in the end: one sentence says both. */
const isSame = (second: BillPreview, bill: BillPreview): boolean => second.totalMinor === bill.monthlyMinor

/** "15 dollars and 90 cents". */
export function aloud(minor: number, { t }: Texts): string {
  const abs = Math.abs(minor)
  return `${minor < 0 ? '−' : ''}${t('aloud.money', { dollars: Math.floor(abs / 100), cents: abs % 100 })}`
}

/** "Monday, November 30": a calendar day has no hour, so noon stands for it. */
export const dayAloud = (day: LocalDate, { format }: Texts): string => format.dateAloud(Date.parse(`${day}T12:00:00`))

function periodAloud(bill: BillPreview, texts: Texts): string {
  const proration = bill.charges.flatMap((charge) => charge.derivation).find((step) => step.kind === 'proration')
  if (proration?.kind === 'proration') return texts.t('aloud.days', { days: proration.days, ofDays: proration.ofDays, billDay: Number(bill.periodTo.slice(-2)) })
  return texts.t('aloud.wholeMonth', { from: dayAloud(bill.periodFrom, texts), last: dayAloud(dayBefore(bill.periodTo), texts) })
}

const chargeAloud = (charge: Charge, texts: Texts): string => microAloud(charge.amountMicro + charge.taxMicro, texts)

/** A charge is cents; one with a finer rounding place is written out, never rounded for the ear. */
const microAloud = (micro: number, texts: Texts): string => (micro % 10_000 === 0 ? aloud(micro / 10_000, texts) : texts.format.micro(micro))

const sumOf = (charges: readonly Charge[]): number => charges.reduce((sum, charge) => sum + charge.amountMicro + charge.taxMicro, 0)

function grouped(charges: readonly Charge[]): readonly { readonly label: string; readonly charges: readonly Charge[] }[] {
  return [...new Set(charges.map((charge) => charge.label))].map((label) => ({ label, charges: charges.filter((charge) => charge.label === label) }))
}

const dayBefore = (day: LocalDate): LocalDate => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

export type DateLine = { readonly id: string; readonly when: string; readonly what: string }

/** What happens on which day, in order. */
export function datesOf(quote: { readonly bills: readonly BillPreview[]; readonly earliest: EarliestDate }, { t, format }: Texts): readonly DateLine[] {
  const names = ['dates.first', 'dates.second', 'dates.third'] as const
  const dated = [
    ...(quote.earliest.date ? [{ id: 'live', day: quote.earliest.date, what: t('dates.live') }] : []),
    ...quote.bills.slice(0, 3).map((bill, index) => ({ id: `bill-${index}`, day: bill.periodFrom, what: t(names[index] ?? 'dates.third', { money: format.money(bill.totalMinor) }) })),
    ...[...new Set(quote.bills[0]?.charges.flatMap((charge) => charge.derivation.flatMap((step) => (step.kind === 'introductory' ? step.until : []))) ?? [])].map((until) => ({ id: `until-${until}`, day: until, what: t('dates.introduction') })),
  ]
  const lines = dated.map((line, index) => ({ ...line, index })).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.index - b.index)).map(({ id, day, what }) => ({ id, when: format.day(day), what }))
  return quote.earliest.date ? lines : [{ id: 'live', when: t('dates.liveUnknown'), what: t('dates.live') }, ...lines]
}

export type BillRow = { readonly id: string; readonly label: string; readonly amounts: readonly (number | null)[] }

/** The lines of several bills side by side, micro-units; null where a bill does not have the line. */
export function billsTable(bills: readonly BillPreview[]): readonly BillRow[] {
  const lines = new Map(bills.flatMap((bill) => bill.charges.map((charge) => [charge.id, charge.label] as const)))
  return [...lines].map(([id, label]) => ({ id, label, amounts: bills.map((bill) => { const charge = bill.charges.find((candidate) => candidate.id === id); return charge ? charge.amountMicro + charge.taxMicro : null }) }))
}
