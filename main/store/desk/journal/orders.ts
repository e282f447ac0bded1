import { formatAddress } from '../../../../shared/domain/place.ts'
import type { DiscreteService, ProductOrder, TimelineEvent } from '../../../../shared/domain/order.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { NewEvent, SagaRecord } from '../../../provisioning/runner/ports.ts'
import type { NewOrder, OrderSummary } from '../../../console/signup/ports.ts'
import type { Db } from '../../sql/open.ts'

type StatusRow = { state: string; state_reason: string | null; revision: number; active: number; cancel_requested: number; held_quote: string | null }
type HeadRow = StatusRow & { body: string; address: string; services: string; taken_by_role: string }
type SummaryRow = { id: string; customer_id: string; customer_name: string; address_line: string; state: string; taken_at: number; steps_done: number; steps_total: number; begun: number }
type EventRow = { seq: number; at: number; step_id: string | null; kind: string; details: string }
/** What changes of an order from step to step. */
export type OrderStatus = Pick<SagaRecord, 'state' | 'stateReason' | 'revision' | 'isEnded' | 'cancelRequested' | 'heldQuote'>
/** An order and its saga without the steps. */
export type OrderHead = Omit<SagaRecord, 'steps'>
export type OrderRows = ReturnType<typeof orderRows>

const STATUS = 'o.state, o.state_reason, o.revision, o.active, o.cancel_requested, o.held_quote'
const SUMMARY = `SELECT o.id, o.customer_id, o.customer_name, o.address_line, o.state, o.taken_at,
  count(*) FILTER (WHERE s.state = 'done') AS steps_done, count(s.id) AS steps_total, count(*) FILTER (WHERE s.attempts > 0) AS begun
  FROM (SELECT * FROM product_order WHERE instr(search, ?) > 0 ORDER BY taken_at DESC, id LIMIT ?) o
  LEFT JOIN step s ON s.order_id = o.id GROUP BY o.taken_at, o.id ORDER BY o.taken_at DESC, o.id`

/** Orders, what they say, and their timeline. */
export function orderRows(db: Db) {
  const status = db.prepare<[string], StatusRow>(`SELECT ${STATUS} FROM product_order o WHERE o.id = ?`)
  const head = db.prepare<[string], HeadRow>(
    `SELECT c.body, c.address, c.services, o.taken_by_role, ${STATUS} FROM product_order o JOIN order_content c ON c.order_id = o.id WHERE o.id = ? ORDER BY c.revision DESC LIMIT 1`,
  )
  const insertOrder = db.prepare(
    `INSERT INTO product_order (id, customer_id, place, customer_name, address_line, search, taken_at, taken_by_role, state, revision, active, cancel_requested)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 0)`,
  )
  const insertContent = db.prepare('INSERT INTO order_content (order_id, revision, body, address, services) VALUES (?, 1, ?, ?, ?)')
  const advance = db.prepare('UPDATE product_order SET state = ?, state_reason = ?, revision = ?, cancel_requested = ?, held_quote = ? WHERE id = ? AND revision = ?')
  const end = db.prepare('UPDATE product_order SET state = ?, state_reason = ?, revision = ?, cancel_requested = ?, held_quote = ?, active = 0 WHERE id = ? AND revision = ?')
  const rewrite = db.prepare(
    `INSERT INTO order_content (order_id, revision, body, address, services)
      SELECT order_id, @revision, coalesce(@body, body), address, coalesce(@services, services)
      FROM (SELECT * FROM order_content WHERE order_id = @orderId ORDER BY revision DESC LIMIT 1) WHERE body <> coalesce(@body, body) OR services <> coalesce(@services, services)`,
  )
  const exists = db.prepare<[string], number>('SELECT 1 FROM product_order WHERE id = ?').pluck()
  const active = db.prepare<[], string>('SELECT id FROM product_order WHERE active = 1 ORDER BY id').pluck()
  const inFlight = db.prepare<[string], string>('SELECT id FROM product_order WHERE place = ? AND active = 1').pluck()
  const ofCustomer = db.prepare<[string], string>('SELECT id FROM product_order WHERE customer_id = ? ORDER BY taken_at DESC, id').pluck()
  const list = db.prepare<[string, number], SummaryRow>(SUMMARY)
  const events = db.prepare<[string], EventRow>('SELECT seq, at, step_id, kind, details FROM event WHERE order_id = ? ORDER BY seq')
  const insertEvent = db.prepare('INSERT INTO event (order_id, seq, at, step_id, kind, details) VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE order_id = ?), ?, ?, ?, ?)')
  return {
    status: (orderId: string): OrderStatus | null => {
      const row = status.get(orderId)
      return row ? toStatus(row) : null
    },
    head: (orderId: string): OrderHead | null => {
      const row = head.get(orderId)
      return row ? toHead(row) : null
    },
    insert: ({ order, address, takenByRole, services, queued }: NewOrder): void => {
      const { givenName, familyName, phone } = order.registration
      const customerName = `${givenName} ${familyName}`
      const addressLine = formatAddress(address)
      const search = [order.id, customerName, phone, addressLine].join(' ').toLowerCase()
      insertOrder.run(order.id, order.customerId, order.place, customerName, addressLine, search, order.takenAt, takenByRole, queued ? 'pending' : 'acknowledged')
      insertContent.run(order.id, JSON.stringify(order), JSON.stringify(address), JSON.stringify(services))
    },
    /** Writes the status over the revision before. */
    update: (orderId: string, next: OrderStatus): void => {
      const statement = next.isEnded ? end : advance
      const { changes } = statement.run(next.state, textOf(next.stateReason), next.revision, Number(next.cancelRequested), textOf(next.heldQuote), orderId, next.revision - 1)
      assert(changes === 1, 'an order is changed over the revision before')
    },
    /** What the order says from this revision on; nothing is written when it says the same. */
    rewrite: (orderId: string, revision: number, { order, services }: { readonly order?: ProductOrder | undefined; readonly services?: readonly DiscreteService[] | undefined }): void =>
      void rewrite.run({ orderId, revision, body: textOf(order ?? null), services: textOf(services ?? null) }),
    exists: (orderId: string): boolean => exists.get(orderId) !== undefined,
    activeIds: (): readonly string[] => active.all(),
    inFlightAt: (place: string): string | null => inFlight.get(place) ?? null,
    idsOf: (customerId: string): readonly string[] => ofCustomer.all(customerId),
    list: (query: { readonly limit: number; readonly text?: string | undefined }): readonly OrderSummary[] => list.all((query.text ?? '').trim().toLowerCase(), query.limit).map(toSummary),
    events: (orderId: string): readonly TimelineEvent[] =>
      events.all(orderId).map((row) => ({ seq: row.seq, at: row.at, stepId: row.step_id, kind: row.kind as TimelineEvent['kind'], details: JSON.parse(row.details) })),
    appendEvents: (orderId: string, added: readonly NewEvent[], at: Instant): void => {
      for (const event of added) insertEvent.run(orderId, orderId, at, event.stepId, event.kind, JSON.stringify(event.details))
    },
  }
}

const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

const toStatus = (row: StatusRow): OrderStatus => ({
  state: row.state as OrderStatus['state'], stateReason: row.state_reason === null ? null : JSON.parse(row.state_reason), revision: row.revision, isEnded: row.active === 0,
  cancelRequested: row.cancel_requested === 1, heldQuote: row.held_quote === null ? null : JSON.parse(row.held_quote),
})

const toHead = (row: HeadRow): OrderHead => ({
  ...toStatus(row), order: JSON.parse(row.body), address: JSON.parse(row.address), services: JSON.parse(row.services), takenByRole: row.taken_by_role as OrderHead['takenByRole'],
})

const toSummary = (row: SummaryRow): OrderSummary => ({
  orderId: row.id, customerId: row.customer_id, customerName: row.customer_name, address: row.address_line, state: row.state as OrderSummary['state'], takenAt: row.taken_at,
  takenHere: true, queued: row.state === 'pending' && row.begun === 0, stepsDone: row.steps_done, stepsTotal: row.steps_total,
})
