import type { Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, ONE, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'
import type { Samples } from './burst.ts'
import { bandsSteps } from './derive-bands.ts'
import { burstSteps } from './derive-burst.ts'
import { graduatedPercentageSteps, percentageSteps } from './derive-percentage.ts'
import { monthlySteps, proratedSteps } from './derive-prorated.ts'
import { ofLine, timesStep } from './derive-steps.ts'
import { blocksSteps, graduatedSteps, packageSteps, volumeSteps } from './derive-tiers.ts'
import type { TierUse } from './derive-tiers.ts'
import type { Valued } from './percentage.ts'
import type { Months, UnitChange } from './prorated.ts'
import { rateCapacity, rateFlat, rateUnits } from './tiers.ts'
import type { LocalTime, Session } from './time-bands.ts'

/** What is rated. The fields that a model needs and has not been given are a bug of the caller: it throws with the field's name. */
export type ModelUse = TierUse & {
  readonly peaks?: Readonly<Record<string, Rational>>; readonly valued?: Valued; readonly changes?: readonly UnitChange[]
  readonly months?: Months; readonly session?: Session; readonly localTime?: LocalTime; readonly samples?: Samples
}

/** The steps of one model: what was counted, then each amount that it comes to. Their amounts, and what caps them, are the model's own figure. */
export function deriveModel(pricing: Pricing, use: ModelUse): readonly TariffStep[] {
  const { quantity } = use
  switch (pricing.model) {
    case 'flat': return rateFlat(pricing.amount, pricing.term, use).map((line) => ofLine('flat', line))
    case 'unit': return rateUnits(pricing.unitPrice, use).map((line) => ofLine('unit', line))
    case 'dynamic': return compare(quantity, ZERO) === 0 ? [] : [timesStep('flat', null, ONE, roundTo(times(quantity, pricing.multiplier), pricing.decimals, 'halfUp'))]
    case 'graduated': return graduatedSteps(pricing, use)
    case 'volume': return volumeSteps(pricing, use)
    case 'package': return packageSteps(pricing, use)
    case 'blocks': return blocksSteps(pricing, quantity)
    case 'capacity': return [timesStep('capacity', null, ONE, rateCapacity(pricing, given(use.peaks, 'peaks')))]
    case 'percentage': return percentageSteps(pricing, given(use.valued, 'valued'))
    case 'graduatedPercentage': return graduatedPercentageSteps(pricing, quantity)
    case 'proratedGraduated': return proratedSteps(pricing, given(use.changes, 'changes'))
    case 'monthly': return monthlySteps(pricing.price, given(use.months, 'months'))
    case 'bands': return bandsSteps(pricing, given(use.session, 'session'), given(use.localTime, 'localTime'))
    case 'burst': return burstSteps(pricing, given(use.samples, 'samples'))
  }
}

function given<T>(value: T | undefined, name: string): T {
  assert(value !== undefined, `a use without its ${name}`)
  return value
}
