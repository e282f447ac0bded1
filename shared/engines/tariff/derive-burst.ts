import type { Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import { minus, most, ONE, ZERO } from '../../kernel/rational.ts'
import { burstRate } from './burst.ts'
import type { Samples } from './burst.ts'
import { figure, timesStep } from './derive-steps.ts'

/** The samples that count, what is committed, and what is above it. */
export function burstSteps(pricing: Extract<Pricing, { model: 'burst' }>, samples: Samples): readonly TariffStep[] {
  const rate = burstRate(pricing, samples)
  const units = most(minus(rate.rated, pricing.committed), ZERO)
  return [
    { kind: 'burst', samples: rate.samples, discardPercent: figure(pricing.discardPercent), discarded: rate.discarded, inbound: figure(rate.inbound), outbound: figure(rate.outbound), rated: figure(rate.rated) }, timesStep('committed', null, ONE, pricing.committedPrice),
    { kind: 'over', rated: figure(rate.rated), committed: figure(pricing.committed), units: figure(units) }, timesStep('over', null, units, pricing.pricePerUnitOver)]
}
