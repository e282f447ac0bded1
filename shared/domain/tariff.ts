import type { Rational, RoundingMode } from '../kernel/rational.ts'
import type { Instant } from '../kernel/time.ts'
import type { LocalDate } from './rating.ts'

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
/** Days that are holidays where the customer lives, as data. */
export type HolidayCalendar = { readonly id: string; readonly days: readonly { readonly date: LocalDate; readonly name: string }[] }
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

/**
 * Units (or money) that are paid for. `priority`: the lowest number goes first. `expiresAt`: no more from then on; null: never. `members`: who may
 * use it; null: whoever asks. `mostPerMember`: of a shared grant one member takes no more. `rollover`: what is left of it at a reset is at least
 * `min` and at most `max`; null: nothing is left.
 */
export type Grant = {
  readonly id: string; readonly amount: Rational; readonly priority: number; readonly effectiveAt: Instant; readonly expiresAt: Instant | null
  readonly members: readonly string[] | null; readonly mostPerMember: Rational | null; readonly rollover: { readonly min: Rational; readonly max: Rational } | null
}
export type Use = { readonly id: string; readonly at: Instant; readonly by: string; readonly quantity: Rational }

/** What a prepaid account is told. A top-up adds, a reservation holds, a debit takes (`isFinal`: and lets go what is left of its reservation), a release lets go. */
export type PrepaidCommand =
  | { readonly kind: 'topUp'; readonly id: string; readonly amount: Rational }
  | { readonly kind: 'reserve'; readonly id: string; readonly amount: Rational }
  | { readonly kind: 'debit'; readonly id: string; readonly reservation: string | null; readonly amount: Rational; readonly isFinal: boolean }
  | { readonly kind: 'release'; readonly id: string; readonly reservation: string }

/** Burstable billing: samples per five minutes, the top part left out. `missing`: a sample that never came is none, or nought of `expected`. */
export type BurstTariff = { readonly discardPercent: Rational; readonly missing: 'leftOut' | 'zero'; readonly committed: Rational; readonly committedPrice: Rational; readonly pricePerUnitOver: Rational }

/** Of amounts a part or a sum, of units a number. `from`, `until`: local days, until not in it. `periods`: so many bills at most; null: no limit. */
export type Discount = {
  readonly id: string; readonly from: LocalDate | null; readonly until: LocalDate | null; readonly periods: number | null
  readonly off: { readonly kind: 'percent'; readonly percent: Rational } | { readonly kind: 'amount'; readonly amount: Rational } | { readonly kind: 'quantity'; readonly quantity: Rational }
}
/** `place`: a code such as "US-CO"; it holds wherever the customer's places name it. `until`: not in it. */
export type TaxRow = { readonly name: string; readonly place: string; readonly category: string; readonly percent: Rational; readonly from: LocalDate; readonly until: LocalDate | null }
/** `inclusive`: prices have their taxes in them. Taxes never stand on taxes. */
export type TaxTable = { readonly rows: readonly TaxRow[]; readonly inclusive: boolean; readonly decimals: number; readonly mode: RoundingMode }

/** `effectiveAt`: from then on for who begins then. `existingFrom`: from then on also for who began before; null: they keep what they have. */
export type Dated = { readonly version: number; readonly effectiveAt: Instant; readonly existingFrom: Instant | null }
/** What stands booked of an obligation, one entry after the other; nothing is ever changed. `corrects`: it is a refund or an extra charge, made by a re-rating. */
export type Entry = { readonly key: string; readonly amount: Rational; readonly version: number; readonly corrects: boolean }
