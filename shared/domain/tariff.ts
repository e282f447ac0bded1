import type { Rational, RoundingMode } from '../kernel/rational.ts'
import type { Instant } from '../kernel/time.ts'

/** Units above the tier before up to `upTo`, which is in it; null: without an end. `unit` and `flat`: null where there is none. */
export type Tier = { readonly upTo: Rational | null; readonly unit: Rational | null; readonly flat: Rational | null }
/**
 * What a period without any use costs where its first tier has a flat part. The sources differ, so it is said: Lago charges nothing,
 * OpenMeter the first tier's flat part.
 */
export type ZeroUsage = 'nothing' | 'firstFlat'
export type TieredTariff = { readonly tiers: readonly Tier[]; readonly zeroUsage: ZeroUsage }

/** A started package is a whole one. */
export type PackageTariff = { readonly price: Rational; readonly size: Rational; readonly freeUnits: Rational }
/** Quantities are counted in blocks, a started block is whole. `allTiers`: each block at its own tier; `topTier`: all at the one that is reached. */
export type BlockTariff = { readonly policy: 'allTiers' | 'topTier'; readonly tiers: readonly { readonly blockSize: Rational; readonly maxBlocks: Rational; readonly pricePerBlock: Rational }[] }
/** The lowest tier whose every limit holds; a unit without a limit has none. */
export type CapacityTariff = { readonly tiers: readonly { readonly price: Rational; readonly limits: Readonly<Record<string, Rational>> }[] }

/** A part of each event's value, with what is free, and what one event costs at least and at most. Null: there is none. */
export type PercentageTariff = {
  readonly ratePercent: Rational; readonly fixedPerEvent: Rational | null
  readonly freeEvents: number | null; readonly freeAmount: Rational | null
  readonly perEventMin: Rational | null; readonly perEventMax: Rational | null
}
export type PercentageTier = { readonly upTo: Rational | null; readonly ratePercent: Rational; readonly flat: Rational | null }

/** When a band holds. `days`: 0 is Sunday. Minutes are of the day; `before` is not in it. On a holiday it holds as on any day (`also`, where nothing is said), then alone (`only`), or not (`never`). */
export type BandTime = { readonly days: readonly number[]; readonly fromMinute: number; readonly beforeMinute: number; readonly holidays?: 'also' | 'only' | 'never' }
/** From `fromSeconds` of the session on: so much per so many seconds, counted in increments of which a started one is whole. */
export type Slot = { readonly fromSeconds: number; readonly rate: Rational; readonly perSeconds: number; readonly incrementSeconds: number }
/** `maxCost`: what a session costs at most; then it goes on free, or ends. `weight`: of bands that hold together the heaviest does; none is 0. */
export type Band = { readonly weight?: number; readonly times: readonly BandTime[]; readonly connectFee: Rational; readonly slots: readonly Slot[]; readonly maxCost: { readonly amount: Rational; readonly strategy: 'free' | 'disconnect' } | null }
/** From `from` on, local time is UTC plus so many minutes; ascending. The first row also holds before it. */
export type ZoneTable = readonly { readonly from: Instant; readonly offsetMinutes: number }[]
/**
 * `overlap`: bands of one weight that hold together are refused at publish; `latestStart` says that of them the one holds that began last,
 * as in CGRateS. `incrementDecimals`: the price of one increment is rounded to so many before it is multiplied (CGRateS); null: it is exact. */
export type BandTariff = { readonly bands: readonly Band[]; readonly rounding: { readonly mode: RoundingMode; readonly decimals: number } | null; readonly incrementDecimals: number | null; readonly overlap?: 'refuse' | 'latestStart' }

/** Where a piece of a period stands in it: bills made in between split a period. */
export type Piece = 'single' | 'first' | 'mid' | 'last'
/** One line of what is owed. `gross` less `discount` is `total`. */
export type RatedLine = { readonly kind: 'usage' | 'flat' | 'minimum-commitment'; readonly tier: number | null; readonly unitPrice: Rational; readonly quantity: Rational; readonly discount: Rational; readonly total: Rational }
/** What a period costs at least and at most, and what part of the price is let off. `alreadyBilled`: in earlier pieces of the period. */
export type SpendTerms = { readonly minimum: Rational | null; readonly maximum: Rational | null; readonly percentDiscount: Rational | null; readonly alreadyBilled: Rational }
