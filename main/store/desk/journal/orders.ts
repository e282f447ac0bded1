import type { GeographicAddress } from '../../../../shared/domain/place.ts'
import { formatAddress } from '../../../../shared/domain/place.ts'
import type { ProductOrder, TimelineEvent } from '../../../../shared/domain/order.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { NewEvent, SagaRecord } from '../../../provisioning/runner/ports.ts'
import type { NewOrder, OrderSummary } from '../../../console/signup/ports.ts'
import type { Db } from '../../sql/open.ts'

type OrderRow = { body: string; address: string; state: string; state_reason: string | null; taken_by_role: string; revision: number; active: number; cancel_requested: number; services: string; held_quote: string | null }
type SummaryRow = { body: string; address: string; state: string; steps_done: number; steps_total: number; begun: number }
type EventRow = { seq: number; at: number; step_id: string | null; kind: string; details: string }
/** An order and its saga without the steps. */
export type OrderHead = Omit<SagaRecord, 'steps'>
export type OrderRows = ReturnType<typeof orderRows>

const SUMMARY = `SELECT o.body, o.address, o.state,
  (SELECT count(*) FROM step WHERE order_id = o.id AND state = 'done') AS steps_done, (SELECT count(*) FROM step WHERE order_id = o.id) AS steps_total,
  (SELECT count(*) FROM step WHERE order_id = o.id AND attempts > 0) AS begun
  FROM product_order o`

/** Orders, their saga's head and their timeline. */
export function orderRows(db: Db) {
  const head = db.prepare<[string], OrderRow>(
    'SELECT o.body, o.address, o.state, o.state_reason, o.taken_by_role, o.revision, s.active, s.cancel_requested, s.services, s.held_quote FROM product_order o JOIN saga s ON s.order_id = o.id WHERE o.id = ?',
  )
  const insertOrder = db.prepare(
    'INSERT INTO product_order (id, customer_id, place, body, address, search, taken_at, taken_by_role, state, state_reason, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 1)',
  )
  const insertSaga = db.prepare('INSERT INTO saga (order_id, active, cancel_requested, services, held_quote) VALUES (?, 1, 0, ?, NULL)')
  const updateOrder = db.prepare('UPDATE product_order SET state = ?, state_reason = ?, revision = ? WHERE id = ? AND revision = ?')
  const updateBody = db.prepare('UPDATE product_order SET body = ? WHERE id = ?')
  const updateSaga = db.prepare('UPDATE saga SET active = ?, cancel_requested = ?, services = ?, held_quote = ? WHERE order_id = ?')
  const active = db.prepare<[], { order_id: string }>('SELECT order_id FROM saga WHERE active = 1 ORDER BY order_id')
  const inFlight = db.prepare<[string], { id: string }>(
    `SELECT id FROM product_order WHERE place = ? AND state IN ('acknowledged','pending','held','inProgress','assessingCancellation','pendingCancellation')`,
  )
  const ofCustomer = db.prepare<[string], { id: string }>('SELECT id FROM product_order WHERE customer_id = ? ORDER BY taken_at DESC, id')
  const list = db.prepare<[string, number], SummaryRow>(`${SUMMARY} WHERE instr(o.search, ?) > 0 ORDER BY o.taken_at DESC, o.id LIMIT ?`)
  const events = db.prepare<[string], EventRow>('SELECT seq, at, step_id, kind, details FROM event WHERE order_id = ? ORDER BY seq')
  const lastSeq = db.prepare<[string], { seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM event WHERE order_id = ?')
  const insertEvent = db.prepare('INSERT INTO event (order_id, seq, at, step_id, kind, details) VALUES (?, ?, ?, ?, ?, ?)')
  return {
    head: (orderId: string): OrderHead | null => {
      const row = head.get(orderId)
      return row ? toHead(row) : null
    },
    insert: ({ order, address, takenByRole, services, queued }: NewOrder): void => {
      insertOrder.run(order.id, order.customerId, order.place, JSON.stringify(order), JSON.stringify(address), searchText(order, address), order.takenAt, takenByRole, queued ? 'pending' : 'acknowledged')
      insertSaga.run(order.id, JSON.stringify(services))
    },
    /** Writes the head over the revision before; the order's own text only when it is another. */
    update: (next: OrderHead, before: OrderHead): void => {
      const reason = next.stateReason === null ? null : JSON.stringify(next.stateReason)
      const quote = next.heldQuote === null ? null : JSON.stringify(next.heldQuote)
      assert(updateOrder.run(next.state, reason, next.revision, next.order.id, next.revision - 1).changes === 1, 'an order is changed over the revision before')
      if (next.order !== before.order) updateBody.run(JSON.stringify(next.order), next.order.id)
      assert(updateSaga.run(Number(!next.isEnded), Number(next.cancelRequested), JSON.stringify(next.services), quote, next.order.id).changes === 1, 'an order has one saga')
    },
    activeIds: (): readonly string[] => active.all().map((row) => row.order_id),
    inFlightAt: (place: string): string | null => inFlight.get(place)?.id ?? null,
    idsOf: (customerId: string): readonly string[] => ofCustomer.all(customerId).map((row) => row.id),
    list: (query: { readonly limit: number; readonly text?: string | undefined }): readonly OrderSummary[] => list.all((query.text ?? '').trim().toLowerCase(), query.limit).map(toSummary),
    events: (orderId: string): readonly TimelineEvent[] =>
      events.all(orderId).map((row) => ({ seq: row.seq, at: row.at, stepId: row.step_id, kind: row.kind as TimelineEvent['kind'], details: JSON.parse(row.details) })),
    appendEvents: (orderId: string, added: readonly NewEvent[], at: Instant): void => {
      let seq = lastSeq.get(orderId)?.seq ?? 0
      for (const event of added) insertEvent.run(orderId, ++seq, at, event.stepId, event.kind, JSON.stringify(event.details))
    },
  }
}

const searchText = (order: ProductOrder, address: GeographicAddress): string =>
  [order.id, order.registration.givenName, order.registration.familyName, order.registration.phone, formatAddress(address)].join(' ').toLowerCase()

const toHead = (row: OrderRow): OrderHead => ({
  order: JSON.parse(row.body), address: JSON.parse(row.address), state: row.state as OrderHead['state'],
  stateReason: row.state_reason === null ? null : JSON.parse(row.state_reason), takenByRole: row.taken_by_role as OrderHead['takenByRole'], revision: row.revision, isEnded: row.active === 0,
  cancelRequested: row.cancel_requested === 1, services: JSON.parse(row.services), heldQuote: row.held_quote === null ? null : JSON.parse(row.held_quote),
})

function toSummary(row: SummaryRow): OrderSummary {
  const order = JSON.parse(row.body) as ProductOrder
  return {
    orderId: order.id, customerId: order.customerId, customerName: `${order.registration.givenName} ${order.registration.familyName}`,
    address: formatAddress(JSON.parse(row.address) as GeographicAddress), state: row.state as OrderSummary['state'], takenAt: order.takenAt, takenHere: true,
    queued: row.state === 'pending' && row.begun === 0, stepsDone: row.steps_done, stepsTotal: row.steps_total,
  }
}
