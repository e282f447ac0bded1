import type { PlaceWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = { place: string; order_id: string; desk_id: string; user_id: string; claimed_at: number }

/** One open order per place, whoever took it. */
export function placeRepository(db: Db): PlaceWrites {
  const at = db.prepare<[string], Row>('SELECT place, order_id, desk_id, user_id, claimed_at FROM place_claim WHERE place = ?')
  const put = db.prepare(`INSERT INTO place_claim (place, order_id, desk_id, user_id, claimed_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (place) DO UPDATE SET order_id = excluded.order_id, desk_id = excluded.desk_id, user_id = excluded.user_id, claimed_at = excluded.claimed_at`)
  const release = db.prepare('DELETE FROM place_claim WHERE order_id = ?')
  return {
    claimAt: async (place) => {
      const row = at.get(place)
      return row ? { place: row.place, orderId: row.order_id, deskId: row.desk_id, userId: row.user_id, claimedAt: row.claimed_at } : null
    },
    claim: async (claim) => changeOne(put.run(claim.place, claim.orderId, claim.deskId, claim.userId, claim.claimedAt), 'claim place'),
    release: async (orderId) => void release.run(orderId),
  }
}
