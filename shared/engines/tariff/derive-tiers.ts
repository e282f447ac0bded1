import type { Piece, RatedLine } from '../../domain/tariff.ts'
import type { Figure, Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, most, over, plus, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { figure, ofLine, orNull, timesStep } from './derive-steps.ts'
import { rateGraduated, ratePackages, rateVolume } from './tiers.ts'

/** What is counted of a piece of a period: what came before it, what is in it, and by how much of it a tier is reached. */
export type TierUse = { readonly before: Rational; readonly quantity: Rational; readonly piece: Piece; readonly reachedBy?: Rational }

/** What fell into each tier, and what it comes to. */
export function graduatedSteps(pricing: Extract<Pricing, { model: 'graduated' }>, use: TierUse): readonly TariffStep[] {
  const lines = rateGraduated(pricing, use)
  return pricing.tiers.flatMap(({ upTo }, index) => [...spanOf({ tier: index + 1, above: pricing.tiers[index - 1]?.upTo ?? ZERO, upTo }, use), ...lines.filter((line) => line.tier === index + 1).map((line) => ofLine('tier', line))])
}

/** The tier that all units reached, and what they come to there. */
export const volumeSteps = (pricing: Extract<Pricing, { model: 'volume' }>, use: TierUse): readonly TariffStep[] =>
  rateVolume(pricing, use, use.reachedBy).flatMap((line, index) => [...(index === 0 ? [reachedStep(pricing.tiers, line, use)] : []), ofLine(use.reachedBy ? 'prorated' : 'tier', line)])

/** The packages that were started beyond what is free. */
export function packageSteps(pricing: Extract<Pricing, { model: 'package' }>, use: TierUse): readonly TariffStep[] {
  const paid = (units: Rational): Figure => figure(most(minus(units, pricing.freeUnits), ZERO))
  return ratePackages(pricing, use).flatMap((line) => [{ kind: 'started', unitsBefore: paid(use.before), units: paid(plus(use.before, use.quantity)), size: figure(pricing.size), count: figure(line.quantity) }, ofLine('package', line)])
}

/** Blocks of each tier, or all of them at the tier that is reached. */
export function blocksSteps({ policy, tiers }: Extract<Pricing, { model: 'blocks' }>, quantity: Rational): readonly TariffStep[] {
  const steps: TariffStep[] = []
  let left = quantity
  for (const [index, { blockSize, maxBlocks, pricePerBlock }] of tiers.entries()) {
    const holds = times(blockSize, maxBlocks)
    const isEnd = index === tiers.length - 1 || compare(left, holds) <= 0
    if (policy === 'allTiers' || isEnd) {
      const units = policy === 'topTier' ? quantity : isEnd ? left : holds
      const count = roundTo(over(units, blockSize), 0, 'ceiling')
      steps.push({ kind: 'started', unitsBefore: '0', units: figure(units), size: figure(blockSize), count: figure(count) }, timesStep('block', index + 1, count, pricePerBlock))
    }
    if (isEnd) break
    left = minus(left, holds)
  }
  return steps
}

type Ends = readonly { readonly upTo: Rational | null }[]
/** The units of a tier, also of one that charges nothing for them. */
function spanOf({ tier, above, upTo }: { readonly tier: number; readonly above: Rational; readonly upTo: Rational | null }, { before, quantity }: TierUse): readonly TariffStep[] {
  const [low, high] = [most(before, above), least(plus(before, quantity), upTo ?? plus(before, quantity))]
  const units = minus(high, low)
  return compare(units, ZERO) < 0 || (compare(units, ZERO) === 0 && tier > 1) ? [] : [{ kind: 'span', tier, above: figure(above), upTo: orNull(upTo), low: figure(low), high: figure(high), quantity: figure(units) }]
}
const reachedStep = (tiers: Ends, { tier }: RatedLine, { before, quantity, reachedBy }: TierUse): TariffStep => ({ kind: 'reached', unitsBefore: figure(before), units: figure(plus(before, quantity)), by: figure(reachedBy ?? plus(before, quantity)), tier: tier ?? 1, above: figure(tiers[(tier ?? 1) - 2]?.upTo ?? ZERO), upTo: orNull(tiers[(tier ?? 1) - 1]?.upTo) })
