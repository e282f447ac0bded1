import type { ProviderId } from '../kernel/ids.ts'
import type { Currency, Micro } from '../kernel/money.ts'
import type { RoundingRule, SettlementLeg } from './catalog.ts'

/**
 * What one rated event or charge brings to be settled: what the customer owes net of tax, each tax, and what a wholesale price needs to follow
 * it. `units`: of usage; null for a price by the month or once. `share`: the part of a month that was charged, null when whole.
 */
export type SettledEvent = {
  readonly id: string
  readonly priceId: string
  readonly netMicro: Micro
  readonly taxes: readonly { readonly name: string; readonly amountMicro: Micro }[]
  readonly currency: Currency
  readonly share: { readonly days: number; readonly ofDays: number } | null
  readonly units: number | null
  readonly rounding: RoundingRule
  /** A discount is ours to give: wholesale does not shrink with it, a share of what is really paid does. */
  readonly isDiscount: boolean
}

/** What was settled before in the same block: one leg of one provider's rule, one period, one currency. */
export type LegTotals = { readonly netMicro: Micro; readonly units: number; readonly paidMicro: Micro }

/** A block of a leg: its running totals by the leg's key. Starts empty with the period. */
export type SettlementBlock = ReadonlyMap<string, LegTotals>

/** A provider's part of one event, and the totals it is the difference of. */
export type LegPart = { readonly leg: SettlementLeg; readonly providerId: ProviderId; readonly amountMicro: Micro; readonly before: LegTotals; readonly after: LegTotals }
