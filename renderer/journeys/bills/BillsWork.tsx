import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { Details } from '../../../shared/messages/texts.ts'
import { chordFor } from '../../../shared/domain/keymap.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { KeyChip, StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { AnswerDispute } from './AnswerDispute.tsx'
import { Derivation } from './Derivation.tsx'
import { DisputeForm, Disputes } from './Disputes.tsx'
import { BILL_GLYPHS, holdSentence, lineRows } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** One bill: its lines at the left, how the chosen figure came about at the right. All of it from this desk's copy. */
export function BillsWork() {
  const { bills, whatif } = useDesk()
  const keymap = useDeskState((state) => state.keymap)
  const texts = useTexts()
  const { t, tf, format } = texts
  const { view, explained, isDisputing, answering, problem, saved } = useDeskState((state) => state.bills)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const sentence = problem ? tf('error', problem.code, problem.details as Details) : null
  if (!view) return <><h1 className="lm-headline">{t('bills.of.title')}</h1><Panel title={t('bills.lines')} face={sentence ? { kind: 'failed', title: t('bills.failed'), body: sentence } : { kind: 'loading', what: t('bills.loading') }} /></>
  const { bill } = view
  const { whole, cents } = format.moneyParts(bill.totalMinor)
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return
    const act = { d: () => bills.askDispute(true), D: () => bills.askDispute(true), a: bills.answerThis, A: bills.answerThis, p: () => void bills.save('pdfLetter'), P: () => void bills.save('pdfA4'), t: () => void bills.save('tmf678'), T: () => void bills.save('tmf678'), Escape: bills.back, '?': () => document.getElementById('derivation')?.focus() }[event.key]
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    act()
  }
  return (
    <div className="lm-bill" onKeyDown={onKey}>
      <header className="lm-split">
        <div><span className="lm-label">{t('bills.head', { number: bill.number, issuedOn: bill.issuedOn })}</span><h1 className="lm-headline">{t('bills.headline', { from: bill.periodFrom, to: bill.periodTo })}</h1></div>
        <div className="lm-bill-total"><span className="lm-figure">{whole}<small>{cents}</small></span><span className="lm-label">{t('bills.dueOn', { dueOn: bill.dueOn })}<br /><StatePill state={BILL_GLYPHS[bill.state] ?? 'pending'}>{tf('billState', bill.state)}</StatePill></span></div>
      </header>
      {bill.holds.map((hold) => bill.state === 'onHold' ? <Held key={hold.orderId} sentence={holdSentence(hold, texts)} /> : null)}
      {sentence ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{sentence}</p> : null}
      {saved ? <p className={`lm-banner${saved === 'saving' ? '' : ' lm-usage-done'}`} role="status"><StateGlyph state={saved === 'saving' ? 'pending' : 'yes'} /><span>{saved === 'saving' ? t('print.saving') : t('print.saved', { path: saved.path })}</span></p> : null}
      <div className="lm-bill-columns">
        <Panel title={t('bills.lines')} isFlush aside={t('bills.count', { lines: bill.lines.length })} face={isCut ? { kind: 'offline', note: t('bills.offline') } : { kind: 'ready' }}><Lines view={view} chosen={explained?.line.id ?? null} /></Panel>
        <div className="lm-stack">
          {answering === null ? null : <AnswerDispute key={answering} view={view} disputeId={answering} />}
          <Disputes view={view} lineId={explained?.line.id ?? null} />
          {explained ? <Derivation explained={explained} /> : <Panel title={t('bills.how')} face={{ kind: 'loading', what: t('bills.loading') }} />}
          {isDisputing && explained ? <DisputeForm key={explained.line.id} label={explained.line.label} /> : null}
        </div>
      </div>
      <div className="lm-actions">
        <KeyChip chord="?" onPress={() => document.getElementById('derivation')?.focus()}>{t('bills.explain')}</KeyChip>
        <KeyChip chord="D" onPress={() => bills.askDispute(true)}>{t('bills.dispute')}</KeyChip>
        <KeyChip chord={chordFor('whatIf', keymap)} onPress={() => void whatif.show()}>{t('whatif.open')}</KeyChip>
        <KeyChip chord="P" onPress={() => void bills.save('pdfLetter')}>{t('print.pdf')}</KeyChip>
        <KeyChip chord="Shift P" onPress={() => void bills.save('pdfA4')}>{t('print.pdfA4')}</KeyChip>
        <KeyChip chord="T" onPress={() => void bills.save('tmf678')}>{t('print.tmf678')}</KeyChip>
        <KeyChip chord="Esc" onPress={bills.back}>{t('bills.back')}</KeyChip>
      </div>
    </div>
  )
}

function Held({ sentence }: { readonly sentence: string }) {
  const { bills } = useDesk()
  const { t } = useTexts()
  const isRep = useDeskState((state) => state.session?.user?.role === 'rep')
  return <p className="lm-banner" role="status"><StateGlyph state="late" /><span>{sentence}</span>{isRep ? null : <button type="button" className="lm-button" onClick={() => void bills.release(t('bills.releaseBecause'))}>{t('bills.release')}</button>}</p>
}

/** Up and down go through the lines; the line in focus is the one that is explained. */
function Lines({ view, chosen }: { readonly view: Answer<'bills.view'>; readonly chosen: string | null }) {
  const { bills } = useDesk()
  const texts = useTexts()
  const { t, format } = texts
  const body = useRef<HTMLTableSectionElement>(null)
  const billId = view.bill.id
  useEffect(() => { takeFocus(body.current?.querySelector('button')) }, [billId])
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    buttons[Math.min(buttons.length - 1, Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + step))]?.focus()
  }
  return (
    <table className="lm-table lm-bill-lines" onKeyDown={move}>
      <thead><tr><th scope="col">{t('bills.of.line')}</th><th scope="col" className="lm-amount">{t('bills.amount')}</th></tr></thead>
      <tbody ref={body}>{lineRows(view, texts).map((row) => (
        <tr key={row.id} data-chosen={row.id === chosen || undefined}>
          <th scope="row"><button type="button" aria-current={row.id === chosen || undefined} onFocus={() => void bills.explain(row.id)} onClick={() => void bills.explain(row.id)}>{row.label}<small>{row.detail}</small></button>{row.dispute ? <small className="lm-keyed"><StateGlyph state={row.dispute === 'queued' ? 'offline' : row.dispute === 'open' ? 'pending' : 'yes'} />{t(`bills.line.${row.dispute}`)}</small> : null}</th>
          <td className="lm-amount">{row.amount}</td>
        </tr>
      ))}</tbody>
      <tfoot><tr><th scope="row">{t('bills.toPay')}</th><td className="lm-amount">{format.money(view.bill.totalMinor)}</td></tr></tfoot>
    </table>
  )
}
