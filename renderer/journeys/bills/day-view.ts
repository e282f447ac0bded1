import type { UseByDay } from '../../../shared/contract/console/bills.ts'
import type { Texts } from '../../../shared/messages/texts.ts'
import type { UsageRow, UsageView } from './usage-view.ts'

const DAY_MS = 86_400_000
/** Base units are no units for people: how many make one that is, and its name. Pieces are named by what they are pieces of. */
const SHOWN = { byte: { unit: 'GB', factor: 1_000_000_000 }, second: { unit: 'minute', factor: 60 } } as const
const PIECES: Readonly<Record<string, string>> = { view: 'view', message: 'message', session: 'session', voice: 'call' }
const shownAs = ({ unit, usageType }: UseByDay['series'][number]): { readonly unit: string; readonly factor: number } => (unit === 'each' ? { unit: PIECES[usageType] ?? 'each', factor: 1 } : SHOWN[unit])

/** The days of one period as they are drawn and read, from its first to its last, or to when it was told; a day without use is a row of nothing, and a late day stands before. Null: nothing was used. */
export function dayView({ period, madeAt, series }: UseByDay, key: string | null, { t, tf, format }: Texts): UsageView | null {
  const chosen = series.find((one) => one.key === key) ?? series[0]
  if (!chosen || period === null) return null
  const { unit, factor } = shownAs(chosen)
  const used = new Map(chosen.days.map((day) => [day.day, day]))
  const rows = [...new Set([...used.keys(), ...daysOf(period, madeAt)])].sort().map((day): UsageRow => {
    const { quantity = 0, events = 0, amountMicro = 0 } = used.get(day) ?? {}
    const units = Math.round((quantity / factor) * 100) / 100
    return { period: day, month: format.day(day), short: day.startsWith(period) ? String(Number(day.slice(8))) : day.slice(5), units, used: format.number(units), events: format.number(events), charge: format.micro(amountMicro) }
  })
  const most = rows.reduce((best, row) => (row.units > best.units ? row : best), rows[0] ?? { units: 0, month: '' })
  return { key: chosen.key, name: nameOf(chosen, tf), unit: tf('usageUnit', unit), rows, sentence: t('usedBy.daySentence', { name: nameOf(chosen, tf), n: rows.length, most: most.units, unit, day: most.month }) }
}

export const dayOptions = ({ series }: UseByDay, { tf }: Texts): readonly { readonly key: string; readonly name: string }[] => series.map((one) => ({ key: one.key, name: nameOf(one, tf) }))
const nameOf = (one: UseByDay['series'][number], tf: Texts['tf']): string => `${one.offeringName}: ${tf('usageUnit', shownAs(one).unit)}`

function daysOf(period: string, madeAt: number | null): readonly string[] {
  const first = Date.parse(`${period}-01T00:00:00Z`)
  const days = Array.from({ length: 31 }, (_, n) => first + n * DAY_MS).filter((at) => at <= (madeAt ?? Infinity) || madeAt === null || madeAt < first).map((at) => new Date(at).toISOString().slice(0, 10))
  return days.filter((day) => day.startsWith(period))
}
