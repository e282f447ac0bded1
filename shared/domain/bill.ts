import type { Currency, Micro, Minor } from '../kernel/money.ts'
import type { Instant } from '../kernel/time.ts'
import type { Charge, LocalDate } from './rating.ts'

/** Source: TMF678 CustomerBill. */
export const BILL_STATES = ['new', 'onHold', 'validated', 'sent', 'partiallyPaid', 'settled'] as const
export type BillState = (typeof BILL_STATES)[number]

const MOVES: Readonly<Record<BillState, readonly BillState[]>> = {
  new: ['validated', 'onHold'], onHold: ['validated'], validated: ['sent'], sent: ['partiallyPaid', 'settled'], partiallyPaid: ['settled'], settled: [],
}
/** Whether a bill may go from one state to another. What was sent never comes back: it is corrected by new entries. */
export const mayMoveBill = (from: BillState, to: BillState): boolean => MOVES[from].includes(to)

export const BILL_LINE_GROUPS = ['recurring', 'oneTime', 'usage', 'discount', 'credit'] as const
export type BillLineGroup = (typeof BILL_LINE_GROUPS)[number]

/**
 * One line of a bill. `id` is on one bill only, ever. `obligation`: what it bills; a discount that was split over members is one obligation
 * of several lines. `usage`: what was used, where the line is about that.
 */
export type BillLine = {
  readonly id: string
  readonly obligation: string
  readonly orderId: string | null
  readonly group: BillLineGroup
  readonly label: string
  readonly offeringName: string
  readonly providerId: string
  readonly providerName: string
  readonly periodFrom: LocalDate | null
  readonly periodTo: LocalDate | null
  readonly charge: Charge
  /** The rule that divided it. */
  readonly settlement: { readonly ruleId: string; readonly version: number } | null
  readonly usage: { readonly units: number; readonly unit: string; readonly events: number } | null
  readonly corrects: { readonly billId: string; readonly lineId: string; readonly because: string } | null
}

/** Why a bill waits for a person before it is sent. */
export type BillHold = {
  readonly reason: 'activation-slipped' | 'told-differs'
  readonly orderId: string
  readonly toldMinor: Minor
  readonly billedMinor: Minor
  /** The told period; the end is exclusive. */
  readonly toldFrom: LocalDate
  readonly toldTo: LocalDate
  readonly activatedOn: LocalDate
}

/** What the caller was told of an order's first bill, and what this bill asks for it. */
export type BillTold = { readonly orderId: string; readonly toldMinor: Minor; readonly billedMinor: Minor }

/** A bill at one revision. `format`: the shape of this document; a desk reads older ones, and what it knows of newer ones. */
export type Bill = {
  readonly format: 1
  readonly id: string
  readonly number: string
  readonly customerId: string
  readonly revision: number
  readonly state: BillState
  readonly history: readonly { readonly state: BillState; readonly at: Instant; readonly because: string; readonly by: string }[]
  readonly currency: Currency
  readonly issuedOn: LocalDate
  readonly dueOn: LocalDate
  readonly periodFrom: LocalDate
  /** Exclusive. */
  readonly periodTo: LocalDate
  readonly lines: readonly BillLine[]
  readonly totalMicro: Micro
  readonly totalMinor: Minor
  /** What rounding to cents left over. */
  readonly remainderMicro: Micro
  readonly told: readonly BillTold[]
  readonly holds: readonly BillHold[]
}

/** What happened to a bill after it was made: never an edit of it. */
export type BillEntry = { readonly id: string; readonly customerId: string; readonly billId: string; readonly lineId: string; readonly at: Instant; readonly by: string; /** The role they acted in. Missing on what was made before it was kept. */ readonly byRole?: string } & (
  | { readonly kind: 'dispute'; readonly because: DisputeReason; readonly note: string }
  | { readonly kind: 'disputeAnswered'; readonly disputeId: string; readonly decision: DisputeDecision; readonly because: string; readonly creditNoteId: string | null }
  /** `charge`: what is given back, with every party's part of it. It stands on the next bill. `disputeId`: the dispute or the corrected price it answers. */
  | { readonly kind: 'creditNote'; readonly disputeId: string; readonly because: string; readonly charge: Charge }
)
export const DISPUTE_REASONS = ['notUsed', 'tooMuch', 'notOrdered', 'twice', 'other'] as const
export type DisputeReason = (typeof DISPUTE_REASONS)[number]
export const DISPUTE_DECISIONS = ['accepted', 'partly', 'rejected'] as const
export type DisputeDecision = (typeof DISPUTE_DECISIONS)[number]
