import type { PercentageTariff, PercentageTier } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, least, minus, most, plus, rational, sum, times, ZERO } from '../../kernel/rational.ts'

const ofHundred = (amount: Rational, percent: Rational): Rational => times(times(amount, percent), rational('1/100'))

/** The value of a period's events. `runningTotals`: its sums after each of the events that may be free; `perEvent`: each event's own, where it matters. */
export type Valued = { readonly amount: Rational; readonly events: number; readonly runningTotals: readonly Rational[]; readonly perEvent: readonly Rational[] }

/** A percentage of value, and a fixed part per event, of what is not free. With a minimum or maximum per event each is rated alone. */
export function ratePercentage(tariff: PercentageTariff, valued: Valued): Rational {
  if (isPerEvent(tariff)) return sum(rateEachEvent(tariff, valued.perEvent).map((event) => event.fee))
  if (isZero(valued.amount)) return ZERO
  const { value, events } = freeOf(tariff, valued)
  const paid = most(minus(valued.amount, value), ZERO)
  const paidEvents = Math.max(0, valued.events - events)
  return plus(ofHundred(paid, tariff.ratePercent), times(tariff.fixedPerEvent ?? ZERO, rational(BigInt(paidEvents))))
}

export const isPerEvent = ({ perEventMin, perEventMax }: PercentageTariff): boolean => perEventMin !== null || perEventMax !== null
/** What of a period's value is free, and how many of its events. */
export const freeOf = (tariff: PercentageTariff, valued: Valued): { readonly value: Rational; readonly events: number } => ({ value: freeValue(tariff, valued), events: freeCount(tariff, valued) })

/** What the free events came to, and no more than the free amount where there is one. Where more events are known than are free, it is what the free ones came to (Lago). */
function freeValue({ freeEvents, freeAmount }: PercentageTariff, { runningTotals }: Valued): Rational {
  if (freeEvents !== null && freeEvents > 0 && freeEvents < runningTotals.length) return runningTotals[freeEvents - 1] ?? ZERO
  const reached = runningTotals.at(-1) ?? ZERO
  return freeAmount === null || isZero(freeAmount) ? reached : least(reached, freeAmount)
}

/** Events that are free by their number and, where value is free, by staying below it: the fewer. */
function freeCount({ freeEvents, freeAmount }: PercentageTariff, { runningTotals }: Valued): number {
  const below = freeAmount === null ? 0 : runningTotals.filter((total) => compare(total, freeAmount) < 0).length
  const limits = [freeEvents ?? 0, below].filter((count) => count > 0)
  return limits.length === 0 ? 0 : Math.min(...limits)
}

/** One event's part: what of its value is free, and what it costs. `isFree`: it costs nothing, not even the minimum. */
export type EventFee = { readonly value: Rational; readonly free: Rational; readonly isFree: boolean; readonly fee: Rational }
/**
 * Each event alone. While free value is left an event below it is free; the one that uses it up is paid for what is above, and so is every
 * one after it. Without free value the first ones are free by number. What is paid costs at least the minimum. Source: Lago, percentage with limits.
 */
export function rateEachEvent({ ratePercent, fixedPerEvent, freeEvents, freeAmount, perEventMin, perEventMax }: PercentageTariff, amounts: readonly Rational[]): readonly EventFee[] {
  let [left, count] = [freeAmount ?? ZERO, freeEvents ?? 0]
  const byValue = compare(left, ZERO) > 0
  return amounts.map((value): EventFee => {
    const wasFree = byValue ? compare(left, value) > 0 : count > 0
    const free = wasFree ? value : least(value, left)
    count -= 1
    left = minus(left, least(free, left))
    if (wasFree) return { value, free, isFree: true, fee: ZERO }
    const fee = plus(ofHundred(minus(value, free), ratePercent), fixedPerEvent ?? ZERO)
    const atLeast = most(fee, perEventMin ?? fee)
    return { value, free, isFree: false, fee: least(atLeast, perEventMax ?? atLeast) }
  })
}

/** Each part of the value at the percentage of its own tier; a tier's flat part once it is reached. */
export function rateGraduatedPercentage(tiers: readonly PercentageTier[], amount: Rational): Rational {
  return sum(tiers.map(({ upTo, ratePercent, flat }, index) => {
    const part = minus(least(amount, upTo ?? amount), tiers[index - 1]?.upTo ?? ZERO)
    return compare(part, ZERO) <= 0 ? ZERO : plus(ofHundred(part, ratePercent), flat ?? ZERO)
  }))
}
