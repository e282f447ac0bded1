import { useState } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** The PIN for the next call: typed as the caller says it, or made up and read once. It leaves the screen with the field. */
export function PinPanel() {
  const { promises } = useDesk()
  const { t, tf } = useTexts()
  const setAt = useDeskState((state) => state.call.draft?.pinSetAt ?? null)
  const problem = useDeskState((state) => state.call.pinProblem)
  const [pin, setPin] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const keep = async (own?: string) => {
    const outcome = await promises.setPin(own)
    if (!outcome) return
    setPin('')
    setMade(outcome.made)
  }
  const words = problem?.code === 'pin-weak' ? tf('pinWeak', String(problem.details['problem'] ?? '')) : problem ? tf('error', problem.code, problem.details) : null
  return (
    <Panel title={t('pin.title')} aside={setAt === null ? t('pin.notSet') : <span className="lm-keyed"><StateGlyph state="yes" />{t('pin.setAt', { at: setAt })}</span>}>
      <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void keep(pin) }}>
        <Field id="caller-pin" label={t('pin.field')} value={pin} type="password" autoComplete="off" hint={t('pin.why')} problem={words} onChange={(typed) => { setPin(typed.replaceAll(/\D/g, '').slice(0, 6)); setMade(null); promises.typePin() }} />
        <div className="lm-actions">
          <button type="submit" className="lm-button" disabled={pin === ''}>{t('pin.keep')}</button>
          <button type="button" className="lm-button" onClick={() => void keep()}>{t('pin.make')}</button>
        </div>
        <p role="status" className="lm-pin-made">{made === null ? (setAt === null ? '' : t('pin.kept')) : t('pin.made', { pin: spaced(made) })}</p>
      </form>
    </Panel>
  )
}

/** "271 828": read in two groups. */
const spaced = (pin: string): string => `${pin.slice(0, 3)} ${pin.slice(3)}`
