import type { Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, most, ONE, over, plus, rational, sum, times, ZERO } from '../../kernel/rational.ts'
import { figure, timesStep } from './derive-steps.ts'
import type { Times } from './derive-steps.ts'
import type { Months, UnitChange } from './prorated.ts'

/** Tiers over units that come and go, each change by its part of the period. */
export function proratedSteps({ tiers }: Extract<Pricing, { model: 'proratedGraduated' }>, changes: readonly UnitChange[]): readonly TariffStep[] {
  const steps: TariffStep[] = []
  let [standing, highest] = [ZERO, ZERO]
  for (const { units, prorated } of changes) {
    const next = plus(standing, units)
    const [low, high] = compare(next, standing) < 0 ? [next, standing] : [standing, next]
    for (const [index, { unit, upTo }] of tiers.entries()) {
      const inTier = minus(least(high, upTo ?? high), most(low, tiers[index - 1]?.upTo ?? ZERO))
      if (compare(inTier, ZERO) <= 0) continue
      const quantity = over(times(inTier, prorated), minus(high, low))
      steps.push({ kind: 'proratedUnits', tier: index + 1, inTier: figure(inTier), changed: figure(minus(high, low)), prorated: figure(prorated), quantity: figure(quantity) }, timesStep('prorated', index + 1, quantity, unit ?? ZERO))
    }
    standing = next
    highest = most(highest, next)
  }
  const owed = sum(steps.map((step) => (step.kind === 'times' ? rational(step.amount) : ZERO)))
  const flats = tiers.flatMap(({ flat }, index) => (flat && compare(highest, tiers[index - 1]?.upTo ?? ZERO) > 0 ? [timesStep('flat', index + 1, ONE, flat)] : []))
  if (compare(standing, ZERO) < 0) return [...steps, { kind: 'none', before: figure(owed), after: '0' }]
  return [...steps, ...(compare(owed, ZERO) < 0 ? [{ kind: 'none' as const, before: figure(owed), after: '0' }] : []), ...flats]
}

/** Whole months and the parts before and after them. */
export function monthlySteps(price: Rational, months: Months): readonly TariffStep[] {
  const { before: first, whole, after } = months
  const parts: readonly Times[] = [timesStep('part', null, first, price), timesStep('month', null, rational(BigInt(whole)), price), timesStep('part', null, after, price)]
  return parts.filter((step) => step.quantity !== '0')
}
