import type { FeedItem } from '../../../shared/contract/central/wire.ts'
import type { FeedWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = { cursor: number; at: number; body: string }

/** Every change in commit order. The cursor is given inside the only transaction that writes; it has gaps only where an entry gave way to a newer one. */
export function feedRepository(db: Db): FeedWrites {
  const append = db.prepare('INSERT INTO feed_item (cursor, at, kind, body) SELECT coalesce(max(cursor), 0) + 1, ?, ?, ? FROM feed_item')
  const after = db.prepare<[number, number], Row>('SELECT cursor, at, body FROM feed_item WHERE cursor > ? ORDER BY cursor LIMIT ?')
  const last = db.prepare<[], { last: number }>('SELECT coalesce(max(cursor), 0) AS last FROM feed_item')
  const drop = db.prepare('DELETE FROM feed_item WHERE cursor = ?')
  const appendOne: FeedWrites['append'] = async (change, at) => changeOne(append.run(at, change.kind, JSON.stringify(change)), 'append to feed')
  return {
    replace: async (change, at, older) => {
      await appendOne(change, at)
      if (older !== null) changeOne(drop.run(older), 'drop from feed')
      return last.get()?.last ?? 0
    },
    append: appendOne,
    page: async (cursor, limit) => {
      const rows = after.all(cursor, limit + 1)
      return { items: rows.slice(0, limit).map(feedItem), more: rows.length > limit, last: last.get()?.last ?? 0 }
    },
  }
}

const feedItem = (row: Row): FeedItem => ({ ...(JSON.parse(row.body) as FeedItem), cursor: row.cursor, at: row.at })
