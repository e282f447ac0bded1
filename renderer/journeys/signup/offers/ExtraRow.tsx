import { useDesk, useDeskState } from '../../../app/desk-context.tsx'
import { useTexts } from '../../../app/texts-context.tsx'
import { Key } from '../../../components/parts.tsx'
import { whyNot } from './offer-card.ts'
import type { CardContext } from './offer-card.ts'
import type { ListedOffer } from './steady-list.ts'
import { byUseWords } from './by-use-words.ts'

/** An add-on, equipment or a bundle: one row, what it contains, what it needs, what it costs. */
export function ExtraRow({ item, nth, context, isChosen }: { readonly nth: number; readonly item: ListedOffer; readonly context: CardContext; readonly isChosen: boolean }) {
  const { call } = useDesk()
  const texts = useTexts()
  const { t, tf, format } = texts
  const chosen = useDeskState((state) => state.call.chosen)
  const { offer, marks } = item
  const isWithdrawn = marks.includes('withdrawn')
  // A missing prerequisite is repaired by choosing it: the row stays usable, the console checks the whole order.
  const isOff = (isWithdrawn || (!offer.orderable && offer.why?.code !== 'prerequisite-missing')) && !isChosen
  const price = format.moneyParts(offer.monthlyMinor)
  const hasPlan = context.offers.some((other) => other.offering.kind === 'access' && chosen.includes(other.offering.id))
  const takes = hasPlan || isChosen ? undefined : context.offers.find((other) => other.offering.id === offer.meets[0])?.offering.name
  const reason = isWithdrawn ? t('offer.withdrawn') : offer.orderable ? null : whyNot(offer, context)
  const contents = offer.contains.map((member) => t('offer.contains', { name: member.name, monthlyMinor: member.monthlyMinor }))
  const notes = [
    ...(contents.length > 0 ? [`${format.list(contents)}; ${t('offer.discount', { discountMinor: offer.discountMinor })}`] : []),
    ...byUseWords(offer.offering, context.offers.map((other) => other.offering), texts),
    ...(takes ? [t('offer.alsoTakes', { name: takes })] : []), ...(reason ? [reason] : []),
    ...marks.filter((mark) => mark !== 'withdrawn').map((mark) => t(`offer.mark.${mark}`, { oldMinor: item.oldMonthlyMinor, newMinor: offer.monthlyMinor })),
  ]
  return (
    <button type="button" className="lm-offer lm-extra" data-pick aria-pressed={isChosen} aria-disabled={isOff || undefined} onClick={isOff ? undefined : () => void call.toggleOffer(offer.offering.id)} onFocus={() => call.focusOffer(offer.offering.id)}>
      <span aria-hidden="true"><Key chord={String(nth)} /></span>
      <span className="lm-check" aria-hidden="true">{isChosen ? '✓' : ''}</span>
      <span className="lm-offer-name">{offer.offering.name}<small>{offer.provider.name} · {tf('offer', `kind.${offer.offering.kind}`)}{offer.offering.origin === 'invented' ? ` · ${t('offer.invented')}` : ''}</small>{notes.map((note) => <small key={note}>{note}</small>)}</span>
      <span className="lm-price">{price.whole}<small>{price.cents}{t('offer.perMonth')}</small></span>
      <span className="lm-offer-bill">{t('offer.first', { firstMinor: offer.firstBillMinor })}</span>
    </button>
  )
}
