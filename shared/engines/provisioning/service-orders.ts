import { isByUse } from '../../domain/catalog.ts'
import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { DiscreteService, ProductOrder } from '../../domain/order.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import { orderedOfferings } from './ordered-offerings.ts'

/** One service that a provider is asked to add. Same shape as the partner port's line; shared may not import main. */
export type PlannedLine = {
  readonly serviceKind: 'port' | 'plan' | 'access' | 'equipment' | 'visit' | 'content' | 'voice'
  readonly offeringId: string
  readonly name: string
  readonly meter: readonly string[]
  readonly characteristics: Readonly<Record<string, string | number>>
}
export type PlannedServiceOrder = { readonly providerId: ProviderId; readonly lines: readonly PlannedLine[] }

/**
 * One service order per provider, in the order they must be placed: the line's owner, the reseller, the ISP, then add-ons. Identity and
 * address become one access account at the ISP; `held.address` is the address held for the order. Usage is metered by the one line
 * that sells it, never by the port under it: metered twice is billed twice.
 */
export function planServiceOrders(input: {
  readonly order: ProductOrder
  readonly services: readonly DiscreteService[]
  readonly catalog: Catalog
  readonly held: { readonly address: string }
}): readonly PlannedServiceOrder[] {
  const offerings = new Map(orderedOfferings(input.order, input.catalog).map((offering) => [offering.id, offering]))
  const byProvider = new Map<ProviderId, PlannedLine[]>()
  for (const service of [...input.services].sort((a, b) => RANK[a.kind] - RANK[b.kind])) {
    if (service.providerId === null) continue
    const offering = service.offeringId === null ? undefined : offerings.get(service.offeringId)
    byProvider.set(service.providerId, [...(byProvider.get(service.providerId) ?? []), lineOf(service, offering, input)])
  }
  return [...byProvider].map(([providerId, lines]) => ({ providerId, lines }))
}

/** A provider's turn is that of the earliest thing asked of it; sorting is stable, so equals keep the order they were derived in. */
const RANK: Readonly<Record<DiscreteService['kind'], number>> = { port: 0, plan: 1, identity: 2, address: 2, content: 3, voice: 3, equipment: 4, visit: 5 }

function lineOf(service: DiscreteService, offering: ProductOffering | undefined, input: { readonly order: ProductOrder; readonly held: { readonly address: string } }): PlannedLine {
  const common = { offeringId: service.offeringId ?? '', name: offering?.name ?? service.kind }
  switch (service.kind) {
    case 'identity':
    case 'address':
      return { ...common, serviceKind: 'access', meter: [], characteristics: { userIdentifier: input.order.registration.userIdentifier, framedIpAddress: input.held.address } }
    case 'port': return { ...common, serviceKind: 'port', meter: [], characteristics: speeds(offering) }
    case 'plan': return { ...common, serviceKind: 'plan', meter: usageTypes(offering), characteristics: speeds(offering) }
    case 'visit': return { ...common, serviceKind: 'visit', meter: [], characteristics: { reason: service.reason.code } }
    default: return { ...common, serviceKind: service.kind, meter: usageTypes(offering), characteristics: {} }
  }
}

function speeds(offering: ProductOffering | undefined): Readonly<Record<string, string | number>> {
  if (!offering) return {}
  const { accessType, downlinkKbps, uplinkKbps } = offering
  return { ...(accessType ? { accessType } : {}), ...(downlinkKbps === null ? {} : { downlinkKbps }), ...(uplinkKbps === null ? {} : { uplinkKbps }) }
}

function usageTypes(offering: ProductOffering | undefined): readonly string[] {
  const units = (offering?.prices ?? []).flatMap((price) => (isByUse(price.ratingGuideline) ? [price.ratingGuideline.unit] : []))
  return [...new Set(units)]
}
