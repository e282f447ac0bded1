import type { UsagePack } from '../../../../shared/domain/usage-pack.ts'
import type { Db } from '../../sql/open.ts'

/** Usage by day as central's feed told it: of each customer and period the newest revision. */
export type UsageFacts = { /** Of billing periods from `fromPeriod` on, oldest first. */ readonly usagePacksOf: (customerIds: readonly string[], fromPeriod: string) => UsagePack[] }
/** Answers false for a pack that is written in a way this desk does not read. */
export type UsageWriter = { readonly putPack: (pack: UsagePack) => boolean }

export function createUsagePacks(db: Db): { readonly reads: UsageFacts; readonly writer: UsageWriter } {
  const put = db.prepare(`INSERT INTO usage_pack (customer_id, period, revision, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (customer_id, period) DO UPDATE SET revision = excluded.revision, body = excluded.body WHERE excluded.revision > usage_pack.revision`)
  const of = db.prepare('SELECT body FROM usage_pack WHERE customer_id IN (SELECT value FROM json_each(?)) AND period >= ? ORDER BY period, customer_id').pluck()
  return {
    writer: { putPack: (pack) => (pack.format === 1 ? (put.run(pack.customerId, pack.period, pack.revision, JSON.stringify(pack)), true) : false) },
    reads: { usagePacksOf: (customerIds, fromPeriod) => of.all(JSON.stringify(customerIds), fromPeriod).map((body) => JSON.parse(body as string) as UsagePack) },
  }
}
