import type { Rational, RoundingMode } from '../kernel/rational.ts'
import type { BandTariff, BlockTariff, CapacityTariff, PackageTariff, PercentageTariff, PercentageTier, Tier, TieredTariff } from './tariff.ts'
import type { BurstTariff, Dated } from './tariff-terms.ts'

/** Every model that there is. `dynamic`: the value itself times a number, rounded. `monthly`: so many months and parts of one. */
export type Pricing =
  | { readonly model: 'flat'; readonly amount: Rational; readonly term: 'advance' | 'arrears' }
  | { readonly model: 'unit'; readonly unitPrice: Rational }
  | ({ readonly model: 'graduated' } & TieredTariff)
  | ({ readonly model: 'volume' } & TieredTariff)
  | ({ readonly model: 'package' } & PackageTariff)
  | ({ readonly model: 'blocks' } & BlockTariff)
  | ({ readonly model: 'capacity' } & CapacityTariff)
  | ({ readonly model: 'percentage' } & PercentageTariff)
  | { readonly model: 'graduatedPercentage'; readonly tiers: readonly PercentageTier[] }
  | { readonly model: 'dynamic'; readonly multiplier: Rational; readonly decimals: number }
  | { readonly model: 'proratedGraduated'; readonly tiers: readonly Tier[] }
  | { readonly model: 'monthly'; readonly price: Rational }
  | ({ readonly model: 'bands' } & BandTariff)
  | ({ readonly model: 'burst' } & BurstTariff)

/** One version of a tariff. `conversion`: how a counter's reading becomes the unit that is sold. `rounding`: of the charge, once, to 6 decimals at most. */
export type TariffVersion = Dated & {
  readonly tariffId: string; readonly unit: string; readonly pricing: Pricing
  readonly conversion: { readonly readingUnit: string; readonly divideBy: Rational; readonly mode: RoundingMode | null } | null
  readonly minimum: Rational | null; readonly maximum: Rational | null
  readonly rounding: { readonly mode: RoundingMode; readonly decimals: number }
}

/** An exact figure as text, "12", "-7/31": a derivation is kept, sent and read by another program. */
export type Figure = string
/** One step of how a charge came about. Amounts of `times`, `percent` and `perEvent` add up; what has `before` and `after` changes the sum. */
export type TariffStep =
  | { readonly kind: 'events'; readonly count: number; readonly quantity: Figure; readonly unit: string }
  | { readonly kind: 'rule'; readonly tariffId: string; readonly version: number; readonly model: Pricing['model'] }
  | { readonly kind: 'convert'; readonly reading: Figure; readonly divideBy: Figure; readonly mode: RoundingMode | null; readonly to: Figure; readonly unit: string }
  | { readonly kind: 'free'; readonly why: 'allowance' | 'discount' | 'percentage'; readonly before: Figure; readonly free: Figure; readonly left: Figure }
  | { readonly kind: 'span'; readonly tier: number; readonly above: Figure; readonly upTo: Figure | null; readonly low: Figure; readonly high: Figure; readonly quantity: Figure }
  | { readonly kind: 'reached'; readonly unitsBefore: Figure; readonly units: Figure; readonly by: Figure; readonly tier: number; readonly above: Figure; readonly upTo: Figure | null }
  | { readonly kind: 'started'; readonly unitsBefore: Figure; readonly units: Figure; readonly size: Figure; readonly count: Figure }
  | { readonly kind: 'proratedUnits'; readonly tier: number; readonly inTier: Figure; readonly changed: Figure; readonly prorated: Figure; readonly quantity: Figure }
  | { readonly kind: 'slotPrice'; readonly band: number; readonly slot: number; readonly rate: Figure; readonly perSeconds: number; readonly incrementSeconds: number; readonly decimals: number | null; readonly price: Figure }
  | { readonly kind: 'burst'; readonly samples: number; readonly discardPercent: Figure; readonly discarded: number; readonly inbound: Figure; readonly outbound: Figure; readonly rated: Figure }
  | { readonly kind: 'over'; readonly rated: Figure; readonly committed: Figure; readonly units: Figure }
  | { readonly kind: 'times'; readonly why: 'unit' | 'tier' | 'package' | 'block' | 'slot' | 'over' | 'prorated' | 'flat' | 'connect' | 'capacity' | 'event' | 'month' | 'part' | 'committed'; readonly tier: number | null; readonly quantity: Figure; readonly price: Figure; readonly amount: Figure }
  | { readonly kind: 'percent'; readonly tier: number | null; readonly base: Figure; readonly percent: Figure; readonly amount: Figure }
  | { readonly kind: 'perEvent'; readonly value: Figure; readonly free: Figure; readonly isFree: boolean; readonly percent: Figure; readonly fixed: Figure; readonly least: Figure | null; readonly most: Figure | null; readonly amount: Figure }
  | { readonly kind: 'none'; readonly before: Figure; readonly after: Figure }
  | { readonly kind: 'capped'; readonly limit: Figure; readonly before: Figure; readonly after: Figure }
  | { readonly kind: 'discount'; readonly id: string; readonly how: 'percent' | 'amount'; readonly figure: Figure; readonly before: Figure; readonly after: Figure }
  | { readonly kind: 'maximum' | 'minimum'; readonly limit: Figure; readonly alreadyBilled: Figure; readonly before: Figure; readonly after: Figure }
  | { readonly kind: 'rounding'; readonly mode: RoundingMode; readonly decimals: number; readonly before: Figure; readonly after: Figure }
  | { readonly kind: 'tax'; readonly name: string; readonly percent: Figure; readonly isExempt: boolean; readonly isInside: boolean; readonly base: Figure; readonly mode: RoundingMode; readonly decimals: number; readonly amount: Figure }
  | { readonly kind: 'total'; readonly net: Figure; readonly tax: Figure; readonly gross: Figure }
