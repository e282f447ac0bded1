import type { LocalDate } from '../../../shared/domain/rating.ts'
import { nextCycle } from '../../../shared/engines/billing/due-lines.ts'
import { addDays, addMonths, nextCycleStart } from '../../../shared/engines/rating/local-date.ts'
import type { Person } from './gather.ts'
import type { BillingTerms } from './ports.ts'

/** After the month in which the last service ended. Providers meter within days; what comes later still stands on a bill of its own. */
export const SETTLING_DAYS = 10

/** From which day what is left is billed without a cycle: all services have ended and none is to begin. Null while a cycle is to come. */
export function settledFrom(person: Person, upTo: LocalDate, { settlingDays = SETTLING_DAYS }: Pick<BillingTerms, 'settlingDays'>): LocalDate | null {
  const ends = person.activations.map((activation) => (nextCycle(activation, upTo) === null ? activation.endedOn : null))
  const last = ends.reduce((latest, end) => (latest === null || end === null ? null : latest > end ? latest : end), ends[0] ?? null)
  return last === null || person.unbillable.length > 0 ? null : addDays(addMonths(`${last.slice(0, 7)}-01`, 1), settlingDays)
}

/** The day by which such a person is billed: their next cycle day. They are looked at on each of them, for what still comes. */
export const lastBillOn = (settled: LocalDate, { billCycleDay }: Pick<Person, 'billCycleDay'>): LocalDate => nextCycleStart(addDays(settled, -1), billCycleDay)
