import { useState } from 'react'
import type { OrderView } from '../../../shared/domain/order.ts'
import { shortId } from '../../../shared/kernel/ids.ts'
import { Elapsed } from '../../app/Elapsed.tsx'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Field } from '../../components/Field.tsx'
import { StatePill } from '../../components/parts.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { Repair, UnknownOutcome } from '../waiting/UnknownOutcome.tsx'
import { BillTable } from './FirstBill.tsx'
import { GLYPH_OF_STEP, liveTitle, timelineRows } from './timeline.ts'
import type { TimelineRow } from './timeline.ts'

const ENDED: readonly OrderView['state'][] = ['completed', 'failed', 'cancelled']

/** The order as it happens: what is done, what is asked, what is not known, and what was taken back. */
export function LiveStep() {
  const texts = useTexts()
  const { t, tf } = texts
  const order = useDeskState((state) => state.call.order)
  const status = useDeskState((state) => state.status)
  if (!order) return <Panel title={t('live.title')} face={{ kind: 'loading', what: t('live.opening') }} />
  const rows = timelineRows(order, status, texts)
  return (
    <>
      <Head order={order} />
      <SegmentBar order={order} />
      {order.state === 'held' ? <Held order={order} /> : null}
      {order.stateReason && (order.state === 'failed' || order.state === 'inProgress') ? <p className="lm-banner" role="status"><StateGlyph state="late" />{tf('error', order.stateReason.code, order.stateReason.details)} {t('live.nothingCharged')}</p> : null}
      <Panel title={t('live.title')} isFlush aside={t('live.once')} face={order.state === 'pending' ? { kind: 'offline', note: t('live.kept') } : { kind: 'ready' }}>
        <ol>{rows.map((row, index) => [
          row.isPivot ? <li key="pivot" className="lm-pivot"><b>{t('live.pivot')}</b></li> : null,
          <Event key={row.id} row={row} order={order} next={rows[index + 1]} />,
        ])}</ol>
      </Panel>
      <div className="lm-form"><Access /><ToldBill order={order} /></div>
    </>
  )
}

/** What was told of the bill; kept back until the caller has proved who they are. */
function ToldBill({ order }: { readonly order: OrderView }) {
  const { t } = useTexts()
  if (order.isMasked) return <Panel title={t('live.bill')} face={{ kind: 'empty', title: t('auth.masked') }} />
  return <Panel title={t('live.bill')} aside={t('live.then', { monthlyMinor: order.order.quote.monthlyMinor })}><BillTable bill={order.order.quote} isExplaining={false} /></Panel>
}

function Head({ order }: { readonly order: OrderView }) {
  const texts = useTexts()
  const { t } = texts
  const { orders } = useDesk()
  const isEnded = ENDED.includes(order.state)
  const endedAt = isEnded ? (order.events.at(-1)?.at ?? order.order.takenAt) : null
  const isBeforePivot = !order.steps.some((step) => step.phase === 'pivot' && step.state !== 'notStarted')
  return (
    <div className="lm-live-head">
      <div>
        <p className="lm-label">{t('live.order')} <span className="lm-mono">PO-{shortId(order.order.id)}</span></p>
        <h1 className="lm-headline" aria-live="polite">{liveTitle(order, texts)}</h1>
      </div>
      <div className="lm-actions">
        <span className="lm-figure"><Elapsed since={order.order.takenAt} until={endedAt} /></span>
        {!isEnded && isBeforePivot && order.state !== 'pendingCancellation' ? <button type="button" className="lm-button" onClick={() => void orders.cancel()}>{t('live.cancel')}</button> : null}
      </div>
    </div>
  )
}

const SegmentBar = ({ order }: { readonly order: OrderView }) => (
  <div className="lm-segments" aria-hidden="true">
    {order.steps.map((step) => [step.phase === 'pivot' ? <i key="tick" className="lm-pivot-tick" /> : null, <i key={step.id} data-state={GLYPH_OF_STEP[step.state]} />])}
  </div>
)

function Event({ row, order, next }: { readonly row: TimelineRow; readonly order: OrderView; readonly next: TimelineRow | undefined }) {
  const isOpen = row.glyph === 'unknown'
  const step = order.steps.find((candidate) => candidate.id === row.id)
  return (
    <li className="lm-event" data-open={isOpen} data-next={next?.happened ? 'solid' : 'dashed'}>
      <time>{row.time}</time>
      <span className="lm-event-glyph"><StateGlyph state={row.glyph} /></span>
      <div><p className="lm-event-title">{row.title}<span>{row.party}</span></p>{row.sentence ? <p className="lm-event-text">{row.sentence}</p> : null}</div>
      <span className="lm-event-state">{row.duration}{row.glyph === 'yes' || row.glyph === 'notStarted' ? <span className="lm-keyed">{row.stateLabel}</span> : <StatePill state={row.glyph}>{row.stateLabel}</StatePill>}</span>
      {step && isOpen ? <div className="lm-event-more"><UnknownOutcome order={order} step={step} /></div> : null}
      {step && !isOpen ? <div className="lm-event-more lm-event-repair"><Repair step={step} /></div> : null}
      {row.log.length === 0 || isOpen ? null : <ul className="lm-event-more">{row.log.slice(-6).map((entry) => <li key={`${entry.at}${entry.words}`}><span className="lm-mono">{entry.at}</span> {entry.words}</li>)}</ul>}
    </li>
  )
}

function Held({ order }: { readonly order: OrderView }) {
  const { t, tf } = useTexts()
  const { orders } = useDesk()
  const details = order.stateReason?.details ?? {}
  const hasPrice = typeof details['newMinor'] === 'number'
  return (
    <section className="lm-panel" role="alert" data-needs-person aria-label={t('held.label')}>
      <div className="lm-panel-body lm-stack">
        <h2 className="lm-title">{hasPrice ? t('held.price', details) : tf('error', order.stateReason?.code ?? '', details)}</h2>
        <p className="lm-quiet">{t('held.nothingSent')}</p>
        <div className="lm-actions">
          {hasPrice ? <button type="button" className="lm-button lm-button-primary" onClick={() => void orders.acceptPrice()}>{t('held.agrees')}</button> : null}
          <button type="button" className="lm-button" onClick={() => void orders.cancel()}>{t('live.cancel')}</button>
        </div>
      </div>
    </section>
  )
}

/** Proof of access: logs in as the subscriber's equipment would. */
function Access() {
  const { t } = useTexts()
  const { orders } = useDesk()
  const proof = useDeskState((state) => state.call.proof)
  const known = useDeskState((state) => state.call.ispPassword)
  const identifier = useDeskState((state) => state.call.order?.order.registration.userIdentifier ?? '')
  const [password, setPassword] = useState(known)
  return (
    <Panel title={t('proof.title')} aside={<span className="lm-mono">{identifier}</span>}>
      <form className="lm-stack" onSubmit={(event) => { event.preventDefault(); void orders.proveAccess(password) }}>
        <Field id="proof-password" label={t('proof.password')} type="password" value={password} onChange={setPassword} hint={t('proof.hint')} />
        <div className="lm-actions"><button type="submit" className="lm-button">{t('proof.login')}</button></div>
        <p role="status">{proof ? <StatePill state={proof.accepted ? 'yes' : 'no'}>{proof.accepted ? t('proof.accepted', { address: proof.framedIpAddress }) : t('proof.refused')}</StatePill> : null}</p>
      </form>
    </Panel>
  )
}
