import type { Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, most, ONE, over, rational, times, ZERO } from '../../kernel/rational.ts'
import { figure, orNull, timesStep } from './derive-steps.ts'
import { freeOf, isPerEvent, rateEachEvent } from './percentage.ts'
import type { Valued } from './percentage.ts'

/** A percentage of a period's value, or of each event's where that matters. */
export function percentageSteps(tariff: Extract<Pricing, { model: 'percentage' }>, valued: Valued): readonly TariffStep[] {
  const percent = figure(tariff.ratePercent)
  if (isPerEvent(tariff)) return rateEachEvent(tariff, valued.perEvent).map(({ value, free, isFree, fee }) => ({ kind: 'perEvent', value: figure(value), free: figure(free), isFree, percent, fixed: figure(tariff.fixedPerEvent ?? ZERO), least: orNull(tariff.perEventMin), most: orNull(tariff.perEventMax), amount: figure(fee) }))
  if (compare(valued.amount, ZERO) === 0) return []
  const { value, events } = freeOf(tariff, valued)
  const left = most(minus(valued.amount, value), ZERO)
  const paid = rational(BigInt(Math.max(0, valued.events - events)))
  return [{ kind: 'free', why: 'percentage', before: figure(valued.amount), free: figure(value), left: figure(left) }, { kind: 'percent', tier: null, base: figure(left), percent, amount: figure(times(left, over(tariff.ratePercent, rational(100n)))) },
    ...(tariff.fixedPerEvent ? [timesStep('event', null, paid, tariff.fixedPerEvent)] : [])]
}

/** The part of a value in each tier, and so many percent of it. */
export const graduatedPercentageSteps = ({ tiers }: Extract<Pricing, { model: 'graduatedPercentage' }>, quantity: Rational): readonly TariffStep[] => tiers.flatMap(({ upTo, ratePercent, flat }, index): readonly TariffStep[] => {
  const above = tiers[index - 1]?.upTo ?? ZERO
  const high = least(quantity, upTo ?? quantity)
  if (compare(high, above) <= 0) return []
  const base = figure(minus(high, above))
  return [{ kind: 'span', tier: index + 1, above: figure(above), upTo: orNull(upTo), low: figure(above), high: figure(high), quantity: base }, { kind: 'percent', tier: index + 1, base, percent: figure(ratePercent), amount: figure(times(minus(high, above), over(ratePercent, rational(100n)))) }, ...(flat ? [timesStep('flat', index + 1, ONE, flat)] : [])]
})
