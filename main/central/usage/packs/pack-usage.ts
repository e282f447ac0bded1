import { createHash } from 'node:crypto'
import type { LocalDate } from '../../../../shared/domain/rating.ts'
import { MOST_DETAIL } from '../../../../shared/domain/usage-pack.ts'
import type { PackedDay, PackedService, Told, UsageDetail, UsagePack } from '../../../../shared/domain/usage-pack.ts'
import type { UsageEvent } from '../../../../shared/domain/usage.ts'
import { usagePeriod } from '../../../../shared/domain/usage.ts'
import { assertExact } from '../../../../shared/kernel/money.ts'
import { assert, ok } from '../../../../shared/kernel/result.ts'
import type { Instant } from '../../../../shared/kernel/time.ts'
import type { CommandHandler, QueryHandler } from '../../context.ts'
import type { BillingService, WriteTx } from '../../ports.ts'
import type { RatedSum, StoredUsage } from '../ports.ts'

/** The period that still runs is told anew once a day at most: a feed entry per customer and day, whatever was metered. */
const RENEWED_MS = 86_400_000

/** Changes whenever a pack may have: who packed everything under this mark needs not look. */
export const packMark: QueryHandler<'usage.packMark'> = async (tx, _input, { terms }) => ok({ mark: terms === null ? null : digest([tx.usage.book.totals(), (await tx.corrections.all()).length, (await tx.corrections.open()) === null]) })

/**
 * Packs the usage of up to `limit` customers after one, by id, and tells desks what differs from what was told. The sums of the book say whether anything does, so
 * that no event is read where nothing changed and the walk repeats nothing; a pack replaces its earlier revision in the feed. While a corrected price waits to
 * be carried out nothing is packed: half of a service's events would be at the old price. `later`: periods that still run and were told not long ago.
 */
export const packUsage: CommandHandler<'usage.pack'> = async (tx, { after, limit }, { now, terms }) => {
  if (!terms || (await tx.corrections.open())) return ok({ packs: 0, later: 0, last: after, more: false })
  const corrections = (await tx.corrections.all()).length
  const customerIds = await tx.bills.everyone(after, limit)
  let [packs, later] = [0, 0]
  for (const customerId of customerIds) {
    const services = await tx.billing.services([customerId])
    const periods = Map.groupBy(services.flatMap(({ billingServiceId }) => tx.usage.book.ratedSums(billingServiceId)), ({ billingPeriod }) => billingPeriod)
    const told = periods.size === 0 ? [] : await tx.packs.of(customerId)
    for (const [period, sums] of periods) {
      const before = told.find((one) => one.period === period)
      const fingerprint = fingerprintOf(sums, corrections)
      if (before ? before.fingerprint === fingerprint : sums.every(({ events }) => events === 0)) continue
      if (before && !terms.isSandbox && period >= usagePeriod(now) && now - before.madeAt < RENEWED_MS) {
        later += 1
        continue
      }
      const made = services.flatMap((service) => packService(service, tx.usage.book.ofService(service.billingServiceId, period), terms.localDateOf))
      assertSame(made, sums)
      await tell(tx, { format: 1, customerId, period, revision: (before?.revision ?? 0) + 1, madeAt: now, services: made }, { fingerprint, before: before?.cursor ?? null, now })
      packs += 1
    }
  }
  return ok({ packs, later, last: customerIds.at(-1) ?? after, more: customerIds.length === limit })
}

/** The days of a service, by what was used and in which unit. Usage that is not rated is not told: nobody knows what it comes to. */
export function packService({ billingServiceId, orderId, offeringId, providerId }: Pick<BillingService, 'billingServiceId' | 'orderId' | 'offeringId' | 'providerId'>, usage: readonly StoredUsage[], localDateOf: (at: Instant) => LocalDate): readonly PackedService[] {
  const kinds = new Map<string, Omit<PackedService, 'days'> & { readonly days: Map<LocalDate, PackedDay>; readonly events: UsageEvent[] }>()
  for (const { event, outcome: { rated } } of usage) {
    if (!event || !rated) continue
    const kind = `${event.usageType}|${event.unit}`
    const packed = kinds.get(kind) ?? { billingServiceId, orderId, offeringId, providerId, usageType: event.usageType, unit: event.unit, days: new Map<LocalDate, PackedDay>(), events: [] }
    kinds.set(kind, packed)
    packed.events.push(event)
    const day = localDateOf(event.startedAt)
    const [, quantity, events, amountMicro] = packed.days.get(day) ?? [day, 0, 0, 0]
    packed.days.set(day, [day, assertExact(quantity + event.quantity), events + 1, assertExact(amountMicro + rated.amountMicro)])
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { days, events, ...rest }]) => ({ ...rest, ...detailOf(events), days: [...days.values()].sort(([a], [b]) => (a < b ? -1 : 1)) }))
}

const HOUR_MS = 3_600_000

/** A session of data is measured by the hour only: nothing is priced by how large each was. */
function detailOf(events: readonly UsageEvent[]): UsageDetail {
  const isData = events.some(({ unit }) => unit === 'byte')
  return {
    hours: summed(events.map(({ startedAt, quantity }) => [Math.floor(startedAt / HOUR_MS), quantity])),
    ...(isData ? {} : { sizes: summed(events.map(({ quantity }) => [quantity, 1])) }), values: summed(events.flatMap(({ value }): readonly Told[] => (value ? [[value.amountMicro, 1]] : []))),
  }
}

function summed(all: readonly Told[]): readonly Told[] | undefined {
  const sums = new Map<number, number>()
  for (const [what, howMuch] of all) sums.set(what, assertExact((sums.get(what) ?? 0) + howMuch))
  return sums.size > MOST_DETAIL ? undefined : [...sums].sort(([a], [b]) => a - b)
}

async function tell(tx: WriteTx, pack: UsagePack, { fingerprint, before, now }: { readonly fingerprint: string; readonly before: number | null; readonly now: Instant }): Promise<void> {
  const cursor = await tx.feed.replace({ kind: 'usagePack', pack }, now, before)
  await tx.packs.put({ customerId: pack.customerId, period: pack.period, revision: pack.revision, fingerprint, cursor, madeAt: now })
}

/** A pack says what central rated, to the micro-unit, or it is not told at all. */
function assertSame(services: readonly PackedService[], sums: readonly RatedSum[]): void {
  const days = services.flatMap((service) => service.days)
  const [events, amountMicro] = [2, 3].map((at) => days.reduce((sum, day) => sum + Number(day[at]), 0))
  assert(events === sums.reduce((sum, one) => sum + one.events, 0) && amountMicro === sums.reduce((sum, one) => sum + one.amountMicro, 0), 'a pack has what was rated')
}

const fingerprintOf = (sums: readonly RatedSum[], corrections: number): string => digest(['with detail', corrections, sums.map(({ billingServiceId, priceId, quantity, amountMicro, events }) => [billingServiceId, priceId, quantity, amountMicro, events].join('|')).sort()])
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
