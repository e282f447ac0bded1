import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { UsageEvent, UsageReason } from '../../../shared/domain/usage.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { GuideRow } from './ports.ts'

/** A service a subscriber's id can stand for; `offering` undefined: the catalog has that version no more. */
type Candidate = { readonly row: GuideRow; readonly offering: ProductOffering | undefined }

/**
 * Whose an event is: the service its subscriber had at that provider when it began, in the version of the offering they had then. Of
 * several, the one the provider names, else the only one with a price for such usage. `services`: those of the event's subscriber.
 * Errors: `subscriber-unknown`, `before-activation`, `after-termination`, `service-ambiguous`, `offering-unknown`.
 */
export function guideUsage<S extends Candidate>(event: UsageEvent, services: readonly S[], isPriced: (offering: ProductOffering, event: UsageEvent) => boolean): Result<S & { readonly offering: ProductOffering }, UsageReason> {
  if (services.length === 0) return err('subscriber-unknown')
  const live = services.length === 1 && isLive(services[0] as S, event) ? services : services.filter((one) => isLive(one, event))
  if (live.length === 0) return err(services.every(({ row }) => event.startedAt < row.from) ? 'before-activation' : 'after-termination')
  const named = event.offeringId === null || live.length === 1 ? live : live.filter(({ row }) => row.offeringId === event.offeringId)
  let [known, priced]: ((S & { readonly offering: ProductOffering }) | null)[] = [null, null]
  for (const service of named.length > 0 ? named : live) {
    if (!hasOffering(service)) continue
    known ??= service
    if (live.length === 1) break
    if (!isPriced(service.offering, event)) continue
    // Two services with a price of their own for it: to guess would be to bill somebody for what they have not used.
    if (priced) return err('service-ambiguous')
    priced = service
  }
  const only = priced ?? known
  return only ? ok(only) : err('offering-unknown')
}

const isLive = ({ row }: Candidate, { startedAt }: UsageEvent): boolean => row.from <= startedAt && (row.to === null || startedAt < row.to)
const hasOffering = <S extends Candidate>(service: S): service is S & { readonly offering: ProductOffering } => service.offering !== undefined
