import { z } from 'zod'
import type { Bill, BillEntry, BillHold, BillLine, BillState, DisputeReason } from '../../domain/bill.ts'
import { DISPUTE_DECISIONS, DISPUTE_REASONS } from '../../domain/bill.ts'
import type { Explanation, Posting } from '../../domain/rating.ts'
import type { BaseUnit, UsageType } from '../../domain/usage.ts'
import type { Role } from '../../domain/roles.ts'
import { LANGUAGES } from '../../domain/language.ts'
import { entry } from './entry.ts'
import { produced, zCommandId, zId, zText } from './schemas.ts'

const CALL = ['rep', 'supervisor', 'administrator'] as const
const DECIDE = ['supervisor', 'administrator'] as const
const zLineId = zText(500).min(1)

/** A bill in a list. */
export type BillSummary = { readonly billId: string; readonly number: string; readonly state: BillState; readonly periodFrom: string; readonly periodTo: string; readonly dueOn: string; readonly totalMinor: number; readonly lines: number; readonly disputes: number; readonly holds: readonly BillHold[] }
/** A dispute made here that central has not answered for: kept, or refused with its code. */
export type DisputeHere = { readonly disputeId: string; readonly lineId: string; readonly because: string; readonly note: string; readonly at: number; readonly state: 'queued' | 'sent' | 'refused'; readonly refusedCode: string | null }
/** Who stands behind an entry, where this desk knows them. */
export type EntryPerson = { readonly userId: string; readonly name: string; readonly role: Role }
/** A dispute that nobody answered, and how much of its line can still be given back. */
export type OpenDispute = { readonly disputeId: string; readonly lineId: string; readonly leftMicro: number }
/** A bill that is held, in the list of what a supervisor decides. The name is empty for somebody this desk does not know. */
export type BillToDecide = { readonly billId: string; readonly number: string; readonly customerId: string; readonly customerName: string; readonly issuedOn: string; readonly totalMinor: number; readonly holds: readonly BillHold[] }
export type DisputeToDecide = { readonly disputeId: string; readonly billId: string; readonly lineId: string; readonly number: string; readonly customerId: string; readonly customerName: string; readonly label: string; readonly because: DisputeReason; readonly at: number; readonly leftMicro: number }
/** `others`: providers and what stays with us as one sum, for who may not know the parts. */
export type PartyPart = { readonly kind: Posting['party']['kind'] | 'others'; readonly name: string; readonly amountMicro: number }

/** `months`: every month, oldest first, also those without use. `amountMicro`: net of tax. */
export type UsageOnBills = { readonly months: readonly string[]; readonly series: readonly { readonly key: string; readonly label: string; readonly offeringName: string; readonly providerName: string; readonly unit: string; readonly months: readonly { readonly period: string; readonly units: number; readonly events: number; readonly amountMicro: number }[] }[] }

/** One service in one unit, in base units, only days with use. */
export type DaySeries = { readonly key: string; readonly offeringName: string; readonly providerName: string; readonly unit: BaseUnit; readonly usageType: UsageType; readonly days: readonly { readonly day: string; readonly quantity: number; readonly events: number; readonly amountMicro: number }[] }
/** `periods`: those this desk was told of, oldest first; `period`: the one that is shown, as it was at `madeAt`. */
export type UseByDay = { readonly periods: readonly string[]; readonly period: string | null; readonly madeAt: number | null; readonly series: readonly DaySeries[] }

/** Bills: read and explained from this desk's copy, disputed in the call. All of it only once the caller has proved who they are. */
export const BILLS = {
  'bills.list': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['caller-not-verified'], input: z.object({ customerId: zId }), output: z.object({ bills: z.array(produced<BillSummary>()) }) }),
  /** What stands on their bills, the last 24 months that are billed; from this desk's copy. */
  'bills.usageByDay': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['caller-not-verified'], input: z.object({ customerId: zId, period: z.string().regex(/^\d{4}-\d{2}$/).optional() }), output: produced<UseByDay>() }),
  'bills.usage': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['caller-not-verified'], input: z.object({ customerId: zId }), output: produced<UsageOnBills>() }),
  'bills.view': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['bill-unknown', 'caller-not-verified'], input: z.object({ billId: zId }),
    output: z.object({ bill: produced<Bill>(), entries: z.array(produced<BillEntry>()), here: z.array(produced<DisputeHere>()), open: z.array(produced<OpenDispute>()), people: z.array(produced<EntryPerson>()) }) }),
  /** At every customer, oldest first; `…InAll` counts what is not listed too. */
  'bills.toDecide': entry({ type: 'query', roles: DECIDE, offline: 'local', errors: [], input: z.object({}),
    output: z.object({ held: z.array(produced<BillToDecide>()).readonly(), disputes: z.array(produced<DisputeToDecide>()).readonly(), heldInAll: z.int(), disputesInAll: z.int() }) }),
  /** How a figure came about, computed again on this desk. `isSame`: null where a step is newer than this desk. */
  'bills.explainLine': entry({ type: 'query', roles: CALL, offline: 'local', errors: ['bill-unknown', 'bill-line-unknown', 'caller-not-verified'], input: z.object({ billId: zId, lineId: zLineId }),
    output: z.object({ line: produced<BillLine>(), how: z.array(produced<Explanation>()).readonly(), unreadSteps: z.int(), parties: z.array(produced<PartyPart>()), sumMicro: z.int(), isSame: z.boolean().nullable() }) }),
  /** Writes a bill as a file on this desk. */
  'bills.save': entry({ type: 'command', roles: CALL, offline: 'local', errors: ['bill-unknown', 'caller-not-verified', 'file-not-saved'], input: z.object({ billId: zId, as: z.enum(['pdfLetter', 'pdfA4', 'tmf678']), language: z.enum(LANGUAGES) }), output: z.object({ path: z.string() }) }),
  'bills.dispute': entry({ type: 'command', roles: CALL, offline: 'queued', errors: ['command-reused', 'bill-unknown', 'bill-line-unknown', 'caller-not-verified', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, billId: zId, lineId: zLineId, because: z.enum(DISPUTE_REASONS), note: zText(2_000) }), output: z.object({ disputeId: z.string() }) }),
  'bills.answerDispute': entry({ type: 'command', roles: DECIDE, offline: 'needsNetwork', errors: ['command-reused', 'network-unavailable', 'central-unavailable', 'dispute-unknown', 'dispute-answered', 'credit-too-large', 'bill-line-unknown', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, disputeId: zId, decision: z.enum(DISPUTE_DECISIONS), creditMinor: z.int().min(0), because: zText(500).refine((text) => text.trim() !== '') }), output: z.object({ creditNoteId: z.string().nullable() }) }),
  'bills.release': entry({ type: 'command', roles: DECIDE, offline: 'needsNetwork', errors: ['command-reused', 'network-unavailable', 'central-unavailable', 'bill-unknown', 'bill-not-held', 'card-digits-refused'],
    input: z.object({ commandId: zCommandId, billId: zId, because: zText(500).refine((text) => text.trim() !== '') }), output: z.object({}) }),
} as const
