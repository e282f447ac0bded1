import { useState } from 'react'
import { DISPUTE_REASONS } from '../../../shared/domain/bill.ts'
import type { DisputeReason } from '../../../shared/domain/bill.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

const NOTE_MOST = 2_000

/** What the caller says about a line. It is kept here at once, with or without a network; the bill is not touched. */
export function DisputeForm({ label }: { readonly label: string }) {
  const { bills } = useDesk()
  const { t, tf } = useTexts()
  const [because, setBecause] = useState<DisputeReason>('tooMuch')
  const [note, setNote] = useState('')
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  return (
    <Panel title={t('bills.disputeOf', { label })}>
      <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void bills.dispute(because, note) }}>
        <div className="lm-field">
          <label htmlFor="dispute-because">{t('bills.because')}</label>
          <select id="dispute-because" className="lm-input" autoFocus value={because} onChange={(event) => setBecause(event.target.value as DisputeReason)}>{DISPUTE_REASONS.map((reason) => <option key={reason} value={reason}>{tf('disputeReason', reason)}</option>)}</select>
        </div>
        <div className="lm-field">
          <label htmlFor="dispute-note">{t('bills.note')}</label>
          <textarea id="dispute-note" className="lm-input" rows={2} maxLength={NOTE_MOST} value={note} onChange={(event) => setNote(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey) { event.preventDefault(); event.stopPropagation(); void bills.dispute(because, note) } }} />
        </div>
        {isCut ? <p className="lm-quiet lm-keyed"><StateGlyph state="offline" />{t('bills.keptHere')}</p> : null}
        <span className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="Ctrl Enter" />{t('bills.keepDispute')}</button><button type="button" className="lm-button" onClick={() => bills.askDispute(false)}>{t('bills.noDispute')}</button></span>
      </form>
    </Panel>
  )
}

/** What was said about the line before, and what came of it. */
export function Disputes({ view, lineId }: { readonly view: Answer<'bills.view'>; readonly lineId: string | null }) {
  const { bills } = useDesk()
  const { t, tf, format } = useTexts()
  const isRep = useDeskState((state) => state.session?.user?.role === 'rep')
  const entries = view.entries.filter((entry) => entry.lineId === lineId)
  const here = view.here.filter((one) => one.lineId === lineId)
  if (entries.length + here.length === 0) return null
  const isAnswered = (id: string) => entries.some((entry) => entry.kind === 'disputeAnswered' && entry.disputeId === id)
  return (
    <Panel title={t('bills.disputes')}>
      <ol className="lm-person-timeline">
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="lm-quiet lm-mono">{format.date(entry.at)} {format.clock(entry.at)}</span>
            <span>
              {entry.kind === 'dispute' ? <>{tf('disputeReason', entry.because)} {entry.note ? <q>{entry.note}</q> : null}</> : entry.kind === 'disputeAnswered' ? <>{tf('disputeDecision', entry.decision)} <q>{entry.because}</q></> : t('bills.credited', { amountMicro: 0 - entry.charge.amountMicro - entry.charge.taxMicro })}
              <span className="lm-quiet"> {entry.by}</span>
              {entry.kind === 'dispute' && !isAnswered(entry.id) && !isRep ? (
                <span className="lm-actions">
                  <button type="button" className="lm-button" onClick={() => void bills.answerDispute(entry.id, 'accepted', t('bills.acceptBecause'))}>{t('bills.accept')}</button>
                  <button type="button" className="lm-button" onClick={() => void bills.answerDispute(entry.id, 'rejected', t('bills.rejectBecause'))}>{t('bills.reject')}</button>
                </span>
              ) : null}
            </span>
          </li>
        ))}
        {here.map((one) => (
          <li key={one.disputeId}>
            <span className="lm-quiet lm-mono">{format.date(one.at)} {format.clock(one.at)}</span>
            <span className="lm-keyed"><StateGlyph state={one.state === 'refused' ? 'failed' : 'offline'} />{tf('disputeReason', one.because)} · {t(one.state === 'refused' ? 'bills.refusedThere' : 'bills.queuedHere')}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
