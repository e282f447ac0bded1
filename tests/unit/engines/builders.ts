import type { Catalog, ProductOffering, ProductOfferingPrice, RoundingRule, TaxRate } from '../../../shared/domain/catalog.ts'
import type { GeographicAddress } from '../../../shared/domain/place.ts'
import type { PlantBranch } from '../../../shared/domain/plant.ts'
import type { ProviderAnswer, QualificationFacts, QualificationLine, ServiceQualification } from '../../../shared/domain/qualification.ts'
import type { SectorReach } from '../../../shared/domain/radio.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { microFromDecimal } from '../../../shared/kernel/money.ts'

/** Valid defaults; a test states only what matters to it. */
export const NOW = Date.UTC(2026, 10, 22, 18)
export const DAY_MS = 86_400_000
export const CENT: RoundingRule = { mode: 'half-even', placeMicro: 10_000 }

export const monthly = (id: string, decimal: string, over: Partial<ProductOfferingPrice> = {}): ProductOfferingPrice => ({
  id, label: `${id} monthly`, amountMicro: microFromDecimal(decimal), currency: 'USD', taxCategory: 'telecom',
  ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: CENT }, ...over,
})
export const once = (id: string, decimal: string, over: Partial<ProductOfferingPrice> = {}): ProductOfferingPrice =>
  monthly(id, decimal, { label: `${id} once`, ratingGuideline: { kind: 'oneTime', rounding: CENT }, ...over })
export const perUnit = (id: string, decimal: string, unit: string, freeUnits = 0, rounding: RoundingRule = { mode: 'half-even', placeMicro: 1 }): ProductOfferingPrice =>
  monthly(id, decimal, { label: `per ${unit}`, ratingGuideline: { kind: 'perUnit', unit, freeUnits, rounding } })

export function offering(id: string, over: Partial<ProductOffering> = {}): ProductOffering {
  return {
    id: asId(id), version: 1, validFrom: 0, validTo: null, kind: 'access', name: id, providerId: asId('centurylink'), accessType: 'copper', downlinkKbps: 100_000, uplinkKbps: 10_000,
    prices: [monthly('month', '50.00')], settlementRule: { id: 'rule', version: 1, legs: [] }, eligibility: { accessTypes: ['copper'], postcodes: [], planNames: [] },
    prerequisites: [], requires: [], bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null, label: null, origin: 'invented', ...over,
  }
}
export const addOn = (id: string, over: Partial<ProductOffering> = {}): ProductOffering =>
  offering(id, { kind: 'addOn', providerId: asId('kestrel'), accessType: null, downlinkKbps: null, uplinkKbps: null, eligibility: { accessTypes: [], postcodes: [], planNames: [] }, ...over })
export const bundle = (id: string, members: readonly string[], discount: string): ProductOffering =>
  addOn(id, { kind: 'bundle', prices: [], bundleOf: members.map((member) => asId<'OfferingId'>(member)), bundleDiscountMicro: microFromDecimal(discount) })

export const WY_TELECOM: TaxRate = { category: 'telecom', region: 'WY', name: 'Wyoming telecom', partsPerMillion: 40_000 }

export function catalog(offerings: readonly ProductOffering[], taxes: readonly TaxRate[] = []): Catalog {
  const providers = ['centurylink', 'earthlink', 'front-range-air', 'kestrel', 'high-plains'].map((id) => ({
    id: asId<'ProviderId'>(id), name: id, code: id.slice(0, 3).toUpperCase(), roles: ['network'] as const, origin: 'invented' as const, realms: [],
  }))
  return { version: 1, publishedAt: 0, currency: 'USD', providers, offerings, taxes }
}

export const ADDRESS: GeographicAddress = {
  id: asId('place-1'), parentId: null, number: '100', street: 'Sample St', unit: null, city: 'Cheyenne', region: 'WY', postcode: '82001',
  latitude: 41.14, longitude: -104.82, blockGroup: '560210001001', needsUnit: false, origin: 'invented',
}
export const branch = (over: Partial<PlantBranch> = {}): PlantBranch => ({
  spanId: 'span-1', providerId: asId('centurylink'), accessType: 'copper', nodeId: 'chy-07', nodeName: 'CHY-07', status: 'operational', readyAt: null,
  distanceM: 40, dropLimitM: 90, loopM: 800, portsTotal: 24, portsFree: 3, ...over,
})
export const sector = (over: Partial<SectorReach> = {}): SectorReach => ({
  sectorId: 'sector-1', providerId: asId('front-range-air'), transmitterName: 'Butte', distanceM: 2_000, reachM: 6_000, inBeam: true,
  signalDbm: -60, minimumDbm: -75, capacityFree: 5, ...over,
})
export const answer = (over: Partial<ProviderAnswer> = {}): ProviderAnswer => ({
  providerId: asId('centurylink'), accessType: 'copper', qualified: true, planName: 'Up to 100 Mbps', priceMicro: 50_000_000, downlinkKbps: 100_000, uplinkKbps: 10_000,
  reasonCode: null, overProviderId: null, answeredAt: NOW - DAY_MS, source: 'providerInterface', ...over,
})
export const facts = (over: Partial<QualificationFacts> = {}): QualificationFacts => ({
  address: ADDRESS, branches: [], sectors: [], answers: [], waiting: [], policy: { answerValidMs: 30 * DAY_MS, qualificationValidMs: DAY_MS }, now: NOW, ...over,
})
export const line = (over: Partial<QualificationLine> = {}): QualificationLine => ({
  providerId: asId('centurylink'), accessType: 'copper', overProviderId: null, verdict: 'yes', downlinkKbps: 100_000, uplinkKbps: 10_000, planName: 'Up to 100 Mbps',
  reasons: [], yesWhen: null, evidence: { source: 'plant', at: null }, ...over,
})
export const qualification = (lines: readonly QualificationLine[], over: Partial<ServiceQualification> = {}): ServiceQualification => ({
  id: asId('q-1'), query: { channel: 'csr', place: ADDRESS.id }, address: ADDRESS, lines, qualifiedAt: NOW, validUntil: NOW + DAY_MS, ...over,
})
