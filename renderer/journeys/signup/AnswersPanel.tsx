import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { Key, StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { answerRow } from './answer-rows.ts'
import type { AnswerRow } from './answer-rows.ts'

/** What can be had at the address: the local answer at once, the providers' own as they come, in the same rows. */
export function AnswersPanel() {
  const { call } = useDesk()
  const { place, qualification, isAsking, focusedLine } = useDeskState((state) => state.call)
  const status = useDeskState((state) => state.status)
  const now = status?.now ?? qualification?.qualifiedAt ?? 0
  const rows = (qualification?.lines ?? []).map((line) => answerRow(line, { status, now: Math.max(now, qualification?.qualifiedAt ?? 0), isAsking }))
  return (
    <Panel title="What can be had here" isFlush face={faceOf({ hasPlace: place !== null, hasAnswer: qualification !== null, rows: rows.length, isCut: status?.network === 'cut', onOther: () => call.go('address') })} aside={qualification ? <><span>{summary(rows)}</span>{isAsking ? <><StateGlyph state="pending" />asking the providers</> : null}</> : null}>
      <ol className="lm-rows">
        {rows.map((row, index) => <li key={row.id}><Row row={row} index={index} isFocused={index === focusedLine} onFocus={() => call.focusLine(index)} /></li>)}
      </ol>
      <p className="lm-panel-foot lm-actions"><button type="button" className="lm-button lm-button-primary" onClick={() => call.go('need')}><Key chord="Enter" />Go on to Need</button><button type="button" className="lm-keyed" onClick={() => call.go('offers')}><Key chord="F4" />Offers</button></p>
    </Panel>
  )
}

function faceOf(facts: { readonly hasPlace: boolean; readonly hasAnswer: boolean; readonly rows: number; readonly isCut: boolean; readonly onOther: () => void }): Face {
  if (!facts.hasPlace) return { kind: 'empty', title: 'Ask for the address first', body: 'House number and street are enough. Answers come from this desk, with or without a network.' }
  if (!facts.hasAnswer) return { kind: 'loading', what: 'Checking the address' }
  if (facts.rows === 0) return { kind: 'empty', title: 'No provider is known here', body: 'No line, no sector and no answer is recorded for this house.', keys: [{ chord: 'F3', label: 'Other address', onPress: facts.onOther }] }
  return facts.isCut ? { kind: 'offline', note: 'No network: these answers are from this desk. Say “subject to confirmation”.' } : { kind: 'ready' }
}

function summary(rows: readonly AnswerRow[]): string {
  const count = (label: string) => rows.filter((row) => row.stateLabel === label).length
  return ['Yes', 'Asking', 'No', 'Unknown'].flatMap((label) => (count(label) > 0 ? [`${count(label)} ${label.toLowerCase()}`] : [])).join(', ')
}

const MARKS = { yes: '✓', no: '×', unknown: '…' } as const

const Row = ({ row, index, isFocused, onFocus }: { readonly row: AnswerRow; readonly index: number; readonly isFocused: boolean; readonly onFocus: () => void }) => (
  <div className="lm-answer" data-pick data-focused={isFocused} data-dim={row.state !== 'yes'} tabIndex={0} role="group" aria-label={`${row.provider} ${row.access}: ${row.stateLabel}`} onFocus={onFocus} onClick={onFocus}>
    <Key chord={String(index + 1)} />
    <StatePill state={row.state}>{row.stateLabel}</StatePill>
    <span className="lm-answer-who">{row.provider}<span>{row.access}</span></span>
    <span className="lm-answer-figures"><span className="lm-speed">{row.speed ? <>{row.speed.down}/{row.speed.up} <small>Mbps</small></> : <small>speed not known</small>}</span></span>
    <span className="lm-answer-facts">{row.facts.map((fact) => <span className="lm-fact" key={fact.text} data-mark={fact.mark}><i aria-hidden="true">{MARKS[fact.mark]}</i>{fact.text}</span>)}</span>
    <span className="lm-answer-age">{row.evidence}</span>
    {row.yesWhen ? <span className="lm-answer-yes"><b aria-hidden="true">→</b> Yes when {row.yesWhen}</span> : null}
  </div>
)
