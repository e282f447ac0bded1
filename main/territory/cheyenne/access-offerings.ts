import type { AccessType, ConsumerLabel, ProductOffering, ProductOfferingPrice, Requirement, SettlementLeg } from '../../../shared/domain/catalog.ts'
import type { ProviderAnswer } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import type { OfferingId } from '../../../shared/kernel/ids.ts'
import { CENT_MICRO, DOLLAR_MICRO, monthly } from './prices.ts'

/** A plan as the providers' own tools named it: what makes two answers the same offering. */
export type RealPlan = { readonly providerId: string; readonly planName: string; readonly priceMicro: number; readonly downlinkKbps: number; readonly uplinkKbps: number; readonly accessType: AccessType; readonly isResold: boolean }

/** Midnight in Cheyenne on 1 April 2022, the month in which the plans were collected. */
const COLLECTED_FROM = Date.parse('2022-04-01T06:00:00Z')
/** Invented registration numbers: ten digits, none given out. */
const REGISTRATION: Readonly<Record<string, string>> = { centurylink: '0000000101', earthlink: '0000000102', 'front-range-air': '0000000103' }
const LATENCY_MS: Readonly<Record<string, number>> = { copper: 38, fiber: 12, fixedWireless: 27 }
const TYPE_CODE: Readonly<Record<string, string>> = { copper: 'CU', fiber: 'FI', fixedWireless: 'FW' }

/** The distinct plans among the collected answers, in a stable order: provider, technology, then slowest first. */
export function distinctPlans(answers: readonly ProviderAnswer[]): readonly RealPlan[] {
  const plans = new Map<string, RealPlan>()
  for (const answer of answers) {
    const { providerId, planName, priceMicro, downlinkKbps, uplinkKbps, accessType } = answer
    if (planName === null || priceMicro === null || downlinkKbps === null || uplinkKbps === null) continue
    const plan: RealPlan = { providerId, planName, priceMicro, downlinkKbps, uplinkKbps, accessType, isResold: answer.overProviderId !== null }
    plans.set(JSON.stringify(plan), plan)
  }
  const order = (plan: RealPlan): string => [plan.providerId, plan.accessType, String(plan.downlinkKbps).padStart(9, '0'), String(plan.uplinkKbps).padStart(9, '0')].join('|')
  return [...plans.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** A real plan as an offering. Name, price, speeds and technology are the collected ones; settlement and label figures are invented. */
export function accessOffering(plan: RealPlan): ProductOffering {
  const price = monthly('monthly', plan.planName, plan.priceMicro)
  return {
    id: offeringId(plan), version: 1, validFrom: COLLECTED_FROM, validTo: null, kind: 'access', name: plan.planName, providerId: asId(plan.providerId),
    accessType: plan.accessType, downlinkKbps: plan.downlinkKbps, uplinkKbps: plan.uplinkKbps, prices: [price],
    settlementRule: { id: `settle-${offeringId(plan)}`, version: 1, legs: plan.isResold ? resoldLegs(price, plan.accessType) : ownLegs(plan.providerId, price) },
    eligibility: { accessTypes: [plan.accessType], postcodes: [], planNames: [plan.planName] },
    prerequisites: [], requires: requirements(plan.isResold), bundleOf: [], bundleDiscountMicro: 0, clientRequirement: null,
    label: labelOf({ ...plan, version: 1, feeOneTimeMicro: 0 }), origin: 'real',
  }
}

/** What every access needs of others: the owner's line where it is another's, and who the subscriber is at the ISP. */
export const requirements = (isResold: boolean): readonly Requirement[] => [
  ...(isResold ? [{ providerId: asId<'ProviderId'>('centurylink'), role: 'network', reason: 'line-of-owner' } as const] : []),
  { providerId: asId<'ProviderId'>('high-plains'), role: 'isp', reason: 'identity-and-access' },
]

/** Source of the fields: 47 CFR 8.1(a), names of bblabel-1. `F` + registration number + up to fifteen letters and digits. */
export function labelOf(plan: { readonly providerId: string; readonly accessType: AccessType; readonly downlinkKbps: number; readonly uplinkKbps: number; readonly priceMicro: number; readonly version: number; readonly feeOneTimeMicro: number }): ConsumerLabel {
  return {
    uniquePlanIdentifier: `F${REGISTRATION[plan.providerId]}${TYPE_CODE[plan.accessType]}${plan.downlinkKbps}U${plan.uplinkKbps}`,
    version: plan.version, downloadTypicalMbps: plan.downlinkKbps / 1000, uploadTypicalMbps: plan.uplinkKbps / 1000, latencyIdleMs: LATENCY_MS[plan.accessType] ?? 50,
    priceRecurring: decimal(plan.priceMicro), introductoryPrice: false, contractRequired: false, feeOneTime: decimal(plan.feeOneTimeMicro), feeEarlyTermination: '0.00',
    governmentTaxes: 'Varies by location', dataIncluded: 'Unlimited', supportPhone: '3075550100',
  }
}

function offeringId(plan: RealPlan): OfferingId {
  const [down, up] = [speedWord(plan.downlinkKbps), speedWord(plan.uplinkKbps)]
  if (plan.providerId === 'earthlink') return asId(plan.accessType === 'copper' ? `elk-internet-${down}` : `elk-${plan.accessType}-${down}`)
  return asId(`ctl-${plan.accessType}-${down}-${up}`)
}

/** "10" for 10 Mbit/s, "750k" where it is no whole number of them. */
const speedWord = (kbps: number): string => (kbps % 1000 === 0 ? String(kbps / 1000) : `${kbps}k`)
const decimal = (micro: number): string => (micro / DOLLAR_MICRO).toFixed(2)

const ownLegs = (providerId: string, price: ProductOfferingPrice): readonly SettlementLeg[] => [
  { kind: 'share', providerId: asId(providerId), priceId: price.id, partsPerMillion: 880_000 },
  { kind: 'wholesale', providerId: asId('high-plains'), priceId: price.id, amountMicro: 2 * DOLLAR_MICRO },
]
/** The owner gets a fixed price for its line; the reseller a part of what it sells it for. */
const resoldLegs = (price: ProductOfferingPrice, accessType: AccessType): readonly SettlementLeg[] => [
  { kind: 'wholesale', providerId: asId('centurylink'), priceId: price.id, amountMicro: (accessType === 'fiber' ? 3350 : 3150) * CENT_MICRO },
  { kind: 'share', providerId: asId('earthlink'), priceId: price.id, partsPerMillion: 230_000 },
  { kind: 'wholesale', providerId: asId('high-plains'), priceId: price.id, amountMicro: 2 * DOLLAR_MICRO },
]
