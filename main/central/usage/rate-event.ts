import { isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOffering } from '../../../shared/domain/catalog.ts'
import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { createLocalMoments, priceForMoment } from '../../../shared/engines/rating/price-hours.ts'
import { rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import type { MeteredPrice } from '../../../shared/engines/rating/rate-usage.ts'
import type { RateUsage } from './ports.ts'

/**
 * Rates an event by the price of the offering for its unit and the hour it began in, as the difference of two running totals: neither the order of events
 * nor how usage is cut into them changes the period's sum. A started unit counts whole, on the running total and not on every event.
 */
export const rateEvent: RateUsage = (offering, event, priorQuantity) => {
  const price = priceFor(offering, event)
  if (!price) return null
  const factor = USAGE_UNITS[price.ratingGuideline.unit]?.factor ?? 1
  const prior = priorQuantity(price.id)
  const [before, after] = [Math.ceil(prior / factor), Math.ceil((prior + event.quantity) / factor)]
  const { amountMicro, currency } = rateUsage(price, after - before, before)
  return { priceId: price.id, amountMicro, currency, priorQuantity: prior }
}

/** True when the offering has a price for such usage. */
export const isPriced = (offering: ProductOffering, event: UsageEvent): boolean => priceFor(offering, event) !== undefined

function priceFor(offering: ProductOffering, event: UsageEvent): MeteredPrice | undefined {
  return priceForMoment(offering.prices.filter((price): price is MeteredPrice => isMetered(price.ratingGuideline) && isForUnit(price.ratingGuideline.unit, event)), event.startedAt, moments)
}

const moments = createLocalMoments()

/** A piece is a piece of something: views are not priced by the price of a message. */
function isForUnit(unit: string, event: UsageEvent): boolean {
  const known = USAGE_UNITS[unit]
  return known?.base === event.unit && (known.base !== 'each' || unit === 'each' || unit === event.usageType || (unit === 'call' && event.usageType === 'voice'))
}
