import type { BillPreview } from '../../../shared/domain/rating.ts'
import { formatMicro, formatMinor } from '../../../shared/messages/format.ts'
import { text } from '../../../shared/messages/text.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { Key, MoneyTable } from '../../components/parts.tsx'
import type { MoneyRow } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** The first bill to the cent, from the engine that will bill; `?` opens how each figure came about. */
export function FirstBill() {
  const { desk } = useDesk()
  const quote = useDeskState((state) => state.call.quote)
  const isExplaining = useDeskState((state) => state.isExplaining)
  if (!quote) return <Panel title="First bill"><p className="lm-quiet">Choose a plan. The first bill appears here to the cent.</p></Panel>
  return (
    <Panel title="First bill" aside={<button type="button" className="lm-keyed" aria-pressed={isExplaining} onClick={desk.toggleExplain}><Key chord="?" />Why</button>}>
      <BillTable bill={quote.bill} isExplaining={isExplaining} />
      <p className="lm-label">Then {formatMinor(quote.bill.monthlyMinor)} a month, taxes included.</p>
    </Panel>
  )
}

export const BillTable = ({ bill, isExplaining }: { readonly bill: BillPreview; readonly isExplaining: boolean }) => (
  <MoneyTable caption={`${bill.periodFrom} to ${bill.periodTo}`} rows={billRows(bill, isExplaining)} totalLabel="Due on the first bill" total={formatMinor(bill.totalMinor)} />
)

/** A row per charge, with its tax; explained, each step of its derivation as one sentence. */
export function billRows(bill: BillPreview, isExplaining: boolean): readonly MoneyRow[] {
  return bill.charges.map((charge) => ({
    id: charge.id,
    label: charge.label,
    amount: formatMicro(charge.amountMicro + charge.taxMicro),
    notes: isExplaining ? charge.derivation.map((step) => text(`charge.${step.kind}`, { ...step })) : [],
  }))
}
