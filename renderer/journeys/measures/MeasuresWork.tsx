import { useEffect, useRef } from 'react'
import { WAIT_FROM_MS } from '../../../shared/domain/call-record.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { providerName } from '../../app/names.ts'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { BarsOrTable, FiguresTable } from './Bars.tsx'
import type { Days, MeasuresState } from './state.ts'
import { falloutTwin, repTable, repTimes, summaryHead, waitTwin } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

const PERIODS: readonly Days[] = [1, 7, 30]

/** What calls cost, for a supervisor: sums, each rep, what was waited for, and what went otherwise than promised. */
export function MeasuresWork() {
  const { measures } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const { days, summary, isTable } = useDeskState((state) => state.measures)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const chosen = useRef<HTMLButtonElement>(null)
  useEffect(() => { takeFocus(chosen.current) }, [])
  useTableKey(measures.toggleTable)
  const face = faceOf({ summary, isCut, texts, onAgain: () => void measures.choosePeriod(days) })
  const ready = summary !== null && summary !== 'failed' ? summary : null
  return (
    <>
      <h1 className="lm-headline">{ready && ready.sum.calls > 0 ? summaryHead(ready.sum, texts) : t('measures.title')}</h1>
      <div className="lm-actions" role="group" aria-label={t('measures.period')}>
        {PERIODS.map((period, index) => (
          <button type="button" key={period} data-pick className="lm-button" ref={period === days ? chosen : undefined} aria-pressed={period === days} onClick={() => void measures.choosePeriod(period)}><Key chord={`Alt ${index + 1}`} />{t(`measures.days.${period}`)}</button>
        ))}
        <button type="button" className="lm-keyed" aria-pressed={isTable} onClick={measures.toggleTable}><Key chord="T" />{t(isTable ? 'measures.bars' : 'measures.table')}</button>
      </div>
      <Panel title={t('measures.reps')} isFlush face={face}>{ready ? <RepSums summary={ready} /> : null}</Panel>
      {ready && ready.sum.calls > 0 ? <Charts summary={ready} isTable={isTable} /> : null}
      {ready ? <p className="lm-label">{ready.desks === null ? t('measures.scopeHere') : t('measures.scope', { desks: ready.desks })}</p> : null}
    </>
  )
}

function RepSums({ summary }: { readonly summary: Answer<'calls.summary'> }) {
  const texts = useTexts()
  return <FiguresTable caption={texts.t('measures.reps')} {...repTable(summary, texts)} />
}

function Charts({ summary, isTable }: { readonly summary: Answer<'calls.summary'>; readonly isTable: boolean }) {
  const texts = useTexts()
  const { t } = texts
  const status = useDeskState((state) => state.status)
  const nameOf = (providerId: string) => providerName(status, providerId)
  const times = repTimes(summary, texts), waits = waitTwin(summary.waits, nameOf, texts), fallout = falloutTwin(summary, nameOf, texts)
  const waitsTitle = t('measures.waits', { limitMs: WAIT_FROM_MS })
  return (
    <>
      {times.bars.length === 0 ? null : <Panel title={t('measures.repTimes')}><BarsOrTable twin={times} isTable={isTable} caption={t('measures.repTimes')} /></Panel>}
      <Panel title={waitsTitle}>{waits.bars.length === 0 ? <p className="lm-quiet">{t('measures.noWaits')}</p> : <BarsOrTable twin={waits} isTable={isTable} caption={waitsTitle} />}</Panel>
      <Panel title={t('measures.fallout')}>{fallout.bars.length === 0 ? <p className="lm-quiet">{t('measures.noFallout')}</p> : <BarsOrTable twin={fallout} isTable={isTable} caption={t('measures.fallout')} />}</Panel>
    </>
  )
}

/** T swaps every chart with its table, outside a field. */
function useTableKey(toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping) toggle()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [toggle])
}

function faceOf({ summary, isCut, texts: { t }, onAgain }: { readonly summary: MeasuresState['summary']; readonly isCut: boolean; readonly texts: ReturnType<typeof useTexts>; readonly onAgain: () => void }): Face {
  if (summary === null) return { kind: 'loading', what: t('measures.loading') }
  if (summary === 'failed') return { kind: 'failed', title: t('measures.failed'), body: t('measures.failedBody'), keys: [{ chord: 'Enter', label: t('measures.again'), onPress: onAgain }] }
  if (summary.sum.calls === 0) return { kind: 'empty', title: t('measures.empty'), body: t('measures.emptyBody') }
  return isCut ? { kind: 'offline', note: t('measures.offline') } : { kind: 'ready' }
}
