import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { FactsLabel } from '../../components/FactsLabel.tsx'
import { Key } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { PinPanel } from './PinPanel.tsx'
import { confirmable, labelsOf, promiseItems } from './promise-items.ts'
import type { PromiseItem } from './promise-items.ts'

const GLYPH: Readonly<Record<PromiseItem['state'], GlyphState>> = { open: 'notStarted', yes: 'yes', no: 'no', outdated: 'late' }

/** What is read word for word, with the label beside it. Enter answers the row that has the focus and goes on to the next. */
export function ConsentsStep() {
  const { promises, call: verbs } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const call = useDeskState((state) => state.call)
  const spoken = useDeskState((state) => state.spoken)
  const items = spoken ? promiseItems(call, spoken, texts) : []
  const open = confirmable(items, call.seen)
  const isHere = items.length > 0
  useEffect(() => { void promises.load() }, [promises])
  useEffect(() => { if (isHere) focusNext() }, [isHere])
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey || (event.target instanceof HTMLElement && event.target.matches('input'))) return
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-promise]')?.dataset['promise'] : undefined
    const item = items.find((each) => each.id === row)
    const key = event.key.toLowerCase()
    if (key === 'a') promises.allSaid(items)
    else if (key === 'n' && item?.no) promises.declined(item)
    else return
    event.preventDefault()
    focusSoon()
  }
  return (
    <div className="lm-steps" onKeyDown={onKey}>
      <h1 className="lm-headline">{t('promises.title')}</h1>
      <div className="lm-promises">
        <Panel title={t('promises.consents')} isFlush aside={<AllSaid count={open.length} onPress={() => { promises.allSaid(items); focusSoon() }} />} face={spoken ? { kind: 'ready' } : { kind: 'loading', what: t('promises.loading') }}>
          <ol className="lm-rows">{items.map((item) => <Row key={item.id} item={item} />)}</ol>
        </Panel>
        <div className="lm-stack">
          {labelsOf(call).map(({ offering, provider }) => (offering.label ? <FactsLabel key={offering.id} label={offering.label} planName={offering.name} providerName={provider.name} /> : null))}
          {labelsOf(call).length === 0 ? <Panel title={t('promises.labels')} face={{ kind: 'empty', title: t('promises.noLabel'), body: t('promises.noLabelBody'), keys: [{ chord: 'F4', label: t('callStep.offers'), onPress: () => verbs.go('offers') }] }} /> : null}
          <PinPanel />
        </div>
      </div>
      <div className="lm-actions"><button id="to-read-back" type="button" className="lm-button lm-button-primary" onClick={() => verbs.go('readBack')}><Key chord="F8" />{t('promises.goOn')}</button></div>
    </div>
  )
}

const AllSaid = ({ count, onPress }: { readonly count: number; readonly onPress: () => void }) => {
  const { t } = useTexts()
  return count === 0 ? null : <button type="button" className="lm-keyed" title={t('promises.allReadHint', { n: count })} onClick={onPress}><Key chord="A" />{t('promises.allRead')}</button>
}

function Row({ item }: { readonly item: PromiseItem }) {
  const { promises } = useDesk()
  const { t, language } = useTexts()
  const row = useSeen(item.id)
  const answer = (isYes: boolean) => {
    if (isYes) promises.said(item)
    else promises.declined(item)
    focusSoon()
  }
  return (
    <li className="lm-promise" ref={row} data-promise={item.id} data-state={item.state}>
      <StateGlyph state={GLYPH[item.state]} />
      <h3>{item.title} <span className="lm-label" role={item.state === 'outdated' ? 'alert' : undefined}>{item.isRequired ? t('promises.required') : t('promises.optional')} · {t('promises.version', { version: item.version })} · {standing(item, t)}</span></h3>
      <div className="lm-promise-verbs">
        <button type="button" data-pick data-yes className="lm-button" aria-pressed={item.state === 'yes'} aria-label={`${item.kind === 'consent' ? t('promises.agreed') : t('promises.said')}: ${item.title}`} onClick={() => answer(true)}>{item.kind === 'consent' ? t('promises.agreed') : t('promises.said')}</button>
        {item.no ? <button type="button" className="lm-button" aria-pressed={item.state === 'no'} onClick={() => answer(false)}><Key chord="N" />{t('promises.declined')}<span className="lm-visually-hidden">: {item.title}</span></button> : null}
      </div>
      <p lang={item.kind === 'label' ? undefined : language}>{item.wording}</p>
    </li>
  )
}

function standing(item: PromiseItem, t: ReturnType<typeof useTexts>['t']): string {
  if (item.state === 'outdated') return t('promises.newVersion')
  if (item.state === 'open') return t('promises.open')
  if (item.at === null) return t('promises.beingKept')
  const words = item.kind !== 'consent' ? 'promises.saidAt' : item.state === 'yes' ? 'promises.agreedAt' : 'promises.declinedAt'
  return t(words, { at: item.at })
}

/** Tells when the whole row has been on the screen: what was never displayed is not settled by one key. */
function useSeen(id: string) {
  const { promises } = useDesk()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const element = row.current
    if (!element) return
    const watch = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) promises.seen(id) }, { threshold: 0.95 })
    watch.observe(element)
    return () => { watch.disconnect() }
  }, [promises, id])
  return row
}

/** After the answer was drawn: the next open row, or the way on. Who went elsewhere meanwhile stays there. */
const focusSoon = () => {
  const from = document.activeElement
  const go = () => { if (document.activeElement === from || document.activeElement === document.body) focusNext() }
  requestAnimationFrame(() => requestAnimationFrame(go))
}
function focusNext(): void {
  const next = document.querySelector<HTMLElement>('[data-promise][data-state=open] [data-yes], [data-promise][data-state=outdated] [data-yes]') ?? document.getElementById('to-read-back')
  next?.focus()
}

