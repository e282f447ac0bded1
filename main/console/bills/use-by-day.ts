import type { DaySeries } from '../../../shared/contract/console/bills.ts'
import type { Catalog } from '../../../shared/domain/catalog.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { PackedService, UsagePack } from '../../../shared/domain/usage-pack.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Handler } from '../context.ts'
import type { BillsDeps } from './read-bills.ts'

export type UseByDayDeps = Pick<BillsDeps, 'callerAuth'> & {
  readonly bills: { readonly idsOfPerson: (customerId: string) => readonly string[]; readonly usagePacksOf: (customerIds: readonly string[], fromPeriod: string) => readonly UsagePack[] }
  readonly catalog: () => Catalog | null
}
const MOST_PERIODS = 24

/** What a person used in one period by day, billed or not, as central told this desk; without `period` the newest. Kept back as bills are. */
export const createUseByDay = ({ bills, callerAuth, catalog }: UseByDayDeps): Handler<'bills.usageByDay'> => ({ customerId, period }, ctx) => {
  const ids = [...new Set([customerId, ...bills.idsOfPerson(customerId)])]
  if (!ids.every((id) => callerAuth.maySee(ctx, id))) return err(appError('caller-not-verified'))
  const packs = bills.usagePacksOf(ids, '').filter(({ services }) => services.length > 0)
  const periods = [...new Set(packs.map((pack) => pack.period))].sort().slice(-MOST_PERIODS)
  const shown = period !== undefined && periods.includes(period) ? period : (periods.at(-1) ?? null)
  const own = packs.filter((pack) => pack.period === shown)
  return ok({ periods, period: shown, madeAt: own.length === 0 ? null : Math.min(...own.map(({ madeAt }) => madeAt)), series: own.flatMap(({ services }) => services.map((service) => seriesOf(service, catalog()))).sort((a, b) => a.offeringName.localeCompare(b.offeringName) || (a.key < b.key ? -1 : 1)) })
}

function seriesOf({ billingServiceId, offeringId, providerId, usageType, unit, days }: PackedService, catalog: Catalog | null): DaySeries {
  return {
    key: `${billingServiceId}|${usageType}|${unit}`, offeringName: catalog?.offerings.findLast(({ id }) => id === offeringId)?.name ?? offeringId, providerName: catalog?.providers.find(({ id }) => id === providerId)?.name ?? '', unit, usageType,
    days: days.map(([day, quantity, events, amountMicro]) => ({ day, quantity, events, amountMicro })),
  }
}
