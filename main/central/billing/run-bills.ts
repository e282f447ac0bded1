import type { Bill, BillEntry, BillHold, BillLine, BillState } from '../../../shared/domain/bill.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { compareWithTold, dueCycles, linesOf, nextCycle, totalsOf } from '../../../shared/engines/billing/due-lines.ts'
import type { DueCycle } from '../../../shared/engines/billing/due-lines.ts'
import { addDays, nextCycleStart } from '../../../shared/engines/rating/local-date.ts'
import { findImbalances } from '../../../shared/engines/settlement/balance.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { IdSource, Instant } from '../../../shared/kernel/time.ts'
import type { WriteTx } from '../ports.ts'
import { gatherPerson } from './gather.ts'
import type { Person } from './gather.ts'
import { settledFrom } from './last-bill.ts'
import { minimumOwed } from './minimum-charges.ts'
import type { BillingTerms, RatedCharge } from './ports.ts'
import { takeBack } from './take-back.ts'
import { markBilled, ratedCharges } from './rated-charges.ts'
import { ruleIn, settleLines, unsettleLines } from './settle-lines.ts'

export type BillRunCtx = { readonly now: Instant; readonly ids: IdSource; readonly terms: BillingTerms; readonly by: string }
const DAYS_TO_PAY = 20
/** A run looks again at somebody of whom nothing is billable after this many days. */
const LOOK_AGAIN_DAYS = 1

/**
 * Bills one person for everything that is owed by `upTo` and on no bill yet: one bill for each cycle, over all their providers. To be run in
 * one transaction; run twice it finds nothing the second time, because a line's key is on one bill only. Whose services have all
 * ended gets what is left on a bill without a cycle, when usage has settled. A first bill that is not what was read out is held. Answers the bills it made.
 */
export async function billCustomer(tx: WriteTx, customerId: string, upTo: LocalDate, ctx: BillRunCtx): Promise<readonly Bill[]> {
  const person = await gatherPerson(tx, customerId, ctx.terms)
  assert(person, 'who is due is registered')
  const billed = new Set((await tx.bills.billed(person.ids)).map((one) => one.lineId))
  const open = person.activations.flatMap((activation) => dueCycles(activation, upTo)).map((cycle) => ({ cycle, lines: linesOf(cycle).filter((line) => !billed.has(line.id)) })).filter(({ lines }) => lines.length > 0)
  const used = await ratedCharges(tx, { customerIds: person.ids, upTo, region: ctx.terms.region, taxes: person.taxes })
  const entries = await tx.bills.entries(person.ids)
  const cycleEnds = [...new Set(open.map(({ cycle }) => cycle.preview.periodTo))].sort()
  const settled = settledFrom(person, upTo, ctx.terms)
  const isWithoutCycle = cycleEnds.length === 0
  if (isWithoutCycle && (settled === null || settled > upTo)) {
    await setDue(tx, person, upTo)
    return []
  }
  const taken = used.flatMap(({ takesBack }) => takesBack)
  const notes = await takeBack(tx, taken, { entries, ctx })
  await unsettleLines(tx, taken.map(({ line }) => line), ruleIn(person.activations.map(({ catalog }) => catalog)), upTo.slice(0, 7))
  const minimums = (await minimumOwed(tx, person, { upTo, region: ctx.terms.region })).flatMap(({ line }) => line ?? [])
  const extras = [...usageLines(used, person), ...minimums, ...creditLines([...entries, ...notes])].filter((line) => !billed.has(line.id))
  const bills: Bill[] = []
  for (const end of cycleEnds) {
    const own = open.filter(({ cycle }) => cycle.preview.periodTo === end)
    const isLast = end === cycleEnds.at(-1)
    bills.push(await makeBill(tx, person, { upTo, cycles: own.map(({ cycle }) => cycle), lines: [...own.flatMap(({ lines }) => lines), ...(isLast ? extras : [])] }, ctx))
  }
  if (isWithoutCycle && extras.length > 0) bills.push(await makeBill(tx, person, { upTo, cycles: [], lines: extras }, ctx))
  await setDue(tx, person, upTo)
  const onBills = new Set(bills.flatMap((bill) => bill.lines.map(({ id }) => id)))
  markBilled(tx, used.filter(({ id }) => onBills.has(`usage|${id}`)).map((one) => one.of), ctx.now)
  return bills
}

async function setDue(tx: WriteTx, person: Person, upTo: LocalDate): Promise<void> {
  for (const id of person.ids) await tx.bills.setDue(id, nextDue(person, upTo))
}

/** The next day a cycle begins of any of their orders, or would begin where all have ended; tomorrow while there is one that nothing can be billed for. */
function nextDue(person: Person, upTo: LocalDate): LocalDate {
  const starts = person.activations.map((activation) => nextCycle(activation, upTo) ?? nextCycleStart(upTo, person.billCycleDay))
  return [...starts, ...(person.unbillable.length > 0 || starts.length === 0 ? [addDays(upTo, LOOK_AGAIN_DAYS)] : [])].sort()[0] ?? addDays(upTo, LOOK_AGAIN_DAYS)
}

async function makeBill(tx: WriteTx, person: Person, made: { readonly upTo: LocalDate; readonly cycles: readonly DueCycle[]; readonly lines: readonly BillLine[] }, ctx: BillRunCtx): Promise<Bill> {
  const today = ctx.terms.localDateOf(ctx.now)
  // Practice time runs ahead of the clock: a bill is not due before the day it was made for.
  const issuedOn = made.upTo > today ? made.upTo : today
  const covered = made.cycles.length > 0 ? made.cycles.map(({ preview }) => preview) : made.lines
  const periodFrom = covered.flatMap((one) => one.periodFrom ?? []).sort()[0] ?? issuedOn
  const periodTo = covered.flatMap((one) => one.periodTo ?? []).sort().at(-1) ?? issuedOn
  const lines = await settleLines(tx, made.lines, ruleIn(person.activations.map(({ catalog }) => catalog)), periodFrom.slice(0, 7))
  const compared = made.cycles.filter((cycle) => cycle.isFirst).map(compareWithTold)
  const holds = compared.flatMap(({ hold }) => hold ?? [])
  const number = `B-${periodFrom.slice(0, 7)}-${String(await tx.bills.nextNumber()).padStart(6, '0')}`
  const bill: Bill = {
    format: 1, id: ctx.ids.next(), number, customerId: person.customerId, revision: 1, ...stateOf(lines, holds, ctx), currency: lines[0]?.charge.currency ?? 'USD',
    issuedOn, dueOn: addDays(issuedOn, DAYS_TO_PAY), periodFrom, periodTo, lines, ...totalsOf(lines), told: compared.map(({ told }) => told), holds,
  }
  await tx.bills.insert(bill, ctx.now)
  await tx.feed.append({ kind: 'bill', bill }, ctx.now)
  return bill
}

/** New, then validated and sent, or held. What does not balance is a bug and stops the run before anything is kept. */
function stateOf(lines: readonly BillLine[], holds: readonly BillHold[], { now: at, by }: BillRunCtx): Pick<Bill, 'state' | 'history'> {
  assert(findImbalances(lines.map((line) => ({ id: line.id, block: 'bill', postings: line.charge.postings }))).length === 0, 'a bill balances')
  const [hold] = holds
  const states: readonly BillState[] = hold ? ['new', 'onHold'] : ['new', 'validated', 'sent']
  return { state: states.at(-1) ?? 'new', history: states.map((state) => ({ state, at, because: state === 'onHold' ? (hold?.reason ?? '') : '', by })) }
}

function usageLines(rated: readonly RatedCharge[], person: Person): readonly BillLine[] {
  const catalogs = person.activations.map(({ catalog }) => catalog)
  return rated.map(({ id, orderId, offeringId, providerId, charge, periodFrom, periodTo, units, unit, events }): BillLine => {
    const offering = catalogs.flatMap((catalog) => catalog.offerings).find((one) => one.id === offeringId)
    const provider = catalogs.flatMap((catalog) => catalog.providers).find((one) => one.id === providerId)
    return {
      id: `usage|${id}`, obligation: `usage|${id}`, orderId, group: 'usage', label: charge.label, offeringName: offering?.name ?? charge.label, providerId, providerName: provider?.name ?? '', periodFrom, periodTo, charge,
      settlement: offering ? { ruleId: offering.settlementRule.id, version: offering.settlementRule.version } : null, usage: { units, unit, events }, corrects: null,
    }
  })
}

/** Credit notes stand on the next bill: the one they correct is never touched. */
const creditLines = (entries: readonly BillEntry[]): readonly BillLine[] =>
  entries.flatMap((entry) => (entry.kind !== 'creditNote' ? [] : [{
    id: `credit|${entry.id}`, obligation: `credit|${entry.id}`, orderId: null, group: 'credit' as const, label: entry.charge.label, offeringName: entry.charge.label, providerId: '', providerName: '',
    periodFrom: null, periodTo: null, charge: entry.charge, settlement: null, usage: null, corrects: { billId: entry.billId, lineId: entry.lineId, because: entry.because },
  }]))
