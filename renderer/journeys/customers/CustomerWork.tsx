import { useEffect, useState } from 'react'
import { shortId } from '../../../shared/kernel/ids.ts'
import type { CustomerHistoryEntry } from '../../../shared/contract/central/wire.ts'
import type { Details } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { providerName } from '../../app/names.ts'
import type { Answer } from '../../app/state.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { Facts, Key, StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { askedCustomer } from '../caller/auth-view.ts'
import { BillsOf } from '../bills/BillsOf.tsx'
import { UsageOf } from '../bills/UsageOf.tsx'
import { CallerPin } from '../caller/CallerPin.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { LinesOf } from './LinesOf.tsx'
import { takeFocus } from '../../components/take-focus.ts'

type Profile = Answer<'customers.profile'>
const GLYPHS: Readonly<Partial<Record<string, GlyphState>>> = { completed: 'yes', failed: 'no', cancelled: 'no', held: 'late', pending: 'offline', pendingCancellation: 'compensating' }
const READY: Face = { kind: 'ready' }

const NOTE_MOST = 10_000

/** One person, whole: ids, services, orders, links, notes and what happened when. */
export function CustomerWork() {
  const { t, tf } = useTexts()
  const { people } = useDesk()
  const person = useDeskState((state) => state.person)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  // The card beside it may ask already, for an order of theirs that is open.
  const isAskedBeside = useDeskState(({ call, person: shown }) => shown !== null && askedCustomer(call) === shown.customerId)
  const profile = person?.profile ?? null
  const shownId = profile?.customer.id ?? null
  // Once for each person: what is read again does not take the focus.
  useEffect(() => { if (shownId !== null) takeFocus(document.getElementById('start-call')) }, [shownId])
  const problem = person?.problem ?? null
  const face = faceOf(profile, problem && { title: t('people.failed'), body: tf('error', problem.code, problem.details as Details) }, isCut ? t('people.offline') : null, t('people.loading'))
  if (!profile) return <><h1 className="lm-headline">{t('people.title')}</h1><Panel title={t('people.who')} face={face} /></>
  const { customer } = profile
  return (
    <div className="lm-person">
      <div className="lm-split">
        <h1 className="lm-headline">{customer.givenName} {customer.familyName}</h1>
        <button type="button" id="start-call" className="lm-button lm-button-primary" onClick={() => void people.startCall()}>{t('people.startCall')}</button>
      </div>
      {profile.isMasked ? <Panel title={t('auth.title')}><p className="lm-quiet">{t('people.masked')}</p>{isAskedBeside ? null : <CallerPin customerId={customer.id} fieldId="pin-of-person" />}</Panel> : null}
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details as Details)}</p> : null}
      <Panel title={t('people.who')} face={isCut ? { kind: 'offline', note: t('people.offline') } : READY}>
        <Facts items={[
          { label: t('customer.id'), value: `UC-${shortId(customer.id)}`, isMono: true }, { label: t('register.phone'), value: customer.phone || '–', isMono: true },
          { label: t('customer.email'), value: customer.email || '–' }, { label: t('customer.signIn'), value: customer.userIdentifier || '–' },
        ]} />
      </Panel>
      <Orders profile={profile} />
      <LinesOf customerId={customer.id} isMasked={profile.isMasked} />
      <BillsOf customerId={customer.id} isMasked={profile.isMasked} />
      <UsageOf customerId={customer.id} isMasked={profile.isMasked} />
      <Crosswalk profile={profile} />
      <Links profile={profile} />
      <Notes customerId={customer.id} />
      <Timeline entries={whatHappened(profile.timeline, person?.history ?? [])} />
    </div>
  )
}

function faceOf(profile: Profile | null, failed: { readonly title: string; readonly body: string } | null, offline: string | null, loading: string): Face {
  if (profile) return offline ? { kind: 'offline', note: offline } : READY
  return failed ? { kind: 'failed', ...failed } : { kind: 'loading', what: loading }
}

function Orders({ profile }: { readonly profile: Profile }) {
  const { t, tf, format } = useTexts()
  const { orders, call } = useDesk()
  const status = useDeskState((state) => state.status)
  const face: Face = profile.orders.length === 0 ? { kind: 'empty', title: t('people.noOrders') } : READY
  return (
    <Panel title={t('people.orders')} isFlush face={face} aside={t('people.services', { services: profile.services.length })}>
      <table className="lm-table">
        <thead><tr><th scope="col">{t('customer.orderId')}</th><th scope="col">{t('people.service')}</th><th scope="col">{t('customer.address')}</th><th scope="col">{t('customer.state')}</th><th scope="col">{t('people.taken')}</th></tr></thead>
        <tbody>{profile.orders.map((order) => (
          <tr key={order.orderId}>
            <td><button type="button" data-pick className="lm-link lm-mono" onClick={() => void orders.open(order.orderId)}>PO-{shortId(order.orderId)}</button></td>
            <td>{profile.services.filter((one) => one.orderId === order.orderId).map((one) => `${one.name}, ${providerName(status, one.providerId)}`).join('; ') || '–'}</td>
            <td>{order.address || '–'}</td><td><StatePill state={GLYPHS[order.state] ?? 'pending'}>{tf('state', order.state)}</StatePill></td><td>{format.date(order.takenAt)}</td>
          </tr>
        ))}</tbody>
      </table>
      {profile.drafts.length > 0 ? <p className="lm-panel-body lm-quiet">{t('people.drafts', { drafts: profile.drafts.length })} <button type="button" className="lm-link" onClick={() => call.go('register')}>{t('people.backToCall')}</button></p> : null}
    </Panel>
  )
}

function Crosswalk({ profile }: { readonly profile: Profile }) {
  const { t, tf } = useTexts()
  const status = useDeskState((state) => state.status)
  const face: Face = profile.crosswalk.length === 0 ? { kind: 'empty', title: t('customer.idsLater') } : READY
  return (
    <Panel title={t('customer.atEach')} face={face}>
      {profile.crosswalk.map((link) => (
        <div className="lm-split" key={`${link.customerId} ${link.providerId} ${link.localCustomerId}`}>
          <span>{providerName(status, link.providerId)} <span className="lm-mono lm-quiet">{link.localCustomerId}</span></span>
          <span className="lm-keyed"><StateGlyph state={link.isDrifted ? 'failed' : link.state === 'linked' ? 'yes' : 'no'} />{link.isDrifted ? t('people.drifted') : tf('link', link.state)}</span>
        </div>
      ))}
    </Panel>
  )
}

/** Which ids are this person, and the way to take one apart or to join another. */
function Links({ profile }: { readonly profile: Profile }) {
  const { t } = useTexts()
  const { people } = useDesk()
  const found = useDeskState((state) => state.found)
  const [typed, setTyped] = useState('')
  const others = typed.trim() === '' ? [] : (found ?? []).filter((one) => !profile.ids.includes(one.customer.id))
  return (
    <Panel title={t('people.links')} aside={t('people.ids', { ids: profile.ids.length })}>
      {profile.links.map((link) => (
        <div className="lm-split" key={link.from}>
          <span className="lm-mono">UC-{shortId(link.from)} → UC-{shortId(link.into)}</span>
          <button type="button" className="lm-button" onClick={() => void people.unmerge(link.into, link.from, t('people.becauseApart'))}>{t('people.apart')}</button>
        </div>
      ))}
      <div className="lm-field">
        <label htmlFor="same-as">{t('people.joinWith')}</label>
        <input id="same-as" className="lm-input" value={typed} autoComplete="off" spellCheck={false} maxLength={200} onChange={(event) => { setTyped(event.target.value); void people.search(event.target.value) }} />
        <span className="lm-hint">{t('people.joinHint')}</span>
      </div>
      {others.slice(0, 5).map((one) => (
        <div className="lm-split" key={one.customer.id}>
          <span>{one.customer.givenName} {one.customer.familyName} <span className="lm-mono lm-quiet">UC-{shortId(one.customer.id)} {one.customer.phone}</span></span>
          <button type="button" className="lm-button" onClick={() => { setTyped(''); void people.merge(profile.customer.id, one.customer.id, t('people.becauseSame')) }}>{t('people.join')}</button>
        </div>
      ))}
    </Panel>
  )
}

function Notes({ customerId }: { readonly customerId: string }) {
  const { t } = useTexts()
  const { people } = useDesk()
  const text = useDeskState((state) => state.personNotes[customerId] ?? '')
  const over = Math.max(0, text.length - NOTE_MOST)
  const send = async () => { if (text.trim() !== '' && over === 0) await people.note(customerId, text) }
  return (
    <Panel title={t('people.note')} aside={t('people.noteLength', { length: text.length })}>
      <form className="lm-field" onSubmit={(event) => { event.preventDefault(); void send() }}>
        <label htmlFor="customer-note">{t('people.noteLabel')}</label>
        <textarea id="customer-note" className="lm-input" rows={2} value={text} aria-invalid={over > 0 || undefined} aria-describedby={over > 0 ? 'customer-note-problem' : undefined} onChange={(event) => people.typeNote(customerId, event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey) { event.preventDefault(); event.stopPropagation(); void send() } }} />
        {/* Nothing is cut off a long note: it is said how much is too much, and who wrote it chooses what goes. */}
        {over > 0 ? <span className="lm-problem" id="customer-note-problem" role="status">{t('people.noteTooLong', { over })}</span> : null}
        <span className="lm-actions"><button type="submit" className="lm-button"><Key chord="Ctrl Enter" />{t('people.keepNote')}</button></span>
      </form>
    </Panel>
  )
}

/** What the desk knows, and what central told of the PIN while it could be reached; latest first. */
const whatHappened = (timeline: Profile['timeline'], history: readonly CustomerHistoryEntry[]) =>
  [...timeline, ...history.map(({ at, kind, userId }) => ({ at, kind, who: userId, subject: '', words: '' }))].sort((a, b) => b.at - a.at)

function Timeline({ entries }: { readonly entries: ReturnType<typeof whatHappened> }) {
  const { t, tf, format } = useTexts()
  const face: Face = entries.length === 0 ? { kind: 'empty', title: t('people.nothingYet') } : READY
  return (
    <Panel title={t('people.timeline')} face={face}>
      <ol className="lm-person-timeline">
        {entries.map((entry, index) => (
          <li key={`${entry.at} ${entry.kind} ${index}`}>
            <span className="lm-quiet lm-mono">{format.date(entry.at)} {format.clock(entry.at)}</span>
            <span>{tf('personEvent', entry.kind)} {entry.kind.startsWith('order') ? <span className="lm-mono">PO-{shortId(entry.subject)}</span> : null}{entry.words && !entry.kind.startsWith('order') ? <q>{entry.words}</q> : null}{entry.who ? <span className="lm-quiet"> {entry.who}</span> : null}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
