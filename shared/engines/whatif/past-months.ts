import type { Bill, BillLine } from '../../domain/bill.ts'
import type { LocalDate } from '../../domain/rating.ts'
import type { PackedService, UsageDetail, UsagePack } from '../../domain/usage-pack.ts'
import { grouped } from '../../kernel/grouped.ts'
import type { Micro } from '../../kernel/money.ts'
import { grossMicro } from '../billing/due-lines.ts'
import { standingUsage, usageKeyOf } from '../billing/standing-usage.ts'
import { addMonths, nextCycleStart } from '../rating/local-date.ts'

/** What one offering came to in a month, tax in. `bundleId`: of a discount, which goes when the bundle goes. */
export type PastLine = { readonly offeringId: string; readonly bundleId: string | null; readonly isUsage: boolean; readonly grossMicro: Micro }
/** `detail`: what a desk knows of its events besides; `events` how many there were. */
export type UsedUnits = { readonly offeringId: string; readonly unit: string; readonly units: number; readonly detail?: UsageDetail & { readonly events: number } }
/** One cycle of an order. `lines`: null where this desk has no bill for it, or one that waits for a person. */
export type PastMonth = { readonly from: LocalDate; /** Exclusive. */ readonly to: LocalDate; readonly lines: readonly PastLine[] | null; readonly used: readonly UsedUnits[] }

/**
 * The last `most` cycles of an order, oldest first, as its bills tell them; cycles without a bill stand in their place with no lines. Credits are
 * not counted: they are no price; a line they took back, to be charged again by a corrected price, is not counted either. Empty when no bill has a recurring line of the order.
 */
export function pastMonths(bills: readonly Bill[], orderId: string, most: number, packs: readonly UsagePack[] = []): readonly PastMonth[] {
  const every = bills.filter(({ state }) => state !== 'onHold' && state !== 'new').flatMap((bill) => bill.lines.filter((line) => line.orderId === orderId && line.group !== 'credit').map((line) => ({ bill, line })))
  const standing = new Set([...grouped(every.filter(({ line }) => line.group === 'usage'), ({ line }) => usageKeyOf(line)).values()].flatMap(standingUsage))
  const own = every.filter((one) => one.line.group !== 'usage' || standing.has(one))
  const cycles = own.filter(({ line }) => line.group === 'recurring' && line.periodFrom !== null && line.periodTo !== null).map(({ line }) => ({ from: line.periodFrom ?? '', to: line.periodTo ?? '' }))
  const last = cycles.map(({ to }) => to).sort().at(-1)
  const first = cycles.map(({ from }) => from).sort()[0]
  const cycleDay = Number(last?.slice(8))
  if (last === undefined || first === undefined || !(cycleDay >= 1 && cycleDay <= 28)) return []
  const windowFrom = [first, addMonths(last, 0 - most)].sort().at(-1) ?? first
  const months: PastMonth[] = []
  for (let from = windowFrom; from < last; from = nextCycleStart(from, cycleDay)) {
    const to = nextCycleStart(from, cycleDay)
    const within = own.filter(({ bill, line }) => isIn(line.group === 'oneTime' ? bill.periodFrom : line.periodFrom, from, to)).map(({ line }) => line)
    const hasBill = within.some((line) => line.group === 'recurring')
    months.push({ from, to, lines: hasBill ? within.map(lineOf) : null, used: usedIn(within, packs.flatMap((pack) => pack.services.filter((service) => service.orderId === orderId).map((service) => ({ period: pack.period, service })))) })
  }
  return months
}

/**
 * What the bills say was used; where this desk has the same events by day, in base units, so that no started unit counts whole twice. A pack that knows of
 * more or fewer events than the bills charged is not what was paid for: the bills' own units stand.
 */
function usedIn(lines: readonly BillLine[], packed: readonly { readonly period: string; readonly service: PackedService }[]): readonly UsedUnits[] {
  const used = lines.filter(({ usage }) => usage !== null)
  return [...grouped(used, ({ charge, periodFrom }) => `${charge.offeringId}|${periodFrom?.slice(0, 7)}`)].flatMap(([key, own]): readonly UsedUnits[] => {
    const same = packed.filter(({ period, service }) => `${service.offeringId}|${period}` === key).map(({ service }) => ({ service, events: sumOf(service, 2), quantity: sumOf(service, 1) }))
    const isSame = same.length > 0 && same.reduce((sum, { events }) => sum + events, 0) === own.reduce((sum, { usage }) => sum + (usage?.events ?? 0), 0)
    return isSame ? same.map(({ service, quantity, events }) => ({ offeringId: service.offeringId, unit: baseName(service), units: quantity, detail: { hours: service.hours, sizes: service.sizes, values: service.values, events } })) : own.flatMap(({ charge, usage }) => (usage ? [{ offeringId: charge.offeringId, unit: usage.unit, units: usage.units }] : []))
  })
}
const sumOf = ({ days }: PackedService, at: 1 | 2): number => days.reduce((sum, day) => sum + day[at], 0)
/** A piece is a piece of something: a call is one of voice. */
const baseName = ({ unit, usageType }: PackedService): string => (unit !== 'each' ? unit : usageType === 'voice' ? 'call' : usageType === 'data' ? 'each' : usageType)

const isIn = (day: LocalDate | null, from: LocalDate, to: LocalDate): boolean => day !== null && day >= from && day < to

function lineOf({ charge, group }: BillLine): PastLine {
  const discount = charge.derivation.find((step) => step.kind === 'discount')
  return { offeringId: charge.offeringId, bundleId: discount?.kind === 'discount' ? discount.bundleId : null, isUsage: group === 'usage', grossMicro: grossMicro(charge) }
}
