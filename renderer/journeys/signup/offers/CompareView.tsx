import { useEffect, useRef } from 'react'
import { useDesk, useDeskState } from '../../../app/desk-context.tsx'
import { useTexts } from '../../../app/texts-context.tsx'
import { Key } from '../../../components/parts.tsx'
import { Panel } from '../../../panels/Panel.tsx'
import type { Offer } from './choice.ts'
import { compareOffers } from './compare-rows.ts'
import type { CompareRow } from './compare-rows.ts'
import type { CardContext } from './offer-card.ts'
import { takeFocus } from '../../../components/take-focus.ts'

/** Two offers in two columns: what differs first. A real table; Esc goes back to where it was opened. */
export function CompareView({ first, second, context }: { readonly first: Offer; readonly second: Offer; readonly context: CardContext }) {
  const { call } = useDesk()
  const { t } = useTexts()
  const chosen = useDeskState((state) => state.call.chosen)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { takeFocus(heading.current) }, [])
  const { differing, same } = compareOffers(first, second, context)
  const take = async (offer: Offer) => {
    if (!chosen.includes(offer.offering.id)) await call.toggleOffer(offer.offering.id)
    call.endCompare()
  }
  return (
    <div className="lm-steps">
      <h1 className="lm-headline" tabIndex={-1} ref={heading}>{t('compare.title', { first: first.offering.name, second: second.offering.name })}</h1>
      <Panel title={t('compare.differs', { n: differing.length })} isFlush>
        <table className="lm-compare">
          <caption className="lm-visually-hidden">{t('compare.title', { first: first.offering.name, second: second.offering.name })}</caption>
          <thead><tr><th scope="col">{t('compare.what')}</th><th scope="col">{first.offering.name}</th><th scope="col">{second.offering.name}</th></tr></thead>
          <tbody>{differing.map((row) => <Row key={row.id} row={row} better={t('compare.better')} />)}</tbody>
          {same.length === 0 ? null : <tbody className="lm-compare-same"><tr><th scope="rowgroup" colSpan={3}>{t('compare.same')}</th></tr>{same.map((row) => <Row key={row.id} row={row} better="" />)}</tbody>}
        </table>
      </Panel>
      <div className="lm-actions">
        {[first, second].filter((offer) => offer.orderable).map((offer) => <button type="button" key={offer.offering.id} className="lm-button" data-pick onClick={() => void take(offer)}>{t('compare.take', { name: offer.offering.name })}</button>)}
        <button type="button" className="lm-keyed" onClick={() => call.endCompare()}><Key chord="Esc" />{t('compare.back')}</button>
      </div>
    </div>
  )
}

const Row = ({ row, better }: { readonly row: CompareRow; readonly better: string }) => (
  <tr><th scope="row">{row.label}</th><td data-better={row.better === 'first'}>{row.first}{row.better === 'first' ? <small> {better}</small> : null}</td><td data-better={row.better === 'second'}>{row.second}{row.better === 'second' ? <small> {better}</small> : null}</td></tr>
)
