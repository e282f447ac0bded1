import type { ProductOffering } from '../../domain/catalog.ts'
import type { DiscreteService, ProductOrder } from '../../domain/order.ts'
import type { QualificationLine } from '../../domain/qualification.ts'
import type { ProviderId } from '../../kernel/ids.ts'
import { serviceOf } from './service-of.ts'

/** What of an order decides which services it needs; an order that is only thought of has no more. */
export type OrderToServe = Pick<ProductOrder, 'items' | 'clientComputer' | 'takenAt'> & { readonly registration: Pick<ProductOrder['registration'], 'userIdentifier'> }

/** What an access offering needs on its line: port, plan, identity, address, and where the place asks for it equipment and a visit. */
export function accessServices(
  offering: ProductOffering, line: QualificationLine | null, order: OrderToServe, ispId: ProviderId, ordered: readonly ProductOffering[],
): readonly DiscreteService[] {
  const ownerId = line?.overProviderId ?? line?.providerId ?? ownerByCatalog(offering)
  const accessType = line?.accessType ?? offering.accessType ?? 'copper'
  return [
    serviceOf('port', ownerId, offering.id, { code: ownerId === offering.providerId ? 'port-on-own-line' : 'port-on-owners-line', details: { accessType, ownerId } }),
    serviceOf('plan', offering.providerId, offering.id, { code: 'plan-ordered', details: { name: offering.name, ...(line?.planName ? { planName: line.planName } : {}) } }),
    serviceOf('identity', ispId, offering.id, { code: 'identity-for-access', details: { userIdentifier: order.registration.userIdentifier } }),
    serviceOf('address', null, offering.id, { code: 'address-for-access', details: { accessType } }),
    ...modem(offering, accessType, ownerId, order, ordered),
    ...installVisit(offering, accessType, ownerId, line),
  ]
}

/** Without a line the catalog says whose network it is: a reseller requires one. */
const ownerByCatalog = (offering: ProductOffering): ProviderId => offering.requires.find((need) => need.role === 'network')?.providerId ?? offering.providerId

/** A copper line ends in a modem; a computer without Ethernet cannot bring its own. */
function modem(offering: ProductOffering, accessType: string, ownerId: ProviderId, order: OrderToServe, ordered: readonly ProductOffering[]): readonly DiscreteService[] {
  const isOrdered = ordered.some((other) => other.kind === 'equipment')
  if (isOrdered || accessType !== 'copper' || order.clientComputer?.hasEthernet !== false) return []
  return [serviceOf('equipment', ownerId, offering.id, { code: 'modem-without-ethernet', details: { operatingSystem: order.clientComputer.operatingSystem } })]
}

/** Fiber and radio have no wire in the house yet: somebody builds the drop or mounts the antenna. Copper and cable are taken as there. */
function installVisit(offering: ProductOffering, accessType: string, ownerId: ProviderId, line: QualificationLine | null): readonly DiscreteService[] {
  const metresOf = (code: string): number => Number(line?.reasons.find((reason) => reason.code === code)?.details['distanceM'] ?? 0)
  if (accessType === 'fiber' && metresOf('drop-within-limit') > 0) {
    return [serviceOf('visit', ownerId, offering.id, { code: 'drop-to-build', details: { distanceM: metresOf('drop-within-limit') } })]
  }
  if (accessType !== 'fixedWireless' && accessType !== 'satellite') return []
  return [serviceOf('visit', ownerId, offering.id, { code: 'antenna-to-mount', details: { accessType, distanceM: metresOf('sector-in-reach') } })]
}
