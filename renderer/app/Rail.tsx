import type { DiscreteService } from '../../shared/domain/order.ts'
import type { Texts } from '../../shared/messages/texts.ts'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { CallMeasured } from '../journeys/measures/CallMeasured.tsx'
import { missingBeforeSubmit } from '../journeys/signup/before-submit.ts'
import { notesOf } from '../journeys/signup/notes.ts'
import { useDesk, useDeskState } from './desk-context.tsx'
import { Help } from './Help.tsx'
import { SayNow } from './SayNow.tsx'
import { useTexts } from './texts-context.tsx'
import { providerName } from './names.ts'
import type { DeskState } from './state.ts'

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled'])

/** The sentence to read aloud, what is still needed, and the notes that write themselves. */
export function Rail() {
  const { t } = useTexts()
  const { desk } = useDesk()
  const state = useDeskState((whole) => whole)
  const texts = useTexts()
  const missing = missingBeforeSubmit(state, texts)
  return (
    <>
      <SayNow />
      {state.notice ? <p className="lm-banner"><StateGlyph state="pending" />{state.notice} <button type="button" className="lm-link" style={{ marginLeft: 'auto' }} onClick={desk.dismiss}>{t('notice.close')}</button></p> : null}
      {state.isHelpOpen ? <Help /> : null}
      {state.call.step === 'live' || state.call.step === 'bill' ? null : (
        <section className="lm-stack lm-stack-tight" aria-label={t('before.title')}>
          <hr className="lm-hr" />
          <h3 className="lm-section">{t('before.title')}</h3>
          {missing.map((item) => <span className="lm-keyed" key={item.label}><StateGlyph state={item.isDone ? 'yes' : 'notStarted'} />{item.label}<span className="lm-visually-hidden"> {t(item.isDone ? 'before.done' : 'before.needed')}</span></span>)}
        </section>
      )}
      {state.call.order && state.call.step === 'live' && ENDED.has(state.call.order.state) ? <CallMeasured /> : null}
      {state.call.order && state.call.step === 'live' ? <Services /> : null}
      <Notes />
    </>
  )
}

/** What happened in this call, in sentences that nobody had to write. */
function Notes() {
  const texts = useTexts()
  const events = useDeskState((state) => state.call.talk.events)
  const notes = notesOf(events, texts).slice(-12)
  if (notes.length === 0) return null
  return (
    <section className="lm-stack" aria-label={texts.t('notes.title')}>
      <hr className="lm-hr" />
      <h3 className="lm-section">{texts.t('notes.heading')}</h3>
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
      {(order?.services ?? []).map((service) => <ServiceLine key={service.id} service={service} status={status} texts={texts} />)}
    </section>
  )
}

const ServiceLine = ({ service, status, texts: { tf } }: { readonly texts: Texts; readonly service: DiscreteService; readonly status: DeskState['status'] }) => (
  <div><b>{tf('service', service.kind)}</b> <span className="lm-quiet">{providerName(status, service.providerId)}</span><br /><span className="lm-label">{tf('serviceReason', service.reason.code, service.reason.details)}</span></div>
)
