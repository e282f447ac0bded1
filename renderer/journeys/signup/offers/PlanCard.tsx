import { useDesk } from '../../../app/desk-context.tsx'
import { useTexts } from '../../../app/texts-context.tsx'
import { Key, StatePill } from '../../../components/parts.tsx'
import { StateGlyph } from '../../../components/StateGlyph.tsx'
import type { Offer } from './choice.ts'
import type { OfferCard } from './offer-card.ts'

/** One plan: who, how fast here, whether it fits, what it costs over two years, and when it is live. The head is the button that takes it. */
export function PlanCard({ card, offer, nth, isChosen, isMarked }: { readonly nth: number; readonly card: OfferCard; readonly offer: Offer; readonly isChosen: boolean; readonly isMarked: boolean }) {
  const { call } = useDesk()
  const { t } = useTexts()
  const isOff = !card.canBeTaken && !isChosen
  return (
    <article className="lm-plan" data-plan={card.id} data-chosen={isChosen} data-off={!card.canBeTaken} aria-label={card.name}>
      <button type="button" className="lm-plan-head" data-pick aria-pressed={isChosen} aria-disabled={isOff || undefined} aria-describedby={`why-${card.id}`} onClick={isOff ? undefined : () => void call.toggleOffer(card.id)} onFocus={() => call.focusOffer(card.id)}>
        <span className="lm-plan-key" aria-hidden="true"><Key chord={String(nth)} /></span>
        <span className="lm-check" aria-hidden="true">{isChosen ? '✓' : ''}</span>
        <span className="lm-plan-name">{card.name}<small>{card.who}{offer.offering.origin === 'invented' ? ` · ${t('offer.invented')}` : ''}</small></span>
        {isMarked ? <span className="lm-plan-mark">{t('offer.compareMark')}</span> : null}
      </button>
      <p className="lm-plan-speed">{card.speed ? <><b>{card.speed.down}</b> / <b>{card.speed.up}</b> <small>Mbps{card.speed.isOfPlan ? ` ${t('offer.planSpeed')}` : ''}</small></> : <small>{t('fit.unknown')}</small>}</p>
      {card.fit ? <p className="lm-plan-fit"><StatePill state={card.fit.glyph}>{card.fit.words}</StatePill></p> : null}
      <div id={`why-${card.id}`}>
        {card.marks.map((mark) => <p className="lm-plan-changed" key={mark}><StateGlyph state="late" />{mark}</p>)}
        {card.why ? <p className="lm-plan-why"><StateGlyph state="no" />{card.why}</p> : null}
        {card.yesWhen ? <p className="lm-plan-yes"><b aria-hidden="true">→</b> {t('offer.yesWhen', { reason: card.yesWhen })}</p> : null}
      </div>
      <dl className="lm-plan-figures">{card.figures.map((figure) => <div key={figure.label} data-strong={figure.isStrong}><dt>{figure.label}</dt><dd>{figure.value}</dd></div>)}</dl>
      <div className="lm-plan-bar" role="img" aria-label={card.bar.words} title={card.bar.words}><i data-part="service" style={{ width: `${card.bar.service}%` }} /><i data-part="equipment" style={{ width: `${card.bar.equipment}%` }} /><i data-part="once" style={{ width: `${card.bar.oneTime}%` }} /></div>
      {card.introduction ? <p className="lm-label">{card.introduction}</p> : null}
      {card.byUse.map((words) => <p className="lm-label" key={words}>{words}</p>)}
      <dl className="lm-plan-facts">{card.facts.map((fact) => <div key={`${fact.label}${fact.value}`}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>)}</dl>
      {card.rank ? <p className="lm-plan-rank">{card.rank}</p> : null}
      <p className="lm-plan-keys"><button type="button" className="lm-keyed" onClick={() => call.compareOffer(card.id)} aria-pressed={isMarked}><Key chord="C" />{t('compare.key')}</button><button type="button" className="lm-keyed" onClick={() => { call.focusOffer(card.id); requestAnimationFrame(() => document.getElementById('offer-label')?.focus()) }}><Key chord="L" />{t('offer.label')}</button></p>
    </article>
  )
}
