import type { CrosswalkLink } from '../../../shared/domain/customer.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { CrosswalkWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = { link_id: number; customer_id: string; provider_id: string; local_customer_id: string; state: CrosswalkLink['state'] }

const SELECT = 'SELECT link_id, customer_id, provider_id, local_customer_id, state FROM crosswalk_link'

/** Which customer is who at which provider. Released links stay as history. */
export function crosswalkRepository(db: Db): CrosswalkWrites {
  const linkedTo = db.prepare<[string, string], Row>(`${SELECT} WHERE customer_id = ? AND provider_id = ? AND state = 'linked'`)
  const ownerOf = db.prepare<[string, string], Row>(`${SELECT} WHERE provider_id = ? AND local_customer_id = ? AND state = 'linked'`)
  const ofCustomers = db.prepare<[string], Row>(`${SELECT} WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY link_id`)
  const claims = db.prepare<[number], { order_id: string }>('SELECT order_id FROM crosswalk_claim WHERE link_id = ? ORDER BY order_id')
  const insert = db.prepare(`INSERT INTO crosswalk_link (customer_id, provider_id, local_customer_id, state, linked_at) VALUES (?, ?, ?, 'linked', ?)`)
  const claim = db.prepare('INSERT INTO crosswalk_claim (link_id, order_id) VALUES (?, ?)')
  const dropClaim = db.prepare('DELETE FROM crosswalk_claim WHERE link_id = ? AND order_id = ?')
  const release = db.prepare(`UPDATE crosswalk_link SET state = 'released', released_at = ? WHERE link_id = ? AND state = 'linked'`)
  return {
    linkedTo: async (customerId, providerId) => {
      const row = linkedTo.get(customerId, providerId)
      return row ? { linkId: row.link_id, link: crosswalkLink(row) } : null
    },
    ownerOf: async (providerId, localCustomerId) => ownerOf.get(providerId, localCustomerId)?.customer_id ?? null,
    ofCustomers: async (customerIds) => ofCustomers.all(JSON.stringify(customerIds)).map(crosswalkLink),
    claims: async (linkId) => claims.all(linkId).map((row) => row.order_id),
    insert: async (link, linkedAt) => {
      const outcome = insert.run(link.customerId, link.providerId, link.localCustomerId, linkedAt)
      changeOne(outcome, 'insert link')
      return Number(outcome.lastInsertRowid)
    },
    claim: async (linkId, orderId) => changeOne(claim.run(linkId, orderId), 'claim link'),
    dropClaim: async (linkId, orderId) => changeOne(dropClaim.run(linkId, orderId), 'drop claim'),
    release: async (linkId, releasedAt) => changeOne(release.run(releasedAt, linkId), 'release link'),
  }
}

const crosswalkLink = (row: Row): CrosswalkLink => ({
  customerId: asId(row.customer_id),
  providerId: asId(row.provider_id),
  localCustomerId: asId(row.local_customer_id),
  state: row.state,
})
