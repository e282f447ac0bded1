import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { chordFor } from '../../../shared/domain/keymap.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

/** How it is paid: a link to the caller's own phone, or a token that they have already. No card is seen or typed here. */
export function PaymentPanel() {
  const { t } = useTexts()
  const { call } = useDesk()
  const { registration, payment, draftId } = useDeskState(useShallow(({ call: { registration, payment, draft } }) => ({ registration, payment, draftId: draft?.id ?? null })))
  const keymap = useDeskState((state) => state.keymap)
  useEffect(() => { call.lookForPayment() }, [call, draftId])
  const type = call.typeRegistration
  const isGiven = payment.kind === 'given'
  return (
    <Panel title={t('payment.panel')} aside={<PaymentState />}>
      <div className="lm-stack">
      <div className="lm-actions">
        <button type="button" className="lm-button" onClick={() => void call.sendPaymentLink()}><Key chord={chordFor('sendPaymentLink', keymap)} />{t(isGiven || payment.kind === 'sent' ? 'payment.sendAgain' : 'payment.send')}</button>
        <span className="lm-label">{t('payment.why')}</span>
      </div>
      {isGiven ? null : (
        <div className="lm-form">
          <Field id="payment-token" label={t('register.paymentToken')} value={registration.paymentToken ?? ''} onChange={(paymentToken) => type({ paymentToken })} hint={t('register.paymentTokenHint')} />
          <Field id="payment-hint" label={t('register.paymentHint')} value={registration.paymentHint ?? ''} onChange={(paymentHint) => type({ paymentHint })} hint={t('register.paymentHintHint')} />
        </div>
      )}
      </div>
    </Panel>
  )
}

function PaymentState() {
  const { t, tf } = useTexts()
  const { payment, paymentHint } = useDeskState(useShallow(({ call: { payment, registration } }) => ({ payment, paymentHint: registration.paymentHint ?? '' })))
  switch (payment.kind) {
    case 'none': case 'typed': return null
    case 'sending': return <span role="status" className="lm-keyed"><StateGlyph state="pending" />{t('payment.sending')}</span>
    case 'sent': return <span role="status" className="lm-keyed"><StateGlyph state="pending" />{t('payment.sent', { to: payment.sentTo })}</span>
    case 'given': return <span role="status" className="lm-keyed"><StateGlyph state="yes" />{t('payment.given', { hint: paymentHint })}</span>
    case 'refused': return <span role="alert" data-needs-person className="lm-keyed"><StateGlyph state="failed" />{tf('error', payment.error.code, payment.error.details)}</span>
  }
}
