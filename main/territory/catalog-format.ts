import { z } from 'zod'
import { PROVIDER_ROLES } from '../../shared/domain/catalog.ts'
import type { Catalog, ProductOffering } from '../../shared/domain/catalog.ts'
import { zAccess, zAs } from './formats.ts'

const zText = z.string().min(1).max(200)
const zMicro = z.int()
const zOrigin = z.enum(['real', 'invented'])
const zPartsPerMillion = z.int().min(0).max(1_000_000)

const zRounding = z.object({ mode: z.enum(['half-even', 'half-up', 'up', 'down']), placeMicro: z.int().min(1) })
const zMinute = z.int().min(0).max(1_440)
const zHours = z.object({ zone: zText, times: z.array(z.object({ days: z.array(z.int().min(0).max(6)).min(1), fromMinute: zMinute, beforeMinute: zMinute })).min(1), holidays: z.array(z.iso.date()) })
const zMetered = { unit: zText, rounding: zRounding, maximumMicro: zMicro.optional(), minimumMicro: zMicro.optional(), hours: zHours.optional() }
const zTiers = z.array(z.object({ upToUnits: z.int().min(1).nullable(), unitMicro: zMicro, flatMicro: zMicro })).min(1)
const zGuideline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recurring'), period: z.literal('month'), when: z.literal('advance'), proration: z.enum(['daily', 'none']), rounding: zRounding }),
  z.object({ kind: z.literal('oneTime'), rounding: zRounding }),
  z.object({ kind: z.literal('perUnit'), freeUnits: z.int().min(0), carryMonths: z.int().min(1).max(12).optional(), ...zMetered }),
  z.object({ kind: z.literal('graduated'), tiers: zTiers, ...zMetered }),
  z.object({ kind: z.literal('volume'), tiers: zTiers, ...zMetered }),
  z.object({ kind: z.literal('percentage'), unit: zText, partsPerMillion: z.int().min(1).max(10_000_000), eventMinimumMicro: zMicro.optional(), eventMaximumMicro: zMicro.optional(), rounding: zRounding }),
  z.object({ kind: z.literal('call'), unit: zText, connectMicro: zMicro, firstUnits: z.int().min(1).max(86_400), nextUnits: z.int().min(1).max(86_400), rounding: zRounding }),
  z.object({ kind: z.literal('package'), packageUnits: z.int().min(1), freeUnits: z.int().min(0), carryMonths: z.int().min(1).max(12).optional(), ...zMetered }),
])
const zPrice = z.object({ id: zText, label: zText, amountMicro: zMicro, currency: z.literal('USD'), ratingGuideline: zGuideline, taxCategory: z.enum(['telecom', 'equipment', 'none']),
  introductory: z.object({ amountMicro: zMicro, months: z.int().min(1).max(36) }).optional(),
  promotions: z.array(z.object({ label: zText, from: z.iso.date(), until: z.iso.date(), off: z.discriminatedUnion('kind', [z.object({ kind: z.literal('percent'), partsPerMillion: z.int().min(1).max(1_000_000) }), z.object({ kind: z.literal('amount'), amountMicro: z.int().min(1) })]) })).min(1).max(20).optional() })
const zLimits = { floorMicro: zMicro.optional(), capMicro: zMicro.optional() }
const zLeg = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wholesale'), providerId: zAs<'ProviderId'>(), priceId: zText, amountMicro: zMicro }),
  z.object({ kind: z.literal('wholesaleUnit'), providerId: zAs<'ProviderId'>(), priceId: zText, amountMicro: zMicro }),
  z.object({ kind: z.literal('share'), providerId: zAs<'ProviderId'>(), priceId: zText, partsPerMillion: zPartsPerMillion, ...zLimits }),
  z.object({ kind: z.literal('graduatedShare'), providerId: zAs<'ProviderId'>(), priceId: zText, tiers: z.array(z.object({ upToMicro: zMicro.nullable(), partsPerMillion: zPartsPerMillion })).min(1), ...zLimits }),
])
/** 47 CFR 8.1(a) and bblabel-1: F or M, ten digits of the registration number, up to fifteen of A–Z and 0–9. */
const zLabel = z.object({
  uniquePlanIdentifier: z.string().regex(/^[FM]\d{10}[A-Z0-9]{1,15}$/), version: z.int().min(1), downloadTypicalMbps: z.number().gt(0), uploadTypicalMbps: z.number().gt(0), latencyIdleMs: z.number().gt(0),
  priceRecurring: zText, introductoryPrice: z.boolean(), contractRequired: z.boolean(), feeOneTime: zText, feeEarlyTermination: zText, governmentTaxes: zText, dataIncluded: zText, supportPhone: zText,
})
const zOffering = z.object({
  id: zAs<'OfferingId'>(), version: z.int().min(1), validFrom: z.int(), validTo: z.int().nullable(), kind: z.enum(['access', 'addOn', 'equipment', 'bundle']), name: zText, providerId: zAs<'ProviderId'>(),
  accessType: zAccess.nullable(), downlinkKbps: z.int().min(1).nullable(), uplinkKbps: z.int().min(1).nullable(), prices: z.array(zPrice),
  settlementRule: z.object({ id: zText, version: z.int().min(1), legs: z.array(zLeg) }),
  eligibility: z.object({ accessTypes: z.array(zAccess), postcodes: z.array(z.string()), planNames: z.array(zText), planTerms: z.array(z.object({ priceMicro: z.int().min(0), downlinkKbps: z.int().min(0), uplinkKbps: z.int().min(0) })).min(1).optional() }),
  prerequisites: z.array(zAs<'OfferingId'>()), requires: z.array(z.object({ providerId: zAs<'ProviderId'>(), role: z.enum(PROVIDER_ROLES), reason: zText })),
  bundleOf: z.array(zAs<'OfferingId'>()), bundleDiscountMicro: z.int().min(0),
  clientRequirement: z.object({ minMemoryMb: z.int().min(0), operatingSystems: z.array(zText) }).nullable(), label: zLabel.nullable(), origin: zOrigin,
}) satisfies z.ZodType<ProductOffering>

/** catalog.json. Besides the shape: what an offering names must be in the same catalog, and versions of one offering must not overlap. */
export const zCatalog = z.object({
  version: z.int().min(1), publishedAt: z.int(), currency: z.literal('USD'),
  providers: z.array(z.object({ id: zAs<'ProviderId'>(), name: zText, code: z.string().regex(/^[A-Z]{3}$/), roles: z.array(z.enum(PROVIDER_ROLES)), origin: zOrigin, realms: z.array(z.string()) })),
  offerings: z.array(zOffering),
  taxes: z.array(z.object({ category: z.enum(['telecom', 'equipment']), region: zText, name: zText, partsPerMillion: zPartsPerMillion, from: z.iso.date().optional(), until: z.iso.date().optional() })),
}).superRefine((catalog: Catalog, context) => {
  for (const message of danglingNames(catalog)) context.addIssue({ code: 'custom', message })
})

function danglingNames(catalog: Catalog): readonly string[] {
  const providers = new Set(catalog.providers.map((provider) => provider.id))
  const offerings = new Set(catalog.offerings.map((offering) => offering.id))
  return catalog.offerings.flatMap((offering, index) => {
    const priceIds = new Set(offering.prices.map((price) => price.id))
    const { legs } = offering.settlementRule
    const named = [offering.providerId, ...legs.map((leg) => leg.providerId), ...offering.requires.map((requirement) => requirement.providerId)]
    return [
      ...named.filter((id) => !providers.has(id)).map((id) => `${offering.id} names the provider ${id}, which the catalog lacks`),
      ...[...offering.prerequisites, ...offering.bundleOf].filter((id) => !offerings.has(id)).map((id) => `${offering.id} names the offering ${id}, which the catalog lacks`),
      ...legs.filter((leg) => !priceIds.has(leg.priceId)).map((leg) => `${offering.id} settles the price ${leg.priceId}, which it lacks`),
      ...catalog.offerings.slice(0, index).filter((other) => other.id === offering.id && overlap(other, offering)).map(() => `${offering.id} has two versions valid at one moment`),
    ]
  })
}

const overlap = (a: ProductOffering, b: ProductOffering): boolean =>
  a.validFrom < (b.validTo ?? Number.POSITIVE_INFINITY) && b.validFrom < (a.validTo ?? Number.POSITIVE_INFINITY)
