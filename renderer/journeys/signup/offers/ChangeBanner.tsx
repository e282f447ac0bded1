import { useEffect, useRef } from 'react'
import { useDesk, useDeskState } from '../../../app/desk-context.tsx'
import { useTexts } from '../../../app/texts-context.tsx'
import { Key } from '../../../components/parts.tsx'
import { StateGlyph } from '../../../components/StateGlyph.tsx'
import { takeFocus } from '../../../components/take-focus.ts'

/** What became of the choice since it was told: both figures, the choice kept, one key to accept or to choose another. */
export function ChangeBanner() {
  const { call } = useDesk()
  const { t } = useTexts()
  const change = useDeskState((state) => state.call.choice.change)
  const step = useDeskState((state) => state.call.step)
  const first = useRef<HTMLButtonElement>(null)
  const isThere = change !== null
  useEffect(() => { if (isThere && step === 'readBack') takeFocus(first.current) }, [isThere, step])
  if (!change) return null
  const isPrice = change.kind === 'price'
  return (
    <section className="lm-change" role="alert">
      <StateGlyph state="late" />
      <div><h2>{isPrice ? t('change.price', { oldMinor: change.oldMinor, newMinor: change.newMinor }) : t('change.withdrawn', { name: change.name })}</h2><p>{t(isPrice ? 'change.price.body' : 'change.withdrawn.body')}</p></div>
      <div className="lm-actions">
        {isPrice ? <button type="button" ref={first} className="lm-button lm-button-primary" onClick={() => { call.acceptChange(); document.getElementById('submit')?.focus() }}><Key chord="Alt A" />{t('change.accept', { newMinor: change.newMinor })}</button> : null}
        {step === 'offers' ? null : <button type="button" ref={isPrice ? null : first} className="lm-button" onClick={() => call.go('offers')}><Key chord="F4" />{t('change.other')}</button>}
      </div>
    </section>
  )
}
