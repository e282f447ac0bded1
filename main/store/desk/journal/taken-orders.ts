import type { ContractName } from '../../../../shared/contract/console/contract.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { TakenOrder } from '../../../console/signup/ports.ts'
import type { Db } from '../../sql/open.ts'

/** Everything that follows from a submit, as one value. */
export type TakenEntry = TakenOrder<unknown> & { readonly command: { readonly id: string; readonly name: ContractName; readonly hash: string }; readonly at: Instant }
export type TakenRows = ReturnType<typeof takenRows>

/** An entry as it lies in the file. Made before the transaction, which then only writes. */
export const toBytes = (entry: TakenEntry): string => JSON.stringify(entry)

/** Orders that were taken and are not laid out yet: a redo log, empty but for a moment. */
export function takenRows(db: Db) {
  const append = db.prepare('INSERT INTO taken_order (body) VALUES (?)')
  const first = db.prepare<[], { seq: number; body: string }>('SELECT seq, body FROM taken_order ORDER BY seq LIMIT 1')
  const remove = db.prepare('DELETE FROM taken_order WHERE seq = ?')
  return {
    append: (entry: string): number => Number(append.run(entry).lastInsertRowid),
    first: (): { readonly seq: number; readonly entry: TakenEntry } | null => {
      const row = first.get()
      return row ? { seq: row.seq, entry: JSON.parse(row.body) as TakenEntry } : null
    },
    remove: (seq: number): void => void remove.run(seq),
  }
}
