import { useEffect } from 'react'
import { shortId } from '../../../shared/kernel/ids.ts'
import { formatClock, formatDate } from '../../../shared/messages/format.ts'
import { textFor } from '../../../shared/messages/text.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import type { Answer } from '../../app/state.ts'
import { StatePill } from '../../components/parts.tsx'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import type { Face } from '../../panels/Panel.tsx'
import { Panel } from '../../panels/Panel.tsx'

type Order = Answer<'orders.list'>['orders'][number]
const GLYPHS: Readonly<Partial<Record<Order['state'], GlyphState>>> = { completed: 'yes', failed: 'no', cancelled: 'no', held: 'late', pending: 'offline', pendingCancellation: 'compensating' }

/** Orders of this desk and, through central, of every other. */
export function OrdersWork() {
  const { orders: verbs, tabs } = useDesk()
  const orders = useDeskState((state) => state.orders)
  const isCut = useDeskState((state) => state.status?.network === 'cut')
  const isListed = orders !== null
  useEffect(() => { if (isListed) document.querySelector<HTMLElement>('[data-pick]')?.focus() }, [isListed])
  return (
    <>
      <h1 className="lm-headline">Orders</h1>
      <Panel title="Newest first" isFlush aside={orders ? `${orders.length} shown` : null} face={faceOf(orders, isCut, () => void tabs.answer())}>
        <table className="lm-table">
          <thead><tr><th scope="col">Order</th><th scope="col">Customer</th><th scope="col">Address</th><th scope="col">State</th><th scope="col">Steps</th><th scope="col">Taken</th></tr></thead>
          <tbody>{(orders ?? []).map((order) => (
            <tr key={order.orderId}>
              <td><button type="button" data-pick className="lm-link lm-mono" onClick={() => void verbs.open(order.orderId)}>PO-{shortId(order.orderId)}</button></td>
              <td>{order.customerName}</td><td>{order.address}</td>
              <td><StatePill state={order.queued ? 'offline' : (GLYPHS[order.state] ?? 'pending')}>{order.queued ? 'Queued' : textFor('state', order.state)}</StatePill></td>
              <td>{order.stepsDone} of {order.stepsTotal}</td><td>{formatDate(order.takenAt)} {formatClock(order.takenAt)}{order.takenHere ? '' : ' elsewhere'}</td>
            </tr>
          ))}</tbody>
        </table>
      </Panel>
    </>
  )
}

function faceOf(orders: readonly Order[] | null, isCut: boolean, onNew: () => void): Face {
  if (orders === null) return { kind: 'loading', what: 'Listing the orders' }
  if (orders.length === 0) return { kind: 'empty', title: 'No order was taken yet', body: 'Orders of every desk on this central appear here.', keys: [{ chord: 'F2', label: 'New call', onPress: onNew }] }
  return isCut ? { kind: 'offline', note: 'No network: orders of other desks are as this desk last heard.' } : { kind: 'ready' }
}
