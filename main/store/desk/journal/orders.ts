import { formatAddress } from '../../../../shared/domain/place.ts'
import type { WorkflowStep } from '../../../../shared/engines/saga/plan.ts'
import { searchedId } from '../../../../shared/kernel/ids.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { SagaRecord } from '../../../provisioning/runner/ports.ts'
import type { NewOrder, OrderSummary } from '../../../console/signup/ports.ts'
import type { Db } from '../../sql/open.ts'

type HeadRow = {
  body: string; address: string; services: string; workflow: string; taken_by_role: string
  state: string; state_reason: string | null; active: number; cancel_requested: number; held_quote: string | null
}
type SummaryRow = { id: string; customer_id: string; customer_name: string; address_line: string; state: string; taken_at: number; steps_done: number; steps_total: number; steps_begun: number }
/** An order and how it stands; of its steps only the order in which they come. */
export type OrderHead = Omit<SagaRecord, 'steps' | 'revision'> & { readonly workflow: readonly WorkflowStep[] }
export type OrderRows = ReturnType<typeof orderRows>

const HEAD = `SELECT c.body, c.address, c.services, c.workflow, o.taken_by_role, o.state, o.state_reason, o.active, o.cancel_requested, o.held_quote
  FROM product_order o JOIN order_content c ON c.order_id = o.id WHERE o.id = ? ORDER BY c.revision DESC LIMIT 1`
const SUMMARY = `SELECT o.id, o.customer_id, o.customer_name, o.address_line, o.state, o.taken_at, c.steps_done, c.steps_total, c.steps_begun
  FROM (SELECT * FROM product_order WHERE instr(search, ?) > 0 ORDER BY taken_at DESC, id LIMIT ?) o
  JOIN saga_change c ON c.order_id = o.id AND c.revision = (SELECT max(revision) FROM saga_change WHERE order_id = o.id) ORDER BY o.taken_at DESC, o.id`

/** Orders and what they say. */
export function orderRows(db: Db) {
  const head = db.prepare<[string], HeadRow>(HEAD)
  const insertOrder = db.prepare(
    `INSERT INTO product_order (id, customer_id, place, customer_name, address_line, search, taken_at, taken_by_role, state, active, cancel_requested)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0)`,
  )
  const insertContent = db.prepare('INSERT INTO order_content (order_id, revision, body, address, services, workflow) VALUES (?, 1, ?, ?, ?, ?)')
  const stand = db.prepare('UPDATE product_order SET state = ?, state_reason = ?, cancel_requested = ?, held_quote = ?, active = ? WHERE id = ? AND active = 1')
  const rewrite = db.prepare(
    `INSERT INTO order_content (order_id, revision, body, address, services, workflow)
      SELECT order_id, @revision, @body, address, @services, @workflow
      FROM (SELECT * FROM order_content WHERE order_id = @orderId ORDER BY revision DESC LIMIT 1) WHERE body <> @body OR services <> @services OR workflow <> @workflow`,
  )
  const exists = db.prepare<[string], number>('SELECT 1 FROM product_order WHERE id = ?').pluck()
  const active = db.prepare<[], string>('SELECT id FROM product_order WHERE active = 1 ORDER BY id').pluck()
  const inFlight = db.prepare<[string], string>('SELECT id FROM product_order WHERE place = ? AND active = 1').pluck()
  const atPlace = db.prepare<[string], { orderId: string; customerName: string; state: OrderSummary['state']; takenAt: number; takenBy: string }>(
    `SELECT o.id AS orderId, o.customer_name AS customerName, o.state, o.taken_at AS takenAt, (SELECT json_extract(c.body, '$.takenBy') FROM order_content c WHERE c.order_id = o.id LIMIT 1) AS takenBy
      FROM product_order o WHERE o.place = ? AND o.active = 1`,
  )
  const newestAt = db.prepare<[string], string>('SELECT id FROM product_order WHERE place = ? ORDER BY taken_at DESC, id LIMIT 1').pluck()
  const ofCustomer = db.prepare<[string], string>('SELECT id FROM product_order WHERE customer_id = ? ORDER BY taken_at DESC, id').pluck()
  const list = db.prepare<[string, number], SummaryRow>(SUMMARY)
  return {
    head: (orderId: string): OrderHead | null => {
      const row = head.get(orderId)
      return row ? toHead(row) : null
    },
    insert: ({ order, address, takenByRole, services, steps, queued }: NewOrder): void => {
      const { givenName, familyName, phone } = order.registration
      const customerName = `${givenName} ${familyName}`
      const addressLine = formatAddress(address)
      const search = [order.id, customerName, phone, addressLine].join(' ').toLowerCase()
      insertOrder.run(order.id, order.customerId, order.place, customerName, addressLine, search, order.takenAt, takenByRole, queued ? 'pending' : 'acknowledged')
      insertContent.run(order.id, JSON.stringify(order), JSON.stringify(address), JSON.stringify(services), JSON.stringify(steps))
    },
    /** Writes how the order stands. What has ended stands for ever. */
    update: (orderId: string, next: Omit<SagaRecord, 'steps'>): void => {
      const { changes } = stand.run(next.state, textOf(next.stateReason), Number(next.cancelRequested), textOf(next.heldQuote), Number(!next.isEnded), orderId)
      assert(changes === 1, 'only an order under way changes')
    },
    /** What the order says from this revision on; nothing is written when it says the same. */
    rewrite: (orderId: string, { revision, order, services }: SagaRecord, workflow: readonly WorkflowStep[]): void =>
      void rewrite.run({ orderId, revision, body: JSON.stringify(order), services: JSON.stringify(services), workflow: JSON.stringify(workflow) }),
    exists: (orderId: string): boolean => exists.get(orderId) !== undefined,
    activeIds: (): readonly string[] => active.all(),
    inFlightAt: (place: string): string | null => inFlight.get(place) ?? null,
    underWayAt: (place: string): readonly { readonly orderId: string; readonly customerName: string; readonly state: OrderSummary['state']; readonly takenAt: number; readonly takenBy: string }[] => atPlace.all(place),
    newestAt: (place: string): string | null => newestAt.get(place) ?? null,
    idsOf: (customerId: string): readonly string[] => ofCustomer.all(customerId),
    list: (query: { readonly limit: number; readonly text?: string | undefined }): readonly OrderSummary[] => list.all(searchedId(query.text ?? '').trim().toLowerCase(), query.limit).map(toSummary),
  }
}

const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

const toHead = (row: HeadRow): OrderHead => ({
  order: JSON.parse(row.body), address: JSON.parse(row.address), services: JSON.parse(row.services), workflow: JSON.parse(row.workflow), takenByRole: row.taken_by_role as OrderHead['takenByRole'],
  state: row.state as OrderHead['state'], stateReason: row.state_reason === null ? null : JSON.parse(row.state_reason), isEnded: row.active === 0,
  cancelRequested: row.cancel_requested === 1, heldQuote: row.held_quote === null ? null : JSON.parse(row.held_quote),
})

const toSummary = (row: SummaryRow): OrderSummary => ({
  orderId: row.id, customerId: row.customer_id, customerName: row.customer_name, address: row.address_line, state: row.state as OrderSummary['state'], takenAt: row.taken_at,
  takenHere: true, queued: row.state === 'pending' && row.steps_begun === 0, stepsDone: row.steps_done, stepsTotal: row.steps_total,
})
