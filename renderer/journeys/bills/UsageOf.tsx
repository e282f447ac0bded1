import { lazy, Suspense, useEffect, useState } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { dayOptions, dayView } from './day-view.ts'
import { nameOfSeries, usageView } from './usage-view.ts'
import type { UsageView } from './usage-view.ts'

const UsageChart = lazy(async () => ({ default: (await import('./UsageChart.tsx')).UsageChart }))
type Shape = 'chart' | 'table'
const MONTHS = 'months'

/** What a person used, month by month from the bills on this desk, or a month's days as central told them: a picture, and the same as a table. */
export function UsageOf({ customerId, isMasked }: { readonly customerId: string; readonly isMasked: boolean }) {
  const { bills } = useDesk()
  const texts = useTexts()
  const { t, tf, format } = texts
  const state = useDeskState((desk) => desk.bills)
  const [chosen, setChosen] = useState<string | null>(null)
  const [when, setWhen] = useState<string | null>(null)
  const [shape, setShape] = useState<Shape>('chart')
  const billsRead = state.list
  useEffect(() => { void bills.readUsage(customerId) }, [bills, customerId, isMasked, billsRead])
  useEffect(() => { void bills.readDays(customerId, when === MONTHS ? null : when) }, [bills, customerId, isMasked, billsRead, when])
  const used = state.customerId === customerId ? state.usage : null
  const isRefused = used !== null && 'code' in used
  const told = state.customerId === customerId ? state.days : null
  const daysProblem = told !== null && 'code' in told && told.code !== 'caller-not-verified' ? told : null
  const days = told === null || 'code' in told ? null : told
  const byMonth = used !== null && !isRefused ? usageView(used, chosen, texts) : null
  // What no bill has yet is shown by day.
  const isByDay = days !== null && days.period !== null && (when === null ? byMonth === null : when !== MONTHS)
  const view = isByDay ? dayView(days, chosen, texts) : byMonth
  const options = isByDay ? dayOptions(days, texts) : used !== null && !isRefused ? used.series.map((one) => ({ key: one.key, name: nameOfSeries(one) })) : []
  const face: Face = isMasked || (isRefused && used.code === 'caller-not-verified') ? { kind: 'empty', title: t('bills.masked') }
    : isRefused ? { kind: 'failed', title: t('usedBy.failed'), body: tf('error', used.code, used.details), keys: [{ chord: 'Enter', label: t('catalogs.again'), onPress: () => void bills.readUsage(customerId) }] }
    : used === null ? { kind: 'loading', what: t('usedBy.loading') } : view === null ? { kind: 'empty', title: t('usedBy.none'), body: t('usedBy.noneBody') } : { kind: 'ready' }
  return (
    <Panel title={t('usedBy.title')} face={face} aside={view ? <ShapeSwitch shape={shape} onChange={setShape} /> : null}>
      {view ? (
        <div className="lm-used">
          <div className="lm-used-choices">
            {options.length > 1 ? (
              <div className="lm-field lm-used-what"><label htmlFor="used-what">{t('usedBy.what')}</label><select id="used-what" className="lm-input" value={view.key} onChange={(event) => setChosen(event.target.value)}>{options.map((one) => <option key={one.key} value={one.key}>{one.name}</option>)}</select></div>
            ) : <h3 className="lm-section">{view.name}</h3>}
            {days !== null && days.periods.length > 0 ? (
              <div className="lm-field lm-used-when"><label htmlFor="used-when">{t('usedBy.when')}</label><select id="used-when" className="lm-input" value={isByDay ? (days.period ?? MONTHS) : MONTHS} onChange={(event) => setWhen(event.target.value)}>
                {byMonth ? <option value={MONTHS}>{t('usedBy.everyMonth')}</option> : null}{days.periods.toReversed().map((period) => <option key={period} value={period}>{format.month(Date.parse(`${period}-15T12:00:00Z`))}</option>)}
              </select></div>
            ) : null}
          </div>
          {shape === 'chart' ? <p className="lm-label">{t('usedBy.units', { unit: view.unit })}</p> : null}
          {shape === 'table' ? <UsageTable view={view} isByDay={isByDay} /> : <Suspense fallback={<div className="lm-used-blank" />}><UsageChart view={view} /></Suspense>}
          {daysProblem ? (
            <p role="alert" className="lm-keyed"><StateGlyph state="failed" />{t('usedBy.daysFailed', { why: tf('error', daysProblem.code, daysProblem.details) })}
              <button type="button" className="lm-link" onClick={() => void bills.readDays(customerId, when === MONTHS ? null : when)}>{t('catalogs.again')}</button></p>
          ) : null}
          <p className="lm-quiet">{isByDay ? t('usedBy.dayNote', { madeAt: days.madeAt ?? 0 }) : t('usedBy.note')}</p>
        </div>
      ) : null}
    </Panel>
  )
}

function ShapeSwitch({ shape, onChange }: { readonly shape: Shape; readonly onChange: (shape: Shape) => void }) {
  const { t } = useTexts()
  return <span className="lm-used-shape" role="group" aria-label={t('usedBy.shape')}>{(['chart', 'table'] as const).map((one) => <button key={one} type="button" className="lm-keyed" aria-pressed={shape === one} onClick={() => onChange(one)}>{t(`usedBy.${one}`)}</button>)}</span>
}

function UsageTable({ view, isByDay }: { readonly view: UsageView; readonly isByDay: boolean }) {
  const { t } = useTexts()
  return (
    <table className="lm-table" aria-label={view.name}>
      <thead><tr><th scope="col">{t(isByDay ? 'usedBy.day' : 'usedBy.month')}</th><th scope="col" className="lm-amount">{t('usedBy.units', { unit: view.unit })}</th><th scope="col" className="lm-amount">{t('usedBy.uses')}</th><th scope="col" className="lm-amount">{t('usedBy.charge')}</th></tr></thead>
      <tbody>{view.rows.toReversed().map((row) => <tr key={row.period}><th scope="row">{row.month}</th><td className="lm-amount">{row.used}</td><td className="lm-amount">{row.events}</td><td className="lm-amount">{row.charge}</td></tr>)}</tbody>
    </table>
  )
}
