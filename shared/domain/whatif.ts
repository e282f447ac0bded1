import type { Minor } from '../kernel/money.ts'

/** Why a month is left out: no bill here, no usage here, usage that is told too coarsely for the price, usage of which this desk does not know the hours, the calls or the values that the price goes by, or a price of a kind that is not worked out here. */
export const MISSING_MONTHS = ['bill', 'usage', 'usage-too-coarse', 'usage-detail', 'price-kind'] as const
export type MissingMonth = (typeof MISSING_MONTHS)[number]
/** A month on another offer, tax in; null with the reason where it cannot be told. */
export type ComparedMonth = { readonly thereMinor: Minor | null; readonly missing: MissingMonth | null }
