import type { Band, BandTariff, Slot } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, over, plus, rational, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'

/** Weekday (0 is Sunday) and minute of the day where the customer is. */
export type LocalTime = (at: Instant) => { readonly day: number; readonly minute: number }
/** `continuation`: a session that goes on has paid for its connection. */
export type Session = { readonly start: Instant; readonly seconds: number; readonly continuation: boolean }

/** What a session costs: the connect fee of the band it began in, each started increment at the band and slot it begins in, never more than a cap that lets it go on. */
export function rateSession(tariff: BandTariff, session: Session, localTime: LocalTime): Rational {
  if (session.seconds <= 0) return ZERO
  let cost = ZERO
  for (const step of increments(tariff, session, localTime)) cost = step.cost
  const { rounding } = tariff
  return rounding ? roundTo(cost, rounding.decimals, rounding.mode) : cost
}

/** How long a session may go on for that money: until the next increment cannot be paid, or a cap ends it. */
export function allowedSeconds(tariff: BandTariff, session: Session, money: Rational, localTime: LocalTime): number {
  let allowed = 0
  for (const { cost, until, endsAt } of increments(tariff, session, localTime)) {
    if (compare(cost, money) > 0 || (endsAt !== null && compare(cost, endsAt) > 0)) return allowed
    allowed = Math.min(until, session.seconds)
  }
  return allowed
}

/** Money of one's own first, then of the group. Errors: null where both do not hold it, and nothing is taken. */
export function debit(cost: Rational, own: Rational, shared: Rational): { readonly own: Rational; readonly shared: Rational } | null {
  const fromOwn = least(cost, own)
  const rest = minus(cost, fromOwn)
  return compare(rest, shared) > 0 ? null : { own: minus(own, fromOwn), shared: minus(shared, rest) }
}

/** The sum after each increment. `endsAt`: a cost at which the session is to end. */
function* increments(tariff: BandTariff, { start, seconds, continuation }: Session, localTime: LocalTime): Generator<{ readonly cost: Rational; readonly until: number; readonly endsAt: Rational | null }> {
  let cost = continuation ? ZERO : bandAt(tariff, start, localTime).connectFee
  for (let at = 0; at < seconds;) {
    const band = bandAt(tariff, start + at * 1_000, localTime)
    const slot = slotAt(band, at)
    cost = plus(cost, priceOf(slot, tariff))
    at += slot.incrementSeconds
    if (band.maxCost?.strategy === 'free') cost = least(cost, band.maxCost.amount)
    yield { cost, until: at, endsAt: band.maxCost?.strategy === 'disconnect' ? band.maxCost.amount : null }
  }
}

function priceOf({ rate, perSeconds, incrementSeconds }: Slot, { incrementDecimals }: BandTariff): Rational {
  const exact = over(times(rate, rational(BigInt(incrementSeconds))), rational(BigInt(perSeconds)))
  return incrementDecimals === null ? exact : roundTo(exact, incrementDecimals, 'halfUp')
}

/** The band that holds at a moment: of those that do, the one that began last. Errors: throws where none does, which publishing refuses. */
function bandAt({ bands }: BandTariff, at: Instant, localTime: LocalTime): Band {
  const { day, minute } = localTime(at)
  const holding = bands.flatMap((band) => band.times.filter(({ days, fromMinute, beforeMinute }) => days.includes(day) && fromMinute <= minute && minute < beforeMinute).map(({ fromMinute }) => ({ band, fromMinute })))
  const [latest] = holding.toSorted((a, b) => b.fromMinute - a.fromMinute)
  assert(latest, 'a moment that no band of the tariff holds')
  return latest.band
}

function slotAt({ slots }: Band, second: number): Slot {
  const slot = slots.findLast(({ fromSeconds }) => fromSeconds <= second)
  assert(slot, 'a band without a slot for its first second')
  return slot
}
