import { shortId } from '../../shared/kernel/ids.ts'
import { formatAddress } from '../../shared/domain/place.ts'
import { formatClock, formatMinor } from '../../shared/messages/format.ts'
import { textFor } from '../../shared/messages/text.ts'
import { Facts } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { providerName } from './names.ts'
import { useDeskState } from './desk-context.tsx'

/** Who calls, who they are at each provider, and what is under way. */
export function CustomerCard() {
  const call = useDeskState((state) => state.call)
  const status = useDeskState((state) => state.status)
  const person = call.order?.order.registration ?? call.registration
  const customerId = call.order?.order.customerId ?? call.draft?.customerId
  const name = [person.givenName, person.familyName].filter(Boolean).join(' ')
  return (
    <>
      <div>
        <h2 className="lm-title">{name || 'New caller'}</h2>
        <p className="lm-label">Call since {formatClock(call.startedAt)}</p>
        {person.phone ? <p className="lm-mono">{person.phone}</p> : null}
      </div>
      <Facts items={[
        { label: 'Universal ID', value: customerId ? <span title={customerId}>{`UC-${shortId(customerId)}`}</span> : 'with the first word', isMono: Boolean(customerId) },
        { label: 'E-mail', value: breakable(person.email) },
        { label: 'Sign-in', value: breakable(person.userIdentifier) },
        { label: 'Address', value: call.place ? formatAddress(call.place) : '–' },
      ]} />
      <hr className="lm-hr" />
      <AtEachProvider />
      {call.order ? <ThisOrder /> : null}
      {status?.keySource === 'demoFile' ? <p className="lm-label" style={{ marginTop: 'auto' }}>Practice data, key in a file on this machine.</p> : null}
    </>
  )
}

/** An address that may wrap after its @ and nowhere else. */
function breakable(address: string | undefined) {
  if (!address) return '–'
  const [name, ...rest] = address.split('@')
  return rest.length === 0 ? name : <>{name}@<wbr />{rest.join('@')}</>
}

function AtEachProvider() {
  const order = useDeskState((state) => state.call.order)
  const status = useDeskState((state) => state.status)
  const parties = order ? [...new Set(order.steps.flatMap((step) => (step.kind === 'serviceOrder' && step.providerId ? [step.providerId] : [])))] : []
  return (
    <section className="lm-stack" aria-label="At each provider">
      <h3 className="lm-section">At each provider</h3>
      {parties.length === 0 ? <p className="lm-quiet">Their ids appear when an order is placed.</p> : null}
      {parties.map((providerId) => {
        const link = order?.localIds.find((candidate) => candidate.providerId === providerId)
        const word = link ? (link.state === 'linked' ? 'linked' : 'released') : 'not yet'
        return (
          <div className="lm-split" key={providerId}>
            <span>{providerName(status, providerId)}<br /><span className="lm-mono lm-quiet">{link?.localCustomerId ?? 'no id yet'}</span></span>
            <span className="lm-keyed"><StateGlyph state={word === 'linked' ? 'yes' : word === 'released' ? 'no' : 'notStarted'} />{word}</span>
          </div>
        )
      })}
    </section>
  )
}

function ThisOrder() {
  const order = useDeskState((state) => state.call.order)
  if (!order) return null
  return (
    <>
      <hr className="lm-hr" />
      <section className="lm-stack" aria-label="This order">
        <h3 className="lm-section">This order</h3>
        <Facts items={[
          { label: 'Order', value: `PO-${shortId(order.order.id)}`, isMono: true },
          { label: 'State', value: textFor('state', order.state) },
          { label: 'IP address', value: order.address ?? '–', isMono: true },
          { label: 'First bill', value: formatMinor(order.order.quote.totalMinor) },
          { label: 'Then', value: `${formatMinor(order.order.quote.monthlyMinor)} a month` },
        ]} />
      </section>
    </>
  )
}
