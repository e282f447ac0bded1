import type { Bill, BillEntry, BillLine } from '../../../shared/domain/bill.ts'
import type { PriceCorrection } from '../../../shared/domain/price-correction.ts'
import type { BillPreview, Charge, LocalDate } from '../../../shared/domain/rating.ts'
import type { LegTotals } from '../../../shared/domain/settlement.ts'
import type { BilledObligation } from '../../../shared/engines/billing/completeness.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { RatedSum } from '../usage/ports.ts'

/** How days are counted where this central bills, and which taxes apply. `isSandbox`: a run may look ahead of today. */
export type BillingTerms = { readonly localDateOf: (instant: Instant) => LocalDate; readonly region: string; readonly isSandbox: boolean; /** How long after the month in which everything ended its usage may still come before the last bill; see `SETTLING_DAYS`. */ readonly settlingDays?: number }

/** An activation with the quote that was read out; null where no record holds it. */
export type StoredActivation = { readonly orderId: string; readonly customerId: string; readonly catalogVersion: number; readonly activatedAt: Instant; readonly told: BillPreview | null; /** Since when none of its services is metered any more; null while one is. */ readonly endedAt: Instant | null; readonly services: readonly { readonly offeringId: string; readonly version: number }[] }

/** A charge that rating made of usage and that is on no bill yet. `id`: unique for what was used, whatever it was rated to. */
export type RatedCharge = {
  readonly id: string; readonly orderId: string | null; readonly offeringId: string; readonly providerId: string; readonly charge: Charge
  readonly periodFrom: LocalDate; readonly periodTo: LocalDate; readonly units: number; readonly unit: string; readonly events: number
  /** What it is a charge of. */
  readonly of: RatedSum
  /** What was charged of it by a price that was corrected since: it charges the whole again. */
  readonly takesBack: readonly TakenBack[]
}
/** A line that is given back because its price was corrected. */
export type TakenBack = { readonly billId: string; readonly customerId: string; readonly line: BillLine; readonly because: PriceCorrection }
/** `since`: of the first run that could not bill them. */
export type BillingFailure = { readonly customerId: string; readonly problem: string; readonly since: Instant; readonly tries: number }
export type BillReads = {
  /** Who could not be billed by the last run that tried. */
  readonly failures: () => Promise<readonly BillingFailure[]>
  /** Customers with something to bill by that day, the longest due first. */
  readonly due: (upTo: LocalDate, limit: number) => Promise<readonly string[]>
  /** Everybody who was ever activated, by id. */
  readonly everyone: (after: string, limit: number) => Promise<readonly string[]>
  readonly activations: (customerIds: readonly string[]) => Promise<readonly StoredActivation[]>
  readonly billed: (customerIds: readonly string[]) => Promise<readonly BilledObligation[]>
  readonly nextNumber: () => Promise<number>
  /** The newest revision. */
  readonly get: (billId: string) => Promise<Bill | null>
  readonly ofCustomers: (customerIds: readonly string[]) => Promise<readonly Bill[]>
  readonly entry: (id: string) => Promise<BillEntry | null>
  readonly entries: (customerIds: readonly string[]) => Promise<readonly BillEntry[]>
  readonly isAnswered: (disputeId: string) => Promise<boolean>
  readonly block: (period: string, legs: readonly string[]) => Promise<ReadonlyMap<string, LegTotals>>
}
export type BillWrites = BillReads & {
  /** Once more for who is named already. Null: they were billed. */
  readonly noteFailure: (customerId: string, problem: string | null, at: Instant) => Promise<void>
  readonly setDue: (customerId: string, dueOn: LocalDate) => Promise<void>
  readonly keepTold: (orderId: string, told: BillPreview) => Promise<void>
  /** Refused by the store when one of its lines is on a bill already. */
  readonly insert: (bill: Bill, at: Instant) => Promise<void>
  readonly addRevision: (bill: Bill, at: Instant) => Promise<void>
  readonly insertEntry: (entry: BillEntry) => Promise<void>
  readonly putBlock: (period: string, totals: ReadonlyMap<string, LegTotals>) => Promise<void>
}
