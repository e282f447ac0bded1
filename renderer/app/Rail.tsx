import type { DiscreteService } from '../../shared/domain/order.ts'
import { formatClock } from '../../shared/messages/format.ts'
import { textFor } from '../../shared/messages/text.ts'
import { KeyChip, Say } from '../components/parts.tsx'
import { StateGlyph } from '../components/StateGlyph.tsx'
import { sayFor } from '../journeys/signup/say.ts'
import { missingBeforeSubmit } from '../journeys/signup/before-submit.ts'
import { useDesk, useDeskState } from './desk-context.tsx'
import { providerName } from './names.ts'
import type { DeskState } from './state.ts'

/** The sentence to read aloud, what is still needed, and the notes that write themselves. */
export function Rail() {
  const { desk } = useDesk()
  const state = useDeskState((whole) => whole)
  const missing = missingBeforeSubmit(state.call)
  return (
    <>
      <Say head={`Say now · ${state.call.step === 'readBack' ? 'read-back' : state.call.step}`} sentence={sayFor(state)} />
      {state.notice ? <p className="lm-banner"><StateGlyph state="pending" />{state.notice} <button type="button" className="lm-link" style={{ marginLeft: 'auto' }} onClick={desk.dismiss}>Close</button></p> : null}
      {state.isHelpOpen ? <Help /> : null}
      {state.call.step === 'live' ? null : (
        <section className="lm-stack lm-stack-tight" aria-label="Before submit">
          <hr className="lm-hr" />
          <h3 className="lm-section">Before submit</h3>
          {missing.map((item) => <span className="lm-keyed" key={item.label}><StateGlyph state={item.isDone ? 'yes' : 'notStarted'} />{item.label}<span className="lm-visually-hidden">{item.isDone ? ' done' : ' still needed'}</span></span>)}
        </section>
      )}
      {state.call.order && state.call.step === 'live' ? <Services /> : null}
      {state.notes.length === 0 ? null : (
        <section className="lm-stack" aria-label="Notes">
          <hr className="lm-hr" />
          <h3 className="lm-section">Notes, written for you</h3>
          <ol className="lm-stack">{state.notes.map((note) => <li className="lm-notes" key={`${note.at}${note.text}`}><time>{formatClock(note.at)}</time><span>{note.text}</span></li>)}</ol>
        </section>
      )}
    </>
  )
}

function Services() {
  const order = useDeskState((state) => state.call.order)
  const status = useDeskState((state) => state.status)
  return (
    <section className="lm-stack" aria-label="What the order needs">
      <hr className="lm-hr" />
      <h3 className="lm-section">What the order needs, and why</h3>
      {(order?.services ?? []).map((service) => <ServiceLine key={service.id} service={service} status={status} />)}
    </section>
  )
}

const ServiceLine = ({ service, status }: { readonly service: DiscreteService; readonly status: DeskState['status'] }) => (
  <div><b>{textFor('service', service.kind)}</b> <span className="lm-quiet">{providerName(status, service.providerId)}</span><br /><span className="lm-label">{textFor('serviceReason', service.reason.code, service.reason.details)}</span></div>
)

const KEYS: readonly (readonly [string, string])[] = [
  ['F2', 'New call'], ['F3', 'Address'], ['F4', 'Offers'], ['F6', 'Customer'], ['F8', 'Read-back'], ['F9', 'Orders'], ['Alt 1…9', 'Pick a row'], ['Ctrl Enter', 'Submit'], ['?', 'Explain the figures'], ['Ctrl K', 'Any verb, customer, order'], ['Esc', 'Back, loses nothing'],
]

function Help() {
  const { desk } = useDesk()
  return (
    <section className="lm-stack" aria-label="Help">
      <hr className="lm-hr" />
      <h3 className="lm-section">Keys</h3>
      {KEYS.map(([chord, verb]) => <KeyChip key={chord} chord={chord}>{verb}</KeyChip>)}
      <button type="button" className="lm-link" onClick={() => desk.openHelp(false)}>Close help</button>
    </section>
  )
}
