import type { PercentageTariff, PercentageTier } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, least, minus, most, plus, rational, sum, times, ZERO } from '../../kernel/rational.ts'

const ofHundred = (amount: Rational, percent: Rational): Rational => times(times(amount, percent), rational('1/100'))

/** The value of a period's events. `runningTotals`: its sums after each of the events that may be free; `perEvent`: each event's own, where it matters. */
export type Valued = { readonly amount: Rational; readonly events: number; readonly runningTotals: readonly Rational[]; readonly perEvent: readonly Rational[] }

/** A percentage of value, and a fixed part per event, of what is not free. With a minimum or maximum per event each is rated alone. */
export function ratePercentage(tariff: PercentageTariff, valued: Valued): Rational {
  if (isZero(valued.amount)) return ZERO
  if (tariff.perEventMin !== null || tariff.perEventMax !== null) return rateEachEvent(tariff, valued.perEvent)
  const paid = most(minus(valued.amount, freeValue(tariff, valued)), ZERO)
  const paidEvents = Math.max(0, valued.events - freeCount(tariff, valued))
  return plus(ofHundred(paid, tariff.ratePercent), times(tariff.fixedPerEvent ?? ZERO, rational(BigInt(paidEvents))))
}

/** What the free events came to, and no more than the free amount where there is one. */
function freeValue({ freeAmount }: PercentageTariff, { runningTotals }: Valued): Rational {
  const reached = runningTotals.at(-1) ?? ZERO
  return freeAmount === null || isZero(freeAmount) ? reached : least(reached, freeAmount)
}

/** Events that are free by their number and, where value is free, by staying below it: the fewer. */
function freeCount({ freeEvents, freeAmount }: PercentageTariff, { runningTotals }: Valued): number {
  const below = freeAmount === null ? 0 : runningTotals.filter((total) => compare(total, freeAmount) < 0).length
  const limits = [freeEvents ?? 0, below].filter((count) => count > 0)
  return limits.length === 0 ? 0 : Math.min(...limits)
}

function rateEachEvent({ ratePercent, fixedPerEvent, freeEvents, freeAmount, perEventMin, perEventMax }: PercentageTariff, amounts: readonly Rational[]): Rational {
  let left = freeAmount === null || isZero(freeAmount) ? null : freeAmount
  return sum(amounts.map((amount, index) => {
    const mayBeFree = freeEvents === null ? left !== null : index < freeEvents
    const free = mayBeFree ? least(amount, left ?? amount) : ZERO
    if (left !== null) left = minus(left, free)
    const paid = minus(amount, free)
    if (isZero(paid)) return ZERO
    const fee = plus(ofHundred(paid, ratePercent), fixedPerEvent ?? ZERO)
    return least(most(fee, perEventMin ?? fee), perEventMax ?? most(fee, perEventMin ?? fee))
  }))
}

/** Each part of the value at the percentage of its own tier; a tier's flat part once it is reached. */
export function rateGraduatedPercentage(tiers: readonly PercentageTier[], amount: Rational): Rational {
  return sum(tiers.map(({ upTo, ratePercent, flat }, index) => {
    const part = minus(least(amount, upTo ?? amount), tiers[index - 1]?.upTo ?? ZERO)
    return compare(part, ZERO) <= 0 ? ZERO : plus(ofHundred(part, ratePercent), flat ?? ZERO)
  }))
}
