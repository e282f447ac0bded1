import type { BurstTariff } from '../../domain/tariff-terms.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, minus, most, plus, rational, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'

/** Average rates of a period's five-minute samples, each way. `expected`: samples that the period has, 288 a day. */
export type Samples = { readonly inbound: readonly Rational[]; readonly outbound: readonly Rational[]; readonly expected: number }
export type BurstRate = { readonly samples: number; readonly discarded: number; readonly inbound: Rational; readonly outbound: Rational; readonly rated: Rational }

/**
 * The rate that is billed: each way by itself the samples are sorted, the top part (5 %: the 95th percentile) is left out, and the highest that
 * remains counts; of both ways the larger. Of fewer than 20 samples none is left out: the number is rounded down.
 * Errors: throws on more samples than the period has and on a negative one. Source: the usual rule of burstable transit billing.
 */
export function burstRate({ discardPercent, missing }: Pick<BurstTariff, 'discardPercent' | 'missing'>, { inbound, outbound, expected }: Samples): BurstRate {
  assert(Math.max(inbound.length, outbound.length) <= expected, 'more samples than the period has')
  const [samples, other] = [inbound, outbound].map((way) => (missing === 'zero' ? expected : way.length)) as [number, number]
  const [discarded, otherDiscarded] = [topOf(samples, discardPercent), topOf(other, discardPercent)]
  const [inboundRate, outboundRate] = [rateAfter(inbound, discarded), rateAfter(outbound, otherDiscarded)]
  const isIn = compare(inboundRate, outboundRate) >= 0
  return { samples: isIn ? samples : other, discarded: isIn ? discarded : otherDiscarded, inbound: inboundRate, outbound: outboundRate, rated: most(inboundRate, outboundRate) }
}

/** What is committed at its price, and what the billed rate is above it per unit. */
export function rateBurst(tariff: BurstTariff, rate: BurstRate): Rational {
  return plus(tariff.committedPrice, times(most(minus(rate.rated, tariff.committed), ZERO), tariff.pricePerUnitOver))
}

/** How many samples are left out: the percentage, rounded down. */
const topOf = (samples: number, percent: Rational): number => Number(roundTo(times(rational(BigInt(samples)), times(percent, rational('1/100'))), 0, 'floor').n)

/** The highest sample below the ones left out; samples that are not there are nought and stand last. */
function rateAfter(way: readonly Rational[], discarded: number): Rational {
  assert(way.every((sample) => compare(sample, ZERO) >= 0), 'a negative sample')
  return way.toSorted((a, b) => compare(b, a))[discarded] ?? ZERO
}
