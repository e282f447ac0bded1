import type { OrderWrites, RecordedOrder } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

/** Orders as desks reported them, newest revision only; the earlier ones are in the feed. */
export function orderRepository(db: Db): OrderWrites {
  const revision = db.prepare<[string], { revision: number }>('SELECT revision FROM product_order WHERE id = ?')
  const state = db.prepare<[string], { state: RecordedOrder['state'] }>('SELECT state FROM product_order WHERE id = ?')
  const put = db.prepare(`INSERT INTO product_order (id, customer_id, state, revision, steps_done, steps_total, desk_id, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, state = excluded.state, revision = excluded.revision, steps_done = excluded.steps_done,
      steps_total = excluded.steps_total, desk_id = excluded.desk_id, body = excluded.body
    WHERE excluded.revision > product_order.revision`)
  return {
    revision: async (orderId) => revision.get(orderId)?.revision ?? null,
    state: async (orderId) => state.get(orderId)?.state ?? null,
    put: async ({ order, state, revision: newRevision, stepsDone, stepsTotal, deskId }) =>
      changeOne(put.run(order.id, order.customerId, state, newRevision, stepsDone, stepsTotal, deskId, JSON.stringify(order)), 'put order'),
  }
}
