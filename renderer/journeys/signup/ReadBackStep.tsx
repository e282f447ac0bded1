import { useEffect } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { FirstBill } from './FirstBill.tsx'
import { missingBeforeSubmit } from './before-submit.ts'
import { BillAloud, FirstBills, WhatWhen } from './offers/BillPanels.tsx'
import { ChangeBanner } from './offers/ChangeBanner.tsx'
import { readBackRows } from './offers/read-back-rows.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** All that was promised, read back in the order of the talk; one key per line goes there and changes it. */
export function ReadBackStep() {
  const { call: verbs } = useDesk()
  const call = useDeskState((state) => state.call)
  const spoken = useDeskState((state) => state.spoken)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const texts = useTexts()
  const { t } = texts
  useEffect(() => { takeFocus(document.getElementById('submit')) }, [])
  const missing = missingBeforeSubmit({ call, spoken }, texts).filter((item) => !item.isDone)
  return (
    <>
      <h1 className="lm-headline">{t('readBack.title')}</h1>
      <ChangeBanner />
      <div className="lm-form lm-readback-pair">
        <Panel title={t('readBack.promise')} isFlush aside={t('readBack.aside')} face={isCut ? { kind: 'offline', note: t('readBack.offline') } : { kind: 'ready' }}>
          <ol className="lm-readback">
            {readBackRows(call, texts).map((row, index) => (
              <li key={row.id} data-missing={row.isMissing}><button type="button" data-pick onClick={() => verbs.go(row.step)}><Key chord={String(index + 1)} /><b>{row.label}</b><span>{row.value}</span><i>{t('readBack.change')}</i></button></li>
            ))}
          </ol>
        </Panel>
        <FirstBill />
      </div>
      {missing.length === 0 ? null : <p className="lm-banner">{t('readBack.missing', { missing: missing.map((item) => item.label.toLowerCase()).join(', ') })}</p>}
      <div className="lm-actions">
        <button id="submit" type="button" className="lm-button lm-button-primary" disabled={call.isSubmitting || call.choice.change !== null} onClick={() => void verbs.submit()}><Key chord="Ctrl Enter" />{t(isCut ? 'readBack.submitOffline' : 'readBack.submit')}</button>
        <span className="lm-label">{t(call.isSubmitting ? 'readBack.writing' : 'readBack.once')}</span>
      </div>
      {call.quote ? <><BillAloud bills={call.quote.bills} /><FirstBills bills={call.quote.bills} /><WhatWhen quote={call.quote} slipped={call.quote.slipped} /></> : null}
    </>
  )
}
