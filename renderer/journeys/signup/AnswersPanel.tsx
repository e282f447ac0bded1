import { memo, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useDesk, useDeskState, useDeskView } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key, StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import type { Texts } from '../../../shared/messages/texts.ts'
import { PortLine, usePortLines } from './PortLine.tsx'
import { lineOf, standsInLine } from './port-line-view.ts'
import { AnswerTrace } from './AnswerTrace.tsx'
import { answerRow } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'
import { MapKey } from './map/PlaceMap.tsx'

/** What can be had at the address: the local answer at once, the providers' own as they come, in the same rows. */
export const AnswersPanel = memo(function AnswersPanel() {
  const { call, portLine: move } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const { place, qualification, isAsking, focusedLine } = useDeskState(useShallow(({ call: { place, qualification, isAsking, focusedLine } }) => ({ place, qualification, isAsking, focusedLine })))
  const [traced, setTraced] = useState<string | null>(null)
  const traceFocused = () => { const id = rows[focusedLine]?.id; if (id) setTraced(traced === id ? null : id) }
  const { lines, take } = usePortLines(place?.id ?? null, qualification?.id ?? null)
  const portLine = (index: number) => { const answer = qualification?.lines[index]; return place && lines && answer ? lineOf(answer, lines.lines) : null }
  // Who stands in line is told where below, and not where they would.
  const isInLine = (index: number) => standsInLine(qualification?.lines[index], lines?.lines ?? [])
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const rows = useDeskView(({ status }) => (qualification?.lines ?? []).map((line) => answerRow(line, { texts, status, now: Math.max(status?.now ?? 0, qualification?.qualifiedAt ?? 0), isAsking })))
  return (
    <Panel title={t('answers.title')} isFlush face={faceOf({ texts, hasPlace: place !== null, hasAnswer: qualification !== null, rows: rows.length, isCut, onOther: () => call.go('address') })} aside={qualification ? <><span>{summary(rows, texts)}</span>{isAsking ? <><StateGlyph state="pending" />{t('answers.asking')}</> : null}</> : null}>
      <ol className="lm-rows" onKeyDown={(event) => { if (event.key === '?') traceFocused() }}>
        {rows.map((row, index) => <li key={row.id}><Row row={isInLine(index) ? { ...row, yesWhen: null } : row} index={index} isFocused={index === focusedLine} onFocus={() => call.focusLine(index)} />{portLine(index) && place && lines ? <PortLine line={portLine(index)!} promiseHours={lines.promiseHours} onMove={async (verb) => take(await move[verb](place.id, portLine(index)!))} /> : null}{row.id === traced ? <AnswerTrace id="trace" line={qualification!.lines[index]!} /> : null}</li>)}
      </ol>
      <p className="lm-panel-foot lm-actions"><button type="button" className="lm-button lm-button-primary" onClick={() => call.go('need')}><Key chord="Enter" />{t('answers.goOn')}</button><button type="button" className="lm-keyed" onClick={() => call.go('offers')}><Key chord="F4" />{t('answers.offers')}</button><MapKey /><button type="button" className="lm-keyed" aria-expanded={traced !== null} onClick={traceFocused}><Key chord="?" />{t('trace.key')}</button></p>
    </Panel>
  )
})

function faceOf({ texts: { t }, ...facts }: { readonly texts: Texts; readonly hasPlace: boolean; readonly hasAnswer: boolean; readonly rows: number; readonly isCut: boolean; readonly onOther: () => void }): Face {
  if (!facts.hasPlace) return { kind: 'empty', title: t('answers.first.title'), body: t('answers.first.body') }
  if (!facts.hasAnswer) return { kind: 'loading', what: t('answers.checking') }
  if (facts.rows === 0) return { kind: 'empty', title: t('answers.none.title'), body: t('answers.none.body'), keys: [{ chord: 'F3', label: t('answers.otherAddress'), onPress: facts.onOther }] }
  return facts.isCut ? { kind: 'offline', note: t('answers.offline') } : { kind: 'ready' }
}

const COUNTS = [['yes', 'answers.countYes'], ['pending', 'answers.countAsking'], ['no', 'answers.countNo'], ['unknown', 'answers.countUnknown']] as const

function summary(rows: readonly AnswerRow[], { t }: Texts): string {
  const counted = COUNTS.map(([state, key]) => ({ key, n: rows.filter((row) => row.state === state).length }))
  return counted.flatMap(({ key, n }) => (n > 0 ? [t(key, { n })] : [])).join(', ')
}

const MARKS = { yes: '✓', no: '×', unknown: '…' } as const

function Row({ row, index, isFocused, onFocus }: { readonly row: AnswerRow; readonly index: number; readonly isFocused: boolean; readonly onFocus: () => void }) {
  const { t } = useTexts()
  return <div className="lm-answer" data-pick data-focused={isFocused} data-dim={row.state !== 'yes'} tabIndex={0} role="group" aria-label={t('answers.row', { provider: row.provider, access: row.access, verdict: row.stateLabel })} onFocus={onFocus} onClick={onFocus}>
    <Key chord={String(index + 1)} />
    <StatePill state={row.state}>{row.stateLabel}</StatePill>
    <span className="lm-answer-who">{row.provider}<span>{row.access}</span></span>
    <span className="lm-answer-figures"><span className="lm-speed">{row.speed ? <>{row.speed.down}/{row.speed.up} <small>Mbps</small></> : <small>{t('answers.speedUnknown')}</small>}</span></span>
    <span className="lm-answer-facts">{row.facts.map((fact) => <span className="lm-fact" key={fact.text} data-mark={fact.mark}><i aria-hidden="true">{MARKS[fact.mark]}</i>{fact.text}</span>)}</span>
    <span className="lm-answer-age">{row.evidence}</span>
    {row.yesWhen ? <span className="lm-answer-yes"><b aria-hidden="true">→</b> {t('answers.yesWhen', { condition: row.yesWhen })}</span> : null}
  </div>
}
