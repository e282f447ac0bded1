import { useEffect } from 'react'
import { formatMinor, speedNumber, splitMoney } from '../../../shared/messages/format.ts'
import { textFor } from '../../../shared/messages/text.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { FactsLabel } from '../../components/FactsLabel.tsx'
import { Key } from '../../components/parts.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { FirstBill } from './FirstBill.tsx'

type Offer = Answer<'offers.list'>['offers'][number]
const KINDS: Readonly<Record<Offer['offering']['kind'], string>> = { access: 'plan', addOn: 'add-on', equipment: 'equipment', bundle: 'bundle' }

/** What can be sold here: plans, add-ons and the bundle, each with its price and first bill; the label and the sum beside them. */
export function OffersStep() {
  const { call } = useDesk()
  const { offers, qualification, chosen, focusedOffer } = useDeskState((state) => state.call)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const isListed = offers !== null
  useEffect(() => { if (isListed) document.querySelector<HTMLElement>('[data-pick]')?.focus() }, [isListed])
  const list = offers?.offers ?? []
  const focused = list.find((offer) => offer.offering.id === focusedOffer && offer.offering.label) ?? list.find((offer) => chosen.includes(offer.offering.id) && offer.offering.label) ?? list.find((offer) => offer.offering.label)
  return (
    <>
      <h1 className="lm-headline">{plansTitle(list.filter((offer) => offer.orderable && offer.offering.kind === 'access').length)}</h1>
      <Panel title="Offers" isFlush aside={offers ? `catalog version ${offers.catalogVersion}` : null} face={faceOf({ hasPlace: qualification !== null, offers: offers ? list.length : null, isCut, onAddress: () => call.go('address') })}>
        <ol className="lm-rows">
          {list.map((offer, index) => <li key={offer.offering.id}><OfferRow offer={offer} index={index} isChosen={chosen.includes(offer.offering.id)} needs={list} onToggle={() => void call.toggleOffer(offer.offering.id)} onFocus={() => call.focusOffer(offer.offering.id)} /></li>)}
        </ol>
      </Panel>
      <div className="lm-form">
        <FirstBill />
        {focused?.offering.label ? <FactsLabel label={focused.offering.label} planName={focused.offering.name} providerName={focused.provider.name} /> : <Panel title="Broadband label"><p className="lm-quiet">{focused ? `${focused.offering.name} is no access plan, so it has no label.` : 'Choose a plan to see its label.'}</p></Panel>}
      </div>
      <div className="lm-actions"><button type="button" className="lm-button lm-button-primary" onClick={() => call.go('register')}><Key chord="F6" />Go on to Register</button><span className="lm-label">Space or Alt 1…9 takes a row into the order and out of it</span></div>
    </>
  )
}

function faceOf(facts: { readonly hasPlace: boolean; readonly offers: number | null; readonly isCut: boolean; readonly onAddress: () => void }): Face {
  if (!facts.hasPlace) return { kind: 'empty', title: 'The address comes first', body: 'What can be sold depends on the house.', keys: [{ chord: 'F3', label: 'Address', onPress: facts.onAddress }] }
  if (facts.offers === null) return { kind: 'loading', what: 'Listing the offers' }
  if (facts.offers === 0) return { kind: 'empty', title: 'Nothing can be sold at this house today', body: 'No line says yes, so no plan fits.', keys: [{ chord: 'F3', label: 'Other address', onPress: facts.onAddress }] }
  return facts.isCut ? { kind: 'offline', note: 'No network: prices are from this desk’s catalog. They are confirmed before anything is sent.' } : { kind: 'ready' }
}

function OfferRow({ offer, index, isChosen, needs, onToggle, onFocus }: { readonly offer: Offer; readonly index: number; readonly isChosen: boolean; readonly needs: readonly Offer[]; readonly onToggle: () => void; readonly onFocus: () => void }) {
  const { offering, provider, why } = offer
  const price = splitMoney(offer.monthlyMinor)
  // A missing prerequisite is repaired by choosing it: the row stays usable, the console checks the whole order.
  const isOff = !offer.orderable && why?.code !== 'prerequisite-missing'
  const needed = why?.details['needs'] === undefined ? why?.details : { ...why.details, needs: namesOf(String(why.details['needs']), needs, provider.name) }
  const reason = why ? (why.code === 'client-unsuitable' || why.code === 'prerequisite-missing' ? textFor('why', why.code, needed) : textFor('reason', why.code, why.details)) : null
  return (
    <button type="button" className="lm-offer" data-pick aria-pressed={isChosen} aria-disabled={isOff || undefined} onClick={isOff ? undefined : onToggle} onFocus={onFocus}>
      <Key chord={String(index + 1)} />
      <span className="lm-check" aria-hidden="true">{isChosen ? '✓' : ''}</span>
      <span className="lm-offer-name">{offering.name}<small>{provider.name} · {KINDS[offering.kind]}{offering.origin === 'invented' ? ' · invented' : ''}{reason ? ` · ${reason}` : ''}</small></span>
      <span className="lm-speed">{offer.downlinkKbps === null || offering.kind !== 'access' ? '' : <>{speedNumber(offer.downlinkKbps)}/{offer.uplinkKbps === null ? '–' : speedNumber(offer.uplinkKbps)} <small>Mbps</small></>}</span>
      <span className="lm-price">{price.whole}<small>{price.cents}/mo</small></span>
      <span className="lm-offer-bill">first {formatMinor(offer.firstBillMinor)}</span>
    </button>
  )
}

/** Names what is needed by the offers at hand; where none of them is for sale here, by whose plan it would be. */
function namesOf(needs: string, offers: readonly Offer[], provider: string): string {
  if (needs === 'access') return 'a plan'
  const names = needs.split(', ').flatMap((id) => offers.find((offer) => offer.offering.id === id)?.offering.name ?? [])
  return names.length > 0 ? names.slice(0, 2).join(' or ') : `a ${provider} plan`
}

const plansTitle = (plans: number): string => (plans === 1 ? 'One plan can be ordered here' : `${plans} plans can be ordered here`)
