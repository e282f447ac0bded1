import type { Posting } from '../../../shared/domain/rating.ts'
import type { BillingService, BillingWrites } from '../../central/ports.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type ServiceRow = { id: string; order_id: string; service_id: string; customer_id: string; offering_id: string; offering_version: number; provider_id: string; local_customer_id: string | null }

/** What the rating and billing engine knows: who, which services under which ids at whom, and the postings of the first bill. */
export function billingRepository(db: Db): BillingWrites {
  const activation = db.prepare<[string], { content_hash: string; first_bill_minor: number }>('SELECT content_hash, first_bill_minor FROM billing_activation WHERE order_id = ?')
  const idsOfOrder = db.prepare<[string], { id: string }>('SELECT id FROM billing_service WHERE order_id = ? ORDER BY position')
  const services = db.prepare<[string], ServiceRow>(`SELECT id, order_id, service_id, customer_id, offering_id, offering_version, provider_id, local_customer_id FROM billing_service
    WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, position`)
  const insertActivation = db.prepare('INSERT INTO billing_activation (order_id, customer_id, registration, catalog_version, activated_at, first_bill_minor, content_hash) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const insertService = db.prepare('INSERT INTO billing_service (id, order_id, position, service_id, customer_id, offering_id, offering_version, provider_id, local_customer_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const insertPosting = db.prepare('INSERT INTO billing_posting (order_id, charge_id, leg, party_kind, party, amount_micro, currency) VALUES (?, ?, ?, ?, ?, ?, ?)')
  return {
    activationOf: async (orderId) => {
      const row = activation.get(orderId)
      return row ? { contentHash: row.content_hash, billingServiceIds: idsOfOrder.all(orderId).map((service) => service.id), firstBillMinor: row.first_bill_minor } : null
    },
    services: async (customerIds) => services.all(JSON.stringify(customerIds)).map(billingService),
    insert: async (a) => {
      changeOne(insertActivation.run(a.orderId, a.customerId, JSON.stringify(a.registration), a.catalogVersion, a.activatedAt, a.firstBillMinor, a.contentHash), 'insert activation')
      for (const [position, s] of a.services.entries())
        changeOne(insertService.run(s.billingServiceId, a.orderId, position, s.serviceId, s.customerId, s.offeringId, s.offeringVersion, s.providerId, s.localCustomerId), 'insert billing service')
      for (const [leg, { chargeId, posting }] of a.postings.entries())
        changeOne(insertPosting.run(a.orderId, chargeId, leg, posting.party.kind, partyName(posting), posting.amountMicro, posting.currency), 'insert posting')
    },
  }
}

const billingService = (row: ServiceRow): BillingService => ({
  billingServiceId: row.id,
  orderId: row.order_id,
  serviceId: row.service_id,
  customerId: row.customer_id,
  offeringId: row.offering_id,
  offeringVersion: row.offering_version,
  providerId: row.provider_id,
  localCustomerId: row.local_customer_id,
})

function partyName({ party }: Posting): string {
  if (party.kind === 'provider') return party.providerId
  return party.kind === 'tax' ? party.name : ''
}
