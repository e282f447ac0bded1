import type { BillSummary, EntryPerson, OpenDispute } from '../../../shared/contract/console/bills.ts'
import type { Bill, BillEntry } from '../../../shared/domain/bill.ts'
import type { AppError } from '../../../shared/domain/errors.ts'
import { appError } from '../../../shared/domain/errors.ts'
import type { Posting } from '../../../shared/domain/rating.ts'
import { creditLeft } from '../../../shared/engines/billing/credit-left.ts'
import { usageByMonth } from '../../../shared/engines/billing/usage-by-month.ts'
import { explain } from '../../../shared/engines/rating/explain.ts'
import { readableSteps, recheckCharge } from '../../../shared/engines/billing/recheck-charge.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CallerAuth } from '../caller/caller-auth.ts'
import type { Handler, HandlerCtx } from '../context.ts'
import { maySeeShares, mergeShares } from '../hide-shares.ts'
import type { DeskJournal } from '../signup/ports.ts'
import type { KnownBills, KnownUser } from './ports.ts'

export type BillsDeps = { readonly bills: KnownBills; readonly journal: Pick<DeskJournal, 'read'>; readonly callerAuth: Pick<CallerAuth, 'maySee'> }

/** The bills of a person under every id, newest first. Told to nobody who has not proved who they are. Source: 47 CFR 64.2010. */
export const createListBills = (deps: BillsDeps): Handler<'bills.list'> => ({ customerId }, ctx) => {
  const ids = [...new Set([customerId, ...deps.bills.idsOfPerson(customerId)])]
  if (!ids.every((id) => deps.callerAuth.maySee(ctx, id))) return err(appError('caller-not-verified'))
  return ok({ bills: deps.bills.billsOf(ids).map((bill) => summaryOf(bill, deps.bills.billEntries(bill.id), deps.journal.read.disputes.ofBill(bill.id).filter(({ state }) => state === 'queued').length)) })
}

const MOST_MONTHS = 24
/** What they used, month by month, as it stands on their bills. */
export const createUsageOnBills = (deps: BillsDeps): Handler<'bills.usage'> => ({ customerId }, ctx) => {
  const ids = [...new Set([customerId, ...deps.bills.idsOfPerson(customerId)])]
  return ids.every((id) => deps.callerAuth.maySee(ctx, id)) ? ok(usageByMonth(deps.bills.billsOf(ids), MOST_MONTHS)) : err(appError('caller-not-verified'))
}

const summaryOf = (bill: Bill, entries: readonly BillEntry[], queued: number): BillSummary => ({
  billId: bill.id, number: bill.number, state: bill.state, periodFrom: bill.periodFrom, periodTo: bill.periodTo, dueOn: bill.dueOn, totalMinor: bill.totalMinor, lines: bill.lines.length, holds: bill.holds,
  disputes: queued + unanswered(entries).length,
})

const unanswered = (entries: readonly BillEntry[]): readonly BillEntry[] => entries.filter((entry) => entry.kind === 'dispute' && !entries.some((other) => other.kind === 'disputeAnswered' && other.disputeId === entry.id))

/** A bill with what happened to it, at central and at this desk, and who did it. */
export const createViewBill = (deps: BillsDeps & { readonly userOf: KnownUser }): Handler<'bills.view'> => ({ billId }, ctx) => {
  const found = findBill(deps, ctx, billId)
  if (!found.ok) return found
  const entries = [...deps.bills.billEntries(billId)]
  const here = deps.journal.read.disputes.ofBill(billId).filter(({ disputeId }) => !entries.some(({ id }) => id === disputeId))
  return ok({ bill: found.value, entries, here, open: openDisputes(found.value, entries), people: peopleBehind(entries, deps.userOf) })
}

const openDisputes = (bill: Bill, entries: readonly BillEntry[]): OpenDispute[] =>
  unanswered(entries).flatMap(({ id, lineId }) => bill.lines.filter((line) => line.id === lineId).map((line) => ({ disputeId: id, lineId, leftMicro: creditLeft(bill.id, line, entries) })))

const peopleBehind = (entries: readonly BillEntry[], userOf: KnownUser): EntryPerson[] => [...new Set(entries.map(({ by }) => by))].flatMap((userId) => {
  const user = userOf(userId)
  return user ? [{ userId, name: user.displayName, role: user.role }] : []
})

/** How a line came about, step by step, and who receives which part of it; computed again here. */
export const createExplainLine = (deps: BillsDeps): Handler<'bills.explainLine'> => ({ billId, lineId }, ctx) => {
  const found = findBill(deps, ctx, billId)
  if (!found.ok) return found
  const line = found.value.lines.find(({ id }) => id === lineId)
  if (!line) return err(appError('bill-line-unknown'))
  const { steps, unread } = readableSteps(line.charge)
  const isOpen = maySeeShares(ctx.user?.role)
  const parties = (isOpen ? line.charge.postings : mergeShares(line.charge.postings)).map(({ party, amountMicro }) => ({ kind: party.kind === 'margin' && !isOpen ? ('others' as const) : party.kind, name: nameOf(party), amountMicro }))
  return ok({ line, how: explain(steps), unreadSteps: unread, parties, sumMicro: parties.reduce((sum, { amountMicro }) => sum + amountMicro, 0), isSame: recheckCharge(line.charge) })
}

export function findBill({ bills, callerAuth }: Pick<BillsDeps, 'bills' | 'callerAuth'>, ctx: HandlerCtx, billId: string): Result<Bill, AppError> {
  const bill = bills.bill(billId)
  if (!bill) return err(appError('bill-unknown'))
  return callerAuth.maySee(ctx, bill.customerId) ? ok(bill) : err(appError('caller-not-verified'))
}

const nameOf = (party: Posting['party']): string => (party.kind === 'provider' ? party.providerId : party.kind === 'tax' ? party.name : '')
