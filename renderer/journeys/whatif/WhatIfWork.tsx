import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { Details } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Facts, Key, KeyChip, Say } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { monthRows, nameOf, offerRows, sayOffer } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** The months that were, on every offer at the house: the offers by what they would have saved at the left, the chosen one month by month at the right. */
export function WhatIfWork() {
  const { whatif } = useDesk()
  const { t, tf, format } = useTexts()
  const { answer, problem, months, chosen } = useDeskState((state) => state.whatif)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { takeFocus(heading.current) }, [])
  const offer = answer?.offers.find(({ id }) => id === chosen) ?? null
  const service = answer?.services.find(({ orderId }) => orderId === answer.orderId) ?? null
  const first = answer?.months[0], last = answer?.months.at(-1)
  const { whole, cents } = format.moneyParts(answer?.paidMinor ?? 0)
  const sentence = problem ? tf('error', problem.code, problem.details as Details) : ''
  const face: Face = problem?.code === 'whatif-no-bills' ? { kind: 'empty', title: t('whatif.noBills'), body: sentence } : problem?.code === 'caller-not-verified' ? { kind: 'empty', title: t('bills.masked') }
    : problem ? { kind: 'failed', title: t('whatif.failed'), body: sentence, code: problem.code, keys: [{ chord: 'Enter', label: t('whatif.again'), onPress: () => void whatif.read() }] }
      : answer === null ? { kind: 'loading', what: t('whatif.loading') } : answer.offers.length === 0 ? { kind: 'empty', title: t('whatif.noOffers'), body: t('whatif.notHere', { n: answer.notHere }) } : isCut ? { kind: 'offline', note: t('whatif.offline') } : { kind: 'ready' }
  // The row that had the focus is gone with its list: the keys of the screen are not.
  useEffect(() => { if (document.activeElement === document.body) takeFocus(heading.current) }, [face.kind])
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return
    if (event.ctrlKey || event.altKey || event.metaKey || event.key.toLowerCase() !== 'm') return
    event.preventDefault()
    whatif.chooseMonths(months === 24 ? 12 : 24)
  }
  return (
    <div className="lm-bill lm-whatif" onKeyDown={onKey}>
      <header className="lm-split">
        <div>
          {first && last ? <span className="lm-label">{service?.addressLine} · {t('bills.period', { from: first.from, to: last.to })}</span> : null}
          <h1 className="lm-headline" tabIndex={-1} ref={heading}>{answer ? t('whatif.headline', { n: answer.months.length }) : t('whatif.title')}</h1>
        </div>
        {answer ? <div className="lm-bill-total"><span className="lm-figure">{whole}<small>{cents}</small></span><span className="lm-label">{t('whatif.paid')}<br />{service?.name}</span></div> : null}
      </header>
      {answer && answer.services.length > 1 ? (
        <div className="lm-field"><label htmlFor="whatif-service">{t('whatif.service')}</label><select id="whatif-service" className="lm-input" value={answer.orderId} onChange={(event) => whatif.chooseService(event.target.value)}>{answer.services.map((one) => <option key={one.orderId} value={one.orderId}>{one.name}, {one.addressLine}</option>)}</select></div>
      ) : null}
      <div className="lm-whatif-columns">
        <Panel title={t('whatif.offers')} isFlush face={face} aside={answer && answer.offers.length > 0 && answer.notHere > 0 ? t('whatif.notHere', { n: answer.notHere }) : null}>{answer ? <Offers answer={answer} chosen={chosen} /> : null}</Panel>
        {answer && offer ? <OneOffer answer={answer} offer={offer} /> : null}
      </div>
      <div className="lm-actions">
        <button type="button" className="lm-keyed" onClick={() => whatif.chooseMonths(months === 24 ? 12 : 24)}><Key chord="M" />{t(months === 24 ? 'whatif.last12' : 'whatif.last24')}</button>
        <KeyChip chord="Esc" onPress={whatif.back}>{t('whatif.back')}</KeyChip>
      </div>
    </div>
  )
}

/** Up and down go through the offers; the one in focus is looked at. */
function Offers({ answer, chosen }: { readonly answer: Answer<'whatif.compare'>; readonly chosen: string | null }) {
  const { whatif } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const body = useRef<HTMLTableSectionElement>(null)
  const { orderId } = answer
  useEffect(() => { takeFocus(body.current?.querySelector('button')) }, [orderId])
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    buttons[Math.min(buttons.length - 1, Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + step))]?.focus()
  }
  return (
    <table className="lm-table lm-bill-lines" onKeyDown={move}>
      <thead><tr><th scope="col">{t('whatif.offer')}</th><th scope="col" className="lm-amount">{t('whatif.there')}</th><th scope="col" className="lm-amount">{t('whatif.against')}</th></tr></thead>
      <tbody ref={body}>{offerRows(answer, texts).map((row) => (
        <tr key={row.id} data-chosen={row.id === chosen || undefined}>
          <th scope="row"><button type="button" aria-current={row.id === chosen || undefined} onFocus={() => whatif.choose(row.id)} onClick={() => whatif.choose(row.id)}>{row.name}<small>{row.detail}</small></button></th>
          <td className="lm-amount">{row.total}</td>
          <td className="lm-amount lm-whatif-saving" data-outcome={row.outcome}>{row.saving}</td>
        </tr>
      ))}</tbody>
    </table>
  )
}

function OneOffer({ answer, offer }: { readonly answer: Answer<'whatif.compare'>; readonly offer: Answer<'whatif.compare'>['offers'][number] }) {
  const texts = useTexts()
  const { t, format } = texts
  const facts = [
    { label: t('whatif.monthly'), value: format.money(offer.monthlyMinor) }, ...(offer.onceMinor > 0 ? [{ label: t('whatif.once'), value: format.money(offer.onceMinor) }] : []),
    ...(offer.introductoryUntil === null ? [] : [{ label: t('whatif.beginning'), value: t('whatif.introductory') }]),
    ...(offer.kept.length > 0 ? [{ label: t('whatif.kept'), value: format.list(offer.kept) }] : []), ...(offer.lost.length > 0 ? [{ label: t('whatif.lost'), value: format.list(offer.lost) }] : []),
  ]
  return (
    <Panel title={nameOf(offer, texts)}>
      <div className="lm-stack">
        <Say head={t('whatif.sayHead')} sentence={sayOffer(answer, offer, texts)} />
        <Facts items={facts} />
        {offer.comparedMonths < answer.months.length ? <p className="lm-quiet lm-keyed"><StateGlyph state="unknown" />{t('whatif.neverGuessed', { n: offer.comparedMonths, all: answer.months.length })}</p> : null}
        <div className="lm-whatif-months" role="region" aria-label={t('whatif.byMonth')} tabIndex={0}>
          <table className="lm-table">
            <caption className="lm-visually-hidden">{t('whatif.byMonth')}</caption>
            <thead><tr><th scope="col">{t('whatif.month')}</th><th scope="col" className="lm-amount">{t('whatif.youPaid')}</th><th scope="col" className="lm-amount">{t('whatif.there')}</th><th scope="col" className="lm-amount">{t('whatif.difference')}</th></tr></thead>
            <tbody>{monthRows(answer, offer, texts).map((row) => <tr key={row.key}><th scope="row">{row.period}</th><td className="lm-amount">{row.paid}</td><td className="lm-amount">{row.there}</td><td className="lm-amount">{row.difference}</td></tr>)}</tbody>
          </table>
        </div>
      </div>
    </Panel>
  )
}
