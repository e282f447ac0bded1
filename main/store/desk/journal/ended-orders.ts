import type { Instant } from '../../../../shared/kernel/time.ts'
import type { Db } from '../../sql/open.ts'

export type EndedOrder = { readonly orderId: string; readonly customerId: string; readonly endedAt: Instant }
/** An order that was taken longer ago than this and ends today is found in the list of orders, not in the queue of the day. */
const TAKEN_WITHIN_MS = 14 * 86_400_000
const LIMIT = 200

/** Orders taken here that have ended, and when: the time of the last thing that happened to them. */
export function endedOrderRows(db: Db) {
  const since = db.prepare<[Instant, Instant, number], { id: string; customer_id: string; ended_at: Instant }>(
    `SELECT o.id, o.customer_id, o.ended_at FROM (SELECT id, customer_id, taken_at, (SELECT at FROM saga_change c WHERE c.order_id = p.id ORDER BY revision DESC LIMIT 1) AS ended_at FROM product_order p WHERE active = 0 AND taken_at >= ?) o
      WHERE o.ended_at >= ? ORDER BY o.ended_at DESC, o.id LIMIT ?`,
  )
  const ofCustomer = db.prepare<[string], { id: string; customer_id: string; ended_at: Instant }>(
    'SELECT id, customer_id, (SELECT at FROM saga_change c WHERE c.order_id = p.id ORDER BY revision DESC LIMIT 1) AS ended_at FROM product_order p WHERE customer_id = ? AND active = 0 ORDER BY taken_at',
  )
  const toEnded = (row: { id: string; customer_id: string; ended_at: Instant }): EndedOrder => ({ orderId: row.id, customerId: row.customer_id, endedAt: row.ended_at })
  return {
    endedSince: (at: Instant): readonly EndedOrder[] => since.all(at - TAKEN_WITHIN_MS, at, LIMIT).map(toEnded),
    endedOf: (customerId: string): readonly EndedOrder[] => ofCustomer.all(customerId).map(toEnded),
  }
}
