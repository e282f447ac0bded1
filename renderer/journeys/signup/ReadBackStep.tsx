import { useEffect } from 'react'
import { formatAddress } from '../../../shared/domain/place.ts'
import { formatMinor } from '../../../shared/messages/format.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { Facts, Key } from '../../components/parts.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { FirstBill } from './FirstBill.tsx'
import { missingBeforeSubmit } from './before-submit.ts'

/** All that was promised, read back before anything is sent. */
export function ReadBackStep() {
  const { call: verbs } = useDesk()
  const call = useDeskState((state) => state.call)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  useEffect(() => { document.getElementById('submit')?.focus() }, [])
  const names = call.chosen.map((id) => call.offers?.offers.find((offer) => offer.offering.id === id)?.offering.name ?? id)
  const missing = missingBeforeSubmit(call).filter((item) => !item.isDone)
  const { registration } = call
  return (
    <>
      <h1 className="lm-headline">Read it back, then submit</h1>
      <div className="lm-form">
        <Panel title="What you promise" face={isCut ? { kind: 'offline', note: 'No network: the order is kept on this desk and sent when it is back. Everything is subject to confirmation.' } : { kind: 'ready' }}>
          <Facts items={[
            { label: 'For', value: `${registration.givenName ?? ''} ${registration.familyName ?? ''}`.trim() || '–' },
            { label: 'At', value: call.place ? formatAddress(call.place) : '–' },
            { label: 'Service', value: names.length === 0 ? '–' : names.map((name) => <span key={name} style={{ display: 'block' }}>{name}</span>) },
            { label: 'Sign-in', value: registration.userIdentifier || '–' },
            { label: 'Paid with', value: registration.paymentHint || registration.paymentToken || '–' },
            { label: 'Reach', value: [registration.phone, registration.email].filter(Boolean).join(', ') || '–' },
            { label: 'First bill', value: call.quote ? `${formatMinor(call.quote.bill.totalMinor)}, then ${formatMinor(call.quote.bill.monthlyMinor)} a month` : '–' },
          ]} />
        </Panel>
        <FirstBill />
      </div>
      {missing.length === 0 ? null : <p className="lm-banner">Still needed: {missing.map((item) => item.label.toLowerCase()).join(', ')}.</p>}
      <div className="lm-actions">
        <button id="submit" type="button" className="lm-button lm-button-primary" disabled={call.isSubmitting} onClick={() => void verbs.submit()}><Key chord="Ctrl Enter" />{isCut ? 'Keep the order, send it later' : 'Submit the order'}</button>
        <span className="lm-label">{call.isSubmitting ? 'Writing it to this desk’s journal' : 'Everything is checked once more; nothing is sent twice.'}</span>
      </div>
    </>
  )
}
