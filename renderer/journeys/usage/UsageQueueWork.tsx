import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import type { WaitingGroup } from '../../../shared/domain/usage-queue.ts'
import type { Details } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { providerName } from '../../app/names.ts'
import { useTexts } from '../../app/texts-context.tsx'
import { StateGlyph } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'
import { DecideUsage } from './DecideUsage.tsx'
import { DecidedLately } from './DecidedLately.tsx'
import type { UsageQueueState } from './state.ts'
import { keyOf } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** Usage that guides to nobody, for a supervisor: what waits at the left, whose it may be and the three verbs at the right. */
export function UsageQueueWork() {
  const { usageQueue } = useDesk()
  const { t, tf } = useTexts()
  const { list, chosen, worked, problem } = useDeskState((state) => state.usageQueue)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { takeFocus(heading.current) }, [])
  // The network came or went: central can be asked, or not any more.
  useEffect(() => { void usageQueue.read() }, [usageQueue, isCut])
  const ready = list && 'groups' in list ? list : null
  const group = ready?.groups.find((one) => keyOf(one) === chosen) ?? null
  return (
    <div className="lm-steps lm-usage">
      <h1 className="lm-headline" tabIndex={-1} ref={heading}>{ready && ready.events > 0 ? t('usageQueue.head', { n: ready.events, ids: ready.total }) : t('usageQueue.title')}</h1>
      {worked ? <p className="lm-banner lm-usage-done" role="status"><StateGlyph state="yes" />{t('usageQueue.worked', { localId: worked.localId, ...worked.what })}</p> : null}
      {problem ? <p className="lm-banner lm-banner-failed" role="alert"><StateGlyph state="failed" />{tf('error', problem.code, problem.details as Details)}</p> : null}
      <div className="lm-usage-columns">
        <Panel title={t('usageQueue.list')} isFlush face={faceOf({ list, isCut, t, onAgain: () => void usageQueue.read() })}>{ready ? <Groups groups={ready.groups} chosen={chosen} /> : null}</Panel>
        <div className="lm-stack">
          {group ? <DecideUsage group={group} /> : null}
          {ready && ready.decisions.length > 0 ? <DecidedLately decisions={ready.decisions} /> : null}
        </div>
      </div>
      <details className="lm-catalog-help">
        <summary>{t('usageQueue.help')}</summary>
        <ul>{([1, 2, 3, 4] as const).map((nth) => <li key={nth}>{t(`usageQueue.help.${nth}`)}</li>)}</ul>
      </details>
    </div>
  )
}

/** Up and down go through the list; the one in focus is open. */
function Groups({ groups, chosen }: { readonly groups: readonly WaitingGroup[]; readonly chosen: string | null }) {
  const { usageQueue } = useDesk()
  const { t, tf, format } = useTexts()
  const status = useDeskState((state) => state.status)
  const body = useRef<HTMLTableSectionElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    buttons[Math.min(buttons.length - 1, Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + step))]?.focus()
  }
  return (
    <table className="lm-table lm-bill-lines" onKeyDown={move}>
      <thead><tr><th scope="col">{t('usageQueue.col.id')}</th><th scope="col" className="lm-amount">{t('usageQueue.col.events')}</th></tr></thead>
      <tbody ref={body}>{groups.map((group) => {
        const key = keyOf(group)
        return (
          <tr key={key} data-chosen={key === chosen || undefined}>
            <th scope="row"><button type="button" aria-current={key === chosen || undefined} onFocus={() => usageQueue.choose(key)} onClick={() => usageQueue.choose(key)}><span className="lm-mono">{group.localId}</span><small>{providerName(status, group.providerId)}, {tf('usageWaits', group.reason)}</small></button></th>
            <td className="lm-amount">{format.number(group.count)}</td>
          </tr>
        )
      })}</tbody>
    </table>
  )
}

function faceOf({ list, isCut, t, onAgain }: { readonly list: UsageQueueState['list']; readonly isCut: boolean; readonly t: ReturnType<typeof useTexts>['t']; readonly onAgain: () => void }): Face {
  if (list === null) return { kind: 'loading', what: t('usageQueue.loading') }
  if (isCut && !('groups' in list)) return { kind: 'failed', title: t('usageQueue.cut'), body: t('usageQueue.cutBody') }
  if (!('groups' in list)) return { kind: 'failed', title: t('usageQueue.failed'), body: t('usageQueue.failedBody'), code: list.code, keys: [{ chord: 'Enter', label: t('usageQueue.again'), onPress: onAgain }] }
  if (list.groups.length === 0) return { kind: 'empty', title: t('usageQueue.empty'), body: t('usageQueue.emptyBody') }
  return isCut ? { kind: 'offline', note: t('usageQueue.offline') } : { kind: 'ready' }
}
