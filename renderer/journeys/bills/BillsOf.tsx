import { useEffect } from 'react'
import { chordFor } from '../../../shared/domain/keymap.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { KeyChip, StatePill } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { BILL_GLYPHS } from './view.ts'

/** The bills of a person on their page; kept back until they have proved who they are. */
export function BillsOf({ customerId, isMasked }: { readonly customerId: string; readonly isMasked: boolean }) {
  const { bills, whatif } = useDesk()
  const keymap = useDeskState((desk) => desk.keymap)
  const { t, tf, format } = useTexts()
  const state = useDeskState((desk) => desk.bills)
  useEffect(() => { void bills.read(customerId) }, [bills, customerId, isMasked])
  const list = state.customerId === customerId ? state.list : null
  const face: Face = isMasked || state.problem?.code === 'caller-not-verified' ? { kind: 'empty', title: t('bills.masked') }
    : list === null ? { kind: 'loading', what: t('bills.loading') } : list.length === 0 ? { kind: 'empty', title: t('bills.none') } : { kind: 'ready' }
  return (
    <Panel title={t('bills.of.title')} isFlush face={face}>
      <table className="lm-table">
        <thead><tr><th scope="col">{t('bills.number')}</th><th scope="col">{t('bills.for')}</th><th scope="col">{t('bills.due')}</th><th scope="col">{t('customer.state')}</th><th scope="col" className="lm-amount">{t('bills.of.total')}</th></tr></thead>
        <tbody>{(list ?? []).map((bill) => (
          <tr key={bill.billId}>
            <td><button type="button" data-pick className="lm-link lm-mono" onClick={() => void bills.open(bill.billId)}>{bill.number}</button></td>
            <td>{t('bills.period', { from: bill.periodFrom, to: bill.periodTo })}</td><td>{format.day(bill.dueOn)}</td>
            <td><StatePill state={BILL_GLYPHS[bill.state] ?? 'pending'}>{tf('billState', bill.state)}</StatePill>{bill.disputes > 0 ? <span className="lm-quiet"> {t('bills.disputed', { disputes: bill.disputes })}</span> : null}</td>
            <td className="lm-amount">{format.money(bill.totalMinor)}</td>
          </tr>
        ))}</tbody>
      </table>
      <p className="lm-panel-body lm-whatif-open"><KeyChip chord={chordFor('whatIf', keymap)} onPress={() => void whatif.show()}>{t('whatif.open')}</KeyChip></p>
    </Panel>
  )
}
