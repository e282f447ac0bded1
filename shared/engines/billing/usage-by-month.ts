import type { Bill, BillLine } from '../../domain/bill.ts'
import { grouped } from '../../kernel/grouped.ts'
import { standingUsage, usageKeyOf } from './standing-usage.ts'

/** What was used of one service under one price, month by month. `amountMicro`: net of tax. A month without a bill of it is not in it. */
export type UsageSeries = {
  readonly key: string; readonly label: string; readonly offeringName: string; readonly providerName: string; readonly unit: string
  readonly months: readonly { readonly period: string; readonly units: number; readonly events: number; readonly amountMicro: number }[]
}
/** `months`: every month from the first to the last that anything was used in, oldest first. */
export type UsageByMonth = { readonly months: readonly string[]; readonly series: readonly UsageSeries[] }

/**
 * The usage on the bills of a person: what stands of each month, so that what was charged by a corrected price counts once. The last `most` months up
 * to the newest that is billed. Any order of bills in; series by name.
 */
export function usageByMonth(bills: readonly Bill[], most: number): UsageByMonth {
  const lines = bills.flatMap((bill) => bill.lines.flatMap((line) => (line.usage && line.periodFrom ? [{ line, period: line.periodFrom.slice(0, 7) }] : [])))
  const standing = [...grouped(lines, ({ line }) => usageKeyOf(line)).values()].flatMap(standingUsage)
  const used = standing.map(({ period }) => period).sort()
  const months = monthsBetween(used[0], used.at(-1)).slice(-most)
  const shown = standing.filter(({ period }) => months.includes(period))
  const series = [...grouped(shown, ({ line }) => `${line.orderId}|${line.charge.offeringId}|${line.charge.priceId}`)].flatMap(([key, own]): readonly UsageSeries[] => {
    const [first] = own
    return first ? [{ key, label: first.line.label, offeringName: first.line.offeringName, providerName: first.line.providerName, unit: first.line.usage?.unit ?? '', months: monthsOf(own) }] : []
  })
  return { months, series: series.toSorted((a, b) => a.offeringName.localeCompare(b.offeringName) || a.label.localeCompare(b.label) || (a.key < b.key ? -1 : 1)) }
}

const monthsOf = (own: readonly { readonly line: BillLine; readonly period: string }[]): UsageSeries['months'] =>
  [...grouped(own, ({ period }) => period)].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([period, of]) => ({
    period, units: of.reduce((sum, { line }) => sum + (line.usage?.units ?? 0), 0), events: of.reduce((sum, { line }) => sum + (line.usage?.events ?? 0), 0), amountMicro: of.reduce((sum, { line }) => sum + line.charge.amountMicro, 0),
  }))

function monthsBetween(from: string | undefined, to: string | undefined): readonly string[] {
  const months: string[] = []
  if (from === undefined || to === undefined) return months
  for (let at = new Date(`${from}-01T00:00:00Z`); at.toISOString().slice(0, 7) <= to; at.setUTCMonth(at.getUTCMonth() + 1)) months.push(at.toISOString().slice(0, 7))
  return months
}
