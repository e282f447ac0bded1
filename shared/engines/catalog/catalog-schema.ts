import { z } from 'zod'
import { ACCESS_TYPES, isMetered, PROVIDER_ROLES } from '../../domain/catalog.ts'
import type { Catalog, MeteredGuideline } from '../../domain/catalog.ts'
import { asId } from '../../kernel/ids.ts'
import type { OfferingId, ProviderId } from '../../kernel/ids.ts'

const zName = z.string().min(1).max(120)
const zProviderId = z.string().min(1).max(64).transform((id): ProviderId => asId(id))
const zOfferingId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not in kebab case').max(64).transform((id): OfferingId => asId(id))
/** z.int() refuses what JavaScript cannot hold exactly. */
const zMicro = z.int().min(0)
const zKbps = z.int().min(0).nullable()
const zInstant = z.int()
const zPartsPerMillion = z.int().min(0).max(1_000_000)
const zOrigin = z.enum(['real', 'invented'])

const zRounding = z.strictObject({ mode: z.enum(['half-even', 'half-up', 'up', 'down']), placeMicro: z.int().min(1) })
const zUnits = z.int().min(0)
const zMinute = z.int().min(0).max(1_440)
const zHours = z.strictObject({
  zone: zName, times: z.array(z.strictObject({ days: z.array(z.int().min(0).max(6)).min(1).max(7).readonly(), fromMinute: zMinute, beforeMinute: zMinute })).min(1).max(50).readonly(), holidays: z.array(z.iso.date()).max(400).readonly(),
})
const zMetered = { unit: zName, rounding: zRounding, maximumMicro: zMicro.optional(), minimumMicro: zMicro.optional(), hours: zHours.optional() }
const zTiers = z.array(z.strictObject({ upToUnits: z.int().min(1).nullable(), unitMicro: zMicro, flatMicro: zMicro })).min(1).max(50).readonly()
const zGuideline = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recurring'), period: z.literal('month'), when: z.literal('advance'), proration: z.enum(['daily', 'none']), rounding: zRounding }),
  z.strictObject({ kind: z.literal('oneTime'), rounding: zRounding }),
  z.strictObject({ kind: z.literal('perUnit'), freeUnits: zUnits, carryMonths: z.int().min(1).max(12).optional(), ...zMetered }),
  z.strictObject({ kind: z.literal('graduated'), tiers: zTiers, ...zMetered }),
  z.strictObject({ kind: z.literal('volume'), tiers: zTiers, ...zMetered }),
  z.strictObject({ kind: z.literal('percentage'), unit: zName, partsPerMillion: z.int().min(1).max(10_000_000), eventMinimumMicro: zMicro.optional(), eventMaximumMicro: zMicro.optional(), rounding: zRounding }),
  z.strictObject({ kind: z.literal('call'), unit: zName, connectMicro: zMicro, firstUnits: z.int().min(1).max(86_400), nextUnits: z.int().min(1).max(86_400), rounding: zRounding }),
  z.strictObject({ kind: z.literal('package'), packageUnits: z.int().min(1), freeUnits: zUnits, carryMonths: z.int().min(1).max(12).optional(), ...zMetered }),
])
/** What prices usage: the guidelines that can be corrected. */
export const zMeteredGuideline: z.ZodType<MeteredGuideline> = zGuideline.refine(isMetered, 'not for usage') as unknown as z.ZodType<MeteredGuideline>
const zPrice = z.strictObject({
  id: zName, label: zName, amountMicro: zMicro, currency: z.literal('USD'), ratingGuideline: zGuideline, taxCategory: z.enum(['telecom', 'equipment', 'none']),
  introductory: z.strictObject({ amountMicro: zMicro, months: z.int().min(1).max(36) }).optional(),
  promotions: z.array(z.strictObject({ label: zName, from: z.iso.date(), until: z.iso.date(), off: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('percent'), partsPerMillion: z.int().min(1).max(1_000_000) }), z.strictObject({ kind: z.literal('amount'), amountMicro: z.int().min(1) })]) })).min(1).max(20).readonly().optional(),
})
const zLimits = { floorMicro: zMicro.optional(), capMicro: zMicro.optional() }
const zLeg = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wholesale'), providerId: zProviderId, priceId: zName, amountMicro: zMicro }),
  z.strictObject({ kind: z.literal('wholesaleUnit'), providerId: zProviderId, priceId: zName, amountMicro: zMicro }),
  z.strictObject({ kind: z.literal('share'), providerId: zProviderId, priceId: zName, partsPerMillion: zPartsPerMillion, ...zLimits }),
  z.strictObject({ kind: z.literal('graduatedShare'), providerId: zProviderId, priceId: zName, tiers: z.array(z.strictObject({ upToMicro: zMicro.nullable(), partsPerMillion: zPartsPerMillion })).min(1).readonly(), ...zLimits }),
])
const zLabel = z.strictObject({
  uniquePlanIdentifier: z.string(), version: z.int(), downloadTypicalMbps: z.number(), uploadTypicalMbps: z.number(), latencyIdleMs: z.number(),
  priceRecurring: z.string(), introductoryPrice: z.boolean(), contractRequired: z.boolean(), feeOneTime: z.string(), feeEarlyTermination: z.string(),
  governmentTaxes: z.string(), dataIncluded: z.string(), supportPhone: z.string(),
})
const zPlanTerms = z.strictObject({ priceMicro: zMicro, downlinkKbps: z.int().min(0), uplinkKbps: z.int().min(0) })
const zOffering = z.strictObject({
  id: zOfferingId, version: z.int().min(1), validFrom: zInstant, validTo: zInstant.nullable(), kind: z.enum(['access', 'addOn', 'equipment', 'bundle']), name: zName,
  providerId: zProviderId, accessType: z.enum(ACCESS_TYPES).nullable(), downlinkKbps: zKbps, uplinkKbps: zKbps, prices: z.array(zPrice).readonly(),
  settlementRule: z.strictObject({ id: zName, version: z.int().min(1), legs: z.array(zLeg).readonly() }),
  eligibility: z.strictObject({ accessTypes: z.array(z.enum(ACCESS_TYPES)).readonly(), postcodes: z.array(z.string()).readonly(), planNames: z.array(z.string()).readonly(), planTerms: z.array(zPlanTerms).min(1).readonly().optional() }),
  prerequisites: z.array(zOfferingId).readonly(), requires: z.array(z.strictObject({ providerId: zProviderId, role: z.enum(PROVIDER_ROLES), reason: z.string() })).readonly(),
  bundleOf: z.array(zOfferingId).readonly(), bundleDiscountMicro: zMicro,
  clientRequirement: z.strictObject({ minMemoryMb: z.int().min(0), operatingSystems: z.array(zName).readonly() }).nullable(), label: zLabel.nullable(), origin: zOrigin,
})
const zProvider = z.strictObject({ id: zProviderId, name: zName, code: z.string().length(3), roles: z.array(z.enum(PROVIDER_ROLES)).readonly(), origin: zOrigin, realms: z.array(z.string()).readonly() })
const zTax = z.strictObject({ category: z.enum(['telecom', 'equipment']), region: z.string().min(1), name: zName, partsPerMillion: zPartsPerMillion, from: z.iso.date().optional(), until: z.iso.date().optional() })

/** The shape of a published catalog. Strict: a field or a rating guideline this desk does not know refuses the version, so that nothing is rated by half a rule. */
export const zCatalog: z.ZodType<Catalog> = z.strictObject({
  version: z.int().min(1), publishedAt: zInstant, currency: z.literal('USD'), providers: z.array(zProvider).readonly(), offerings: z.array(zOffering).readonly(), taxes: z.array(zTax).readonly(),
})
