import { isByEvent, isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { RatedUsage, UsageEvent } from '../../../shared/domain/usage.ts'
import { USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { callTermsOf, priceOfCall } from '../../../shared/engines/rating/post-calls.ts'
import type { CallPrice } from '../../../shared/engines/rating/post-calls.ts'
import { priceOfValue, termsOf } from '../../../shared/engines/rating/post-percentage.ts'
import type { PercentagePrice } from '../../../shared/engines/rating/post-percentage.ts'
import { createLocalMoments, priceForMoment } from '../../../shared/engines/rating/price-hours.ts'
import { assertMetered, rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import type { MeteredPrice } from '../../../shared/engines/rating/rate-usage.ts'
import type { Micro } from '../../../shared/kernel/money.ts'
import type { RateUsage } from './ports.ts'

/**
 * Rates an event by the price of the offering for its unit and the hour it began in, as the difference of two running totals: neither the order of events
 * nor how usage is cut into them changes the period's sum. A started unit counts whole, on the running total and not on every event.
 */
export const rateEvent: RateUsage = (offering, event, priorQuantity) => {
  const price = priceFor(offering, event)
  if (!price) return byItself(offering, event, priorQuantity)
  return rateBy(price, event, priorQuantity(price.id))
}

/** What was rated, by the price as it is corrected; its place in the running total stays. Errors: throws unless the price is for usage. */
export function rateAgain(price: ProductOfferingPrice, event: UsageEvent, { priorQuantity }: RatedUsage): RatedUsage {
  assertMetered(price)
  return rateBy(price, event, priorQuantity)
}

function rateBy(price: MeteredPrice, event: UsageEvent, priorQuantity: number): RatedUsage {
  const factor = USAGE_UNITS[price.ratingGuideline.unit]?.factor ?? 1
  const [before, after] = [Math.ceil(priorQuantity / factor), Math.ceil((priorQuantity + event.quantity) / factor)]
  const { amountMicro, currency } = rateUsage(price, after - before, before)
  return { priceId: price.id, amountMicro, currency, priorQuantity }
}

/** By what the event itself was worth, or how long it lasted; one that does not say what it was worth has no price by that. */
function byItself(offering: ProductOffering, event: UsageEvent, priorQuantity: (priceId: string) => number): RatedUsage | null {
  const price = eventPriceFor(offering, event)
  if (!price) return null
  const amountMicro = priceOfEvent(price, event)
  return amountMicro === undefined ? null : { priceId: price.id, amountMicro, currency: price.currency, priorQuantity: priorQuantity(price.id) }
}

function priceOfEvent(price: EventPrice, { value, quantity }: UsageEvent): Micro | undefined {
  const { rounding } = price.ratingGuideline
  if (isCallPrice(price)) return priceOfCall(callTermsOf(price), quantity, rounding)
  return value?.currency === price.currency && isValuePrice(price) ? priceOfValue(termsOf(price), value.amountMicro, rounding) : undefined
}

/** True when the offering has a price for such usage. */
export const isPriced = (offering: ProductOffering, event: UsageEvent): boolean => priceFor(offering, event) !== undefined || eventPriceFor(offering, event) !== undefined

type EventPrice = PercentagePrice | CallPrice
const isCallPrice = (price: EventPrice): price is CallPrice => price.ratingGuideline.kind === 'call'
const isValuePrice = (price: EventPrice): price is PercentagePrice => price.ratingGuideline.kind === 'percentage'

const eventPriceFor = (offering: ProductOffering, event: UsageEvent): EventPrice | undefined =>
  offering.prices.find((price): price is EventPrice => isByEvent(price.ratingGuideline) && isForUnit(price.ratingGuideline.unit, event))

function priceFor(offering: ProductOffering, event: UsageEvent): MeteredPrice | undefined {
  return priceForMoment(offering.prices.filter((price): price is MeteredPrice => isMetered(price.ratingGuideline) && isForUnit(price.ratingGuideline.unit, event)), event.startedAt, moments)
}

const moments = createLocalMoments()

/** A piece is a piece of something: views are not priced by the price of a message. */
function isForUnit(unit: string, event: UsageEvent): boolean {
  const known = USAGE_UNITS[unit]
  return known?.base === event.unit && (known.base !== 'each' || unit === 'each' || unit === event.usageType || (unit === 'call' && event.usageType === 'voice'))
}
