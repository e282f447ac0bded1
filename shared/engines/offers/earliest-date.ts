import type { EarliestDate } from '../../domain/offer.ts'
import type { QualificationLine } from '../../domain/qualification.ts'
import type { LocalDate } from '../../domain/rating.ts'
import type { Instant } from '../../kernel/time.ts'
import { addDays } from '../rating/local-date.ts'

/** Working days from the order to a visit. Practice values: a provider that books real appointments will say better. */
export const VISIT_WORKING_DAYS = { 'antenna-to-mount': 5, 'drop-to-build': 7 } as const

/**
 * The earliest day an offer could be live at the qualified address. A copper or cable line that is there needs nobody: today, once
 * submitted. Radio needs its antenna mounted, fiber its drop built: so many working days. A planned line: the day it is ready. Without a
 * yes and without such a day: null. `line`: null for what needs no line of its own, it comes with the plan.
 */
export function earliestDate(input: { readonly line: QualificationLine | null; readonly today: LocalDate; readonly localDateOf: (instant: Instant) => LocalDate }): EarliestDate {
  const { line, today } = input
  if (!line) return { date: null, code: 'with-plan', needsVisit: false }
  const visit = visitOf(line)
  if (line.verdict === 'yes') return visit ? { date: addWorkingDays(today, VISIT_WORKING_DAYS[visit]), code: visit, needsVisit: true } : { date: today, code: 'today', needsVisit: false }
  const readyAt = line.yesWhen?.code === 'span-planned' ? line.yesWhen.details['readyAt'] : undefined
  if (typeof readyAt === 'number') return { date: later(today, input.localDateOf(readyAt)), code: 'line-planned', needsVisit: visit !== null }
  return { date: null, code: line.yesWhen?.code === 'waiting-place' ? 'waits-for-place' : 'not-here', needsVisit: visit !== null }
}

/** The same rule as the services of an order: fiber has no drop yet, radio no antenna; copper and cable are taken as there. */
function visitOf(line: QualificationLine): keyof typeof VISIT_WORKING_DAYS | null {
  if (line.accessType === 'fixedWireless' || line.accessType === 'satellite') return 'antenna-to-mount'
  if (line.accessType !== 'fiber') return null
  return Number(line.reasons.find((reason) => reason.code === 'drop-within-limit')?.details['distanceM'] ?? 0) > 0 ? 'drop-to-build' : null
}

/** Monday to Friday count; holidays are the visit planner's. `days` ≥ 1. */
export function addWorkingDays(from: LocalDate, days: number): LocalDate {
  let [date, left] = [from, days]
  while (left > 0) {
    date = addDays(date, 1)
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return date
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
