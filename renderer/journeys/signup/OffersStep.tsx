import { useEffect, useRef } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Texts } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { AfterPaint } from '../../components/AfterPaint.tsx'
import { FactsLabel } from '../../components/FactsLabel.tsx'
import { Key } from '../../components/parts.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { FirstBill } from './FirstBill.tsx'
import { ChangeBanner } from './offers/ChangeBanner.tsx'
import { CompareView } from './offers/CompareView.tsx'
import { ExtraRow } from './offers/ExtraRow.tsx'
import { PlanCard } from './offers/PlanCard.tsx'
import { offerCard } from './offers/offer-card.ts'
import type { CardContext } from './offers/offer-card.ts'
import { steadyList } from './offers/steady-list.ts'
import type { ListedOffer } from './offers/steady-list.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** As many plans as a window shows without scrolling are drawn with the key; those below it a frame later. */
const AT_ONCE = 4

/** What can be sold here: plans side by side, what goes with them in rows; the first bill and the label below. */
export function OffersStep() {
  const { call } = useDesk()
  const { offers, qualification, choice, chosen } = useDeskState(useShallow(({ call: { offers, qualification, choice, chosen } }) => ({ offers, qualification, choice, chosen })))
  const status = useDeskState((state) => state.status)
  const texts = useTexts()
  const { t } = texts
  const work = useRef<HTMLDivElement>(null)
  const isListed = offers !== null
  const isComparing = Boolean(choice.compare?.second)
  const mark = choice.compare?.first ?? null
  useEffect(() => {
    if (!isListed || isComparing) return
    const back = mark === null ? null : work.current?.querySelector<HTMLElement>(`[data-plan="${mark}"] [data-pick]`)
    const first = back ?? work.current?.querySelector<HTMLElement>('[data-pick]')
    takeFocus(first)
    // Coming back from a comparison the focus is where it began; the mark alone moves nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isListed, isComparing])
  const listed = offers ? steadyList(choice.baseline, offers) : []
  const plans = listed.filter(isPlan)
  const context: CardContext = { texts, status, offers: listed.map((item) => item.offer), dearest24Minor: Math.max(0, ...plans.map((item) => item.offer.cost.total24Minor)) }
  const compared = choice.compare?.second ? [choice.compare.first, choice.compare.second].map((id) => listed.find((item) => item.offer.offering.id === id)?.offer) : []
  const planRow = (item: ListedOffer, index: number) => <li key={item.offer.offering.id}><PlanCard nth={index + 1} card={offerCard(item, context)} offer={item.offer} isChosen={chosen.includes(item.offer.offering.id)} isMarked={mark === item.offer.offering.id} /></li>
  if (compared[0] && compared[1]) return <CompareView first={compared[0]} second={compared[1]} context={context} />
  return (
    <div className="lm-steps" ref={work}>
      <div className="lm-split"><h1 className="lm-headline">{t('offers.title', { plans: plans.filter((item) => item.offer.orderable).length })}</h1><span className="lm-label">{t('offers.order', { hasNeed: choice.need !== null })}</span></div>
      <ChangeBanner />
      <Panel title={t('offers.plans')} isFlush aside={offers ? t('offers.catalog', { version: offers.catalogVersion }) : null} face={faceOf({ hasPlace: qualification !== null, offers: offers ? listed.length : null, isCut: status?.network === 'cut', onAddress: () => call.go('address') }, texts)}>
        <ol className="lm-plans">{plans.slice(0, AT_ONCE).map(planRow)}<AfterPaint>{plans.slice(AT_ONCE).map((item, index) => planRow(item, AT_ONCE + index))}</AfterPaint></ol>
        <BarLegend />
      </Panel>
      {listed.length === plans.length ? null : (
        <AfterPaint><Panel title={t('offers.beside')} isFlush>
          <ol className="lm-rows">{listed.filter((item) => !isPlan(item)).map((item, index) => <li key={item.offer.offering.id}><ExtraRow nth={plans.length + index + 1} item={item} context={context} isChosen={chosen.includes(item.offer.offering.id)} /></li>)}</ol>
        </Panel></AfterPaint>
      )}
      <AfterPaint key={isListed ? 'listed' : 'asked'}><div className="lm-form"><FirstBill /><FocusedLabel listed={listed} /></div></AfterPaint>
      <div className="lm-actions"><button type="button" className="lm-button lm-button-primary" onClick={() => call.go('register')}><Key chord="F6" />{t('offers.go')}</button><span className="lm-label">{t('offers.hint')}</span></div>
    </div>
  )
}

const isPlan = (item: ListedOffer): boolean => item.offer.offering.kind === 'access'

function BarLegend() {
  const { t } = useTexts()
  return <p className="lm-bar-legend"><span data-part="service">{t('offers.service')}</span><span data-part="equipment">{t('offers.equipment')}</span><span data-part="once">{t('offers.once')}</span><span className="lm-bar-scale">{t('offers.scale')}</span></p>
}

/** The label of the plan that is looked at, else of the chosen one, else of the first. */
function FocusedLabel({ listed }: { readonly listed: readonly ListedOffer[] }) {
  const { t } = useTexts()
  const { chosen, focusedOffer } = useDeskState(useShallow(({ call: { chosen, focusedOffer } }) => ({ chosen, focusedOffer })))
  const labelled = listed.map((item) => item.offer).filter((offer) => offer.offering.label)
  const shown = labelled.find((offer) => offer.offering.id === focusedOffer) ?? labelled.find((offer) => chosen.includes(offer.offering.id)) ?? labelled[0]
  if (!shown?.offering.label) return <Panel title={t('offers.label')}><p className="lm-quiet">{t('offers.label.none')}</p></Panel>
  return <div id="offer-label" tabIndex={-1}><FactsLabel label={shown.offering.label} planName={shown.offering.name} providerName={shown.provider.name} /></div>
}

function faceOf(facts: { readonly hasPlace: boolean; readonly offers: number | null; readonly isCut: boolean; readonly onAddress: () => void }, { t }: Texts): Face {
  if (!facts.hasPlace) return { kind: 'empty', title: t('offers.noAddress'), body: t('offers.noAddress.body'), keys: [{ chord: 'F3', label: t('offers.address'), onPress: facts.onAddress }] }
  if (facts.offers === null) return { kind: 'loading', what: t('offers.loading') }
  if (facts.offers === 0) return { kind: 'empty', title: t('offers.none'), body: t('offers.none.body'), keys: [{ chord: 'F3', label: t('offers.otherAddress'), onPress: facts.onAddress }] }
  return facts.isCut ? { kind: 'offline', note: t('offers.offline') } : { kind: 'ready' }
}
