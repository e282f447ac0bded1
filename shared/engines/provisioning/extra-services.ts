import type { Catalog, ProductOffering } from '../../domain/catalog.ts'
import type { DiscreteService } from '../../domain/order.ts'
import type { ClientComputer, QualificationLine } from '../../domain/qualification.ts'
import { asId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/time.ts'
import { deriveServices } from './derive-services.ts'

/**
 * The visits and the equipment that an offer would bring with it at this place and for this computer, before anybody orders it: the same
 * derivation as an order's, so that what is said is what happens. Nothing for what has no line of its own.
 */
export function extraServices(input: { readonly offering: ProductOffering; readonly catalog: Catalog; readonly lines: readonly QualificationLine[]; readonly clientComputer: ClientComputer | null; readonly at: Instant }): readonly Pick<DiscreteService, 'kind' | 'reason'>[] {
  const { offering, catalog, lines, clientComputer, at } = input
  if (offering.kind !== 'access') return []
  const order = { items: [{ id: '1', action: 'add', offeringId: offering.id, offeringVersion: offering.version, qualificationId: null }], clientComputer, takenAt: at, registration: { userIdentifier: '' } } as const
  return deriveServices({ order, catalog, lines, ispId: asId(offering.providerId) })
    .filter((service) => service.kind === 'visit' || service.kind === 'equipment').map(({ kind, reason }) => ({ kind, reason }))
}
