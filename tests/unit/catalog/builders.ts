import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import { asId } from '../../../shared/kernel/ids.ts'

export const offeringOf = (more: Partial<ProductOffering>): ProductOffering => ({
  id: asId('line'), version: 1, validFrom: 0, validTo: null, kind: 'access', name: 'A line', providerId: asId('tiny'), accessType: 'copper', downlinkKbps: 10_000, uplinkKbps: 1_000,
  prices: [{ id: 'monthly', label: 'A line', amountMicro: 10_000_000, currency: 'USD', ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: { mode: 'half-even', placeMicro: 10_000 } }, taxCategory: 'telecom' }],
  settlementRule: { id: 'settle', version: 1, legs: [{ kind: 'share', providerId: asId('tiny'), priceId: 'monthly', partsPerMillion: 875_000 }] }, eligibility: { accessTypes: ['copper'], postcodes: [], planNames: [] },
  prerequisites: [], requires: [], bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'invented', ...more,
})
export const catalogOf = (offerings: readonly ProductOffering[], version = 1): Catalog => ({
  version, publishedAt: 500, currency: 'USD', taxes: [], offerings, providers: [{ id: asId('tiny'), name: 'Tiny Net', code: 'TNY', roles: ['network'], origin: 'invented', realms: [] }],
})
