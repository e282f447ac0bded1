import { useEffect } from 'react'
import { formatDuration } from '../../../shared/messages/format.ts'
import { textFor } from '../../../shared/messages/text.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** Who the caller is, asked once for every provider. */
export function RegisterStep() {
  const { call } = useDesk()
  const { registration, ispPassword } = useDeskState((state) => state.call)
  useEffect(() => { document.getElementById('given-name')?.focus() }, [])
  const type = call.typeRegistration
  return (
    <form className="lm-steps" onSubmit={(event) => { event.preventDefault(); call.go('readBack') }}>
      <h1 className="lm-headline">Who is calling?</h1>
      <Panel title="Registration" aside="saved as you type, sent to nobody yet">
        <div className="lm-form">
          <Field id="given-name" label="Given name" value={registration.givenName ?? ''} onChange={(givenName) => type({ givenName })} />
          <Field id="family-name" label="Family name" value={registration.familyName ?? ''} onChange={(familyName) => type({ familyName })} />
          <Field id="email" label="E-mail" type="email" value={registration.email ?? ''} onChange={(email) => type({ email })} />
          <Field id="phone" label="Phone" type="tel" value={registration.phone ?? ''} onChange={(phone) => type({ phone })} />
          <Field id="payment-token" label="Payment token" value={registration.paymentToken ?? ''} onChange={(paymentToken) => type({ paymentToken })} hint="From the payment page, starts with tok_. A card number is never typed here." />
          <Field id="payment-hint" label="How it is paid" value={registration.paymentHint ?? ''} onChange={(paymentHint) => type({ paymentHint })} hint="What the caller recognizes: “Demo Visa ending 4242”" />
        </div>
      </Panel>
      <Panel title="Sign-in at the ISP" aside={<Identity />}>
        <div className="lm-form">
          <Field id="user-identifier" label="Sign-in name" value={registration.userIdentifier ?? ''} onChange={(userIdentifier) => type({ userIdentifier })} hint="name@realm, for instance juniper@highplains.example" />
          <Field id="isp-password" label="Password at the ISP" type="password" value={ispPassword} onChange={call.typePassword} hint="Kept encrypted until the order ends, then erased" />
        </div>
        <p className="lm-actions"><button type="button" className="lm-button" onClick={() => void call.checkIdentity()}>Check sign-in name now</button></p>
      </Panel>
      <div className="lm-actions"><button type="submit" className="lm-button lm-button-primary"><Key chord="F8" />Go on to Read-back</button></div>
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
