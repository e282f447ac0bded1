import { z } from 'zod'

/** A TMF641 characteristic. Unknown members are kept, so that an order reads back as it was given. */
const zCharacteristic = z.looseObject({ name: z.string().min(1), value: z.unknown() })

/** A TMF641 ServiceOrderItem, as far as the sandbox reads it. */
export const zServiceOrderItem = z.looseObject({
  id: z.string().min(1),
  action: z.enum(['add', 'modify', 'delete', 'noChange']),
  service: z.looseObject({
    name: z.string().optional(),
    serviceCharacteristic: z.array(zCharacteristic).default([]),
    serviceSpecification: z.looseObject({ id: z.string() }).optional(),
    place: z.array(z.looseObject({ id: z.string().optional(), name: z.string().optional(), role: z.string() })).optional(),
  }),
})
export type ServiceOrderItem = z.infer<typeof zServiceOrderItem>

/** What every line tells about the service order that caused it: enough to show the order again after a restart. */
const zOrderHead = z.object({
  serviceOrderId: z.string(), fingerprint: z.string(), description: z.string().nullable(), customerName: z.string().nullable(),
  orderedAt: z.string(), items: z.array(zServiceOrderItem),
})
export type OrderHead = z.infer<typeof zOrderHead>

/** What every line of an identifier tells about the request that caused it. Never a password. */
const zIdentifierHead = z.object({ id: z.string(), userIdentifier: z.string(), fingerprint: z.string(), wants: z.enum(['reserved', 'active']), validSeconds: z.int() })
export type IdentifierHead = z.infer<typeof zIdentifierHead>

const common = {
  seq: z.int().positive(), at: z.string(),
  /** The lines of one order stand or fall together: `part` of `parts`. */
  part: z.int().positive(), parts: z.int().positive(),
  externalId: z.string(), universalCustomerId: z.string(),
}
const ofService = { ...common, localCustomerId: z.string(), serviceKind: z.string(), offeringId: z.string() }
const ofOrder = { ...common, localCustomerId: z.null(), serviceKind: z.null(), offeringId: z.null() }

/** What an ISP's book tells of identifiers: reserved, activated and released changed the world, the rest is only remembered. */
const IDENTIFIER_LINES = [
  z.object({ ...ofOrder, effect: z.literal('identifierReserved'), detail: z.object({ request: zIdentifierHead, until: z.string(), takesOver: z.string().nullable() }) }),
  z.object({ ...ofOrder, effect: z.literal('identifierActivated'), detail: z.object({ request: zIdentifierHead, takesOver: z.string().nullable() }) }),
  z.object({ ...ofOrder, effect: z.literal('identifierReleased'), detail: z.object({ userIdentifier: z.string(), targetExternalId: z.string() }) }),
  z.object({ ...ofOrder, effect: z.literal('identifierWithdrawn'), detail: z.object({ targetExternalId: z.string() }) }),
  z.object({ ...ofOrder, effect: z.literal('identifierAcknowledged'), detail: z.object({ request: zIdentifierHead, dueAt: z.string() }) }),
  z.object({ ...ofOrder, effect: z.literal('identifierFailed'), detail: z.object({ request: zIdentifierHead, code: z.string(), reason: z.string() }) }),
] as const
const zIdentifierLine = z.discriminatedUnion('effect', IDENTIFIER_LINES)
export type IdentifierLine = z.infer<typeof zIdentifierLine>

/**
 * One line of the effect book. `serviceAdded` and `serviceDeleted` changed the world; the other three only note what became of an
 * order, because the provider must know it again after a restart.
 */
export const zEffectLine = z.discriminatedUnion('effect', [
  z.object({ ...ofService, effect: z.literal('serviceAdded'), detail: z.object({ order: zOrderHead, itemId: z.string(), serviceId: z.string(), facts: z.record(z.string(), z.string()) }) }),
  z.object({ ...ofService, effect: z.literal('serviceDeleted'), detail: z.object({ order: zOrderHead, serviceId: z.string(), targetExternalId: z.string() }) }),
  z.object({ ...ofOrder, effect: z.literal('orderAcknowledged'), detail: z.object({ order: zOrderHead, dueAt: z.string() }) }),
  z.object({ ...ofOrder, effect: z.literal('orderFailed'), detail: z.object({ order: zOrderHead, code: z.string(), reason: z.string() }) }),
  z.object({ ...ofOrder, effect: z.literal('nothingToDelete'), detail: z.object({ order: zOrderHead, targetExternalId: z.string() }) }),
  ...IDENTIFIER_LINES,
])
export type EffectLine = z.infer<typeof zEffectLine>

/** A line before the book numbers it. */
type Unnumbered<L> = L extends unknown ? Omit<L, 'seq' | 'at' | 'part' | 'parts'> : never
export type NewEffect = Unnumbered<EffectLine>

/** True for a line that changed the world: what exactly-once is counted by. */
export const isServiceEffect = (line: EffectLine): boolean => line.effect === 'serviceAdded' || line.effect === 'serviceDeleted'

/** True for a line that changed an identifier: what exactly-once is counted by at an ISP. */
export const isIdentifierEffect = (line: EffectLine): boolean => line.effect === 'identifierReserved' || line.effect === 'identifierActivated' || line.effect === 'identifierReleased'

/** True for every line that tells of an identifier and of no service order. */
export const isIdentifierLine = (line: EffectLine): line is IdentifierLine => line.effect.startsWith('identifier')
