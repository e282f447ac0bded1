/** A valid TMF641 ServiceOrder_Create; a test states only what matters to it. */
export type OrderChoices = {
  readonly externalId?: string
  readonly customerId?: string
  readonly lines?: readonly { readonly serviceKind: string; readonly offeringId?: string; readonly meter?: string; readonly more?: Readonly<Record<string, string>> }[]
}

export function addOrder({ externalId = 'order-1:network', customerId = 'customer-1', lines = [{ serviceKind: 'port' }] }: OrderChoices = {}) {
  return {
    externalId,
    description: 'Internet service for Juniper Exampleton',
    relatedParty: [{ '@type': 'RelatedParty', '@referredType': 'Customer', id: customerId, role: 'customer', name: 'Juniper Exampleton' }],
    serviceOrderItem: lines.map(({ serviceKind, offeringId = 'ctl-copper-100-10', meter = '', more = {} }, index) => ({
      id: String(index + 1),
      action: 'add',
      service: {
        name: offeringId,
        state: 'active',
        serviceSpecification: { id: serviceKind },
        place: [{ id: 'address-1', role: 'installation', name: '100 Specimen Ave 82001', '@referredType': 'GeographicAddress' }],
        serviceCharacteristic: Object.entries({ offeringId, serviceKind, orderId: 'order-1', meter, ...more }).map(([name, value]) => ({ name, value, valueType: 'string' })),
      },
    })),
  }
}

export function deleteOrder({ target = 'order-1:network', customerId = 'customer-1', externalId = `${target}:undo` }: { readonly target?: string; readonly customerId?: string; readonly externalId?: string } = {}) {
  return {
    externalId,
    relatedParty: [{ '@type': 'RelatedParty', '@referredType': 'Customer', id: customerId, role: 'customer' }],
    serviceOrderItem: [{ id: '1', action: 'delete', service: { serviceCharacteristic: [{ name: 'targetExternalId', value: target, valueType: 'string' }] } }],
  }
}

export const accessLine = (userIdentifier: string, framedIpAddress: string) => ({ serviceKind: 'access', offeringId: 'ctl-copper-100-10', meter: 'octets', more: { userIdentifier, framedIpAddress } })

type EffectLike = { readonly effect: string; readonly externalId: string }
/** The oracle of exactly-once: how often a key's service was really added. */
export const additionsFor = (effects: readonly EffectLike[], externalId: string): number =>
  effects.filter((line) => line.effect === 'serviceAdded' && line.externalId === externalId).length
