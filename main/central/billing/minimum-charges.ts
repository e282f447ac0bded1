import type { BillLine } from '../../../shared/domain/bill.ts'
import { isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import type { BilledActivation } from '../../../shared/engines/billing/due-lines.ts'
import { usageKeyOf } from '../../../shared/engines/billing/standing-usage.ts'
import { correctOffering } from '../../../shared/engines/rating/correct-price.ts'
import { addMonths } from '../../../shared/engines/rating/local-date.ts'
import { missingToMinimum, postMinimum } from '../../../shared/engines/rating/post-minimum.ts'
import { runningTotal } from '../../../shared/engines/rating/rate-usage.ts'
import type { MeteredPrice } from '../../../shared/engines/rating/rate-usage.ts'
import { taxesOn } from '../../../shared/engines/rating/taxes-on.ts'
import type { BillingService, ReadTx } from '../ports.ts'
import { carriedUnits, unitsUsed } from './carried-units.ts'
import type { Person } from './gather.ts'
import { usageKey } from './rated-charges.ts'

/** `lines`: how many there were of it before. `line`: the next one; null while nothing is to be charged or given back. */
export type MinimumOwed = { readonly orderId: string; readonly obligation: string; readonly periodTo: LocalDate; readonly lines: number; readonly line: BillLine | null }

/**
 * What is missing of each month's minimum, by `upTo`: for every whole calendar month a service was there under a price that has one, used or not. A month
 * that began or ended with the service has none: nobody pays a whole minimum for a part of a month. The bills say what was charged of it,
 * so use that comes late gives the difference back as a line of its own, once.
 */
export async function minimumOwed(tx: ReadTx, person: Person, { upTo, region }: { readonly upTo: LocalDate; readonly region: string }): Promise<readonly MinimumOwed[]> {
  const held = person.activations.flatMap((activation) => activation.catalog.offerings.filter(({ id, prices }) => activation.offeringIds.includes(id) && prices.some(hasMinimum)).map((offering) => ({ activation, offering })))
  if (held.length === 0) return []
  const services = await tx.billing.services(person.ids)
  const since = new Map((await tx.bills.activations(person.ids)).map(({ orderId, activatedAt }) => [orderId, activatedAt]))
  const corrections = await tx.corrections.all()
  const billed = Map.groupBy((await tx.bills.ofCustomers(person.ids)).flatMap(({ lines }) => lines.filter(({ group }) => group === 'usage')), usageKeyOf)
  return held.flatMap(({ activation, offering }) => services.filter((service) => service.orderId === activation.orderId && service.offeringId === offering.id).flatMap((service) =>
    wholeMonths(activation, upTo).flatMap((periodFrom): readonly MinimumOwed[] => {
      const billingPeriod = periodFrom.slice(0, 7)
      const corrected = correctOffering(offering, corrections, billingPeriod)
      return corrected.prices.filter(hasMinimum).map((price) => {
        const key = usageKey({ billingServiceId: service.billingServiceId, priceId: `${price.id}#minimum`, billingPeriod })
        const before = billed.get(key) ?? []
        const sums = tx.usage.book.ratedSums(service.billingServiceId)
        const units = unitsUsed(price.ratingGuideline, sums.find((sum) => sum.priceId === price.id && sum.billingPeriod === billingPeriod)?.quantity ?? 0)
        const usedMicro = runningTotal(price, units, carriedUnits({ priceId: price.id, billingPeriod }, { offering, since: since.get(activation.orderId) ?? Infinity, corrections, sums }))
        const month = { id: `${key}|${before.length}`, offering: corrected, price, usedMicro, billedMicro: before.reduce((sum, { charge }) => sum + charge.amountMicro, 0) }
        const charge = missingToMinimum(month) === 0 ? null : postMinimum(month, taxesOn(person.taxes, region, periodFrom))
        const owed = { orderId: activation.orderId, obligation: `usage|${key}`, periodTo: addMonths(periodFrom, 1), lines: before.length }
        return { ...owed, line: charge && lineOf(charge, { activation, service, offering, periodFrom, periodTo: owed.periodTo }) }
      })
    })))
}

const hasMinimum = (price: ProductOfferingPrice): price is MeteredPrice => isMetered(price.ratingGuideline) && (price.ratingGuideline.minimumMicro ?? 0) > 0

/** The first days of the calendar months that ended by `upTo` and in which the service was there from the first day to the last. */
function wholeMonths({ activatedOn, endedOn }: BilledActivation, upTo: LocalDate): readonly LocalDate[] {
  const months: LocalDate[] = []
  const first = activatedOn.endsWith('-01') ? activatedOn : addMonths(`${activatedOn.slice(0, 7)}-01`, 1)
  for (let from = first; addMonths(from, 1) <= upTo && (endedOn === null || addMonths(from, 1) <= endedOn); from = addMonths(from, 1)) months.push(from)
  return months
}

type Place = { readonly activation: BilledActivation; readonly service: BillingService; readonly offering: ProductOffering; readonly periodFrom: LocalDate; readonly periodTo: LocalDate }

const lineOf = (charge: BillLine['charge'], { activation, service, offering, periodFrom, periodTo }: Place): BillLine => ({
  id: `usage|${charge.id}`, obligation: `usage|${charge.id}`, orderId: activation.orderId, group: 'usage', label: charge.label, offeringName: offering.name, providerId: service.providerId,
  providerName: activation.catalog.providers.find(({ id }) => id === service.providerId)?.name ?? '', periodFrom, periodTo, charge,
  settlement: { ruleId: offering.settlementRule.id, version: offering.settlementRule.version }, usage: null, corrects: null,
})
