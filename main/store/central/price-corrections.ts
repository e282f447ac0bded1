import type { CorrectionWrites } from '../../central/usage/corrections/ports.ts'
import type { PriceCorrection } from '../../../shared/domain/price-correction.ts'
import type { Db } from '../sql/open.ts'
import { changeOne } from './change-one.ts'

type Row = { document: string; rerated_to: string }

/** Corrected prices in the order they were decided, and how far each was carried out. */
export function correctionRepository(db: Db): CorrectionWrites {
  const all = db.prepare<[], Row>('SELECT document, rerated_to FROM price_correction ORDER BY seq')
  const open = db.prepare<[], Row>('SELECT document, rerated_to FROM price_correction WHERE is_rerated = 0 ORDER BY seq LIMIT 1')
  const insert = db.prepare('INSERT INTO price_correction (id, offering_id, offering_version, document) VALUES (?, ?, ?, ?)')
  const carry = db.prepare('UPDATE price_correction SET rerated_to = ?, is_rerated = ? WHERE id = ?')
  const services = db.prepare<[string, number, string, number], { id: string; customer_id: string }>('SELECT id, customer_id FROM billing_service WHERE offering_id = ? AND offering_version = ? AND id > ? ORDER BY id LIMIT ?')
  return {
    all: async () => all.all().map(correction),
    open: async () => {
      const row = open.get()
      return row ? { correction: correction(row), reratedTo: row.rerated_to } : null
    },
    services: async ({ offeringId, offeringVersion }, after, limit) => services.all(offeringId, offeringVersion, after, limit).map((row) => ({ billingServiceId: row.id, customerId: row.customer_id })),
    insert: async (one) => changeOne(insert.run(one.id, one.offeringId, one.offeringVersion, JSON.stringify(one)), 'insert price correction'),
    carry: async (id, reratedTo, isDone) => changeOne(carry.run(reratedTo, isDone ? 1 : 0, id), 'carry price correction'),
  }
}

const correction = ({ document }: Row): PriceCorrection => JSON.parse(document) as PriceCorrection
