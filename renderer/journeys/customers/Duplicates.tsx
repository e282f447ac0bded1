import type { PeopleCandidate } from '../../../shared/domain/people.ts'
import { shortId } from '../../../shared/kernel/ids.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'

/** Beside the form, so that nothing moves under the hands: who may be the caller, and what is under way at the address. */
export function Duplicates() {
  const { t, tf, format } = useTexts()
  const { orders } = useDesk()
  const { candidates, ordersAtPlace } = useDeskState((state) => state.call.people)
  const sameAs = useDeskState((state) => state.call.draft?.sameAs ?? null)
  const isRegister = useDeskState((state) => state.screen === 'call' && state.call.step === 'register')
  const said = candidates.length > 0 ? t('people.live', { count: candidates.length }) : ''
  return (
    <>
      <div className="lm-visually-hidden" role="status">{said}</div>
      {ordersAtPlace.map((order) => (
        <section className="lm-known lm-known-warning" key={order.orderId} aria-label={t('people.atPlace')}>
          <h3 className="lm-section lm-keyed"><StateGlyph state="late" />{t('people.atPlace')}</h3>
          <p>{t('people.atPlaceBody', { name: order.customerName, state: tf('state', order.state), takenAt: order.takenAt, takenBy: order.takenBy })} {format.date(order.takenAt)}</p>
          <button type="button" className="lm-button" onClick={() => void orders.open(order.orderId)}><Key chord="Alt O" />{t('people.openOrder', { order: `PO-${shortId(order.orderId)}` })}</button>
        </section>
      ))}
      {sameAs ? <p className="lm-known lm-keyed"><StateGlyph state="yes" />{t('people.isSame', { id: `UC-${shortId(sameAs)}` })}</p> : null}
      {candidates.length === 0 ? null : (
        <section className="lm-stack" aria-label={t('people.perhaps')}>
          <h3 className="lm-section">{t('people.perhaps')}</h3>
          {candidates.map((candidate, index) => <Candidate key={candidate.customerId} candidate={candidate} index={index} isKeyed={isRegister} />)}
        </section>
      )}
    </>
  )
}

function Candidate({ candidate, index, isKeyed }: { readonly candidate: PeopleCandidate; readonly index: number; readonly isKeyed: boolean }) {
  const { t, tf } = useTexts()
  const { people, tabs } = useDesk()
  const waiting = useDeskState((state) => state.waiting)
  const open = () => {
    const parked = candidate.draftId === null ? undefined : waiting.find((call) => call.draft?.id === candidate.draftId)
    if (parked) tabs.show(parked.key)
    else void people.open(candidate.customerId)
  }
  const pick = (nth: number) => (isKeyed ? { 'data-pick': true, chord: `Alt ${index * 3 + nth}` } : { chord: null })
  return (
    <article className="lm-known" aria-label={candidate.name}>
      <p className="lm-split"><b>{candidate.name}</b><span className="lm-mono lm-quiet">UC-{shortId(candidate.customerId)}</span></p>
      <p className="lm-quiet lm-mono">{[candidate.phone, candidate.addressLine].filter(Boolean).join(' · ')}</p>
      <p className="lm-keyed"><StateGlyph state={candidate.verdict === 'same' ? 'yes' : 'unknown'} />{candidate.verdict === 'same' ? t('people.verdictSame') : t('people.verdictMaybe')}</p>
      <p>{candidate.reasons.map((reason) => tf('match', reason)).join('; ')}.</p>
      <p className="lm-known-keys">
        <Verb {...pick(1)} label={t('people.open')} name={candidate.name} onPress={open} />
        {candidate.knownFrom === 'draft' ? null : <Verb {...pick(2)} label={t('people.same')} name={candidate.name} onPress={() => people.decide(candidate.customerId, 'same')} />}
        <Verb {...pick(3)} label={t('people.notSame')} name={candidate.name} onPress={() => people.decide(candidate.customerId, 'notSame')} />
      </p>
    </article>
  )
}

const Verb = ({ chord, label, name, onPress, ...rest }: { readonly chord: string | null; readonly label: string; readonly name: string; readonly onPress: () => void; readonly 'data-pick'?: boolean }) =>
  <button type="button" className="lm-keyed" aria-label={`${label}: ${name}`} onClick={onPress} {...rest}>{chord ? <Key chord={chord} /> : null}{label}</button>
