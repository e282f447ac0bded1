import { useMemo } from 'react'
import type { DiscreteService } from '../../shared/domain/order.ts'
import type { Texts } from '../../shared/messages/texts.ts'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { CallMeasured } from '../journeys/measures/CallMeasured.tsx'
import { missingBeforeSubmit } from '../journeys/signup/before-submit.ts'
import { notesOf } from '../journeys/signup/notes.ts'
import { useDesk, useDeskState, useDeskView } from './desk-context.tsx'
import { Help } from './Help.tsx'
import { SayNow } from './SayNow.tsx'
import { useTexts } from './texts-context.tsx'
import { providerName } from './names.ts'
import type { DeskState } from './state.ts'

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled'])

/** Latest notes on the rail; all of them are kept with the order. */
const NOTES_SHOWN = 12

/** The sentence to read aloud, what is still needed, and the notes that write themselves. */
export function Rail() {
  const { t } = useTexts()
  const { desk } = useDesk()
  const { notice, isHelpOpen, isBefore, isLive, hasEnded } = useDeskView(railView)
  return (
    <>
      <SayNow />
      {notice ? <p className="lm-banner"><StateGlyph state="pending" />{notice} <button type="button" className="lm-link" style={{ marginLeft: 'auto' }} onClick={desk.dismiss}>{t('notice.close')}</button></p> : null}
      {isHelpOpen ? <Help /> : null}
      {isBefore ? <BeforeSubmit /> : null}
      {isLive && hasEnded ? <CallMeasured /> : null}
      {isLive ? <Services /> : null}
      <Notes />
    </>
  )
}

const railView = ({ notice, isHelpOpen, call: { step, order } }: DeskState) => ({
  notice, isHelpOpen, isBefore: step !== 'live' && step !== 'bill', isLive: order !== null && step === 'live', hasEnded: order !== null && ENDED.has(order.state),
})

/** What the order still needs. */
function BeforeSubmit() {
  const texts = useTexts()
  const { t } = texts
  const missing = useDeskView((state) => missingBeforeSubmit(state, texts))
  return (
    <section className="lm-stack lm-stack-tight" aria-label={t('before.title')}>
      <hr className="lm-hr" />
      <h3 className="lm-section">{t('before.title')}</h3>
      {missing.map((item) => <span className="lm-keyed" key={item.label}><StateGlyph state={item.isDone ? 'yes' : 'notStarted'} />{item.label}<span className="lm-visually-hidden"> {t(item.isDone ? 'before.done' : 'before.needed')}</span></span>)}
    </section>
  )
}

/** What happened in this call, in sentences that nobody had to write. */
function Notes() {
  const texts = useTexts()
  const events = useDeskState((state) => state.call.talk.events)
  const notes = useMemo(() => notesOf(events, texts, NOTES_SHOWN), [events, texts])
  const keptBack = useDeskState((state) => state.call.notesKeptBack)
  if (notes.length === 0 && keptBack === 0) return null
  return (
    <section className="lm-stack" aria-label={texts.t('notes.title')}>
      <hr className="lm-hr" />
      <h3 className="lm-section">{texts.t('notes.heading')}</h3>
      {keptBack === 0 ? null : <p className="lm-quiet">{texts.t('notes.keptBack', { n: keptBack })}</p>}
      <ol className="lm-stack">{notes.map((note) => <li className="lm-notes" key={note.id}><time>{note.clock}</time><span>{note.sentence}</span></li>)}</ol>
    </section>
  )
}

function Services() {
  const texts = useTexts()
  const order = useDeskState((state) => state.call.order)
  const status = useDeskState((state) => state.status)
  return (
    <section className="lm-stack" aria-label={texts.t('services.title')}>
      <hr className="lm-hr" />
      <h3 className="lm-section">{texts.t('services.heading')}</h3>
      {(order?.services ?? []).map((service) => <ServiceLine key={service.id} service={service} isMasked={order?.isMasked ?? false} status={status} texts={texts} />)}
    </section>
  )
}

const ServiceLine = ({ service, isMasked, status, texts: { tf } }: { readonly isMasked: boolean; readonly texts: Texts; readonly service: DiscreteService; readonly status: DeskState['status'] }) => (
  <div><b>{tf('service', service.kind)}</b> <span className="lm-quiet">{providerName(status, service.providerId)}</span>{isMasked ? null : <><br /><span className="lm-label">{tf('serviceReason', service.reason.code, service.reason.details)}</span></>}</div>
)
