import { isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { UsageEvent } from '../../../shared/domain/usage.ts'
import { USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { rateUsage } from '../../../shared/engines/rating/rate-usage.ts'
import type { RateUsage } from './ports.ts'

/**
 * Rates an event by the first price of the offering for its unit, as the difference of two running totals: neither the order of events
 * nor how usage is cut into them changes the period's sum. A started unit counts whole, on the running total and not on every event.
 */
export const rateEvent: RateUsage = (offering, event, priorQuantity) => {
  const price = priceFor(offering, event)
  if (!price || !isMetered(price.ratingGuideline)) return null
  const factor = USAGE_UNITS[price.ratingGuideline.unit]?.factor ?? 1
  const prior = priorQuantity(price.id)
  const [before, after] = [Math.ceil(prior / factor), Math.ceil((prior + event.quantity) / factor)]
  const { amountMicro, currency } = rateUsage(price, after - before, before)
  return { priceId: price.id, amountMicro, currency, priorQuantity: prior }
}

/** True when the offering has a price for such usage. */
export const isPriced = (offering: ProductOffering, event: UsageEvent): boolean => priceFor(offering, event) !== undefined

function priceFor(offering: ProductOffering, event: UsageEvent): ProductOfferingPrice | undefined {
  return offering.prices.find(({ ratingGuideline: guideline }) => {
    if (!isMetered(guideline)) return false
    const unit = USAGE_UNITS[guideline.unit]
    // A piece is a piece of something: views are not priced by the price of a message.
    return unit?.base === event.unit && (unit.base !== 'each' || guideline.unit === 'each' || guideline.unit === event.usageType || (guideline.unit === 'call' && event.usageType === 'voice'))
  })
}
