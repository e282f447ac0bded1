import { isMetered } from '../../../shared/domain/catalog.ts'
import type { Catalog, ProductOffering, ProductOfferingPrice } from '../../../shared/domain/catalog.ts'
import type { BillLine } from '../../../shared/domain/bill.ts'
import type { LocalDate } from '../../../shared/domain/rating.ts'
import { USAGE_UNITS } from '../../../shared/domain/usage.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { addMonths } from '../../../shared/engines/rating/local-date.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { BillingService, ReadTx, WriteTx } from '../ports.ts'
import type { RatedSum } from '../usage/ports.ts'
import type { RatedCharge } from './ports.ts'

/**
 * What is owed for use in periods that ended by `upTo`, billed in arrears: for each service, price and period the price of its running total, less what earlier bills charged of it. The
 * bills themselves say what was charged, so nothing is billed twice whatever was lost in between, and what came late or was rated anew
 * is the next line and never an edit.
 */
export async function ratedCharges(tx: ReadTx, { customerIds, upTo, region }: { readonly customerIds: readonly string[]; readonly upTo: LocalDate; readonly region: string }): Promise<readonly RatedCharge[]> {
  const owed = (await usageOwed(tx, customerIds)).filter(({ periodTo, isSettled }) => periodTo <= upTo && !isSettled)
  return owed.map((one): RatedCharge => {
    const { service, price, offering, catalog, sum, billed, periodFrom, periodTo, unit, totalUnits } = one
    const id = `${usageKey(sum)}|${billed.lines}`
    const charge = postUsage({ id, offering, price, priorUnits: billed.units, totalUnits }, catalog.taxes.filter((tax) => tax.region === region))
    return { id, orderId: service.orderId, offeringId: offering.id, providerId: service.providerId, charge, periodFrom, periodTo, units: totalUnits - billed.units, unit, events: sum.events - billed.events, of: sum }
  })
}

export type UsageOwed = {
  readonly sum: RatedSum; readonly service: BillingService; readonly catalog: Catalog; readonly offering: ProductOffering; readonly price: ProductOfferingPrice
  readonly periodFrom: LocalDate; /** Exclusive. */ readonly periodTo: LocalDate; readonly unit: string; readonly totalUnits: number
  readonly billed: Billed
  /** Nothing more is owed of it. */
  readonly isSettled: boolean
}
type Billed = { readonly lines: number; readonly units: number; readonly events: number; readonly micro: number }

/** Everything that was rated for a person, beside what their bills charged of it. */
export async function usageOwed(tx: ReadTx, customerIds: readonly string[]): Promise<readonly UsageOwed[]> {
  const services = await tx.billing.services(customerIds)
  const sums = services.flatMap((service) => tx.usage.book.ratedSums(service.billingServiceId).map((sum) => ({ service, sum })))
  if (sums.length === 0) return []
  const versions = new Map((await tx.bills.activations(customerIds)).map(({ orderId, catalogVersion }) => [orderId, catalogVersion]))
  const lines = Map.groupBy((await tx.bills.ofCustomers(customerIds)).flatMap((bill) => bill.lines.filter((line) => line.group === 'usage')), ({ id }) => id.slice('usage|'.length, id.lastIndexOf('|')))
  const owed: UsageOwed[] = []
  for (const { service, sum } of sums) {
    const found = await priceOf(tx, service, sum, versions.get(service.orderId))
    if (!found) continue
    const { ratingGuideline: guideline } = found.price
    assert(isMetered(guideline), 'what was rated has a price for usage')
    // A started unit counts whole, on the running total and not on every event.
    const totalUnits = Math.ceil(sum.quantity / (USAGE_UNITS[guideline.unit]?.factor ?? 1))
    const billed = billedOf(lines.get(usageKey(sum)) ?? [])
    const periodFrom = `${sum.billingPeriod}-01`
    owed.push({ sum, service, ...found, periodFrom, periodTo: addMonths(periodFrom, 1), unit: guideline.unit, totalUnits, billed, isSettled: billed.lines > 0 && billed.units === totalUnits })
  }
  return owed
}

/** The version of the offering that its usage was rated by: that of the catalog the order was priced with. */
async function priceOf(tx: ReadTx, service: BillingService, sum: RatedSum, catalogVersion: number | undefined): Promise<Pick<UsageOwed, 'catalog' | 'offering' | 'price'> | null> {
  const catalog = catalogVersion === undefined ? null : await tx.catalog.byVersion(catalogVersion)
  const offering = catalog?.offerings.find((one) => one.id === service.offeringId && one.version === service.offeringVersion)
  const price = offering?.prices.find(({ id }) => id === sum.priceId)
  return catalog && offering && price ? { catalog, offering, price } : null
}

const billedOf = (lines: readonly BillLine[]): Billed => ({
  lines: lines.length, units: lines.reduce((total, { usage }) => total + (usage?.units ?? 0), 0), events: lines.reduce((total, { usage }) => total + (usage?.events ?? 0), 0),
  micro: lines.reduce((total, { charge }) => total + charge.amountMicro, 0),
})

/** Names what is billed of usage: on its first bill and on every later one that says more of it. */
export const usageKey = ({ billingServiceId, priceId, billingPeriod }: Pick<RatedSum, 'billingServiceId' | 'priceId' | 'billingPeriod'>): string => `${billingServiceId}|${priceId}|${billingPeriod}`

/**
 * Says in the book that the events of these sums are on a bill. To be called last: the book is on the disk at once, and what the record
 * then loses with its transaction is billed by the next run, because the bills decide what was billed and the book does not.
 */
export function markBilled(tx: WriteTx, sums: readonly RatedSum[], at: Instant): void {
  const moves = sums.flatMap(({ billingServiceId, priceId, billingPeriod }) => tx.usage.book.ofService(billingServiceId, billingPeriod)
    .filter(({ outcome }) => outcome.rated?.priceId === priceId && (outcome.state === 'rated' || outcome.state === 'rerated'))
    .map(({ usageId, outcome }) => ({ usageId, outcome: { ...outcome, state: 'billed' as const }, at })))
  if (moves.length > 0) tx.usage.book.move(moves)
}
