import { useEffect } from 'react'
import { formatDuration } from '../../../shared/messages/format.ts'
import { textFor } from '../../../shared/messages/text.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** Who the caller is, asked once for every provider. */
export function RegisterStep() {
  const { t } = useTexts()
  const { call } = useDesk()
  const { registration, ispPassword } = useDeskState((state) => state.call)
  useEffect(() => { document.getElementById('given-name')?.focus() }, [])
  const type = call.typeRegistration
  return (
    <form className="lm-steps" onSubmit={(event) => { event.preventDefault(); call.go('consents') }}>
      <h1 className="lm-headline">{t('register.title')}</h1>
      <Panel title={t('register.panel')} aside={t('register.saved')}>
        <div className="lm-form">
          <Field id="given-name" label={t('register.givenName')} value={registration.givenName ?? ''} onChange={(givenName) => type({ givenName })} />
          <Field id="family-name" label={t('register.familyName')} value={registration.familyName ?? ''} onChange={(familyName) => type({ familyName })} />
          <Field id="email" label={t('register.email')} type="email" value={registration.email ?? ''} onChange={(email) => type({ email })} />
          <Field id="phone" label={t('register.phone')} type="tel" value={registration.phone ?? ''} onChange={(phone) => type({ phone })} />
          <Field id="payment-token" label={t('register.paymentToken')} value={registration.paymentToken ?? ''} onChange={(paymentToken) => type({ paymentToken })} hint={t('register.paymentTokenHint')} />
          <Field id="payment-hint" label={t('register.paymentHint')} value={registration.paymentHint ?? ''} onChange={(paymentHint) => type({ paymentHint })} hint={t('register.paymentHintHint')} />
        </div>
      </Panel>
      <Panel title="Sign-in at the ISP" aside={<Identity />}>
        <div className="lm-form">
          <Field id="user-identifier" label="Sign-in name" value={registration.userIdentifier ?? ''} onChange={(userIdentifier) => type({ userIdentifier })} hint="name@realm, for instance juniper@highplains.example" />
          <Field id="isp-password" label="Password at the ISP" type="password" value={ispPassword} onChange={call.typePassword} hint="Kept encrypted until the order ends, then erased" />
        </div>
        <p className="lm-actions"><button type="button" className="lm-button" onClick={() => void call.checkIdentity()}>Check sign-in name now</button></p>
      </Panel>
      <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="F7" />Go on to Consents</button></div>
    </form>
  )
}

function Identity() {
  const identity = useDeskState((state) => state.call.identity)
  switch (identity.kind) {
    case 'unchecked': return <>not checked yet</>
    case 'asking': return <><StateGlyph state="pending" />asking the ISP</>
    case 'accepted': return <span role="status" className="lm-keyed"><StateGlyph state="yes" />accepted in {formatDuration(identity.tookMs)}</span>
    case 'refused': return <span role="alert" className="lm-keyed"><StateGlyph state="failed" />{textFor('error', identity.error.code, identity.error.details)}</span>
  }
}
