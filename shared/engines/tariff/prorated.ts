import type { Tier } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, most, over, plus, rational, sum, times, ZERO } from '../../kernel/rational.ts'
import { addMonths, daysBetween } from '../rating/local-date.ts'
import type { LocalDate } from '../../domain/rating.ts'

/** Units that came or went during a period, and what of them counts for the rest of it. */
export type UnitChange = { readonly units: Rational; readonly prorated: Rational }

/** Whole units choose the tier, prorated ones are priced; what goes leaves the tier it stood in. A tier's flat part once it was reached. Nothing is owed for fewer units than none. */
export function rateProratedGraduated(tiers: readonly Tier[], changes: readonly UnitChange[]): Rational {
  let [standing, highest, owed] = [ZERO, ZERO, ZERO]
  for (const { units, prorated } of changes) {
    const next = plus(standing, units)
    const [low, high] = compare(next, standing) < 0 ? [next, standing] : [standing, next]
    const share = compare(units, ZERO) === 0 ? ZERO : over(prorated, minus(high, low))
    for (const [index, { unit, upTo }] of tiers.entries()) {
      const part = minus(least(high, upTo ?? high), most(low, tiers[index - 1]?.upTo ?? ZERO))
      if (compare(part, ZERO) > 0) owed = plus(owed, times(times(part, share), unit ?? ZERO))
    }
    standing = next
    highest = most(highest, next)
  }
  if (compare(standing, ZERO) < 0) return ZERO
  return plus(most(owed, ZERO), sum(tiers.map(({ flat }, index) => (compare(highest, tiers[index - 1]?.upTo ?? ZERO) > 0 ? flat ?? ZERO : ZERO))))
}

/** Months that are owed in advance: the part before the first bill day, whole ones, and the part after the last where service ends in it. */
export type Months = { readonly before: Rational; readonly whole: number; readonly after: Rational }

/**
 * Months of a service that began on `start`, billed in advance on each bill day up to `through`. A bill day that a month lacks is its last.
 * Before the first bill day the month counts from the same day one month earlier; after the last it is the running one. `end`: exclusive; null: it goes on.
 */
export function monthsInAdvance({ start, end, through, billCycleDay }: { readonly start: LocalDate; readonly end: LocalDate | null; readonly through: LocalDate; readonly billCycleDay: number }): Months {
  if (through < start || (end !== null && end <= start)) return { before: ZERO, whole: 0, after: ZERO }
  const billDay = (nth: number): LocalDate => dayOfMonth(addMonths(`${start.slice(0, 7)}-01`, nth), billCycleDay)
  const offset = billDay(0) < start ? 1 : 0
  const first = billDay(offset)
  const untilFirst = end !== null && end < first ? end : first
  const before = ratio(daysBetween(start, untilFirst), daysBetween(addMonths(first, -1), first))
  let [whole, after] = [0, ZERO]
  for (let nth = offset; billDay(nth) <= through && (end === null || billDay(nth) < end); nth++) {
    const [from, to] = [billDay(nth), billDay(nth + 1)]
    if (end === null || end >= to) whole += 1
    else after = ratio(daysBetween(from, end), daysBetween(from, to))
  }
  return { before, whole, after }
}

const ratio = (days: number, of: number): Rational => rational(`${days}/${of}`)

/** That day of the month, or its last. `month`: its first day. */
function dayOfMonth(month: LocalDate, day: number): LocalDate {
  const days = daysBetween(month, addMonths(month, 1))
  return `${month.slice(0, 7)}-${String(Math.min(day, days)).padStart(2, '0')}`
}
