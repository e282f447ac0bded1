import type { ProductOfferingPrice, RoundingRule, UsageTier } from '../../../shared/domain/catalog.ts'

export const CENT_MICRO = 10_000
export const DOLLAR_MICRO = 1_000_000

const TO_THE_CENT: RoundingRule = { mode: 'half-even', placeMicro: CENT_MICRO }

/** Billed in advance, first and last month by days. */
export const monthly = (id: string, label: string, amountMicro: number, taxCategory: ProductOfferingPrice['taxCategory'] = 'telecom'): ProductOfferingPrice =>
  ({ id, label, amountMicro, currency: 'USD', ratingGuideline: { kind: 'recurring', period: 'month', when: 'advance', proration: 'daily', rounding: TO_THE_CENT }, taxCategory })

/** Charged once with the first bill. */
export const once = (id: string, label: string, amountMicro: number, taxCategory: ProductOfferingPrice['taxCategory'] = 'telecom'): ProductOfferingPrice =>
  ({ id, label, amountMicro, currency: 'USD', ratingGuideline: { kind: 'oneTime', rounding: TO_THE_CENT }, taxCategory })

/** Data beyond what is included, each gigabyte by its tier, with a most that a month can cost. */
export const dataByTiers = (id: string, label: string, tiers: readonly UsageTier[], maximumMicro: number): ProductOfferingPrice =>
  ({ id, label, amountMicro: 0, currency: 'USD', ratingGuideline: { kind: 'graduated', unit: 'gigabyte', tiers, maximumMicro, rounding: TO_THE_CENT }, taxCategory: 'telecom' })

/** Charged for each call: once when it is answered, and so much a minute, counted by a first minute and then by started six seconds. */
export const byTheCall = (id: string, label: string, minuteMicro: number, connectMicro: number): ProductOfferingPrice =>
  ({ id, label, amountMicro: minuteMicro, currency: 'USD', ratingGuideline: { kind: 'call', unit: 'minute', connectMicro, firstUnits: 60, nextUnits: 6, rounding: TO_THE_CENT }, taxCategory: 'telecom' })

/** Charged for what each rental is worth, as the seller says, and a fee besides. */
export const ofValue = (id: string, label: string, feeMicro: number, rule: { readonly unit: string; readonly partsPerMillion: number; readonly eventMaximumMicro: number }): ProductOfferingPrice =>
  ({ id, label, amountMicro: feeMicro, currency: 'USD', ratingGuideline: { kind: 'percentage', ...rule, rounding: TO_THE_CENT }, taxCategory: 'none' })

/** Charged for what is used beyond the free units. */
export const perUnit = (id: string, label: string, amountMicro: number, use: { readonly unit: string; readonly freeUnits: number }): ProductOfferingPrice =>
  ({ id, label, amountMicro, currency: 'USD', ratingGuideline: { kind: 'perUnit', ...use, rounding: TO_THE_CENT }, taxCategory: 'telecom' })
