import { isByEvent, isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { RatedUsage, UsageEvent } from '../../../shared/domain/usage.ts'
import { USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { callTermsOf, isCallPrice, priceOfCall } from '../../../shared/engines/rating/post-calls.ts'
import type { CallPrice } from '../../../shared/engines/rating/post-calls.ts'
import { isPercentagePrice, priceOfValue, termsOf } from '../../../shared/engines/rating/post-percentage.ts'
import type { PercentagePrice } from '../../../shared/engines/rating/post-percentage.ts'
import { createLocalMoments, priceForMoment } from '../../../shared/engines/rating/price-hours.ts'
import { assertMetered, runningTotals } from '../../../shared/engines/rating/rate-usage.ts'
import type { MeteredPrice } from '../../../shared/engines/rating/rate-usage.ts'
import type { Currency, Micro } from '../../../shared/kernel/money.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { RunningLeg } from './running-legs.ts'
import { createTallies } from './tallies.ts'
import type { Tallies } from './tallies.ts'

/** A price of what is used in a period, or of one event by itself. */
type EventPrice = PercentagePrice | CallPrice
export type UsagePrice = MeteredPrice | EventPrice

/** A price as its period runs. */
export type RunningPrice = { /** What an event comes to after all before it; null: it does not say what this price goes by. */ readonly take: (event: UsageEvent) => RatedUsage | null; /** For a price that goes by nothing but how much was used. */ readonly total: RunningTotal | null }
/** `tally`: where it stands among the tallies. `totalOf`: what a quantity of base units comes to in all. `leg`: what providers receive of it; null: nothing. */
export type RunningTotal = { readonly priceId: string; readonly currency: Currency; readonly tally: number; readonly totalOf: (quantity: number) => Micro; readonly leg: RunningLeg | null }

/** `from`: what was rated before in the period, in base units, and who receives what of it. Errors: throws unless the price is for usage. */
export function runningPrice(price: ProductOfferingPrice | undefined, from: RunFrom, tallies: Tallies): RunningPrice {
  assert(price, 'a price that is corrected is still there')
  return isEventPrice(price) ? pricedByItself(price, from, tallies) : pricedInPeriod(price, from, tallies)
}
export type RunFrom = { readonly priorQuantity: number; readonly leg: RunningLeg | null }

/**
 * By the difference of two running totals: neither the order of events nor how usage is cut into them changes the period's sum. A started unit counts
 * whole, on the running total and not on every event.
 */
function pricedInPeriod(price: ProductOfferingPrice, { priorQuantity, leg }: RunFrom, tallies: Tallies): RunningPrice {
  const { id: priceId, currency } = price
  const totalOf = totalsOf(price)
  const tally = tallies.open(priorQuantity, totalOf(priorQuantity))
  return {
    take: (event) => {
      const before = tallies.quantity(tally)
      const amountMicro = tallies.add(tally, event.quantity, totalOf)
      return { priceId, amountMicro, currency, priorQuantity: before, owedMicro: leg?.take(amountMicro, before, event.quantity) ?? 0 }
    },
    total: { priceId, currency, tally, totalOf, leg },
  }
}

/** By price: services of one offering are rated by the same. */
const known = new WeakMap<ProductOfferingPrice, (quantity: number) => Micro>()

function totalsOf(price: ProductOfferingPrice): (quantity: number) => Micro {
  const before = known.get(price)
  if (before) return before
  assertMetered(price)
  const [totalOf, factor] = [runningTotals(price), USAGE_UNITS[price.ratingGuideline.unit]?.factor ?? 1]
  const ofBase = (quantity: number): Micro => totalOf(Math.ceil(quantity / factor))
  known.set(price, ofBase)
  return ofBase
}

/** By what the event itself was worth, or how long it lasted; one that does not say what it was worth has no price by that. */
function pricedByItself(price: EventPrice, { priorQuantity, leg }: RunFrom, tallies: Tallies): RunningPrice {
  const tally = tallies.open(priorQuantity, 0)
  return {
    take: (event) => {
      const amountMicro = priceOfEvent(price, event)
      if (amountMicro === undefined) return null
      const before = tallies.quantity(tally)
      tallies.add(tally, event.quantity, () => 0)
      return { priceId: price.id, amountMicro, currency: price.currency, priorQuantity: before, owedMicro: leg?.take(amountMicro, before, event.quantity) ?? 0 }
    },
    total: null,
  }
}

function priceOfEvent(price: EventPrice, { value, quantity }: UsageEvent): Micro | undefined {
  const { rounding } = price.ratingGuideline
  if (isCallPrice(price)) return priceOfCall(callTermsOf(price), quantity, rounding)
  return value?.currency === price.currency && isPercentagePrice(price) ? priceOfValue(termsOf(price), value.amountMicro, rounding) : undefined
}

/**
 * What was rated, by the price as it is corrected; its place in the running total stays. What it brings more or less goes to the providers as the last of
 * the period does, so that their parts still sum to the rule's answer for the whole. Errors: throws unless the price is for usage.
 */
export function rateAgain(price: ProductOfferingPrice, event: UsageEvent, { priorQuantity, amountMicro, owedMicro }: RatedUsage, leg: RunningLeg | null): RatedUsage {
  const rated = pricedInPeriod(price, { priorQuantity, leg: null }, createTallies()).take(event)
  assert(rated, 'usage of a period has a price')
  const moreMicro = leg?.take(rated.amountMicro - amountMicro, priorQuantity, 0) ?? 0
  return { ...rated, owedMicro: owedMicro === null ? null : owedMicro + moreMicro }
}

/** The prices of an offering for the kind of use that an event is: those of a period, more than one where they hold at different hours, and after them one by the event itself. */
export function pricesForUse(offering: ProductOffering, event: UsageEvent): readonly UsagePrice[] {
  const metered = offering.prices.filter((price): price is MeteredPrice => isMetered(price.ratingGuideline) && isForUnit(price.ratingGuideline.unit, event))
  const single = offering.prices.find((price): price is EventPrice => isEventPrice(price) && isForUnit(price.ratingGuideline.unit, event))
  return single ? [...metered, single] : metered
}

/** Of the prices for a kind of use, the one for what begins then. */
export function priceAt(prices: readonly UsagePrice[], at: Instant): UsagePrice | undefined {
  const [only] = prices
  if (isForAnyTime(prices)) return only
  return priceForMoment(prices.filter((price): price is MeteredPrice => !isEventPrice(price)), at, moments) ?? prices.find(isEventPrice)
}

/** Whenever it begins, the first of these is its price; or there is none. */
export function isForAnyTime(prices: readonly UsagePrice[]): boolean {
  const [only] = prices
  return prices.length <= 1 && (!only || isEventPrice(only) || only.ratingGuideline.hours === undefined)
}

const isEventPrice = (price: ProductOfferingPrice): price is EventPrice => isByEvent(price.ratingGuideline)

const moments = createLocalMoments()

/** A piece is a piece of something: views are not priced by the price of a message. */
function isForUnit(unit: string, event: UsageEvent): boolean {
  const known = USAGE_UNITS[unit]
  return known?.base === event.unit && (known.base !== 'each' || unit === 'each' || unit === event.usageType || (unit === 'call' && event.usageType === 'voice'))
}
