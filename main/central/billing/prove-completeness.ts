import type { Completeness, Obligation } from '../../../shared/engines/billing/completeness.ts'
import { obligationsOf, proveCompleteness } from '../../../shared/engines/billing/completeness.ts'
import type { BilledObligation } from '../../../shared/engines/billing/completeness.ts'
import { appError } from '../../../shared/domain/errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { nextCycleStart } from '../../../shared/engines/rating/local-date.ts'
import type { QueryHandler } from '../context.ts'
import type { ReadTx } from '../ports.ts'
import { gatherPerson } from './gather.ts'
import type { Person } from './gather.ts'
import { lastBillOn, settledFrom } from './last-bill.ts'
import { minimumOwed } from './minimum-charges.ts'
import type { BillingTerms } from './ports.ts'
import { usageKey, usageOwed } from './rated-charges.ts'
import type { Unbillable } from './gather.ts'

const PAGE = 500

/**
 * The proof that each obligation by a day is on one bill exactly, over everybody who was ever activated, and the list of what is not and why.
 * Orders that cannot be billed at all are named with their reason: what they owe cannot be counted.
 */
export const completenessOfBills: QueryHandler<'billing.completeness'> = async (tx, { upTo }, { terms }) => {
  if (!terms) return err(appError('billing-terms-missing'))
  const due: Obligation[] = []
  const billed: BilledObligation[] = []
  const unbillable: Unbillable[] = []
  const seen = new Set<string>()
  for (let after = ''; ; ) {
    const page = await tx.bills.everyone(after, PAGE)
    for (const id of page) {
      if (seen.has(id)) continue
      const person = await gatherPerson(tx, id, terms)
      if (!person) continue
      for (const one of person.ids) seen.add(one)
      due.push(...person.activations.flatMap((activation) => obligationsOf(activation, person.customerId, upTo)))
      billed.push(...(await tx.bills.billed(person.ids)))
      unbillable.push(...person.unbillable)
      due.push(...(await extraObligations(tx, person, { upTo, terms })))
    }
    if (page.length < PAGE) break
    after = page.at(-1) ?? ''
  }
  const broken = await tx.bills.failures()
  const why = new Map(broken.map(({ customerId, problem }) => [customerId, problem]))
  const proof: Completeness = proveCompleteness(due, billed, ({ customerId }) => why.get(customerId) ?? 'not-run')
  return ok({ ...proof, unbillable, broken })
}

/**
 * Use and credits that are owed by a day, from the book and the entries alone: of use each line that bills said of it, and one more while they have not said all. Whose services have all
 * ended is owed them on the day of the last bill.
 */
async function extraObligations(tx: ReadTx, person: Person, { upTo, terms }: { readonly upTo: LocalDate; readonly terms: BillingTerms }): Promise<readonly Obligation[]> {
  const settled = settledFrom(person, upTo, terms)
  const notBefore = settled === null ? '' : lastBillOn(settled, person)
  const use = (await usageOwed(tx, person.ids)).flatMap(({ sum, service, billed, isSettled, periodTo }) =>
    Array.from({ length: billed.lines + (isSettled ? 0 : 1) }, (_, nth): Obligation => ({ key: `usage|${usageKey(sum)}|${nth}`, orderId: service.orderId, customerId: person.customerId, dueOn: periodTo > notBefore || nth < billed.lines ? periodTo : notBefore })))
  const minimums = (await minimumOwed(tx, person, { upTo, region: terms.region })).flatMap(({ obligation, orderId, periodTo, lines, line }) =>
    Array.from({ length: lines + (line ? 1 : 0) }, (_, nth): Obligation => ({ key: `${obligation}|${nth}`, orderId, customerId: person.customerId, dueOn: periodTo > notBefore || nth < lines ? periodTo : notBefore })))
  const credits = (await tx.bills.entries(person.ids)).filter(({ kind }) => kind === 'creditNote').map(({ id, customerId, at }): Obligation => {
    const next = nextCycleStart(terms.localDateOf(at), person.billCycleDay)
    return { key: `credit|${id}`, orderId: '', customerId, dueOn: next > notBefore ? next : notBefore }
  })
  return [...use, ...minimums, ...credits].filter(({ dueOn }) => dueOn <= upTo)
}
