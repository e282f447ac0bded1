import { useEffect, useRef } from 'react'
import type { Texts } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { BillTable, ThenLine } from './FirstBill.tsx'
import { BillAloud, FirstBills } from './offers/BillPanels.tsx'
import { takeFocus } from '../../components/take-focus.ts'

/** The last step: the bill that was told, read to the caller line by line once the order is live. */
export function BillStep() {
  const { call } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const answer = useDeskState((state) => state.call.choice.firstBill)
  const revision = useDeskState((state) => state.call.order?.revision ?? 0)
  const heading = useRef<HTMLHeadingElement>(null)
  const isThere = answer !== null
  useEffect(() => { void call.readFirstBill() }, [call, revision])
  useEffect(() => { takeFocus(heading.current) }, [isThere])
  if (!answer) return <Panel title={t('bill.title')} face={{ kind: 'loading', what: t('billStep.loading') }} />
  const standing = standingOf(answer, texts)
  return (
    <div className="lm-steps">
      <h1 className="lm-headline" tabIndex={-1} ref={heading}>{t('billStep.title', { money: texts.format.money(answer.told.totalMinor) })}</h1>
      <p className={answer.fromLive ? 'lm-banner' : 'lm-actions'} role="status"><StateGlyph state={answer.fromLive ? 'late' : answer.liveOn ? 'yes' : 'pending'} />{standing}</p>
      <BillAloud bills={answer.bills} />
      <Panel title={t('bill.title')} aside={t('billStep.told')}><BillTable bill={answer.told} isExplaining /><ThenLine bills={answer.bills} /></Panel>
      <FirstBills bills={answer.bills} />
    </div>
  )
}

function standingOf({ told, liveOn, fromLive }: Answer<'offers.firstBill'>, { t }: Texts): string {
  if (fromLive) return t('billStep.slipped', { liveOn, to: told.periodTo, newMinor: fromLive.totalMinor, oldMinor: told.totalMinor })
  return liveOn === null ? t('billStep.notLive') : t('billStep.live', { liveOn })
}

/** The way from a live order to its bill; it takes the focus only where nothing else has it. */
export function ToBill() {
  const { call } = useDesk()
  const { t } = useTexts()
  const isLive = useDeskState((state) => state.call.order?.state === 'completed')
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => { if (isLive && (document.activeElement === null || document.activeElement === document.body)) takeFocus(button.current) }, [isLive])
  if (!isLive) return null
  return <div className="lm-actions"><button type="button" ref={button} className="lm-button lm-button-primary" onClick={() => call.go('bill')}><Key chord="Enter" />{t('billStep.toBill')}</button></div>
}
