import type { BillPreview } from '../../../../shared/domain/rating.ts'
import { useTexts } from '../../../app/texts-context.tsx'
import { stressed } from '../../../components/parts.tsx'
import { Panel } from '../../../panels/Panel.tsx'
import { billAloud, billsTable, datesOf } from './bill-aloud.ts'
import type { DateLine } from './bill-aloud.ts'

/** The sentences a rep reads to the caller. */
export function BillAloud({ bills }: { readonly bills: readonly BillPreview[] }) {
  const texts = useTexts()
  return <Panel title={texts.t('aloud.title')}><div className="lm-aloud">{billAloud(bills, texts).map((sentence) => <p key={sentence}>{stressed(sentence)}</p>)}</div></Panel>
}

/** The first bills side by side, to the cent: what is promised is what central keeps. */
export function FirstBills({ bills }: { readonly bills: readonly BillPreview[] }) {
  const { t, format } = useTexts()
  return (
    <Panel title={t('bills.title')} aside={t('bills.aside')}>
      <table className="lm-bills">
        <caption className="lm-visually-hidden">{t('bills.title')}</caption>
        <thead><tr><th scope="col">{t('bills.line')}</th>{bills.map((bill) => <th scope="col" key={bill.periodFrom}>{t('bills.from', { from: bill.periodFrom })}</th>)}</tr></thead>
        <tbody>{billsTable(bills).map((row) => <tr key={row.id}><th scope="row">{row.label}</th>{row.amounts.map((amount, index) => <td key={bills[index]?.periodFrom}>{amount === null ? '–' : format.micro(amount)}</td>)}</tr>)}</tbody>
        <tfoot><tr><th scope="row">{t('bills.total')}</th>{bills.map((bill) => <td key={bill.periodFrom}>{format.money(bill.totalMinor)}</td>)}</tr></tfoot>
      </table>
    </Panel>
  )
}

export function WhatWhen({ quote, slipped }: { readonly quote: Parameters<typeof datesOf>[0]; readonly slipped: BillPreview | null }) {
  const texts = useTexts()
  return (
    <Panel title={texts.t('dates.title')}>
      <dl className="lm-dates">{datesOf(quote, texts).map((line: DateLine) => [<dt key={`${line.id}-t`}>{line.when}</dt>, <dd key={line.id}>{line.what}</dd>])}</dl>
      {slipped ? <p className="lm-label">{texts.t('dates.slip', { date: slipped.periodFrom, money: texts.format.money(slipped.totalMinor) })}</p> : null}
    </Panel>
  )
}
