import type { Catalog, ProductOffering } from '../../../shared/domain/catalog.ts'
import type { CorrectedPrice } from '../../../shared/domain/price-correction.ts'
import type { UsageEvent, UsageGuide, UsageOutcome, UsageReason } from '../../../shared/domain/usage.ts'
import { usagePeriod } from '../../../shared/domain/usage.ts'
import { correctOffering } from '../../../shared/engines/rating/correct-price.ts'
import type { Instant } from '../../../shared/kernel/time.ts'
import { guideUsage } from './guide-usage.ts'
import { billingPeriodOf, inTimeFrom } from './late-usage.ts'
import type { LateRule } from './late-usage.ts'
import type { GuideRow, RatedLane, UsageBook } from './ports.ts'
import { isForAnyTime, priceAt, pricesForUse, runningPrice } from './rate-event.ts'
import type { RunningPrice, RunningTotal, UsagePrice } from './rate-event.ts'
import { createRunningLegs } from './running-legs.ts'
import { createTallies } from './tallies.ts'
import type { Tallies } from './tallies.ts'

/** What decisions stand on. `corrections`: oldest first. */
export type UsageFacts = { readonly catalog: Catalog | null; readonly corrections: readonly CorrectedPrice[]; readonly lateRules: readonly LateRule[]; readonly isClosed: (period: string) => boolean }
/** A service that a subscriber's id can stand for, and how far each of its prices has run. */
export type RunningService = { readonly row: GuideRow; /** Undefined: the catalog has its version no more. */ readonly offering: ProductOffering | undefined; readonly guide: UsageGuide; readonly accounts: Account[] }
type Account = { readonly priceId: string; readonly billingPeriod: string; readonly price: RunningPrice }

/**
 * Decides what becomes of events that are new or waited, each on what the book holds and what was decided before it. It holds as long as the facts do and
 * nobody else writes to the book: what many events share is looked up once, not once an event.
 */
export type Decider = {
  readonly serviceOf: (row: GuideRow) => RunningService
  /** `services`: of the event's subscriber. `lateIsFine`: a person let it in. */
  readonly decide: (event: UsageEvent, terms: { readonly services: readonly RunningService[]; readonly now: Instant; readonly lateIsFine?: boolean }) => UsageOutcome
  /** How everything of an event's kind and subscriber is decided that begins about when it does; null where that goes by more than when it begins, or it is not rated. */
  readonly laneOf: (event: UsageEvent, services: readonly RunningService[]) => UsageLane | null
  /** Where the lanes' totals stand. */
  readonly tallies: Tallies
  /** What of a provider ended before is late. */
  readonly inTimeFrom: (providerId: string, now: Instant) => Instant
  /** `usagePeriod`. */
  readonly periodOf: (at: Instant) => string
}
/** Events that begin `from` a moment, before `until`, are rated alike: one service, one price that goes by the quantity, one month. */
export type UsageLane = { readonly from: Instant; readonly until: Instant; readonly total: RunningTotal; readonly rated: RatedLane }

export function createDecider(book: Pick<UsageBook, 'ratedQuantity' | 'ratedAcross'>, facts: UsageFacts): Decider {
  const services = new Map<string, RunningService>()
  const pricesOf = rememberedPrices()
  const isPriced = (offering: ProductOffering, event: UsageEvent): boolean => priceAt(pricesOf(offering, event), event.startedAt) !== undefined
  const monthOf = rememberedMonths()
  const tallies = createTallies()
  const legs = createRunningLegs(book, facts.catalog)
  const periodOf = (at: Instant): string => monthOf(at).period
  const accountOf = (accounts: Account[], { offering, price, billingServiceId, billingPeriod }: { readonly offering: ProductOffering; readonly price: UsagePrice; readonly billingServiceId: string; readonly billingPeriod: string }): RunningPrice => {
    for (const account of accounts) if (account.priceId === price.id && account.billingPeriod === billingPeriod) return account.price
    const corrected = correctOffering(offering, facts.corrections, billingPeriod).prices.find(({ id }) => id === price.id)
    const running = runningPrice(corrected, { priorQuantity: book.ratedQuantity({ billingServiceId, priceId: price.id, billingPeriod }), leg: legs.of(offering, price, billingPeriod) }, tallies)
    accounts.push({ priceId: price.id, billingPeriod, price: running })
    return running
  }
  return {
    periodOf, tallies,
    serviceOf: (row) => {
      const { customerId, billingServiceId, offeringId, offeringVersion } = row
      const same = services.get(billingServiceId)
      const offering = facts.catalog?.offerings.find((one) => one.id === offeringId && one.version === offeringVersion)
      // One service under two ids of a subscriber runs once.
      const service = { row, offering, guide: same?.guide ?? { customerId, billingServiceId, offeringId, offeringVersion }, accounts: same?.accounts ?? [] }
      services.set(billingServiceId, service)
      return service
    },
    decide: (event, { services: of, now, lateIsFine = false }) => {
      if (!lateIsFine && event.endedAt < inTimeFrom(facts.lateRules, { providerId: event.providerId, now })) return recycled('late')
      const guided = guideUsage(event, of, isPriced)
      if (!guided.ok) return recycled(guided.error)
      const { guide, accounts, offering } = guided.value
      const billingPeriod = billingPeriodOf(periodOf(event.startedAt), facts.isClosed)
      const price = priceAt(pricesOf(offering, event), event.startedAt)
      const rated = price ? accountOf(accounts, { offering, price, billingServiceId: guide.billingServiceId, billingPeriod }).take(event) : null
      return rated ? { state: 'rated', reason: null, guide, rated, billingPeriod } : { state: 'guided', reason: 'not-priced', guide, rated: null, billingPeriod }
    },
    laneOf: (event, of) => {
      const guided = of.length === 1 ? guideUsage(event, of, isPriced) : null
      if (!guided?.ok) return null
      const { row, guide, accounts, offering } = guided.value
      const [prices, month] = [pricesOf(offering, event), monthOf(event.startedAt)]
      const [price] = prices
      if (!price || !isForAnyTime(prices)) return null
      const billingPeriod = billingPeriodOf(month.period, facts.isClosed)
      const { total } = accountOf(accounts, { offering, price, billingServiceId: guide.billingServiceId, billingPeriod })
      const { providerId, localId, idKind, usageType, unit } = event
      return total && { from: Math.max(row.from, month.from), until: Math.min(row.to ?? month.to, month.to), total, rated: { period: month.period, event: { providerId, localId, idKind, usageType, unit }, guide, billingPeriod, priceId: total.priceId, currency: total.currency } }
    },
    inTimeFrom: (providerId, now) => inTimeFrom(facts.lateRules, { providerId, now }),
  }
}

const recycled = (reason: UsageReason): UsageOutcome => ({ state: 'recycled', reason, guide: null, rated: null, billingPeriod: null })

/** `pricesForUse`, once for an offering and a kind of use. */
function rememberedPrices(): (offering: ProductOffering, event: UsageEvent) => readonly UsagePrice[] {
  const uses = new Map<ProductOffering, { readonly usageType: string; readonly unit: string; readonly prices: readonly UsagePrice[] }[]>()
  return (offering, event) => {
    const known = uses.get(offering) ?? []
    for (const use of known) if (use.usageType === event.usageType && use.unit === event.unit) return use.prices
    const prices = pricesForUse(offering, event)
    uses.set(offering, [...known, { usageType: event.usageType, unit: event.unit, prices }])
    return prices
  }
}

type Month = { readonly from: Instant; readonly to: Instant; readonly period: string }

/** `usagePeriod` and where it begins and ends, made once for a month. */
function rememberedMonths(): (at: Instant) => Month {
  const months: Month[] = []
  return (at) => {
    for (const month of months) if (month.from <= at && at < month.to) return month
    const moment = new Date(at)
    const month = { from: Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), 1), to: Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1, 1), period: usagePeriod(at) }
    months.push(month)
    return month
  }
}
