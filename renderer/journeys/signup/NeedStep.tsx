import { useEffect, useState } from 'react'
import type { Use } from '../../../shared/domain/need.ts'
import { USES } from '../../../shared/domain/need.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { computerQuestions, needFrom, peopleFrom, wantedParts } from './offers/need-model.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** How many they are and what they do, and the computer where a provider here asks. Leaving it empty is an answer too. */
export function NeedStep() {
  const { call } = useDesk()
  const { t, tf } = useTexts()
  const need = useDeskState((state) => state.call.choice.need)
  const computer = useDeskState((state) => state.call.computer)
  const [people, setPeople] = useState(need ? String(need.people) : '')
  const [uses, setUses] = useState<readonly Use[]>(need?.uses ?? [])
  const [machine, setMachine] = useState({ system: computer?.operatingSystem ?? '', memory: computer ? String(computer.memoryMb / 1024) : '', hasEthernet: computer?.hasEthernet ?? true })
  useEffect(() => { takeFocus(document.getElementById('people')) }, [])

  const keepNeed = (nextPeople: string, nextUses: readonly Use[]) => {
    setPeople(nextPeople)
    setUses(nextUses)
    call.describeNeed(needFrom(nextPeople, nextUses))
    void call.refreshOffers()
  }
  const leave = () => {
    const memoryGb = Number(machine.memory.replace(',', '.'))
    const described = machine.system.trim() === '' ? null : { operatingSystem: machine.system.trim(), memoryMb: Number.isFinite(memoryGb) ? Math.max(0, Math.round(memoryGb * 1024)) : 0, hasEthernet: machine.hasEthernet }
    if (JSON.stringify(described) !== JSON.stringify(computer)) call.describeComputer(described)
    call.go('offers')
  }
  return (
    <form className="lm-steps" onSubmit={(event) => { event.preventDefault(); leave() }}>
      <h1 className="lm-headline">{t('need.title')}</h1>
      <Panel title={t('need.panel')} aside={t('need.panel.aside')}>
        <div className="lm-form">
          <Field id="people" label={t('need.people')} value={people} onChange={(value) => keepNeed(value, uses)} hint={t('need.people.hint')} problem={people.trim() !== '' && peopleFrom(people) === null ? t('need.people.hint') : null} />
          <fieldset className="lm-uses"><legend>{t('need.uses')}</legend>{USES.map((use) => <label key={use}><input type="checkbox" checked={uses.includes(use)} onChange={(event) => keepNeed(people, event.target.checked ? [...uses, use] : uses.filter((other) => other !== use))} />{tf('use', use)}</label>)}</fieldset>
        </div>
        <Wanted />
      </Panel>
      <Computer machine={machine} onChange={setMachine} />
      <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="Enter" />{t('need.go')}</button></div>
    </form>
  )
}

/** The wanted speed as the console computed it, with its parts. */
function Wanted() {
  const texts = useTexts()
  const wanted = useDeskState((state) => state.call.offers?.wanted ?? null)
  const need = useDeskState((state) => state.call.choice.need)
  if (!need || !wanted) return <p className="lm-label" role="status">{need ? '' : texts.t('need.skip')}</p>
  return (
    <div className="lm-wanted" role="status">
      <p><b>{texts.t('need.wanted', { downKbps: wanted.downlinkKbps, upKbps: wanted.uplinkKbps })}</b></p>
      <ul aria-label={texts.t('need.why')}>{wantedParts(wanted, texts).map((part) => <li key={part.id}><span>{part.what}</span><span>{part.takes}</span></li>)}</ul>
    </div>
  )
}

type Machine = { readonly system: string; readonly memory: string; readonly hasEthernet: boolean }

/** Asked only where a provider with a plan at this address asks; what was said is shown against what is asked. */
function Computer({ machine, onChange }: { readonly machine: Machine; readonly onChange: (machine: Machine) => void }) {
  const texts = useTexts()
  const { t } = texts
  const offers = useDeskState((state) => state.call.offers)
  const questions = computerQuestions(offers?.offers ?? [], texts)
  if (offers && questions.length === 0 && machine.system === '') return <p className="lm-label">{t('computer.nobodyAsks')}</p>
  const providers = [...new Set(questions.map((question) => question.provider))]
  return (
    <Panel title={t('computer.title')} aside={providers.length > 0 ? t('computer.asks', { provider: texts.format.list(providers) }) : null}>
      <div className="lm-form">
        <Field id="operating-system" label={t('computer.system')} value={machine.system} onChange={(system) => onChange({ ...machine, system })} hint={t('computer.system.hint')} />
        <Field id="memory" label={t('computer.memory')} value={machine.memory} onChange={(memory) => onChange({ ...machine, memory })} problem={machine.memory !== '' && !Number.isFinite(Number(machine.memory.replace(',', '.'))) ? t('computer.memory.problem') : null} />
        <div className="lm-field" style={{ gridColumn: '1 / -1' }}><label htmlFor="ethernet"><input id="ethernet" type="checkbox" checked={machine.hasEthernet} onChange={(event) => onChange({ ...machine, hasEthernet: event.target.checked })} /> {t('computer.ethernet')}</label><span className="lm-hint">{t('computer.ethernet.hint')}</span></div>
      </div>
      <ul className="lm-wanted">{questions.map((question) => <li key={question.wanted}><span>{question.wanted}</span>{question.isUnsuitable ? <span className="lm-keyed"><StateGlyph state="no" />{t('compare.no')}</span> : null}</li>)}</ul>
    </Panel>
  )
}
