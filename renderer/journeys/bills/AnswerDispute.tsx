import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { DISPUTE_DECISIONS } from '../../../shared/domain/bill.ts'
import type { DisputeDecision } from '../../../shared/domain/bill.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Key, Say } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { boundsOf, readAmount, sayDecision, whoOf } from './dispute-view.ts'

const BECAUSE_MOST = 500

/** A supervisor answers a dispute: whole, in part, or the charge stands; with a reason, and the sentence the caller hears. */
export function AnswerDispute({ view, disputeId }: { readonly view: Answer<'bills.view'>; readonly disputeId: string }) {
  const { bills } = useDesk()
  const texts = useTexts()
  const { t, tf } = texts
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const [decision, setDecision] = useState<DisputeDecision | null>(null)
  const [typed, setTyped] = useState('')
  const [because, setBecause] = useState('')
  const [isAsked, setAsked] = useState(false)
  const bounds = boundsOf(view, disputeId)
  const dispute = view.entries.find(({ id }) => id === disputeId)
  if (!bounds || dispute?.kind !== 'dispute') return null
  const { lineMicro, leftMicro, mostMinor } = bounds
  const label = view.bill.lines.find(({ id }) => id === dispute.lineId)?.label ?? ''
  const chosen: DisputeDecision | null = mostMinor === 0 ? 'rejected' : decision
  const amount = readAmount(typed, mostMinor)
  const creditMicro = chosen === 'accepted' ? leftMicro : chosen === 'partly' && amount.kind === 'minor' ? amount.minor * 10_000 : 0
  const isReady = chosen !== null && because.trim() !== '' && (chosen !== 'partly' || amount.kind === 'minor')
  const amountProblem = chosen === 'partly' && amount.kind !== 'minor' && (isAsked || amount.kind !== 'empty') ? t(`disputes.amount.${amount.kind}`, { mostMinor }) : null
  const becauseProblem = isAsked && because.trim() === '' ? t('disputes.because.missing') : null
  const give = () => {
    setAsked(true)
    if (!isReady || chosen === null) return document.getElementById(chosen === null ? 'answer-accepted' : amountProblem !== null || (chosen === 'partly' && amount.kind !== 'minor') ? 'answer-amount' : 'answer-because')?.focus()
    void bills.answerDispute(disputeId, { decision: chosen, creditMinor: chosen === 'partly' && amount.kind === 'minor' ? amount.minor : 0, because: because.trim() })
  }
  const onKey = (event: KeyboardEvent) => {
    const act = event.key === 'Escape' ? () => bills.askAnswer(null) : event.key === 'Enter' && event.ctrlKey ? give : null
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <Panel title={t('disputes.title', { label })}>
      <form className="lm-stack lm-dispute-answer" onKeyDown={onKey} onSubmit={(event) => { event.preventDefault(); give() }}>
        <p><span className="lm-label">{t('disputes.says')}</span> {tf('disputeReason', dispute.because)} {dispute.note ? <q>{dispute.note}</q> : null} <span className="lm-quiet">{whoOf(dispute, view.people, texts)}</span></p>
        {mostMinor === 0 ? <p className="lm-quiet">{t('disputes.nothingLeft')}</p> : null}
        <fieldset className="lm-dispute-choices">
          <legend>{t('disputes.what')}</legend>
          {DISPUTE_DECISIONS.map((one, nth) => (
            <label key={one} className="lm-usage-candidate">
              <input type="radio" id={`answer-${one}`} name="answer" autoFocus={mostMinor === 0 ? one === 'rejected' : nth === 0} disabled={mostMinor === 0 && one !== 'rejected'} checked={chosen === one} onChange={() => setDecision(one)} />
              <span>{one === 'accepted' ? t(leftMicro < lineMicro ? 'disputes.rest' : 'disputes.accepted', { amountMicro: leftMicro }) : t(`disputes.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        {chosen === 'partly' ? (
          <div className="lm-field">
            <label htmlFor="answer-amount">{t('disputes.amount')}</label>
            <input id="answer-amount" className="lm-input lm-dispute-amount" inputMode="decimal" autoComplete="off" maxLength={20} value={typed} aria-invalid={amountProblem !== null || undefined} aria-describedby={amountProblem === null ? 'answer-bounds' : 'answer-bounds answer-amount-problem'} onChange={(event) => setTyped(event.target.value)} />
            <span className="lm-hint" id="answer-bounds">{t(leftMicro < lineMicro ? 'disputes.boundsBefore' : 'disputes.bounds', { mostMinor, lineMicro, givenMicro: lineMicro - leftMicro })}</span>
            {amountProblem === null ? null : <span className="lm-problem" id="answer-amount-problem" role="status">{amountProblem}</span>}
          </div>
        ) : null}
        <div className="lm-field">
          <label htmlFor="answer-because">{t('disputes.because')}</label>
          <textarea id="answer-because" className="lm-input" rows={2} maxLength={BECAUSE_MOST} value={because} aria-invalid={becauseProblem !== null || undefined} aria-describedby={becauseProblem === null ? undefined : 'answer-because-problem'} onChange={(event) => setBecause(event.target.value)} />
          {becauseProblem === null ? null : <span className="lm-problem" id="answer-because-problem" role="status">{becauseProblem}</span>}
        </div>
        {chosen !== null && (chosen !== 'partly' || amount.kind === 'minor') ? <Say head={t('disputes.sayHead')} sentence={sayDecision({ decision: chosen, creditMicro, staysMicro: leftMicro - creditMicro, because }, texts)} /> : null}
        {isCut ? <p className="lm-quiet lm-keyed"><StateGlyph state="offline" />{t('disputes.cut')}</p> : null}
        <span className="lm-actions"><button type="submit" className="lm-button lm-button-primary" disabled={isCut}><Key chord="Ctrl Enter" />{t('disputes.give')}</button><button type="button" className="lm-button" onClick={() => bills.askAnswer(null)}><Key chord="Esc" />{t('disputes.notNow')}</button></span>
      </form>
    </Panel>
  )
}
