import type { Piece, RatedLine, SpendTerms } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, most, ONE, plus, rational, sum, times, ZERO } from '../../kernel/rational.ts'
import { isLast } from './tiers.ts'

/** Lets off the percentage, then what is above the period's maximum, line by line; the last piece fills up to its minimum. */
export function applySpend(lines: readonly RatedLine[], { minimum, maximum, percentDiscount, alreadyBilled }: SpendTerms, piece: Piece): readonly RatedLine[] {
  let left = maximum === null ? null : most(minus(maximum, alreadyBilled), ZERO)
  const charged = lines.map((line): RatedLine => {
    const afterPercent = minus(line.total, times(line.total, times(percentDiscount ?? ZERO, rational('1/100'))))
    const total = left === null ? afterPercent : least(afterPercent, left)
    if (left !== null) left = minus(left, total)
    return { ...line, discount: plus(line.discount, minus(line.total, total)), total }
  })
  const missing = minimum === null || !isLast(piece) ? ZERO : minus(minimum, plus(alreadyBilled, sum(charged.map((line) => line.total))))
  return compare(missing, ZERO) <= 0 ? charged : [...charged, { kind: 'minimum-commitment', tier: null, unitPrice: missing, quantity: ONE, discount: ZERO, total: missing }]
}

export const totalOf = (lines: readonly RatedLine[]): Rational => sum(lines.map((line) => line.total))

/** A counter's reading in the unit that is sold: bytes as started gigabytes. */
export const convertUnits = (reading: Rational, divideBy: Rational, round: (value: Rational) => Rational): Rational => round({ n: reading.n * divideBy.d, d: reading.d * divideBy.n })
