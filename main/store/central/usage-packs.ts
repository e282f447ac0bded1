import type { PackWrites, ToldPack } from '../../central/usage/packs/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

/** Which revision of a customer's usage was told last, by period. */
export function packRepository(db: Db): PackWrites {
  const of = db.prepare<[string], ToldPack>('SELECT customer_id AS customerId, period, revision, fingerprint, cursor, made_at AS madeAt FROM usage_pack WHERE customer_id = ? ORDER BY period')
  const put = db.prepare(`INSERT INTO usage_pack (customer_id, period, revision, fingerprint, cursor, made_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (customer_id, period) DO UPDATE SET revision = excluded.revision, fingerprint = excluded.fingerprint, cursor = excluded.cursor, made_at = excluded.made_at WHERE excluded.revision > usage_pack.revision`)
  return {
    of: async (customerId) => of.all(customerId),
    put: async (told) => changeOne(put.run(told.customerId, told.period, told.revision, told.fingerprint, told.cursor, told.madeAt), 'put usage pack'),
  }
}
