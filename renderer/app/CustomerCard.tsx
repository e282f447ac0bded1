import { shortId } from '../../shared/kernel/ids.ts'
import { formatAddress } from '../../shared/domain/place.ts'
import { askedCustomer } from '../journeys/caller/auth-view.ts'
import { CallerPin } from '../journeys/caller/CallerPin.tsx'
import { Facts } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { Duplicates } from '../journeys/customers/Duplicates.tsx'
import { providerName } from './names.ts'
import { useTexts } from './texts-context.tsx'
import { useDeskState, useDeskView } from './desk-context.tsx'
import type { CallState, DeskState } from './state.ts'

/** Who calls, who they are at each provider, and what is under way. */
export function CustomerCard() {
  const { t } = useTexts()
  const { person, customerId, asked, startedAt, place, hasOrder, isPractice } = useDeskView(({ call, status }) => ({
    person: personOf(call), customerId: call.order?.order.customerId ?? call.draft?.customerId, asked: askedCustomer(call), startedAt: call.startedAt,
    place: call.order?.placeLine ?? (call.place && formatAddress(call.place)), hasOrder: call.order !== null, isPractice: status?.keySource === 'demoFile',
  }))
  const name = [person.givenName, person.familyName].filter(Boolean).join(' ')
  return (
    <>
      <div>
        <h2 className="lm-title">{name || t('call.newCaller')}</h2>
        <p className="lm-label">{t('call.since', { startedAt })}</p>
        {person.phone ? <p className="lm-mono">{person.phone}</p> : null}
      </div>
      {asked ? <CallerPin customerId={asked} /> : null}
      <Facts items={[
        { label: t('customer.id'), value: customerId ? <span title={customerId}>{`UC-${shortId(customerId)}`}</span> : t('call.withFirstWord'), isMono: Boolean(customerId) },
        { label: t('customer.email'), value: breakable(person.email) },
        { label: t('customer.signIn'), value: breakable(person.userIdentifier) },
        { label: t('customer.address'), value: place ?? '–' },
      ]} />
      <Duplicates />
      <hr className="lm-hr" />
      <AtEachProvider />
      {hasOrder ? <ThisOrder /> : null}
      {isPractice ? <p className="lm-label" style={{ marginTop: 'auto' }}>{t('call.practice')}</p> : null}
    </>
  )
}

/** What the card shows of the caller, as it was ordered or as it is typed. */
function personOf({ order, registration }: Pick<CallState, 'order' | 'registration'>) {
  const { givenName, familyName, phone, email, userIdentifier } = order?.order.registration ?? registration
  return { givenName, familyName, phone, email, userIdentifier }
}

/** An address that may wrap after its @ and nowhere else. */
function breakable(address: string | undefined) {
  if (!address) return '–'
  const [name, ...rest] = address.split('@')
  return rest.length === 0 ? name : <>{name}@<wbr />{rest.join('@')}</>
}

function AtEachProvider() {
  const { t, tf } = useTexts()
  const order = useDeskState((state) => state.call.order)
  const parties = useDeskView((state) => partiesOf(state))
  return (
    <section className="lm-stack" aria-label={t('customer.atEach')}>
      <h3 className="lm-section">{t('customer.atEach')}</h3>
      {parties.length === 0 ? <p className="lm-quiet">{t('customer.idsLater')}</p> : null}
      {parties.map(({ providerId, name }) => {
        const link = order?.localIds.find((candidate) => candidate.providerId === providerId)
        const word = link ? (link.state === 'linked' ? 'linked' : 'released') : 'notYet'
        return (
          <div className="lm-split" key={providerId}>
            <span>{name}<br /><span className="lm-mono lm-quiet">{link?.localCustomerId ?? t('customer.noId')}</span></span>
            <span className="lm-keyed"><StateGlyph state={word === 'linked' ? 'yes' : word === 'released' ? 'no' : 'notStarted'} />{tf('link', word)}</span>
          </div>
        )
      })}
    </section>
  )
}

/** Whom the order asks for a service. */
const partiesOf = ({ call: { order }, status }: DeskState) =>
  [...new Set((order?.steps ?? []).flatMap((step) => (step.kind === 'serviceOrder' && step.providerId ? [step.providerId] : [])))].map((providerId) => ({ providerId, name: providerName(status, providerId) }))

function ThisOrder() {
  const { t, tf, format } = useTexts()
  const order = useDeskState((state) => state.call.order)
  if (!order) return null
  return (
    <>
      <hr className="lm-hr" />
      <section className="lm-stack" aria-label={t('customer.order')}>
        <h3 className="lm-section">{t('customer.order')}</h3>
        <Facts items={[
          { label: t('customer.orderId'), value: `PO-${shortId(order.order.id)}`, isMono: true },
          { label: t('customer.state'), value: tf('state', order.state) },
          { label: t('customer.ip'), value: order.address ?? '–', isMono: true },
          { label: t('customer.firstBill'), value: order.isMasked ? t('auth.masked') : format.money(order.order.quote.totalMinor) },
          { label: t('customer.then'), value: order.isMasked ? '–' : t('customer.monthly', { monthlyMinor: order.order.quote.monthlyMinor }) },
        ]} />
      </section>
    </>
  )
}
