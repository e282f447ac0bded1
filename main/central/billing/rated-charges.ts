import { isByEvent, isByUse, isMetered } from '../../../shared/domain/catalog.ts'
import type { ProductOffering, ProductOfferingPrice, TaxRate } from '../../../shared/domain/catalog.ts'
import type { BillLine } from '../../../shared/domain/bill.ts'
import type { PriceCorrection } from '../../../shared/domain/price-correction.ts'
import type { Charge, LocalDate } from '../../../shared/domain/rating.ts'
import { standingUsage, usageKeyOf } from '../../../shared/engines/billing/standing-usage.ts'
import { correctOffering, correctionOf } from '../../../shared/engines/rating/correct-price.ts'
import { isCallPrice, postCalls } from '../../../shared/engines/rating/post-calls.ts'
import { isPercentagePrice, postPercentage } from '../../../shared/engines/rating/post-percentage.ts'
import { runningTotal } from '../../../shared/engines/rating/rate-usage.ts'
import { postUsage } from '../../../shared/engines/rating/post-usage.ts'
import { addMonths } from '../../../shared/engines/rating/local-date.ts'
import { taxesOn } from '../../../shared/engines/rating/taxes-on.ts'
import type { Micro } from '../../../shared/kernel/money.ts'
import { assert } from '../../../shared/kernel/result.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import type { BillingService, ReadTx, WriteTx } from '../ports.ts'
import type { RatedSum } from '../usage/ports.ts'
import { carriedUnits, unitsUsed } from './carried-units.ts'
import type { RatedCharge, TakenBack } from './ports.ts'

/**
 * What is owed for use in periods that ended by `upTo`, billed in arrears: for each service, price and period the price of its running total, less what earlier bills charged of it. The
 * bills themselves say what was charged, so nothing is billed twice whatever was lost in between, and what came late or was rated anew
 * is the next line and never an edit.
 */
export async function ratedCharges(tx: ReadTx, { customerIds, upTo, region, taxes }: { readonly customerIds: readonly string[]; readonly upTo: LocalDate; readonly region: string; readonly taxes: readonly TaxRate[] }): Promise<readonly RatedCharge[]> {
  const owed = (await usageOwed(tx, customerIds)).filter(({ periodTo, isSettled }) => periodTo <= upTo && !isSettled)
  return owed.map((one): RatedCharge => {
    const { service, offering, sum, billed, periodFrom, periodTo, unit, totalUnits, takesBack } = one
    const id = `${usageKey(sum)}|${billed.lines}`
    const charge = chargeFor(tx, { ...one, id }, taxesOn(taxes, region, periodFrom))
    return { id, orderId: service.orderId, offeringId: offering.id, providerId: service.providerId, charge, periodFrom, periodTo, units: totalUnits - billed.units, unit, events: sum.events - billed.events, of: sum, takesBack }
  })
}

function chargeFor(tx: ReadTx, { id, sum, offering, price, totalUnits, carriedUnits, billed }: UsageOwed & { readonly id: string }, taxes: readonly TaxRate[]): Charge {
  const units = totalUnits - billed.units
  if (!isByEvent(price.ratingGuideline)) return postUsage({ id, offering, price, priorUnits: billed.units, totalUnits, carried: { units: carriedUnits, priorUnits: billed.carriedUnits } }, taxes)
  const events = tx.usage.book.ofService(sum.billingServiceId, sum.billingPeriod).flatMap(({ event, outcome }) => (event && outcome.rated?.priceId === price.id ? [event] : []))
  const shared = { id, offering, units, billedMicro: billed.amountMicro }
  if (isCallPrice(price)) return postCalls({ ...shared, price, quantities: events.map(({ quantity }) => quantity) }, taxes)
  assert(isPercentagePrice(price), 'a price by event is by value or by call')
  return postPercentage({ ...shared, price, values: events.flatMap(({ value }) => value?.amountMicro ?? []) }, taxes)
}

export type UsageOwed = {
  readonly sum: RatedSum; readonly service: BillingService; readonly offering: ProductOffering; readonly price: ProductOfferingPrice
  readonly periodFrom: LocalDate; /** Exclusive. */ readonly periodTo: LocalDate; readonly unit: string; readonly totalUnits: number; /** Free units that months before left. */ readonly carriedUnits: number
  readonly billed: Billed
  /** Lines by a price that was corrected since: they are given back when the whole is charged again. */
  readonly takesBack: readonly TakenBack[]
  /** Nothing more is owed of it. */
  readonly isSettled: boolean
}
/** `lines`: how many there ever were. The rest is of those that stand. */
type Billed = { readonly lines: number; readonly units: number; readonly carriedUnits: number; readonly events: number; readonly amountMicro: Micro }
type BilledLine = { readonly billId: string; readonly customerId: string; readonly line: BillLine }

/** Everything that was rated for a person, beside what their bills charged of it. */
export async function usageOwed(tx: ReadTx, customerIds: readonly string[]): Promise<readonly UsageOwed[]> {
  const services = await tx.billing.services(customerIds)
  const sums = services.flatMap((service) => tx.usage.book.ratedSums(service.billingServiceId).map((sum) => ({ service, sum })))
  if (sums.length === 0) return []
  const activations = new Map((await tx.bills.activations(customerIds)).map((activation) => [activation.orderId, activation]))
  const corrections = await tx.corrections.all()
  const usageLines = (await tx.bills.ofCustomers(customerIds)).flatMap((bill) => bill.lines.flatMap((line): readonly BilledLine[] => (line.group === 'usage' ? [{ billId: bill.id, customerId: bill.customerId, line }] : [])))
  const lines = Map.groupBy(usageLines, ({ line }) => usageKeyOf(line))
  const owed: UsageOwed[] = []
  for (const { service, sum } of sums) {
    const found = await priceOf(tx, { service, sum, corrections }, activations.get(service.orderId)?.catalogVersion)
    if (!found) continue
    const { ratingGuideline: guideline } = found.price
    assert(isByUse(guideline), 'what was rated has a price for usage')
    const totalUnits = unitsUsed(guideline, sum.quantity)
    const ever = lines.get(usageKey(sum)) ?? []
    const standing = standingUsage(ever)
    const amountMicro = standing.reduce((total, { line: { charge } }) => total + charge.amountMicro, 0)
    // Only prices by units are corrected.
    const isOutdated = isMetered(guideline) && amountMicro !== runningTotal(found.price, unitsOf(standing), carriedOf(standing))
    const because = correctionOf(corrections, { offeringId: service.offeringId, offeringVersion: service.offeringVersion, priceId: sum.priceId }, sum.billingPeriod)
    const takesBack = isOutdated && because ? standing.map((one): TakenBack => ({ ...one, because })) : []
    const counted = takesBack.length > 0 ? [] : standing
    const billed: Billed = { lines: ever.length, units: unitsOf(counted), carriedUnits: carriedOf(counted), events: counted.reduce((total, { line: { usage } }) => total + (usage?.events ?? 0), 0), amountMicro: takesBack.length > 0 ? 0 : amountMicro }
    const carried = carriedUnits(sum, { offering: found.offering, since: activations.get(service.orderId)?.activatedAt ?? Infinity, corrections, sums: sums.flatMap((one) => (one.service === service ? one.sum : [])) })
    // An event with a price by itself may add no started unit to the month.
    const isWhole = billed.units === totalUnits && billed.carriedUnits === carried && (!isByEvent(guideline) || billed.events === sum.events)
    const periodFrom = `${sum.billingPeriod}-01`
    owed.push({ sum, service, ...found, periodFrom, periodTo: addMonths(periodFrom, 1), unit: guideline.unit, totalUnits, carriedUnits: carried, billed, takesBack, isSettled: billed.lines > 0 && takesBack.length === 0 && isWhole })
  }
  return owed
}

/** The version of the offering that its usage was rated by, that of the catalog the order was priced with, with the price as it was corrected. */
async function priceOf(tx: ReadTx, { service, sum, corrections }: { readonly service: BillingService; readonly sum: RatedSum; readonly corrections: readonly PriceCorrection[] }, catalogVersion: number | undefined): Promise<Pick<UsageOwed, 'offering' | 'price'> | null> {
  const catalog = catalogVersion === undefined ? null : await tx.catalog.byVersion(catalogVersion)
  const offering = catalog?.offerings.find((one) => one.id === service.offeringId && one.version === service.offeringVersion)
  const price = offering && correctOffering(offering, corrections, sum.billingPeriod).prices.find(({ id }) => id === sum.priceId)
  return offering && price ? { offering, price } : null
}

const unitsOf = (lines: readonly BilledLine[]): number => lines.reduce((total, { line: { usage } }) => total + (usage?.units ?? 0), 0)

/** With how many units of months before the last of them counted. */
const carriedOf = (lines: readonly BilledLine[]): number => lines.at(-1)?.line.charge.derivation.reduce((units, step) => (step.kind === 'carried' ? step.units : units), 0) ?? 0

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
