import type { Bill, BillLine } from '../../domain/bill.ts'
import type { LocalDate } from '../../domain/rating.ts'
import type { Micro } from '../../kernel/money.ts'
import { grossMicro } from '../billing/due-lines.ts'
import { addMonths, nextCycleStart } from '../rating/local-date.ts'

/** What one offering came to in a month, tax in. `bundleId`: of a discount, which goes when the bundle goes. */
export type PastLine = { readonly offeringId: string; readonly bundleId: string | null; readonly isUsage: boolean; readonly grossMicro: Micro }
export type UsedUnits = { readonly offeringId: string; readonly unit: string; readonly units: number }
/** One cycle of an order. `lines`: null where this desk has no bill for it, or one that waits for a person. */
export type PastMonth = { readonly from: LocalDate; /** Exclusive. */ readonly to: LocalDate; readonly lines: readonly PastLine[] | null; readonly used: readonly UsedUnits[] }

/**
 * The last `most` cycles of an order, oldest first, as its bills tell them; cycles without a bill stand in their place with no lines. Credits are
 * not counted: they are no price. Empty when no bill has a recurring line of the order.
 */
export function pastMonths(bills: readonly Bill[], orderId: string, most: number): readonly PastMonth[] {
  const own = bills.filter(({ state }) => state !== 'onHold' && state !== 'new').flatMap((bill) => bill.lines.filter((line) => line.orderId === orderId && line.group !== 'credit').map((line) => ({ bill, line })))
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
    months.push({ from, to, lines: hasBill ? within.map(lineOf) : null, used: within.flatMap((line) => (line.usage ? [{ offeringId: line.charge.offeringId, unit: line.usage.unit, units: line.usage.units }] : [])) })
  }
  return months
}

const isIn = (day: LocalDate | null, from: LocalDate, to: LocalDate): boolean => day !== null && day >= from && day < to

function lineOf({ charge, group }: BillLine): PastLine {
  const discount = charge.derivation.find((step) => step.kind === 'discount')
  return { offeringId: charge.offeringId, bundleId: discount?.kind === 'discount' ? discount.bundleId : null, isUsage: group === 'usage', grossMicro: grossMicro(charge) }
}
