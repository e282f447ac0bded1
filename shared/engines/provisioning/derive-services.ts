import { isByUse } from '../../domain/catalog.ts'
import type { Catalog, ProductOffering, ProviderRole } from '../../domain/catalog.ts'
import type { DiscreteService } from '../../domain/order.ts'
import type { QualificationLine } from '../../domain/qualification.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import { clientObstacle, matchLine } from '../offers/match-line.ts'
import { accessServices } from './access-services.ts'
import type { OrderToServe } from './access-services.ts'
import { orderedOfferings } from './ordered-offerings.ts'
import { serviceOf } from './service-of.ts'

/**
 * What must exist for an order to work, each with why: the port at the network's owner, the plan at the seller, the identity at the ISP,
 * an address of ours, equipment, a visit, content and voice. `lines`: those of the qualification the order was taken on. Ids are the
 * same every time for the same order. Errors: throws when an ordered offering is in no version of the catalog.
 */
export function deriveServices(input: {
  readonly order: OrderToServe
  readonly catalog: Catalog
  readonly lines: readonly QualificationLine[]
  readonly ispId: ProviderId
}): readonly DiscreteService[] {
  const { order, catalog } = input
  const offerings = orderedOfferings(order, catalog)
  const services = offerings.flatMap((offering): readonly DiscreteService[] => {
    const match = matchLine(offering, input.lines)
    switch (offering.kind) {
      case 'access': return [...accessServices(offering, match.kind === 'none' ? null : match.line, order, input.ispId, offerings), ...visitForComputer(offering, order)]
      case 'equipment': return [serviceOf('equipment', offering.providerId, offering.id, { code: 'equipment-ordered', details: { name: offering.name } })]
      case 'addOn': return [serviceOf(isVoice(offering) ? 'voice' : 'content', offering.providerId, offering.id, { code: 'add-on-ordered', details: { name: offering.name } })]
      case 'bundle': return []
    }
  })
  return withoutRepeats([...services, ...offerings.flatMap((offering) => requiredServices(offering, services))])
}

/** A computer that does not meet the plan came through a channel that could not refuse it: somebody looks at it on site. */
function visitForComputer(offering: ProductOffering, order: OrderToServe): readonly DiscreteService[] {
  const obstacle = clientObstacle(offering, order.clientComputer)
  return obstacle ? [serviceOf('visit', offering.providerId, offering.id, obstacle)] : []
}

const KIND_OF_ROLE: Readonly<Record<ProviderRole, DiscreteService['kind']>> = { network: 'port', isp: 'identity', content: 'content', reseller: 'plan' }

/** What an offering says other providers must do for it, where nothing ordered makes them do it already. */
function requiredServices(offering: ProductOffering, services: readonly DiscreteService[]): readonly DiscreteService[] {
  return offering.requires
    .map((need) => serviceOf(KIND_OF_ROLE[need.role], need.providerId, offering.id, { code: 'required-by-offering', details: { name: offering.name, reason: need.reason } }))
    .filter((needed) => !services.some((service) => service.kind === needed.kind && service.providerId === needed.providerId))
}

/** The catalog has no service kind of its own for add-ons: voice is what is rated by the minute, or is named so. */
const isVoice = (offering: ProductOffering): boolean =>
  offering.prices.some((price) => isByUse(price.ratingGuideline) && price.ratingGuideline.unit.startsWith('minute')) || offering.id.split('-').includes('voice')

/** Each service once, the first reason kept; one visit and one identity per provider whatever asks for it: nobody comes twice. */
function withoutRepeats(services: readonly DiscreteService[]): readonly DiscreteService[] {
  const keyOf = (service: DiscreteService): string => (service.kind === 'visit' || service.kind === 'identity' ? `${service.kind}:${service.providerId}` : service.id)
  return [...new Map([...services].reverse().map((service) => [keyOf(service), service])).values()].reverse()
}
