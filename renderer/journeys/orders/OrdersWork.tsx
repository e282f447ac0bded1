import { useEffect } from 'react'
import type { KeyboardEvent } from 'react'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { findDraftCall } from '../../app/calls.ts'
import { useTexts } from '../../app/texts-context.tsx'
import type { DeskState } from '../../app/state.ts'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { useNow } from '../waiting/use-now.ts'
import { OrderList } from './OrderList.tsx'
import { queueSections } from './queue-view.ts'
import type { QueueLine, QueueSection } from './queue-view.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** What waits, for whom and since when; what was promised; and what was done today. Below it every order that was taken. */
export function OrdersWork() {
  const { orders, tabs } = useDesk()
  const texts = useTexts()
  const { t } = texts
  const { queue, queueProblem, queueScope, status, session } = useDeskState((state) => state)
  const mayAll = session?.user?.role === 'supervisor' || session?.user?.role === 'administrator'
  const now = useNow(true, 1_000)
  const isListed = queue !== null
  // The list may come late: whoever has begun to type by then keeps the field.
  useEffect(() => { if (isListed && !(document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement)) takeFocus(document.querySelector<HTMLElement>('.lm-queue [data-pick]')) }, [isListed])
  const sections = queue ? queueSections(queue, { status, texts, now }) : []
  const face = faceOf({ queue, problem: queueProblem, status, texts, now, onNew: () => void tabs.answer(), onAgain: () => void orders.showList() })
  return (
    <>
      <div className="lm-live-head">
        <h1 className="lm-headline">{t('queue.title')}</h1>
        {mayAll ? (
          <div className="lm-actions" role="group" aria-label={t('queue.scope')}>
            {(['mine', 'everyone'] as const).map((scope) => <button type="button" key={scope} className="lm-button" aria-pressed={queueScope === scope} onClick={() => void orders.showScope(scope)}>{t(`queue.${scope}`)}</button>)}
          </div>
        ) : null}
      </div>
      <Panel title={t(queueScope === 'mine' ? 'queue.mine' : 'queue.everyone')} isFlush aside={queue ? t('queue.keys') : null} face={face}>
        <div className="lm-queue" onKeyDown={moveByArrow}>{sections.map((section) => <Section key={section.group} section={section} />)}</div>
      </Panel>
      <OrderList />
    </>
  )
}

function Section({ section }: { readonly section: QueueSection }) {
  const { t } = useTexts()
  return (
    <section aria-label={section.title}>
      <h3 className="lm-queue-head">{section.title}<span className="lm-queue-count" data-needs={section.group === 'needsMe' && section.lines.length > 0}>{section.lines.length}</span></h3>
      {section.lines.length === 0 ? <p className="lm-queue-none lm-quiet">{t('queue.none')}</p> : <ol>{section.lines.map((line) => <Line key={line.id} line={line} />)}</ol>}
    </section>
  )
}

/** Opens what a row is about: its order, or the call that is no order yet. A call of another rep is only named. */
function Opener({ line: { orderId, draftId, customer, ref } }: { readonly line: QueueLine }) {
  const { orders, tabs, undo } = useDesk()
  const call = useDeskState((state) => state.call)
  const waiting = useDeskState((state) => state.waiting)
  const dropped = useDeskState((state) => state.dropped)
  const mine = draftId === null ? null : findDraftCall({ call, waiting, dropped }, draftId)
  if (orderId !== null) return <button type="button" data-pick className="lm-queue-open" onClick={() => void orders.open(orderId)}>{customer} <span className="lm-mono">{ref}</span></button>
  if (mine === null) return <span data-pick tabIndex={0} className="lm-queue-open">{customer}</span>
  return <button type="button" data-pick className="lm-queue-open" onClick={() => (mine.isDropped ? void undo.bringBack(mine.key) : tabs.show(mine.key))}>{customer}</button>
}

function Line({ line }: { readonly line: QueueLine }) {
  const { waiting } = useDesk()
  const { t } = useTexts()
  return (
    <li className="lm-queue-line">
      <StateGlyph state={line.glyph} />
      <div>
        <Opener line={line} />
        <p>{line.why}</p>
        {line.aloud ? <p className="lm-quiet">“{line.aloud}”</p> : null}
        {line.undone.length === 0 ? null : <ul className="lm-queue-undone" aria-label={t('queue.undone')}>{line.undone.map((undone, index) => <li key={`${index}${undone}`}>{undone}</li>)}</ul>}
      </div>
      <div className="lm-queue-side"><span>{line.address}</span><span>{line.since}</span>{line.usual ? <span>{line.usual}</span> : null}{line.takenBy ? <span>{line.takenBy}</span> : null}
        {line.keep ? <button type="button" className="lm-link" onClick={() => void waiting.keepPromise(line.keep ?? '')}>{t('promise.keep')}</button> : null}</div>
    </li>
  )
}

function faceOf(facts: { readonly queue: DeskState['queue']; readonly problem: DeskState['queueProblem']; readonly status: DeskState['status']; readonly texts: Texts; readonly now: number; readonly onNew: () => void; readonly onAgain: () => void }): Face {
  const { queue, problem, status, texts: { t }, now } = facts
  if (problem) return { kind: 'failed', title: t('queue.failed'), body: t('queue.failedBody'), code: problem.code, keys: [{ chord: 'F9', label: t('queue.title'), onPress: facts.onAgain }] }
  if (queue === null) return { kind: 'loading', what: t('queue.loading') }
  if (queue.rows.length === 0) return { kind: 'empty', title: t('queue.empty'), body: t('queue.emptyBody'), keys: [{ chord: 'F2', label: t('verb.newCall'), onPress: facts.onNew }] }
  const isOffline = status?.network === 'cut' || status?.central.state === 'unreachable'
  return isOffline ? { kind: 'offline', note: t('queue.offline', { ageMs: Math.max(0, now - (status.central.since ?? queue.now)) }) } : { kind: 'ready' }
}

/** Up and down go from row to row, through every group. */
function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-pick]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
