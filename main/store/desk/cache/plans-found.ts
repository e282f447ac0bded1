import type { AccessType } from '../../../../shared/domain/catalog.ts'
import type { FoundPlan, FoundPlans } from '../../../../shared/domain/found-plan.ts'
import { asId } from '../../../../shared/kernel/ids.ts'
import type { Db } from '../../sql/open.ts'
import type { Settings } from './settings.ts'

// Houses that were split into units say their plan with each unit; a unit that was invented counts as one more address, as it is asked.
const SELECT = `SELECT provider_id, over_provider_id, access_type, plan_name, price_micro, downlink_kbps, uplink_kbps, count(*) AS addresses FROM answer
  WHERE qualified = 1 AND plan_name IS NOT NULL AND price_micro IS NOT NULL AND downlink_kbps IS NOT NULL AND uplink_kbps IS NOT NULL
  GROUP BY provider_id, access_type, over_provider_id, plan_name, price_micro, downlink_kbps, uplink_kbps
  ORDER BY provider_id, access_type, over_provider_id, plan_name, price_micro, downlink_kbps, uplink_kbps`
type Row = { readonly provider_id: string; readonly over_provider_id: string; readonly access_type: AccessType; readonly plan_name: string; readonly price_micro: number; readonly downlink_kbps: number; readonly uplink_kbps: number; readonly addresses: number }

/** One walk over the answers; asked by an administrator after an import, not during calls. */
export function createPlansFound(db: Db, settings: Pick<Settings, 'providerNames'>): () => FoundPlans {
  const select = db.prepare(SELECT)
  return () => ({ plans: (select.all() as Row[]).map(planOf), names: settings.providerNames() })
}

const planOf = (row: Row): FoundPlan => ({
  providerId: asId(row.provider_id), overProviderId: row.over_provider_id === '' ? null : asId(row.over_provider_id), accessType: row.access_type, planName: row.plan_name,
  priceMicro: row.price_micro, downlinkKbps: row.downlink_kbps, uplinkKbps: row.uplink_kbps, addresses: row.addresses,
})
