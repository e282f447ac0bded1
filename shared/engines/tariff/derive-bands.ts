import type { Pricing, TariffStep } from '../../domain/tariff-derivation.ts'
import { compare, ONE, plus, rational, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { figure, timesStep } from './derive-steps.ts'
import { connectFeeOf, runsOf } from './time-bands.ts'
import type { LocalTime, Session } from './time-bands.ts'

/** The fee to connect, then each slot of a session, capped and rounded as the tariff says. */
export function bandsSteps(tariff: Extract<Pricing, { model: 'bands' }>, session: Session, localTime: LocalTime): readonly TariffStep[] {
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
