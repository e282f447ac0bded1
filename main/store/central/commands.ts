import type { CommandWrites, StoredCommand } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = { key: string; name: string; content_hash: string; answer: string; desk_id: string; user_id: string; answered_at: number }

/** The answers given so far, by idempotency key. */
export function commandRepository(db: Db): CommandWrites {
  const find = db.prepare<[string], Row>('SELECT key, name, content_hash, answer, desk_id, user_id, answered_at FROM command WHERE key = ?')
  const insert = db.prepare('INSERT INTO command (key, name, content_hash, answer, desk_id, user_id, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
  return {
    find: async (key) => {
      const row = find.get(key)
      return row ? storedCommand(row) : null
    },
    insert: async (command) =>
      changeOne(insert.run(command.key, command.name, command.contentHash, JSON.stringify(command.answer), command.deskId, command.userId, command.answeredAt), 'insert command'),
  }
}

const storedCommand = (row: Row): StoredCommand => ({
  key: row.key,
  name: row.name,
  contentHash: row.content_hash,
  answer: JSON.parse(row.answer) as StoredCommand['answer'],
  deskId: row.desk_id,
  userId: row.user_id,
  answeredAt: row.answered_at,
})
