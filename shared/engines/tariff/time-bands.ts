import type { Band, BandTariff, BandTime, Slot } from '../../domain/tariff.ts'
import type { Rational } from '../../kernel/rational.ts'
import { compare, least, minus, over, plus, rational, roundTo, times, ZERO } from '../../kernel/rational.ts'
import { assert } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'

/** Weekday (0 is Sunday) and minute of the day where the customer is (`zone.ts` makes one), and whether it is a holiday there. */
export type LocalTime = (at: Instant) => { readonly day: number; readonly minute: number; readonly isHoliday?: boolean }
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
function* increments(tariff: BandTariff, session: Session, localTime: LocalTime): Generator<{ readonly cost: Rational; readonly until: number; readonly endsAt: Rational | null }> {
  let cost = connectFeeOf(tariff, session, localTime)
  for (const { band, price, until } of incrementsOf(tariff, session, localTime)) {
    cost = plus(cost, price)
    if (band.maxCost?.strategy === 'free') cost = least(cost, band.maxCost.amount)
    yield { cost, until, endsAt: band.maxCost?.strategy === 'disconnect' ? band.maxCost.amount : null }
  }
}

/** Increments of one slot of one band after each other. `price`: of one. `cap`: what the session has cost at most when they are over. */
export type Run = { readonly band: number; readonly slot: number; readonly terms: Slot; readonly count: number; readonly price: Rational; readonly cap: Rational | null }
/** A session's increments, those that are rated alike together: what a derivation tells. */
export function runsOf(tariff: BandTariff, session: Session, localTime: LocalTime): readonly Run[] {
  const runs: Run[] = []
  for (const { band, terms, price } of incrementsOf(tariff, session, localTime)) {
    const [at, slot, last] = [tariff.bands.indexOf(band), band.slots.indexOf(terms), runs.at(-1)]
    if (last?.band === at && last.slot === slot) runs[runs.length - 1] = { ...last, count: last.count + 1 }
    else runs.push({ band: at, slot, terms, count: 1, price, cap: band.maxCost?.strategy === 'free' ? band.maxCost.amount : null })
  }
  return runs
}
export const connectFeeOf = (tariff: BandTariff, { start, continuation }: Session, localTime: LocalTime): Rational => (continuation ? ZERO : bandAt(tariff, start, localTime).connectFee)

function* incrementsOf(tariff: BandTariff, { start, seconds }: Session, localTime: LocalTime): Generator<{ readonly band: Band; readonly terms: Slot; readonly price: Rational; readonly until: number }> {
  for (let at = 0; at < seconds;) {
    const band = bandAt(tariff, start + at * 1_000, localTime)
    const terms = slotAt(band, at)
    at += terms.incrementSeconds
    yield { band, terms, price: priceOf(terms, tariff), until: at }
  }
}

function priceOf({ rate, perSeconds, incrementSeconds }: Slot, { incrementDecimals }: BandTariff): Rational {
  const exact = over(times(rate, rational(BigInt(incrementSeconds))), rational(BigInt(perSeconds)))
  return incrementDecimals === null ? exact : roundTo(exact, incrementDecimals, 'halfUp')
}

/** The bands that hold at a moment of the week, the one that does first: the heaviest, of equally heavy ones the one that began last. Publishing refuses equal weights (`problems.ts`). */
export function holdingBands(bands: readonly Band[], moment: ReturnType<LocalTime>): readonly { readonly band: Band; readonly fromMinute: number }[] {
  const holding = bands.flatMap((band) => band.times.filter((time) => isHeld(time, moment)).map(({ fromMinute }) => ({ band, fromMinute })))
  return holding.toSorted((a, b) => (b.band.weight ?? 0) - (a.band.weight ?? 0) || b.fromMinute - a.fromMinute)
}
const isHeld = ({ days, fromMinute, beforeMinute, holidays = 'also' }: BandTime, { day, minute, isHoliday = false }: ReturnType<LocalTime>): boolean =>
  days.includes(day) && fromMinute <= minute && minute < beforeMinute && (holidays === 'also' || (holidays === 'only') === isHoliday)

/** Errors: throws where no band holds, which publishing refuses. */
function bandAt({ bands }: BandTariff, at: Instant, localTime: LocalTime): Band {
  const [holding] = holdingBands(bands, localTime(at))
  assert(holding, 'a moment that no band of the tariff holds')
  return holding.band
}

function slotAt({ slots }: Band, second: number): Slot {
  const slot = slots.findLast(({ fromSeconds }) => fromSeconds <= second)
  assert(slot, 'a band without a slot for its first second')
  return slot
}
