import type { OfferingId, ProviderId } from '../kernel/ids.ts'
import type { Currency, Micro, Rounding } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { BandTime } from './tariff.ts'

export const ACCESS_TYPES = ['copper', 'cable', 'fiber', 'fixedWireless', 'satellite'] as const
export type AccessType = (typeof ACCESS_TYPES)[number]

export const PROVIDER_ROLES = ['network', 'isp', 'content', 'reseller'] as const
export type ProviderRole = (typeof PROVIDER_ROLES)[number]

/** A company that delivers a part of what the customer buys. */
export type Provider = {
  readonly id: ProviderId
  readonly name: string
  /** Three letters for the call bar. */
  readonly code: string
  readonly roles: readonly ProviderRole[]
  /** 'real' plans and prices were collected in 2022; 'invented' companies exist only in the sandbox. */
  readonly origin: 'real' | 'invented'
  /** Realms whose identifiers this ISP authenticates. Empty for those who are no ISP. */
  readonly realms: readonly string[]
}

/**
 * How a price turns into charges. Recurring and one-time are billed in advance; usage arrives as events.
 * The union grows with the rating engine; a desk that does not know a kind refuses the catalog version, not the customer.
 */
export type RatingGuideline =
  | { readonly kind: 'recurring'; readonly period: 'month'; readonly when: 'advance'; readonly proration: 'daily' | 'none'; readonly rounding: RoundingRule }
  | { readonly kind: 'oneTime'; readonly rounding: RoundingRule }
  | MeteredGuideline
  | PercentageGuideline
  | CallGuideline

/**
 * How usage of a period is charged, in arrears: always as a function of the period's total, so that neither the order of events nor how usage
 * is cut into them changes a sum. `unit`: of `USAGE_UNITS`; a started one is whole, on the total. `maximumMicro`: what a period's usage under
 * this price costs at most, net of tax; `minimumMicro`: what it costs at least in a whole calendar month of the service, used or not. `carryMonths`: free units that a
 * month leaves may be used in so many months after it. Where tiers say the price, `amountMicro` of the price is 0. Source: domain.md 4.1.
 */
export type MeteredGuideline = { readonly unit: string; readonly rounding: RoundingRule; readonly maximumMicro?: Micro | undefined; readonly minimumMicro?: Micro | undefined; readonly hours?: PriceHours | undefined } & (
  | { readonly kind: 'perUnit'; readonly freeUnits: number; readonly carryMonths?: number | undefined }
  /** Each unit at the price of the tier it falls in. */
  | { readonly kind: 'graduated'; readonly tiers: readonly UsageTier[] }
  /** All units at the price of the tier that the period's total reaches. */
  | { readonly kind: 'volume'; readonly tiers: readonly UsageTier[] }
  /** `amountMicro` for each started package of so many units beyond the free ones. */
  | { readonly kind: 'package'; readonly packageUnits: number; readonly freeUnits: number; readonly carryMonths?: number | undefined }
)
/**
 * A part of what each event was worth, as its provider says (a rented film, a premium call), and `amountMicro` of the price besides, within the least and the most of one
 * event. Rounded for each event. `unit`: says which use it is for. An event that says no value is not priced.
 */
export type PercentageGuideline = { readonly kind: 'percentage'; readonly unit: string; readonly partsPerMillion: number; readonly eventMinimumMicro?: Micro | undefined; readonly eventMaximumMicro?: Micro | undefined; readonly rounding: RoundingRule }
/**
 * `amountMicro` of the price for each `unit` of a call, and `connectMicro` once when it is answered. A call is counted by its first increment and then by started ones, in base units
 * (60 and 6 seconds, say). Rounded for each call.
 */
export type CallGuideline = { readonly kind: 'call'; readonly unit: string; readonly connectMicro: Micro; readonly firstUnits: number; readonly nextUnits: number; readonly rounding: RoundingRule }
export const METERED_KINDS: readonly string[] = ['perUnit', 'graduated', 'volume', 'package'] satisfies readonly MeteredGuideline['kind'][]
export const isMetered = (guideline: RatingGuideline): guideline is MeteredGuideline => METERED_KINDS.includes(guideline.kind)
/** True for what is charged as it is used. */
export const isByUse = (guideline: RatingGuideline): guideline is MeteredGuideline | PercentageGuideline | CallGuideline => isMetered(guideline) || isByEvent(guideline)
/** True where each event has a price by itself, not a period's total. */
export const isByEvent = (guideline: RatingGuideline): guideline is PercentageGuideline | CallGuideline => guideline.kind === 'percentage' || guideline.kind === 'call'

/**
 * When a price for usage holds, by the clock where the customer is; usage belongs to the hours it begins in, and what no price with hours
 * holds to the one without. A band over midnight is two times. `zone`: IANA. `holidays`: days ("2026-11-26") that count as a Sunday.
 */
export type PriceHours = { readonly zone: string; readonly times: readonly BandTime[]; readonly holidays: readonly string[] }

/** The units above the tier before, up to and with `upToUnits`; null: without an end, the last tier's. `flatMicro`: once, as soon as a unit falls in the tier. */
export type UsageTier = { readonly upToUnits: number | null; readonly unitMicro: Micro; readonly flatMicro: Micro }

/** `placeMicro`: the charge is a multiple of this many micro-units (10_000 = one cent). Rounded once per charge line. */
export type RoundingRule = { readonly mode: Rounding; readonly placeMicro: number }

/** Source: TMF620 ProductOfferingPrice. */
export type ProductOfferingPrice = {
  readonly id: string
  readonly label: string
  readonly amountMicro: Micro
  readonly currency: Currency
  readonly ratingGuideline: RatingGuideline
  /** Taxes are added on top by this category of the tax table. */
  readonly taxCategory: 'telecom' | 'equipment' | 'none'
  /** A lower price at the beginning; absent where the price is the same from the first day. Only for recurring prices. */
  readonly introductory?: IntroductoryPrice | undefined
  /** Lower for bills that begin in certain days, for whoever has this version. Only for recurring prices, and not beside an introductory one. */
  readonly promotions?: readonly Promotion[] | undefined
}

/** For bills that begin on `from` or later and before `until`, local days: so much off the price. No bill mixes two prices. */
export type Promotion = {
  readonly label: string; readonly from: string; readonly until: string
  readonly off: { readonly kind: 'percent'; readonly partsPerMillion: number } | { readonly kind: 'amount'; readonly amountMicro: Micro }
}

/**
 * Instead of `amountMicro` for the first `months` whole cycles, and for the days before the first of them: no bill mixes two prices, and
 * nobody gets less than was promised.
 */
export type IntroductoryPrice = { readonly amountMicro: Micro; readonly months: number }

/** Who receives what from each charge of an offering: the financial reconciliation rule. Parts of the charge net of tax; the rest is ours (margin). */
export type SettlementRule = {
  readonly id: string
  readonly version: number
  readonly legs: readonly SettlementLeg[]
}
export type SettlementLeg =
  /** A price we owe for each charge of this price id, prorated the same way the customer is. */
  | { readonly kind: 'wholesale'; readonly providerId: ProviderId; readonly priceId: string; readonly amountMicro: Micro }
  /** A part of the charge, in parts per million; of a period not less than the floor and not more than the cap. */
  | ({ readonly kind: 'share'; readonly providerId: ProviderId; readonly priceId: string; readonly partsPerMillion: number } & ShareLimits)
  /** A part that changes with what the charges of a period come to: each tier's part of the money that falls into it. The last tier has no end. */
  | ({ readonly kind: 'graduatedShare'; readonly providerId: ProviderId; readonly priceId: string; readonly tiers: readonly ShareTier[] } & ShareLimits)
  /** A price we owe for each unit of usage, rounded as the customer's usage is: as a running total of the period. */
  | { readonly kind: 'wholesaleUnit'; readonly providerId: ProviderId; readonly priceId: string; readonly amountMicro: Micro }

/** `upToMicro`: exclusive end of the tier in money net of tax; null: no end. */
export type ShareTier = { readonly upToMicro: Micro | null; readonly partsPerMillion: number }
/** Both of a whole period. A floor is owed once anything was charged in it. */
export type ShareLimits = { readonly floorMicro?: Micro | undefined; readonly capMicro?: Micro | undefined }

/** Where an offering may be sold. A plan at an address also needs a qualification that says yes. */
export type Eligibility = {
  readonly accessTypes: readonly AccessType[]
  /** Postcodes; empty means anywhere in the territory. */
  readonly postcodes: readonly string[]
  /** The plan names a provider's answer must carry at the address; empty means any. */
  readonly planNames: readonly string[]
  /** Of several plans of one name: the answer must also carry exactly one of these. Absent: the name is enough. */
  readonly planTerms?: readonly PlanTerms[] | undefined
}

/** What a provider's answer says of a plan besides its name. */
export type PlanTerms = { readonly priceMicro: Micro; readonly downlinkKbps: number; readonly uplinkKbps: number }

/** What another provider must do for this offering to work. */
export type Requirement = { readonly providerId: ProviderId; readonly role: ProviderRole; readonly reason: string }

/** The broadband facts label of the plan. Source: 47 CFR 8.1(a); field names of bblabel-1. */
export type ConsumerLabel = {
  readonly uniquePlanIdentifier: string
  readonly version: number
  readonly downloadTypicalMbps: number
  readonly uploadTypicalMbps: number
  readonly latencyIdleMs: number
  readonly priceRecurring: string
  readonly introductoryPrice: boolean
  readonly contractRequired: boolean
  readonly feeOneTime: string
  readonly feeEarlyTermination: string
  readonly governmentTaxes: string
  readonly dataIncluded: string
  readonly supportPhone: string
}

export type OfferingKind = 'access' | 'addOn' | 'equipment' | 'bundle'

/** One effective-dated version of an offering. Source: TMF620 ProductOffering. */
export type ProductOffering = {
  readonly id: OfferingId
  readonly version: number
  readonly validFrom: Instant
  /** Exclusive; null while current. */
  readonly validTo: Instant | null
  readonly kind: OfferingKind
  readonly name: string
  readonly providerId: ProviderId
  readonly accessType: AccessType | null
  readonly downlinkKbps: number | null
  readonly uplinkKbps: number | null
  readonly prices: readonly ProductOfferingPrice[]
  readonly settlementRule: SettlementRule
  readonly eligibility: Eligibility
  /** Offerings of which at least one must be in the same order ("prerequisites"). */
  readonly prerequisites: readonly OfferingId[]
  readonly requires: readonly Requirement[]
  /** Members of an aggregated plan; empty unless kind is 'bundle'. */
  readonly bundleOf: readonly OfferingId[]
  /** Subtracted once a month from the bundle's members together; 0 unless kind is 'bundle'. */
  readonly bundleDiscountMicro: Micro
  /** What a caller's computer must meet, where the provider asks. */
  readonly clientRequirement: { readonly minMemoryMb: number; readonly operatingSystems: readonly string[] } | null
  readonly label: ConsumerLabel | null
  readonly origin: 'real' | 'invented'
}

/** A whole catalog as published: one version, one moment. */
export type Catalog = {
  readonly version: number
  readonly publishedAt: Instant
  readonly currency: Currency
  readonly providers: readonly Provider[]
  readonly offerings: readonly ProductOffering[]
  readonly taxes: readonly TaxRate[]
}
/** `from`, `until`: local days of what is charged, the second not in it. Absent: always. Bills go by the newest table that was published, whatever catalog the order was priced with. */
export type TaxRate = { readonly category: 'telecom' | 'equipment'; readonly region: string; readonly name: string; readonly partsPerMillion: number; readonly from?: string | undefined; readonly until?: string | undefined }
