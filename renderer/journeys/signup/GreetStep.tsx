import { useEffect, useState } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { FoundPerson } from '../../app/find-people.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Facts, Key, StatePill } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { takeFocus } from '../../components/take-focus.ts'

const PAUSE_MS = 150

/** Who is on the line: the number that rings, what they say of themselves in one line, and whether the desk knows them. */
export function GreetStep() {
  const { call, line } = useDesk()
  const { t } = useTexts()
  const { callerLine, callerNumber, callerKind } = useDeskState((state) => state.call.talk)
  const registration = useDeskState((state) => state.call.registration)
  const [found, setFound] = useState<readonly FoundPerson[]>([])
  useEffect(() => { takeFocus(document.getElementById('caller')) }, [])
  const asked = callerLine.trim() === '' ? callerNumber : callerLine
  useEffect(() => {
    let isCurrent = true
    const timer = setTimeout(() => { void line.find(asked).then((people) => { if (isCurrent) setFound(people) }) }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [asked, line])

  const goOn = () => {
    if (callerKind === 'unknown') line.setKind('new')
    line.take(callerLine.trim() === '' ? callerNumber : callerLine)
    if (callerLine !== '') line.typeCaller('')
    call.go('address')
  }
  const know = (person: FoundPerson) => {
    line.know(person)
    line.typeCaller('')
    call.go('address')
  }
  const name = [registration.givenName, registration.familyName].filter(Boolean).join(' ')
  return (
    <form className="lm-steps" onSubmit={(event) => { event.preventDefault(); goOn() }}>
      <h1 className="lm-headline">{t('greet.title')}</h1>
      <Panel title={t('greet.caller')} aside={callerKind === 'unknown' ? null : <StatePill state="yes">{t(callerKind === 'existing' ? 'greet.existing' : 'greet.new')}</StatePill>}>
        <div className="lm-stack">
          {callerNumber === '' && name === '' ? null : <Facts items={[...(callerNumber === '' ? [] : [{ label: t('greet.number'), value: callerNumber, isMono: true }]), ...(name === '' ? [] : [{ label: t('greet.name'), value: name }])]} />}
          <Field id="caller" label={t('greet.label')} value={callerLine} onChange={line.typeCaller} hint={t('greet.hint')} />
        </div>
      </Panel>
      {found.length === 0 ? null : (
        <Panel title={t('greet.known')} isFlush aside={t('greet.found', { n: found.length })}>
          <ol className="lm-rows">{found.map((person, index) => (
            <li key={person.customer.id}><button type="button" data-pick className="lm-known-person" onClick={() => know(person)}><Key chord={`Alt ${index + 1}`} /><b>{person.customer.givenName} {person.customer.familyName}</b><span className="lm-quiet">{person.customer.phone}</span><span className="lm-quiet">{person.addressLine}</span></button></li>
          ))}</ol>
        </Panel>
      )}
      <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="Enter" />{t('greet.goOn')}</button></div>
    </form>
  )
}
