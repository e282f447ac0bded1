import { useEffect } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { IdentifierField } from './IdentifierField.tsx'
import { PaymentPanel } from './PaymentPanel.tsx'
import { takeFocus } from '../../components/take-focus.ts'

/** Who the caller is, asked once for every provider. */
export function RegisterStep() {
  const { t } = useTexts()
  const { line, call } = useDesk()
  const registration = useDeskState((state) => state.call.registration)
  useEffect(() => { takeFocus(document.getElementById('given-name')) }, [])
  const type = call.typeRegistration
  return (
    <form className="lm-steps" onSubmit={(event) => { event.preventDefault(); call.holdOnTheWay(); call.go('consents') }}>
      <h1 className="lm-headline">{t('register.title')}</h1>
      <Panel title={t('register.panel')} aside={t('register.saved')}>
        <div className="lm-form">
          <Field id="given-name" onPasteText={line.paste} label={t('register.givenName')} value={registration.givenName ?? ''} onChange={(givenName) => type({ givenName })} />
          <Field id="family-name" label={t('register.familyName')} value={registration.familyName ?? ''} onChange={(familyName) => type({ familyName })} />
          <Field id="email" label={t('register.email')} type="email" value={registration.email ?? ''} onChange={(email) => type({ email })} />
          <Field id="phone" label={t('register.phone')} type="tel" value={registration.phone ?? ''} onChange={(phone) => type({ phone })} />
        </div>
      </Panel>
      <PaymentPanel />
      <IdentifierField />
      <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="F7" />{t('register.goOn', { step: 'consents' })}</button></div>
    </form>
  )
}
