import type { CallerPromise } from '../../../../shared/domain/promise.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { Db } from '../../sql/open.ts'

type Row = { id: string; kind: CallerPromise['kind']; order_id: string | null; draft_id: string | null; customer_id: string; text: string; due_at: Instant; made_by: string; made_at: Instant; kept_at: Instant | null }
export type PromiseRows = ReturnType<typeof promiseRows>

const SELECT = 'SELECT id, kind, order_id, draft_id, customer_id, text, due_at, made_by, made_at, kept_at FROM caller_promise'

/** What callers were promised. A row is written once and kept once. */
export function promiseRows(db: Db) {
  const insert = db.prepare('INSERT INTO caller_promise (id, kind, order_id, draft_id, customer_id, text, due_at, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const keep = db.prepare('UPDATE caller_promise SET kept_at = ? WHERE id = ? AND kept_at IS NULL')
  const get = db.prepare<[string], Row>(`${SELECT} WHERE id = ?`)
  const open = db.prepare<[], Row>(`${SELECT} WHERE kept_at IS NULL ORDER BY due_at, id`)
  const keptSince = db.prepare<[Instant], Row>(`${SELECT} WHERE kept_at >= ? ORDER BY kept_at DESC, id`)
  const ofCustomer = db.prepare<[string], Row>(`${SELECT} WHERE customer_id = ? ORDER BY made_at DESC, id`)
  const one = (row: Row | undefined): CallerPromise | null => (row ? toPromise(row) : null)
  return {
    get: (id: string): CallerPromise | null => one(get.get(id)),
    open: (): readonly CallerPromise[] => open.all().map(toPromise),
    keptSince: (at: Instant): readonly CallerPromise[] => keptSince.all(at).map(toPromise),
    ofCustomer: (customerId: string): readonly CallerPromise[] => ofCustomer.all(customerId).map(toPromise),
    insert: (promise: CallerPromise): void => {
      const { id, kind, orderId, draftId, customerId, text, dueAt, madeBy, madeAt } = promise
      insert.run(id, kind, orderId, draftId, customerId, text, dueAt, madeBy, madeAt)
    },
    keep: (id: string, at: Instant): void => assert(keep.run(at, id).changes === 1, 'an open promise is kept once'),
  }
}

const toPromise = (row: Row): CallerPromise => ({
  id: row.id, kind: row.kind, orderId: row.order_id === null ? null : asId(row.order_id), draftId: row.draft_id === null ? null : asId(row.draft_id), customerId: asId(row.customer_id),
  text: row.text, dueAt: row.due_at, madeBy: asId(row.made_by), madeAt: row.made_at, keptAt: row.kept_at,
})
