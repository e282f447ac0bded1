import { useState } from 'react'
import type { OrderView, StepView } from '../../../shared/domain/order.ts'
import { promisedTime } from '../../../shared/domain/waiting.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { looksOf, repairOf } from './looks.ts'
import { useNow } from './use-now.ts'
import { waitOf } from './wait-view.ts'

/** An outcome that is not known: the looks done, the next one with its seconds, and what can be said to the caller now. */
export function UnknownOutcome({ order, step }: { readonly order: OrderView; readonly step: StepView }) {
  const { waiting } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const now = useNow(true, 1_000)
  const call = useDeskState((state) => state.call)
  const status = useDeskState((state) => state.status)
  const wait = waitOf({ call, status }, now)
  const { done, next } = looksOf(order, step, now, texts)
  const [dueMessage, dueCall] = [promisedTime('message', now), promisedTime('callBack', now)]
  const open = order.promises?.find((promise) => promise.keptAt === null)
  return (
    <div className="lm-unknown">
      <ol className="lm-looks" aria-label={t('unknown.looks')}>
        {done.map((look) => <li key={look.id}><StateGlyph state="no" /><span><span className="lm-mono">{look.at}</span> {look.words}</span></li>)}
        <li><StateGlyph state="pending" /><span>{next}</span></li>
      </ol>
      <div className="lm-choices">
        <button type="button" className="lm-choice" data-choice="1" onClick={() => { if (wait) void waiting.choose('wait', wait) }}><Key chord="1" /><span>{wait?.typical ? t('unknown.waitUsual', wait.typical) : t('unknown.wait')}</span></button>
        <button type="button" className="lm-choice" data-choice="2" onClick={() => void waiting.promise('message')}><Key chord="2" /><span>{t('unknown.promise', { dueAt: dueMessage })}</span></button>
        <button type="button" className="lm-choice" data-choice="3" onClick={() => void waiting.promise('callBack')}><Key chord="3" /><span>{t('unknown.call', { dueAt: dueCall })}</span></button>
      </div>
      {open ? <p role="status" className="lm-wait-chosen"><b>{t('promise.made', { dueAt: open.dueAt })}</b> “{open.text}”</p> : null}
    </div>
  )
}

/** A step past the point of no return that was refused: somebody repairs its cause here. */
export function Repair({ step }: { readonly step: StepView }) {
  const { waiting } = useDesk()
  const { t } = useTexts()
  const [note, setNote] = useState('')
  const repair = repairOf(step)
  if (!repair) return null
  return (
    <section className="lm-repair" role="alert" aria-label={t('step.repairTitle')}>
      <h3 className="lm-title"><StateGlyph state="failed" /> {t('step.repairTitle')}</h3>
      <p>{t(repair.mayTakeAnother ? 'step.repairAddress' : 'step.repairOther')}</p>
      <div className="lm-field"><label htmlFor="repair-note">{t('step.note')}</label><input id="repair-note" className="lm-input" value={note} maxLength={300} autoComplete="off" onChange={(event) => setNote(event.target.value)} /></div>
      <div className="lm-actions">
        <button type="button" className="lm-button lm-button-primary" data-choice="1" onClick={() => void waiting.retryStep(step.id, 'again', note)}><Key chord="1" />{t('step.again')}</button>
        {repair.mayTakeAnother ? <button type="button" className="lm-button" data-choice="2" onClick={() => void waiting.retryStep(step.id, 'another', note)}><Key chord="2" />{t('step.another')}</button> : null}
      </div>
      {repair.mayTakeAnother ? <p className="lm-label">{t('step.anotherHint')}</p> : null}
    </section>
  )
}
