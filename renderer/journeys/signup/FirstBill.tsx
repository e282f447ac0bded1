import type { BillPreview } from '../../../shared/domain/rating.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key, MoneyTable } from '../../components/parts.tsx'
import type { MoneyRow } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** The first bill to the cent, from the engine that will bill; `?` opens how each figure came about. */
export function FirstBill() {
  const { desk } = useDesk()
  const { t } = useTexts()
  const quote = useDeskState((state) => state.call.quote)
  const isExplaining = useDeskState((state) => state.isExplaining)
  if (!quote) return <Panel title={t('bill.title')}><p className="lm-quiet">{t('bill.empty')}</p></Panel>
  return (
    <Panel title={t('bill.title')} aside={<button type="button" className="lm-keyed" aria-pressed={isExplaining} onClick={desk.toggleExplain}><Key chord="?" />{t('bill.why')}</button>}>
      <BillTable bill={quote.bill} isExplaining={isExplaining} />
      <ThenLine bills={quote.bills} />
    </Panel>
  )
}

/** What follows the first bill: one figure, or two where an introduction ends. */
export function ThenLine({ bills }: { readonly bills: readonly BillPreview[] }) {
  const { t } = useTexts()
  const [bill, second] = bills
  if (!bill) return null
  const until = bill.charges.flatMap((charge) => charge.derivation.flatMap((step) => (step.kind === 'introductory' ? step.until : []))).sort()[0]
  return <p className="lm-label">{until && second ? t('bill.thenIntroductory', { secondMinor: second.totalMinor, until, monthlyMinor: bill.monthlyMinor }) : t('bill.then', { monthlyMinor: bill.monthlyMinor })}</p>
}

export function BillTable({ bill, isExplaining }: { readonly bill: BillPreview; readonly isExplaining: boolean }) {
  const texts = useTexts()
  return <MoneyTable caption={texts.t('bill.caption', { from: bill.periodFrom, to: bill.periodTo })} rows={billRows(bill, isExplaining, texts)} totalLabel={texts.t('bill.due')} total={texts.format.money(bill.totalMinor)} />
}

/** A row per charge, with its tax; explained, each step of its derivation as one sentence. No usage has come yet. */
export function billRows(bill: BillPreview, isExplaining: boolean, { tf, format }: Texts): readonly MoneyRow[] {
  return bill.charges.map((charge) => ({
    id: charge.id,
    label: charge.label,
    amount: format.micro(charge.amountMicro + charge.taxMicro),
    notes: isExplaining ? charge.derivation.flatMap((step) => (step.kind === 'metered' || step.kind === 'values' || step.kind === 'calls' ? [] : tf('charge', step.kind === 'introductory' && step.promotion !== undefined ? 'promotion' : step.kind, { ...step }))) : [],
  }))
}
