import type { BlockTariff, CapacityTariff, PackageTariff, Piece, RatedLine, Tier, TieredTariff } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, isZero, least, minus, most, ONE, over, plus, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'

/** Units between two readings of one counter, and where the piece stands in its period. */
export type Window = { readonly before: Rational; readonly quantity: Rational; readonly piece: Piece }

export const isFirst = (piece: Piece): boolean => piece === 'single' || piece === 'first'
export const isLast = (piece: Piece): boolean => piece === 'single' || piece === 'last'

const line = (kind: RatedLine['kind'], tier: number | null, unitPrice: Rational, quantity: Rational): RatedLine => ({ kind, tier, unitPrice, quantity, discount: ZERO, total: times(unitPrice, quantity) })

/** So much per unit. */
export const rateUnits = (unitPrice: Rational, { quantity }: Window): readonly RatedLine[] => (isZero(quantity) ? [] : [line('usage', null, unitPrice, quantity)])

/** Once per period: with its first piece in advance, with its last in arrears. */
export const rateFlat = (amount: Rational, term: 'advance' | 'arrears', { piece }: Window): readonly RatedLine[] =>
  ((term === 'advance' ? isFirst(piece) : isLast(piece)) ? [line('flat', null, amount, ONE)] : [])

/** Each unit at the price of its own tier, then the tier's flat part, once, when the first unit falls in it. The order matters where a maximum lets off what is above it, line by line. */
export function rateGraduated({ tiers, zeroUsage }: TieredTariff, { before, quantity, piece }: Window): readonly RatedLine[] {
  checkTiers(tiers)
  const after = plus(before, quantity)
  const [first] = tiers
  if (isZero(after) && first && zeroUsage === 'firstFlat') return [...(first.unit ? [line('usage', 1, first.unit, ZERO)] : []), ...(first.flat && isFirst(piece) ? [line('flat', 1, first.flat, ONE)] : [])]
  return tiers.flatMap(({ unit, flat, upTo }, index) => {
    const from = tiers[index - 1]?.upTo ?? ZERO
    const units = minus(least(after, upTo ?? after), most(before, from))
    if (compare(units, ZERO) <= 0) return []
    // Who charges the first flat part without any use has charged it with the first piece.
    const isEntered = compare(before, from) <= 0 && (index > 0 || zeroUsage === 'nothing' || isFirst(piece))
    return [...(unit ? [line('usage', index + 1, unit, units)] : []), ...(flat && isEntered ? [line('flat', index + 1, flat, ONE)] : [])]
  })
}

/** All units at the price of the tier that the whole period reaches: known with its last piece. `tierUnits`: what chooses the tier, where that is not what is priced (prorated units). */
export function rateVolume({ tiers, zeroUsage }: TieredTariff, { before, quantity, piece }: Window, tierUnits?: Rational): readonly RatedLine[] {
  checkTiers(tiers)
  if (!isLast(piece)) return []
  const units = plus(before, quantity)
  const reached = tierUnits ?? units
  if (isZero(reached) && zeroUsage === 'nothing') return []
  const index = tiers.findIndex(({ upTo }) => upTo === null || compare(reached, upTo) <= 0)
  const tier = tiers[index]
  if (!tier) return []
  return [...(tier.flat ? [line('flat', index + 1, tier.flat, ONE)] : []), ...(tier.unit && !isZero(units) ? [line('usage', index + 1, tier.unit, units)] : [])]
}

/** Packages that the piece begins: those up to its end, less those that were begun before it. */
export function ratePackages({ price, size, freeUnits }: PackageTariff, { before, quantity }: Window): readonly RatedLine[] {
  const begun = (units: Rational): Rational => roundTo(over(most(minus(units, freeUnits), ZERO), size), 0, 'ceiling')
  const packages = minus(begun(plus(before, quantity)), begun(before))
  return isZero(packages) ? [] : [line('usage', null, price, packages)]
}

/** Blocks, a started one whole. What is beyond the last tier stays in it. Answers an amount per tier that is reached. */
export function rateBlocks({ policy, tiers }: BlockTariff, quantity: Rational): readonly Rational[] {
  const begun = (units: Rational, size: Rational): Rational => roundTo(over(units, size), 0, 'ceiling')
  let left = quantity
  const parts: Rational[] = []
  for (const [index, { blockSize, maxBlocks, pricePerBlock }] of tiers.entries()) {
    const holds = times(blockSize, maxBlocks)
    const isEnd = index === tiers.length - 1 || compare(left, holds) <= 0
    if (policy === 'allTiers') parts.push(times(begun(isEnd ? left : holds, blockSize), pricePerBlock))
    else if (isEnd) parts.push(times(begun(quantity, blockSize), pricePerBlock))
    if (isEnd) break
    left = minus(left, holds)
  }
  return parts
}

/** The price of the lowest tier that holds every unit's peak; the last one where none does. */
export function rateCapacity({ tiers }: CapacityTariff, peaks: Readonly<Record<string, Rational>>): Rational {
  const holds = (limits: Readonly<Record<string, Rational>>): boolean => Object.entries(limits).every(([unit, limit]) => compare(peaks[unit] ?? ZERO, limit) <= 0)
  return (tiers.find(({ limits }) => holds(limits)) ?? tiers.at(-1))?.price ?? ZERO
}

/** Errors: throws on tiers that overlap, are missing or have no open end; publishing refuses them before (`problems.ts`). */
function checkTiers(tiers: readonly Tier[]): void {
  const [problem] = tierProblems(tiers)
  assert(!problem, problem?.problem ?? '')
}

export type TierProblem = 'tier-none' | 'tier-after-open' | 'tier-missing-above' | 'tier-overlaps'
/** What is wrong with tiers, and where: the index of the tier. */
export function tierProblems(tiers: readonly Pick<Tier, 'upTo'>[]): readonly { readonly at: number; readonly problem: TierProblem }[] {
  if (tiers.length === 0) return [{ at: 0, problem: 'tier-none' }]
  return tiers.flatMap(({ upTo }, at): readonly { readonly at: number; readonly problem: TierProblem }[] => {
    const from = tiers[at - 1]?.upTo
    if (at > 0 && from === null) return [{ at, problem: 'tier-after-open' }]
    if (at === tiers.length - 1 && upTo !== null) return [{ at, problem: 'tier-missing-above' }]
    if (upTo !== null && compare(upTo, from ?? ZERO) <= 0) return [{ at, problem: 'tier-overlaps' }]
    return []
  })
}
