import { useEffect, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Details, Texts } from '../../../shared/messages/texts.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import { Panel } from '../../panels/Panel.tsx'
import type { Face } from '../../panels/Panel.tsx'
import type { BillsState } from './state.ts'
import { holdSentence } from './view.ts'
import { takeFocus } from '../../components/take-focus.ts'

/** What waits for a supervisor, at every customer: disputes to answer and bills to let go, the oldest first. Enter opens one. */
export function DecideWork() {
  const { bills } = useDesk()
  const texts = useTexts()
  const { t, tf, format } = texts
  const { toDecide } = useDeskState((state) => state.bills)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { takeFocus(heading.current) }, [])
  const ready = toDecide && 'held' in toDecide ? toDecide : null
  const face = (count: number, empty: 'disputes' | 'held'): Face => faceOf({ toDecide, isCut, count, empty, texts, onAgain: () => void bills.readToDecide() })
  return (
    <div className="lm-steps lm-decide">
      <h1 className="lm-headline" tabIndex={-1} ref={heading}>{ready && ready.heldInAll + ready.disputesInAll > 0 ? t('decide.head', { disputes: ready.disputesInAll, held: ready.heldInAll }) : t('decide.title')}</h1>
      <Panel title={t('decide.disputes')} isFlush aside={moreOf(ready?.disputes.length, ready?.disputesInAll, texts)} face={face(ready?.disputes.length ?? 0, 'disputes')}>
        <Rows label={t('decide.disputes')} columns={[t('decide.who'), t('bills.of.line'), t('decide.says'), t('decide.since')]} amount={t('decide.left')}>
          {(ready?.disputes ?? []).map((one) => (
            <tr key={one.disputeId}>
              <th scope="row"><button type="button" onClick={() => void bills.open(one.billId, one)}>{one.customerName || one.customerId}<small className="lm-mono">{one.number}</small></button></th>
              <td>{one.label}</td><td>{tf('disputeReason', one.because)}</td><td>{format.date(one.at)}</td><td className="lm-amount">{format.micro(one.leftMicro)}</td>
            </tr>
          ))}
        </Rows>
      </Panel>
      <Panel title={t('decide.held')} isFlush aside={moreOf(ready?.held.length, ready?.heldInAll, texts)} face={face(ready?.held.length ?? 0, 'held')}>
        <Rows label={t('decide.held')} columns={[t('decide.who'), t('decide.why'), t('decide.made')]} amount={t('bills.of.total')}>
          {(ready?.held ?? []).map((one) => (
            <tr key={one.billId}>
              <th scope="row"><button type="button" onClick={() => void bills.open(one.billId)}>{one.customerName || one.customerId}<small className="lm-mono">{one.number}</small></button></th>
              <td>{one.holds.map((hold) => holdSentence(hold, texts)).join(' ')}</td><td>{format.day(one.issuedOn)}</td><td className="lm-amount">{format.money(one.totalMinor)}</td>
            </tr>
          ))}
        </Rows>
      </Panel>
    </div>
  )
}

/** Up and down go through the rows. */
function Rows({ label, columns, amount, children }: { readonly label: string; readonly columns: readonly string[]; readonly amount: string; readonly children: ReactNode }) {
  const body = useRef<HTMLTableSectionElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [...(body.current?.querySelectorAll('button') ?? [])]
    buttons[Math.min(buttons.length - 1, Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + step))]?.focus()
  }
  return (
    <table className="lm-table lm-bill-lines" aria-label={label} onKeyDown={move}>
      <thead><tr>{columns.map((column) => <th scope="col" key={column}>{column}</th>)}<th scope="col" className="lm-amount">{amount}</th></tr></thead>
      <tbody ref={body}>{children}</tbody>
    </table>
  )
}

/** Said where not all of them are listed. */
const moreOf = (shown: number | undefined, inAll: number | undefined, { t }: Texts): string | undefined => (shown !== undefined && inAll !== undefined && inAll > shown ? t('decide.shown', { shown, inAll }) : undefined)

function faceOf({ toDecide, isCut, count, empty, texts: { t, tf }, onAgain }: { readonly toDecide: BillsState['toDecide']; readonly isCut: boolean; readonly count: number; readonly empty: 'disputes' | 'held'; readonly texts: Texts; readonly onAgain: () => void }): Face {
  if (toDecide === null) return { kind: 'loading', what: t('decide.loading') }
  if (!('held' in toDecide)) return { kind: 'failed', title: t('decide.failed'), body: tf('error', toDecide.code, toDecide.details as Details), code: toDecide.code, keys: [{ chord: 'Enter', label: t('usageQueue.again'), onPress: onAgain }] }
  if (count === 0) return { kind: 'empty', title: t(`decide.none.${empty}`) }
  return isCut ? { kind: 'offline', note: t('decide.offline') } : { kind: 'ready' }
}
