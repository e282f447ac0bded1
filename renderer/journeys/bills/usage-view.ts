import type { UsageOnBills } from '../../../shared/contract/console/bills.ts'
import type { Texts } from '../../../shared/messages/texts.ts'

export type UsageRow = { readonly period: string; readonly month: string; readonly short: string; readonly units: number; readonly used: string; readonly events: string; readonly charge: string }
/** One thing that is metered, a row for every month; a month without use of it is a row of nothing. */
export type UsageView = { readonly key: string; readonly name: string; readonly unit: string; readonly rows: readonly UsageRow[]; /** What the picture shows, in a sentence. */ readonly sentence: string }

/** The months of one series as they are drawn and as they are read. `key`: null, or one that is gone: the first. Null: nothing was used. */
export function usageView({ months, series }: UsageOnBills, key: string | null, { t, tf, format }: Texts): UsageView | null {
  const chosen = series.find((one) => one.key === key) ?? series[0]
  if (!chosen) return null
  const unit = tf('usageUnit', chosen.unit)
  const rows = months.map((period): UsageRow => {
    const of = chosen.months.find((month) => month.period === period)
    const at = Date.parse(`${period}-15T12:00:00Z`)
    return { period, month: format.month(at), short: format.monthShort(at), units: of?.units ?? 0, used: format.number(of?.units ?? 0), events: format.number(of?.events ?? 0), charge: format.micro(of?.amountMicro ?? 0) }
  })
  const most = rows.reduce((best, row) => (row.units > best.units ? row : best), rows[0] ?? { units: 0, month: '' })
  return { key: chosen.key, name: nameOfSeries(chosen), unit, rows, sentence: t('usedBy.sentence', { name: nameOfSeries(chosen), n: rows.length, most: most.units, unit: chosen.unit, month: most.month }) }
}

export const nameOfSeries = ({ offeringName, label }: { readonly offeringName: string; readonly label: string }): string => (label === offeringName ? label : `${offeringName}: ${label}`)
