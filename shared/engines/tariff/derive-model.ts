import type { Piece, RatedLine } from '../../domain/tariff.ts'
import type { Figure, Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, most, ONE, over, plus, rational, roundTo, sum, times, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'
import { burstRate } from './burst.ts'
import type { Samples } from './burst.ts'
import { freeOf, isPerEvent, rateEachEvent } from './percentage.ts'
import type { Valued } from './percentage.ts'
import type { Months, UnitChange } from './prorated.ts'
import { rateCapacity, rateFlat, rateGraduated, ratePackages, rateUnits, rateVolume } from './tiers.ts'
import { connectFeeOf, runsOf } from './time-bands.ts'
import type { LocalTime, Session } from './time-bands.ts'

/** What is rated. The fields that a model needs and has not been given are a bug of the caller: it throws with the field's name. */
export type ModelUse = {
  readonly before: Rational; readonly quantity: Rational; readonly piece: Piece
  readonly reachedBy?: Rational; readonly peaks?: Readonly<Record<string, Rational>>; readonly valued?: Valued; readonly changes?: readonly UnitChange[]
  readonly months?: Months; readonly session?: Session; readonly localTime?: LocalTime; readonly samples?: Samples
}

/** An exact figure as text: a decimal number, or a fraction where that has no end. */
export const figure = ({ n, d }: Rational): Figure => (d === 1n ? String(n) : `${n}/${d}`)
type Times = Extract<TariffStep, { kind: 'times' }>
export const timesStep = (why: Times['why'], tier: number | null, quantity: Rational, price: Rational): Times => ({ kind: 'times', why, tier, quantity: figure(quantity), price: figure(price), amount: figure(times(quantity, price)) })
const orNull = (value: Rational | null | undefined): Figure | null => (value === null || value === undefined ? null : figure(value))

/** The steps of one model: what was counted, then each amount that it comes to. Their amounts, and what caps them, are the model's own figure. */
export function deriveModel(pricing: Pricing, use: ModelUse): readonly TariffStep[] {
  const { before, quantity } = use
  switch (pricing.model) {
    case 'flat': return rateFlat(pricing.amount, pricing.term, use).map((line) => ofLine('flat', line))
    case 'unit': return rateUnits(pricing.unitPrice, use).map((line) => ofLine('unit', line))
    case 'dynamic': return compare(quantity, ZERO) === 0 ? [] : [timesStep('flat', null, ONE, roundTo(times(quantity, pricing.multiplier), pricing.decimals, 'halfUp'))]
    case 'graduated': {
      const lines = rateGraduated(pricing, use)
      return pricing.tiers.flatMap(({ upTo }, index) => [...spanOf({ tier: index + 1, above: pricing.tiers[index - 1]?.upTo ?? ZERO, upTo }, use), ...lines.filter((line) => line.tier === index + 1).map((line) => ofLine('tier', line))])
    }
    case 'volume': return rateVolume(pricing, use, use.reachedBy).flatMap((line, index) => [...(index === 0 ? [reachedStep(pricing.tiers, line, use)] : []), ofLine(use.reachedBy ? 'prorated' : 'tier', line)])
    case 'package': {
      const paid = (units: Rational): Figure => figure(most(minus(units, pricing.freeUnits), ZERO))
      return ratePackages(pricing, use).flatMap((line) => [{ kind: 'started', unitsBefore: paid(before), units: paid(plus(before, quantity)), size: figure(pricing.size), count: figure(line.quantity) }, ofLine('package', line)])
    }
    case 'blocks': return blocksSteps(pricing, quantity)
    case 'capacity': return [timesStep('capacity', null, ONE, rateCapacity(pricing, given(use.peaks, 'peaks')))]
    case 'percentage': return percentageSteps(pricing, given(use.valued, 'valued'))
    case 'graduatedPercentage': return pricing.tiers.flatMap(({ upTo, ratePercent, flat }, index): readonly TariffStep[] => {
      const above = pricing.tiers[index - 1]?.upTo ?? ZERO
      const high = least(quantity, upTo ?? quantity)
      if (compare(high, above) <= 0) return []
      const base = figure(minus(high, above))
      return [{ kind: 'span', tier: index + 1, above: figure(above), upTo: orNull(upTo), low: figure(above), high: figure(high), quantity: base }, { kind: 'percent', tier: index + 1, base, percent: figure(ratePercent), amount: figure(times(minus(high, above), over(ratePercent, rational(100n)))) }, ...(flat ? [timesStep('flat', index + 1, ONE, flat)] : [])]
    })
    case 'proratedGraduated': return proratedSteps(pricing, given(use.changes, 'changes'))
    case 'monthly': {
      const { before: first, whole, after } = given(use.months, 'months')
      const parts: readonly Times[] = [timesStep('part', null, first, pricing.price), timesStep('month', null, rational(BigInt(whole)), pricing.price), timesStep('part', null, after, pricing.price)]
      return parts.filter((step) => step.quantity !== '0')
    }
    case 'bands': return bandsSteps(pricing, given(use.session, 'session'), given(use.localTime, 'localTime'))
    case 'burst': {
      const rate = burstRate(pricing, given(use.samples, 'samples'))
      const units = most(minus(rate.rated, pricing.committed), ZERO)
      return [
        { kind: 'burst', samples: rate.samples, discardPercent: figure(pricing.discardPercent), discarded: rate.discarded, inbound: figure(rate.inbound), outbound: figure(rate.outbound), rated: figure(rate.rated) }, timesStep('committed', null, ONE, pricing.committedPrice),
        { kind: 'over', rated: figure(rate.rated), committed: figure(pricing.committed), units: figure(units) }, timesStep('over', null, units, pricing.pricePerUnitOver)]
    }
  }
}

function given<T>(value: T | undefined, name: string): T {
  assert(value !== undefined, `a use without its ${name}`)
  return value
}
const ofLine = (why: Times['why'], line: RatedLine): Times => timesStep(line.kind === 'flat' ? 'flat' : why, line.tier, line.quantity, line.unitPrice)

type Ends = readonly { readonly upTo: Rational | null }[]
/** The units of a tier, also of one that charges nothing for them. */
function spanOf({ tier, above, upTo }: { readonly tier: number; readonly above: Rational; readonly upTo: Rational | null }, { before, quantity }: ModelUse): readonly TariffStep[] {
  const [low, high] = [most(before, above), least(plus(before, quantity), upTo ?? plus(before, quantity))]
  const units = minus(high, low)
  return compare(units, ZERO) < 0 || (compare(units, ZERO) === 0 && tier > 1) ? [] : [{ kind: 'span', tier, above: figure(above), upTo: orNull(upTo), low: figure(low), high: figure(high), quantity: figure(units) }]
}
const reachedStep = (tiers: Ends, { tier }: RatedLine, { before, quantity, reachedBy }: ModelUse): TariffStep => ({ kind: 'reached', unitsBefore: figure(before), units: figure(plus(before, quantity)), by: figure(reachedBy ?? plus(before, quantity)), tier: tier ?? 1, above: figure(tiers[(tier ?? 1) - 2]?.upTo ?? ZERO), upTo: orNull(tiers[(tier ?? 1) - 1]?.upTo) })

function blocksSteps({ policy, tiers }: Extract<Pricing, { model: 'blocks' }>, quantity: Rational): readonly TariffStep[] {
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

function percentageSteps(tariff: Extract<Pricing, { model: 'percentage' }>, valued: Valued): readonly TariffStep[] {
  const percent = figure(tariff.ratePercent)
  if (isPerEvent(tariff)) return rateEachEvent(tariff, valued.perEvent).map(({ value, free, isFree, fee }) => ({ kind: 'perEvent', value: figure(value), free: figure(free), isFree, percent, fixed: figure(tariff.fixedPerEvent ?? ZERO), least: orNull(tariff.perEventMin), most: orNull(tariff.perEventMax), amount: figure(fee) }))
  if (compare(valued.amount, ZERO) === 0) return []
  const { value, events } = freeOf(tariff, valued)
  const left = most(minus(valued.amount, value), ZERO)
  const paid = rational(BigInt(Math.max(0, valued.events - events)))
  return [{ kind: 'free', why: 'percentage', before: figure(valued.amount), free: figure(value), left: figure(left) }, { kind: 'percent', tier: null, base: figure(left), percent, amount: figure(times(left, over(tariff.ratePercent, rational(100n)))) },
    ...(tariff.fixedPerEvent ? [timesStep('event', null, paid, tariff.fixedPerEvent)] : [])]
}

function proratedSteps({ tiers }: Extract<Pricing, { model: 'proratedGraduated' }>, changes: readonly UnitChange[]): readonly TariffStep[] {
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

function bandsSteps(tariff: Extract<Pricing, { model: 'bands' }>, session: Session, localTime: LocalTime): readonly TariffStep[] {
  if (session.seconds <= 0) return []
  let cost = connectFeeOf(tariff, session, localTime)
  const steps: TariffStep[] = compare(cost, ZERO) === 0 ? [] : [timesStep('connect', null, ONE, cost)]
  for (const { band, slot, terms: { rate, perSeconds, incrementSeconds }, count, price, cap } of runsOf(tariff, session, localTime)) {
    steps.push({ kind: 'slotPrice', band: band + 1, slot: slot + 1, rate: figure(rate), perSeconds, incrementSeconds, decimals: tariff.incrementDecimals, price: figure(price) }, timesStep('slot', null, rational(BigInt(count)), price))
    cost = plus(cost, times(price, rational(BigInt(count))))
    if (cap === null || compare(cost, cap) <= 0) continue
    steps.push({ kind: 'capped', limit: figure(cap), before: figure(cost), after: figure(cap) })
    cost = cap
  }
  const { rounding } = tariff
  return rounding ? [...steps, { kind: 'rounding', ...rounding, before: figure(cost), after: figure(roundTo(cost, rounding.decimals, rounding.mode)) }] : steps
}

