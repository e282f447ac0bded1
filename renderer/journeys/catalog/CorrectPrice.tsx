import { useEffect, useRef } from 'react'
import type { FormEvent } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { correctedPrice, figuresOf } from './correct-view.ts'
import type { Correcting } from './state.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** What a price for usage should have been, from which month and why; what that comes to is seen before it is done. */
export function CorrectPrice({ correcting }: { readonly correcting: Correcting }) {
  const { catalogs } = useDesk()
  const texts = useTexts()
  const { t, tf } = texts
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const { offering, price, from, typed, because, effect, problem, isSending } = correcting
  const told = useRef<HTMLDivElement>(null)
  useEffect(() => { if (effect) takeFocus(told.current) }, [effect])
  const read = correctedPrice(price, typed, texts)
  const name = t('correct.title', { label: price.label, name: offering.name, version: offering.version })
  const send = (event: FormEvent) => {
    event.preventDefault()
    void (effect ? catalogs.correct() : catalogs.previewCorrect())
  }
  return (
    <form className="lm-stack lm-catalog-end lm-correct" aria-label={name} onSubmit={send}>
      <h3 className="lm-section">{name}</h3>
      <p className="lm-quiet">{t('correct.body')}</p>
      <div className="lm-correct-figures">
        <Field id="correct-from" type="month" label={t('correct.from')} hint={t('correct.fromHint')} value={from} isAutoFocused onChange={catalogs.chooseCorrectFrom} />
        {figuresOf(price, texts).map((figure) => (
          <Field key={figure.key} id={`correct-${figure.key}`} label={figure.label} value={typed[figure.key] ?? figure.text} onChange={(text) => catalogs.typeCorrect(figure.key, text)}
            problem={read.kind === 'unreadable' && read.key === figure.key ? t(figure.kind === 'money' ? 'correct.badMoney' : 'correct.badUnits') : null} />
        ))}
      </div>
      <Field id="correct-because" label={t('correct.because')} hint={t('correct.becauseHint')} value={because} onChange={catalogs.sayCorrect} />
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details)}</p> : null}
      {effect ? (
        <div ref={told} tabIndex={-1} className="lm-correct-told" role="group" aria-label={t('correct.told')}>
          <p>{t('correct.effect', { customers: effect.customers, events: effect.events })}</p>
          <p><b>{t('correct.less', { lessMicro: effect.less })}</b> {t('correct.more', { moreMicro: effect.more })} {t('correct.billed', { lessMicro: effect.billed.less, moreMicro: effect.billed.more })}</p>
        </div>
      ) : null}
      <div className="lm-actions">
        {effect
          ? <button type="submit" className="lm-button lm-button-primary" disabled={isCut || isSending || because.trim() === ''}>{t(isSending ? 'correct.sending' : 'correct.do')}</button>
          : <button type="submit" className="lm-button lm-button-primary" disabled={isCut || from === '' || read.kind === 'unreadable'}>{t('correct.see')}</button>}
        <button type="button" className="lm-button" onClick={catalogs.leaveCorrect}>{t('correct.leave')}</button>
      </div>
    </form>
  )
}
