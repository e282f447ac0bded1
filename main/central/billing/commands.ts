import type { Bill, BillEntry } from '../../../shared/domain/bill.ts'
import { mayMoveBill } from '../../../shared/domain/bill.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { creditCharge } from '../../../shared/engines/billing/credit-charge.ts'
import { creditLeft } from '../../../shared/engines/billing/credit-left.ts'
import { grossMicro } from '../../../shared/engines/billing/due-lines.ts'
import { MICRO_PER_MINOR } from '../../../shared/kernel/money.ts'
import { addDays } from '../../../shared/engines/rating/local-date.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { CommandHandler } from '../context.ts'
import { billCustomer } from './run-bills.ts'

/**
 * Bills up to `limit` customers that have something due by `upTo`, in one transaction. Who cannot be billed is named with the reason, keeps
 * nobody else from their bill, and is tried again the next day; a fault of the storage ends the run, and nothing of it is kept. Errors: `billing-terms-missing` where this central was
 * not told in which zone it bills; `input-invalid` for a day to come, except in a sandbox.
 */
export const runBills: CommandHandler<'billing.run'> = async (tx, { upTo, limit }, { terms, now, ids, actor }) => {
  if (!terms) return err(appError('billing-terms-missing'))
  if (upTo > terms.localDateOf(now) && !terms.isSandbox) return err(appError('input-invalid', { path: 'upTo', problem: 'a-day-to-come' }))
  const due = await tx.bills.due(upTo, limit)
  const bills: Bill[] = []
  let broken = 0
  for (const customerId of due) {
    let problem = ''
    const made = await tx.attempt(async () => {
      try {
        return ok(await billCustomer(tx, customerId, upTo, { now, ids, terms, by: actor.userId }))
      } catch (error) {
        if (isStorageFault(error)) throw error
        problem = problemOf(error)
        return err(appError('internal', { reference: 'billing' }))
      }
    })
    await tx.bills.noteFailure(customerId, made.ok ? null : problem, now)
    if (made.ok) bills.push(...made.value)
    else {
      broken += 1
      await tx.bills.setDue(customerId, addDays(upTo, 1))
    }
  }
  return ok({ customers: due.length, broken, bills: bills.length, held: bills.filter((bill) => bill.state === 'onHold').length, more: due.length === limit })
}

/** The file or the disk, not the customer. A line that is on a bill already is the customer's. */
const isStorageFault = (error: unknown): boolean => {
  const code = String((error as { readonly code?: unknown }).code ?? '')
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}
const PROBLEM_SIGNS = 200
const problemOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, PROBLEM_SIGNS)

/** A person looked at a held bill and sends it as it is. Errors: `bill-unknown`, `bill-not-held`. */
export const releaseBill: CommandHandler<'billing.releaseBill'> = async (tx, { billId, because }, { now, actor }) => {
  const bill = await tx.bills.get(billId)
  if (!bill) return err(appError('bill-unknown'))
  if (!mayMoveBill(bill.state, 'validated')) return err(appError('bill-not-held', { state: bill.state }))
  const history = [...bill.history, ...(['validated', 'sent'] as const).map((state) => ({ state, at: now, because, by: actor.userId }))]
  const released: Bill = { ...bill, revision: bill.revision + 1, state: 'sent', history }
  await tx.bills.addRevision(released, now)
  await tx.feed.append({ kind: 'bill', bill: released }, now)
  return ok({ revision: released.revision })
}

/** Keeps what the caller says about a line. Errors: `bill-unknown`, `bill-line-unknown`; a credit is not disputed. */
export const disputeLine: CommandHandler<'billing.dispute'> = async (tx, input, { now, actor }) => {
  const bill = await tx.bills.get(input.billId)
  if (!bill) return err(appError('bill-unknown'))
  const line = bill.lines.find(({ id }) => id === input.lineId)
  if (!line || grossMicro(line.charge) <= 0) return err(appError('bill-line-unknown'))
  const entry: BillEntry = { kind: 'dispute', id: input.disputeId, customerId: bill.customerId, billId: bill.id, lineId: line.id, at: now, by: actor.userId, byRole: actor.role, because: input.because, note: input.note }
  await tx.bills.insertEntry(entry)
  await tx.feed.append({ kind: 'billEntry', entry }, now)
  return ok({})
}

/**
 * Answers a dispute once. What is given back is a credit note of its own, with every party's part of it, and stands on the next bill; the bill
 * it is about stays as it was sent. `creditMinor`: 0 unless partly, then at most what is left of the line after earlier credits; all of that when accepted. Errors: `dispute-unknown`, `dispute-answered`, `credit-too-large`.
 */
export const answerDispute: CommandHandler<'billing.answerDispute'> = async (tx, { disputeId, decision, creditMinor, because }, { now, ids, actor }) => {
  const dispute = await tx.bills.entry(disputeId)
  if (dispute?.kind !== 'dispute') return err(appError('dispute-unknown'))
  if (await tx.bills.isAnswered(disputeId)) return err(appError('dispute-answered'))
  const line = (await tx.bills.get(dispute.billId))?.lines.find(({ id }) => id === dispute.lineId)
  if (!line) return err(appError('bill-line-unknown'))
  // Two disputes of one line never give back more than the line.
  const owedMicro = creditLeft(dispute.billId, line, await tx.bills.entries([dispute.customerId]))
  const creditMicro = decision === 'rejected' ? 0 : decision === 'accepted' ? owedMicro : creditMinor * MICRO_PER_MINOR
  if (creditMicro > owedMicro || (decision !== 'rejected' && creditMicro === 0)) return err(appError('credit-too-large', { owedMinor: Math.floor(owedMicro / MICRO_PER_MINOR) }))
  const about = { customerId: dispute.customerId, billId: dispute.billId, lineId: dispute.lineId, at: now, by: actor.userId, byRole: actor.role, disputeId, because }
  const credit: BillEntry | null = creditMicro === 0 ? null : { kind: 'creditNote', id: ids.next(), ...about, charge: creditCharge(line.charge, creditMicro) }
  const answer: BillEntry = { kind: 'disputeAnswered', id: ids.next(), ...about, decision, creditNoteId: credit?.id ?? null }
  for (const entry of credit ? [answer, credit] : [answer]) {
    await tx.bills.insertEntry(entry)
    await tx.feed.append({ kind: 'billEntry', entry }, now)
  }
  return ok({ creditNoteId: credit?.id ?? null })
}
