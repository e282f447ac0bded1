import { emptyDraft } from '../../../../shared/domain/order.ts'
import type { Draft } from '../../../../shared/domain/order.ts'
import { assert } from '../../../../shared/kernel/result.ts'
import type { Db } from '../../sql/open.ts'

type Row = { body: string }
export type DraftRows = ReturnType<typeof draftRows>

/** Drafts as typed, one row each. A draft's secret is not in its body. */
export function draftRows(db: Db) {
  const get = db.prepare<[string], Row>('SELECT body FROM draft WHERE id = ?')
  const list = db.prepare<[string], Row>('SELECT body FROM draft WHERE owner_id = ? ORDER BY updated_at DESC, id LIMIT 100')
  const insert = db.prepare('INSERT INTO draft (id, customer_id, owner_id, revision, body, updated_at) VALUES (?, ?, ?, ?, ?, ?)')
  const update = db.prepare('UPDATE draft SET revision = ?, body = ?, updated_at = ? WHERE id = ? AND revision = ?')
  const remove = db.prepare('DELETE FROM draft WHERE id = ?')
  return {
    get: (id: string): Draft | null => {
      const row = get.get(id)
      return row ? decode(row) : null
    },
    list: (ownerId: string): readonly Draft[] => list.all(ownerId).map(decode),
    insert: (draft: Draft): void => void insert.run(draft.id, draft.customerId, draft.ownerId, draft.revision, JSON.stringify(draft), draft.updatedAt),
    update: (draft: Draft): void => {
      const { changes } = update.run(draft.revision, JSON.stringify(draft), draft.updatedAt, draft.id, draft.revision - 1)
      assert(changes === 1, 'a draft is saved over the revision before')
    },
    remove: (id: string): void => assert(remove.run(id).changes === 1, 'only a draft that exists is removed'),
  }
}

function decode(row: Row): Draft {
  const kept = JSON.parse(row.body) as Draft
  const empty = emptyDraft(kept, kept.updatedAt)
  return { ...empty, ...kept, talk: { ...empty.talk, ...kept.talk } }
}
