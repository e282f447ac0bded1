import type { Catalog } from '../../../shared/domain/catalog.ts'
import type { IdentifierMode } from '../../../shared/domain/identifier.ts'
import type { DiscreteService, ProductOrder } from '../../../shared/domain/order.ts'
import type { QualificationLine } from '../../../shared/domain/qualification.ts'
import { deriveServices } from '../../../shared/engines/provisioning/derive-services.ts'
import { orderedOfferings } from '../../../shared/engines/provisioning/ordered-offerings.ts'
import { matchLine } from '../../../shared/engines/offers/match-line.ts'
import { planServiceOrders } from '../../../shared/engines/provisioning/service-orders.ts'
import type { WorkflowStep } from '../../../shared/engines/saga/plan.ts'
import type { ProviderId } from '../../../shared/kernel/ids.ts'
import { assert } from '../../../shared/kernel/result.ts'

/** While the workflow is laid out no address is held yet; only who is asked, and in which order, is taken from the plan. */
const NOT_HELD_YET = { address: '' }

/**
 * The workflow of a sign-up: what everybody needs first, then each provider's part with its local id linked, the pivot, and what is
 * repeated until it succeeds. Throws when the identifier belongs to no ISP of the catalog; `signup.submit` refuses that first.
 */
export function planSignup(input: { readonly order: ProductOrder; readonly catalog: Catalog; readonly lines: readonly QualificationLine[] }): { readonly steps: readonly WorkflowStep[]; readonly services: readonly DiscreteService[] } {
  const ispId = ispOf(input.catalog, input.order.registration.userIdentifier)
  assert(ispId, 'an order is taken only for an identifier of a known ISP')
  const services = deriveServices({ ...input, ispId })
  const providerIds = planServiceOrders({ order: input.order, services, catalog: input.catalog, held: NOT_HELD_YET }).map((part) => part.providerId)
  return { services, steps: signupSteps(providerIds, ispId, { identifierMode: input.order.identifierMode, takesPort: portLine(input) !== null }) }
}

/** The line whose port the order takes: that of its access, where the plant is known. */
export function portLine({ order, catalog, lines }: Parameters<typeof planSignup>[0]): QualificationLine | null {
  for (const offering of orderedOfferings(order, catalog)) {
    const match = offering.kind === 'access' ? matchLine(offering, lines) : null
    if (match?.kind === 'yes' && match.line.port) return match.line
  }
  return null
}

/** The workflow as data. `providerIds`: in the order in which they are asked. `identifierMode`: a new identifier is made the caller's, an existing one is only asked for. `takesPort`: of a node or sector, before any provider is asked. */
export const signupSteps = (providerIds: readonly ProviderId[], ispId: ProviderId, { identifierMode = 'existing', takesPort = false }: { readonly identifierMode?: IdentifierMode | undefined; readonly takesPort?: boolean } = {}): readonly WorkflowStep[] => [
  { id: 'confirmQuote', kind: 'confirmQuote', providerId: null, phase: 'compensatable' },
  { id: 'registerCustomer', kind: 'registerCustomer', providerId: null, phase: 'compensatable' },
  { id: 'deriveServices', kind: 'deriveServices', providerId: null, phase: 'compensatable' },
  ...(takesPort ? [{ id: 'holdPort', kind: 'holdPort', providerId: null, phase: 'compensatable' } as const] : []),
  identifierMode === 'new'
    ? { id: 'reserveIdentifier', kind: 'reserveIdentifier', providerId: ispId, phase: 'compensatable' }
    : { id: 'authenticateIdentifier', kind: 'authenticateIdentifier', providerId: ispId, phase: 'compensatable' },
  { id: 'holdAddress', kind: 'holdAddress', providerId: null, phase: 'compensatable' },
  ...providerIds.flatMap((providerId): readonly WorkflowStep[] => [
    { id: `serviceOrder:${providerId}`, kind: 'serviceOrder', providerId, phase: 'compensatable' },
    { id: `linkLocalId:${providerId}`, kind: 'linkLocalId', providerId, phase: 'compensatable' },
  ]),
  { id: 'activateBilling', kind: 'activateBilling', providerId: null, phase: 'pivot' },
  { id: 'assignAddress', kind: 'assignAddress', providerId: null, phase: 'retriable' },
  { id: 'completeOrder', kind: 'completeOrder', providerId: null, phase: 'retriable' },
]

/** The ISP whose realm an identifier carries; null when it is nobody's of this catalog. */
export function ispOf(catalog: Catalog, userIdentifier: string): ProviderId | null {
  const realm = userIdentifier.slice(userIdentifier.lastIndexOf('@') + 1).toLowerCase()
  return catalog.providers.find((provider) => provider.roles.includes('isp') && provider.realms.includes(realm))?.id ?? null
}
