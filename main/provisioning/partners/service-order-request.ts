import type { ServiceOrderLine, ServiceOrderRequest } from '../ports.ts'

/** The undo of a step has the step's key with this ending (design 3.8), so the key of what it undoes needs no second field. */
const UNDO_ENDING = ':undo'

/** One provider's part of an order as TMF641 4.1 `ServiceOrder_Create`. Equal requests give equal bodies, so a provider can tell a repetition from a reuse. */
export function toServiceOrderCreate(request: ServiceOrderRequest) {
  return {
    externalId: request.key,
    description: `${request.action} ${request.lines.map(({ name }) => name).join(', ')}`,
    relatedParty: [{ id: request.customerId, role: 'customer', name: request.customerName, '@type': 'RelatedParty', '@referredType': 'Customer' }],
    serviceOrderItem: request.lines.map((line, index) => ({
      id: String(index + 1),
      action: request.action,
      service: {
        name: line.name,
        state: request.action === 'add' ? 'active' : 'terminated',
        serviceSpecification: { id: line.serviceKind },
        serviceCharacteristic: Object.entries(characteristicsOf(request, line)).map(([name, value]) => ({ name, valueType: typeof value, value })),
        place: [{ id: request.address.id, role: 'installation', name: request.address.line, '@referredType': 'GeographicAddress' }],
      },
    })),
  }
}

function characteristicsOf(request: ServiceOrderRequest, line: ServiceOrderLine): Readonly<Record<string, string | number>> {
  const isUndo = request.action === 'delete' && request.key.endsWith(UNDO_ENDING)
  const target: Readonly<Record<string, string>> = isUndo ? { targetExternalId: request.key.slice(0, -UNDO_ENDING.length) } : {}
  return { ...target, ...line.characteristics, offeringId: line.offeringId, serviceKind: line.serviceKind, orderId: request.orderId, meter: line.meter.join(',') }
}
