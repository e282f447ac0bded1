import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import type { UsageEvent, UsageReason } from '../../../shared/domain/usage.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { GuideRow } from './ports.ts'

export type Guided = { readonly row: GuideRow; readonly offering: ProductOffering }

/**
 * Whose an event is: the service its subscriber had at that provider when it began, in the version of the offering they had then. Of
 * several, the one the provider names, else the only one with a price for such usage. `rows`: those of the event's subscriber.
 * Errors: `subscriber-unknown`, `before-activation`, `after-termination`, `service-ambiguous`, `offering-unknown`.
 */
export function guideUsage(event: UsageEvent, rows: readonly GuideRow[], catalog: Catalog | null, isPriced: (offering: ProductOffering) => boolean): Result<Guided, UsageReason> {
  if (rows.length === 0) return err('subscriber-unknown')
  const live = rows.filter((row) => row.from <= event.startedAt && (row.to === null || event.startedAt < row.to))
  if (live.length === 0) return err(rows.every((row) => event.startedAt < row.from) ? 'before-activation' : 'after-termination')
  const named = event.offeringId === null ? live : live.filter((row) => row.offeringId === event.offeringId)
  const known = (named.length > 0 ? named : live).flatMap((row) => {
    const offering = catalog?.offerings.find((one) => one.id === row.offeringId && one.version === row.offeringVersion)
    return offering ? [{ row, offering }] : []
  })
  const priced = known.filter(({ offering }) => isPriced(offering))
  // Two services with a price of their own for it: to guess would be to bill somebody for what they have not used.
  if (priced.length > 1) return err('service-ambiguous')
  const [only] = priced.length === 1 ? priced : known
  return only ? ok(only) : err('offering-unknown')
}
