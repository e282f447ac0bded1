import type { Micro } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { LocalDate } from './rating.ts'
import type { BaseUnit, UsageType } from './usage.ts'

/** A day of use: the customer's local day, how much in base units, how many events, and what they were rated at before tax. */
export type PackedDay = readonly [day: LocalDate, quantity: number, events: number, amountMicro: Micro]
/**
 * What a price by hours, by calls or by values goes by. `hours`: of the epoch, in UTC, in which use began, with how much in base units; `sizes`: how much an event was, with how many were; `values`: what an event was worth at its
 * provider, with how many were. Each is absent where it would be longer than `MOST_DETAIL`, and in packs from before it was told.
 */
export type UsageDetail = { readonly hours?: readonly Told[] | undefined; readonly sizes?: readonly Told[] | undefined; readonly values?: readonly Told[] | undefined }
export type Told = readonly [what: number, howMuch: number]
/** A month has 744 hours. */
export const MOST_DETAIL = 800
/** What was used of one service in one unit; only days with use, the earliest first. */
export type PackedService = { readonly billingServiceId: string; readonly orderId: string; readonly offeringId: string; readonly providerId: string; readonly usageType: UsageType; readonly unit: BaseUnit; readonly days: readonly PackedDay[] } & UsageDetail
/**
 * All rated use of a customer in one billing period, "2026-11", by day: what a desk keeps of it. The newest revision counts, whole. A day may lie before the
 * period: use that came after its own period was closed. Its size goes by days, hours and services, never by events.
 */
export type UsagePack = { readonly format: 1; readonly customerId: string; readonly period: string; readonly revision: number; readonly madeAt: Instant; readonly services: readonly PackedService[] }
