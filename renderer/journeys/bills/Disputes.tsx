import { useState } from 'react'
import { DISPUTE_REASONS } from '../../../shared/domain/bill.ts'
import type { DisputeReason } from '../../../shared/domain/bill.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Key, Say } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { entryRows, sayAnswer } from './dispute-view.ts'

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
  const texts = useTexts()
  const { t, tf, format } = texts
  const mayAnswer = useDeskState((state) => state.session?.user?.role !== 'rep')
  const answering = useDeskState((state) => state.bills.answering)
  const rows = entryRows(view, lineId, texts)
  const here = view.here.filter((one) => one.lineId === lineId)
  const said = sayAnswer(view, lineId, texts)
  if (rows.length + here.length === 0) return null
  return (
    <Panel title={t('bills.disputes')}>
      {said === null ? null : <Say head={t('disputes.sayHead')} sentence={said} />}
      <ol className="lm-person-timeline">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="lm-quiet lm-mono">{format.date(row.at)} {format.clock(row.at)}</span>
            <span>
              {row.words} {row.quote ? <q>{row.quote}</q> : null}<span className="lm-quiet"> {row.who}</span>
              {row.isOpen ? <span className="lm-keyed lm-quiet"><StateGlyph state="pending" />{t(mayAnswer ? 'disputes.waitsYou' : 'disputes.waits')}</span> : null}
              {row.isOpen && mayAnswer && answering !== row.id ? <span className="lm-actions"><button type="button" className="lm-button" onClick={() => bills.askAnswer(row.id)}><Key chord="A" />{t('disputes.answer')}</button></span> : null}
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
