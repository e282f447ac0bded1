import type { OrderHead, ServiceOrderItem } from './effect-line.ts'
import type { Ledger, LedgerOrder, LedgerService } from './ledger.ts'

export const SERVICE_ORDER_PATH = '/tmf-api/serviceOrdering/v4/serviceOrder'
export const SERVICE_PATH = '/tmf-api/serviceInventory/v4/service'
export const QUALIFICATION_PATH = '/tmf-api/serviceQualificationManagement/v4/checkServiceQualification'

type Characteristic = { readonly name: string; readonly value: unknown }

/** A service order in the shape of TMF641 ServiceOrder. */
export function toServiceOrder(ledger: Ledger, order: LedgerOrder): Record<string, unknown> {
  const { head } = order
  return {
    '@type': 'ServiceOrder',
    id: head.serviceOrderId,
    href: `${SERVICE_ORDER_PATH}/${head.serviceOrderId}`,
    externalId: order.externalId,
    ...(head.description === null ? {} : { description: head.description }),
    state: order.state,
    orderDate: head.orderedAt,
    ...(order.dueAt === null ? {} : { expectedCompletionDate: order.dueAt }),
    ...(order.completedAt === null ? {} : { completionDate: order.completedAt }),
    // TMF641 4.1 types the error code as an integer; the provider's own word goes into `reason`.
    ...(order.failure ? { errorMessage: { code: 422, reason: order.failure.code, message: order.failure.reason } } : {}),
    relatedParty: [customerParty(order.universalCustomerId, head.customerName)],
    serviceOrderItem: head.items.map((item) => toOrderItem(ledger, order, item)),
  }
}

/** A service in the shape of TMF638 Service: the provider's side, with the customer's id here and everywhere. */
export function toService(ledger: Ledger, service: LedgerService): Record<string, unknown> {
  const head = ledger.order(service.serviceOrderId)?.head
  const item = head?.items.find((candidate) => candidate.id === service.itemId)
  return {
    '@type': 'Service',
    id: service.serviceId,
    href: `${SERVICE_PATH}/${service.serviceId}`,
    name: item?.service.name ?? service.offeringId,
    state: service.endedAt === null ? 'active' : 'terminated',
    startDate: service.startedAt,
    ...(service.endedAt === null ? {} : { endDate: service.endedAt }),
    serviceSpecification: { id: service.serviceKind },
    ...(item?.service.place ? { place: item.service.place } : {}),
    serviceCharacteristic: withFacts(item?.service.serviceCharacteristic ?? [], service),
    relatedParty: relatedParties(service, head),
    serviceOrderItem: [{ serviceOrderId: service.serviceOrderId, itemId: service.itemId, itemAction: 'add' }],
  }
}

function toOrderItem(ledger: Ledger, order: LedgerOrder, item: ServiceOrderItem): Record<string, unknown> {
  if (order.state !== 'completed') return { ...item, state: order.state }
  const service = order.serviceIds.flatMap((id) => ledger.service(id) ?? []).find((candidate) => candidate.itemId === item.id)
  if (service) {
    const state = service.endedAt === null ? 'active' : 'terminated'
    return { ...item, state: 'completed', service: { ...item.service, id: service.serviceId, state, serviceCharacteristic: withFacts(item.service.serviceCharacteristic, service) } }
  }
  const localCustomerId = ledger.localCustomerId(order.universalCustomerId)
  const known: Record<string, string> = localCustomerId === undefined ? {} : { localCustomerId }
  return { ...item, state: 'completed', service: { ...item.service, state: 'terminated', serviceCharacteristic: merge(item.service.serviceCharacteristic, known) } }
}

const withFacts = (given: readonly Characteristic[], service: LedgerService): readonly unknown[] =>
  merge(given, { localCustomerId: service.localCustomerId, ...service.facts })

/** What the order gave, then what the provider says; where both name one thing the provider's word stands. */
const merge = (given: readonly Characteristic[], said: Readonly<Record<string, string>>): readonly unknown[] => [
  ...given.filter((characteristic) => !(characteristic.name in said)),
  ...Object.entries(said).map(([name, value]) => ({ name, value, valueType: 'string' })),
]

const customerParty = (universalCustomerId: string, name: string | null) => ({
  '@type': 'RelatedParty', '@referredType': 'Customer', id: universalCustomerId, role: 'customer', ...(name === null ? {} : { name }),
})

const relatedParties = (service: LedgerService, head: OrderHead | undefined) => [
  customerParty(service.universalCustomerId, head?.customerName ?? null),
  { '@type': 'RelatedParty', '@referredType': 'Customer', id: service.localCustomerId, role: 'localCustomer' },
]
