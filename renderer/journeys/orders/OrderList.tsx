import { shortId } from '../../../shared/kernel/ids.ts'
import { useDesk, useDeskState } from '../../app/desk-context.tsx'
import { useTexts } from '../../app/texts-context.tsx'
import type { Answer } from '../../app/state.ts'
import { StatePill } from '../../components/parts.tsx'
import type { GlyphState } from '../../components/StateGlyph.tsx'
import { Panel } from '../../panels/Panel.tsx'

type Order = Answer<'orders.list'>['orders'][number]
const GLYPHS: Readonly<Partial<Record<Order['state'], GlyphState>>> = { completed: 'yes', failed: 'no', cancelled: 'no', held: 'late', pending: 'offline', pendingCancellation: 'compensating' }

/** Every order of this desk and, through central, of every other, the newest first. */
export function OrderList() {
  const { orders: verbs } = useDesk()
  const { t, tf, format } = useTexts()
  const orders = useDeskState((state) => state.orders)
  if (orders === null || orders.length === 0) return null
  return (
    <Panel title={t('queue.all')} isFlush aside={t('queue.shown', { n: orders.length })}>
      <table className="lm-table">
        <thead><tr><th scope="col">{t('list.order')}</th><th scope="col">{t('list.customer')}</th><th scope="col">{t('list.address')}</th><th scope="col">{t('list.state')}</th><th scope="col">{t('list.steps')}</th><th scope="col">{t('list.taken')}</th></tr></thead>
        <tbody>{orders.map((order) => (
          <tr key={order.orderId}>
            <td><button type="button" data-pick className="lm-link lm-mono" onClick={() => void verbs.open(order.orderId)}>PO-{shortId(order.orderId)}</button></td>
            <td>{order.customerName}</td><td>{order.address}</td>
            <td><StatePill state={order.queued ? 'offline' : (GLYPHS[order.state] ?? 'pending')}>{tf('state', order.queued ? 'pending' : order.state)}</StatePill></td>
            <td>{t('list.stepsOf', { stepsDone: order.stepsDone, stepsTotal: order.stepsTotal })}</td><td>{format.date(order.takenAt)} {format.clock(order.takenAt)}{order.takenHere ? '' : ` ${t('list.elsewhere')}`}</td>
          </tr>
        ))}</tbody>
      </table>
    </Panel>
  )
}
