import type { BilledService, WhatIfOffer } from '../../../shared/contract/console/whatif.ts'
import type { Bill } from '../../../shared/domain/bill.ts'
import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { OrderView, ProductOrder } from '../../../shared/domain/order.ts'
import { formatAddress } from '../../../shared/domain/place.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { QualificationFacts, QualificationPolicy, ServiceQualification } from '../../../shared/domain/qualification.ts'
import type { UsagePack } from '../../../shared/domain/usage-pack.ts'
import { addMonths } from '../../../shared/engines/rating/local-date.ts'
import { qualify } from '../../../shared/engines/qualification/qualify.ts'
import type { BillingTerms } from '../../../shared/engines/saga/quote-order.ts'
import { alternativesAt } from '../../../shared/engines/whatif/alternatives.ts'
import type { Offered } from '../../../shared/engines/whatif/alternatives.ts'
import { compareMonths, paidOf } from '../../../shared/engines/whatif/compare-months.ts'
import type { WhatIf } from '../../../shared/engines/whatif/compare-months.ts'
import { pastMonths } from '../../../shared/engines/whatif/past-months.ts'
import type { OfferingId } from '../../../shared/kernel/ids.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Clock, Instant } from '../../../shared/kernel/time.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler } from '../context.ts'

export type WhatIfDeps = {
  readonly cache: {
    readonly idsOfPerson: (customerId: string) => readonly string[]
    readonly billsOf: (customerIds: readonly string[]) => readonly Bill[]
    readonly usagePacksOf: (customerIds: readonly string[], fromPeriod: string) => readonly UsagePack[]
    readonly remoteOrder: (orderId: string) => { readonly order: ProductOrder } | null
    readonly catalog: () => Catalog | null
    readonly address: (id: string) => GeographicAddress | null
    readonly facts: (addressId: string) => Pick<QualificationFacts, 'branches' | 'sectors' | 'answers' | 'waiting'>
    readonly territory: () => { readonly policy: QualificationPolicy } | null
  }
  readonly findOrder: (orderId: string) => Pick<OrderView, 'order'> | null
  readonly terms: () => BillingTerms
  readonly callerAuth: Pick<CallerAuth, 'maySee'>
  readonly clock: Clock
}

/**
 * The last months of an order's bills on every offer at its address, from this desk's own copy. Without `orderId`: of the order with the newest bill. Nothing is kept
 * of it: the qualification behind it is asked for again when something is ordered. Errors: `caller-not-verified`, `catalog-missing`, `whatif-no-bills`,
 * `order-unknown` for an order that is on no bill of theirs, `whatif-no-address` where this desk does not know the house.
 */
export const createWhatIf = (deps: WhatIfDeps): Handler<'whatif.compare'> => ({ customerId, orderId, months: most }, ctx) => {
  const ids = [...new Set([customerId, ...deps.cache.idsOfPerson(customerId)])]
  if (!ids.every((id) => deps.callerAuth.maySee(ctx, id))) return err(appError('caller-not-verified'))
  const catalog = deps.cache.catalog()
  if (!catalog) return err(appError('catalog-missing'))
  const bills = deps.cache.billsOf(ids)
  const billed = [...new Set(bills.flatMap((bill) => bill.lines.flatMap((line) => (line.group === 'recurring' && line.orderId !== null ? [line.orderId] : []))))].filter((id) => pastMonths(bills, id, 1).length > 0)
  const chosen = orderId ?? billed[0]
  if (chosen === undefined) return err(appError('whatif-no-bills'))
  if (!billed.includes(chosen)) return err(appError('order-unknown'))
  const at = deps.clock.now()
  const place = qualifiedPlace(deps, chosen, at)
  if (!place.ok) return place
  const months = pastMonths(bills, chosen, most, deps.cache.usagePacksOf(ids, addMonths(deps.terms().localDateOf(at), 0 - most - 2).slice(0, 7)))
  const held = heldBy(place.value.order, catalog)
  const offered = alternativesAt({ catalog, qualification: place.value.qualification, at, held })
  const ranked = compareMonths({ catalog, at, region: deps.terms().region, months, held, metered: meteredOf(held, catalog), alternatives: offered })
  return ok({
    orderId: chosen, services: billed.map((id) => serviceOf(deps, catalog, id)), months: months.map((month) => ({ from: month.from, to: month.to, paidMinor: paidOf(month) })),
    paidMinor: months.reduce((sum, month) => sum + (paidOf(month) ?? 0), 0), offers: ranked.flatMap((one) => offered.filter(({ id }) => id === one.id).map((offer) => toOffer(one, offer, catalog))), notHere: plansNotHere(catalog, offered, held, at),
  })
}

const orderOf = (deps: WhatIfDeps, orderId: string): ProductOrder | null => deps.findOrder(orderId)?.order ?? deps.cache.remoteOrder(orderId)?.order ?? null

/** What can be had at the order's house by what this desk knows now. */
function qualifiedPlace(deps: WhatIfDeps, orderId: string, now: Instant): Result<{ readonly order: ProductOrder; readonly qualification: ServiceQualification }, AppError> {
  const order = orderOf(deps, orderId)
  const address = order && deps.cache.address(order.place)
  const territory = deps.cache.territory()
  if (!order || !address || !territory) return err(appError('whatif-no-address'))
  const { policy } = territory
  const lines = qualify({ address, ...deps.cache.facts(address.id), policy, now })
  return ok({ order, qualification: { id: asId('what-if'), query: { channel: 'csr', place: address.id }, address, lines, qualifiedAt: now, validUntil: now + policy.qualificationValidMs } })
}

/** What the order is for: bundles first, each followed by its members, whatever version they were bought in. */
function heldBy(order: ProductOrder, catalog: Catalog): readonly OfferingId[] {
  const items = order.items.map(({ offeringId }) => offeringId)
  const members = (id: OfferingId): readonly OfferingId[] => catalog.offerings.find((offering) => offering.id === id && offering.kind === 'bundle')?.bundleOf ?? []
  return [...new Set([...items.filter((id) => members(id).length > 0), ...items, ...items.flatMap(members)])]
}

const versionsOf = (catalog: Catalog, id: string): readonly ProductOffering[] => catalog.offerings.filter((offering) => offering.id === id)
const meteredOf = (held: readonly OfferingId[], catalog: Catalog): readonly OfferingId[] => held.filter((id) => versionsOf(catalog, id).some(({ prices }) => prices.some(({ ratingGuideline: { kind } }) => kind !== 'recurring' && kind !== 'oneTime')))
const nameOf = (catalog: Catalog, id: string): string => versionsOf(catalog, id).at(-1)?.name ?? id

function serviceOf(deps: WhatIfDeps, catalog: Catalog, orderId: string): BilledService {
  const order = orderOf(deps, orderId)
  const address = order && deps.cache.address(order.place)
  return { orderId, name: (order?.items ?? []).map(({ offeringId }) => nameOf(catalog, offeringId)).join(', '), addressLine: address ? formatAddress(address) : '' }
}

/** Plans on sale that cannot be ordered at the house. */
const plansNotHere = (catalog: Catalog, offered: readonly Offered[], held: readonly OfferingId[], at: Instant): number =>
  catalog.offerings.filter(({ kind, id, validFrom, validTo }) => kind === 'access' && validFrom <= at && (validTo === null || at < validTo) && !held.includes(id) && !offered.some(({ plan }) => plan.offering.id === id)).length

const least = (a: number | null | undefined, b: number | null): number | null => (a === null || a === undefined ? b : b === null ? a : Math.min(a, b))

function toOffer(one: WhatIf, { plan, bundleId, keep, lost }: Offered, catalog: Catalog): WhatIfOffer {
  const { offering, line } = plan
  const names = (ids: readonly string[]): string[] => ids.filter((id) => versionsOf(catalog, id).every(({ kind }) => kind !== 'access')).map((id) => nameOf(catalog, id))
  return {
    ...one, months: [...one.months], name: offering.name, bundleName: bundleId === null ? null : nameOf(catalog, bundleId), providerId: offering.providerId, providerName: catalog.providers.find(({ id }) => id === offering.providerId)?.name ?? '',
    downlinkKbps: least(line?.downlinkKbps, offering.downlinkKbps), uplinkKbps: least(line?.uplinkKbps, offering.uplinkKbps), kept: names(keep), lost: names(lost),
  }
}
